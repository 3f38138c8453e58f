import type { EncodedImage } from '../../core/service';
import type { Format } from '../../core/models/model';
import type { ShapeOperation } from '../../core/shapeOperation';
import { makesTransparent } from '../../core/shapeOperation';
import type { Codec } from '../../imaging/codec';
import type { Shaped } from '../../imaging/messages';

/** Whether a file of this type cannot hold what the operation makes. */
export function isLostIn(type: EncodedImage['type'], operation: ShapeOperation): boolean {
  return type === 'image/jpeg' && makesTransparent(operation);
}

/**
 * The result of an operation as a file of this type. It comes as PNG when the operation began with the lossless copy of a JPEG.
 * @returns `master` is the same without loss, when a file of the type cannot keep it
 */
export async function shapedAs(
  format: Format,
  { file, master }: Shaped,
  codec: Codec,
): Promise<{ readonly file: Uint8Array; readonly master: Uint8Array | undefined }> {
  if (file.type === `image/${format}`) {
    return { file: file.bytes, master };
  }
  const lossless = master ?? file.bytes;
  return { file: (await codec.convert(lossless, format)).bytes, master: lossless };
}

/** What a document's type is called as a format to write; `undefined` for what Easel does not write. */
export function formatOfType(type: EncodedImage['type']): Format | undefined {
  const formats: Readonly<Partial<Record<EncodedImage['type'], Format>>> = {
    'image/png': 'png',
    'image/jpeg': 'jpeg',
    'image/webp': 'webp',
  };
  return formats[type];
}
