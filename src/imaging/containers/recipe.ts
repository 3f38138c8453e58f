import { sniffImageType } from '../../core/imageType';
import { embedInJpeg, readFromJpeg } from './recipeJpeg';
import { embedInPng, readFromPng } from './recipePng';
import { embedInWebp, readFromWebp } from './recipeWebp';

/**
 * The file with a recipe in it: PNG has a text `easel:recipe` and an XMP packet, JPEG and WebP a packet. The pixels and all other
 * metadata are copied as they are; an earlier recipe is replaced, so that doing it twice is doing it once.
 * @param text one line of JSON @param sourceType a term of IPTC's Digital Source Type
 * @returns the same bytes for what is damaged, or no PNG, JPEG or WebP
 */
export async function embedRecipe(bytes: Uint8Array, text: string, sourceType: string): Promise<Uint8Array> {
  try {
    switch (sniffImageType(bytes)) {
      case 'image/png':
        return await embedInPng(bytes, text, sourceType);
      case 'image/jpeg':
        return embedInJpeg(bytes, text, sourceType);
      case 'image/webp':
        return embedInWebp(bytes, text, sourceType);
      default:
        return bytes;
    }
  } catch {
    // An offset that leads out of the file.
    return bytes;
  }
}

/** What `embedRecipe` wrote, from a file of anybody: to be parsed and not to be trusted. `undefined` when there is none. */
export function readRecipe(bytes: Uint8Array): string | undefined {
  try {
    switch (sniffImageType(bytes)) {
      case 'image/png':
        return readFromPng(bytes);
      case 'image/jpeg':
        return readFromJpeg(bytes);
      case 'image/webp':
        return readFromWebp(bytes);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
