import { isImageError } from '../core/errors';
import { sniffImageType } from '../core/imageType';
import type { EncodedImage, RemoteImage } from '../core/service';
import { isWhole } from '../core/wholeImage';
import { decodeDataUri } from './dataUri';
import { maxDownloadBytes } from './download';

const maxPreview = 16 * 1024 * 1024;

/** A preview in base64; one that cannot be read is none, and no reason to stop. */
export function readPreview(base64: string): EncodedImage | undefined {
  return decoded(`data:image/png;base64,${base64}`, maxPreview);
}

/** Whether a finished picture that came with the answer is a picture to its last byte. What lies at an address is seen when it is fetched. */
export function isSound({ url }: RemoteImage): boolean {
  if (!url.startsWith('data:')) {
    return true;
  }
  const picture = decoded(url, maxDownloadBytes);
  return picture !== undefined && isWhole(picture);
}

function decoded(uri: string, maxBytes: number): EncodedImage | undefined {
  try {
    const bytes = decodeDataUri(uri, maxBytes);
    const type = sniffImageType(bytes);
    return type && { bytes, type };
  } catch (error) {
    if (isImageError(error)) {
      return undefined;
    }
    throw error;
  }
}
