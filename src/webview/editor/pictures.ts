import type { Size } from '../../core/sizes';
import { formatDimensions } from '../common/figures';

/** An encoded picture as it comes from the extension. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/**
 * Upright, as every reader of the file sees it; the samples stay as they are.
 * @param size that which it has for the extension: what is painted on anything else would be edited elsewhere.
 * @throws Error with a sentence for the user
 */
export async function decode(encoded: Encoded, size?: Size): Promise<ImageBitmap> {
  const bitmap = await bitmapOf(encoded);
  if (size && (bitmap.width !== size.width || bitmap.height !== size.height)) {
    const [is, has] = [formatDimensions(bitmap), formatDimensions(size)];
    bitmap.close();
    throw new Error(`It would be shown with ${is} pixels and has ${has}.`);
  }
  return bitmap;
}

async function bitmapOf({ bytes, type }: Encoded): Promise<ImageBitmap> {
  try {
    const file = new Blob([new Uint8Array(bytes)], { type });
    return await createImageBitmap(file, { imageOrientation: 'from-image', premultiplyAlpha: 'default' });
  } catch {
    throw new Error('The file is damaged or not complete.');
  }
}

/** What is on the page, and what it is of. */
export interface Picture {
  readonly key: string;
  readonly bitmap: ImageBitmap;
}

/**
 * The picture under the mask. It is replaced when the new one is there, never by an empty place; an answer that was overtaken by
 * another wish is dropped.
 */
export class PictureOnPage {
  shown: Picture | undefined;
  failure: string | undefined;
  private wanted = '';
  private size: Size = { width: 0, height: 0 };

  constructor(
    private readonly ask: (key: string) => Promise<Encoded>,
    private readonly changed: () => void,
  ) {}

  /** `key` says what the picture is of, and `size` how large it is; the same again asks nothing. */
  want(key: string, size: Size): void {
    if (key === this.wanted) {
      return;
    }
    this.wanted = key;
    this.size = size;
    this.failure = undefined;
    if (this.shown?.key !== key) {
      void this.load(key, size);
    }
  }

  /** The wanted picture, once it is there. */
  get ready(): Picture | undefined {
    return this.shown?.key === this.wanted ? this.shown : undefined;
  }

  retry(): void {
    const key = this.wanted;
    this.wanted = '';
    this.want(key, this.size);
    this.changed();
  }

  private async load(key: string, size: Size): Promise<void> {
    try {
      const bitmap = await decode(await this.ask(key), size);
      if (key === this.wanted) {
        this.shown = { key, bitmap };
        this.changed();
      }
    } catch (error) {
      if (key === this.wanted) {
        this.failure = error instanceof Error ? error.message : String(error);
        this.changed();
      }
    }
  }
}

/** What a picture on the page is of, as a key. */
export const pictureOf = {
  version: (version: string): string => JSON.stringify({ version }),
  job: (jobId: string, version: string): string => JSON.stringify({ jobId, version }),
};

export function partsOf(key: string): { version: string } | { jobId: string } {
  const { jobId, version } = JSON.parse(key) as { jobId?: string; version: string };
  return jobId === undefined ? { version } : { jobId };
}
