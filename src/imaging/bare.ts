import type { Metadata as Header } from 'sharp';
import { wholeImage } from '../core/placement';
import type { SizedImage, Tasks } from './messages';
import { decode, metadataOf } from './reading';
import { readSeen, readSource } from './source';
import { encode, encodePng } from './writing';

/** So high that one more encoding is not seen. */
const quality = 95;

/**
 * A picture that is sent to the model to look at. Metadata may say who made it and where; a turned picture would be seen lying, and of
 * CMYK and of moving pictures every reader makes something else.
 * @throws ImageError `not-an-image`, `too-large`
 */
export async function bare({ bytes }: Tasks['bare']['takes']): Promise<SizedImage> {
  const source = await readSource(bytes);
  const { facts } = source;
  const { type, width, height } = facts;
  if (facts.orientation === 1 && facts.frames === 1 && facts.kind !== 'cmyk' && !saysMore(await metadataOf(bytes))) {
    return { bytes, type, width, height };
  }
  if (type === 'image/jpeg') {
    return encode(decode(bytes), 'jpeg', { width, height }, quality);
  }
  return { bytes: await encodePng(await readSeen(source, wholeImage(facts))), type: 'image/png', width, height };
}

function saysMore({ exif, xmp, iptc, tifftagPhotoshop, comments }: Header): boolean {
  return [exif, xmp, iptc, tifftagPhotoshop].some((part) => part !== undefined) || (comments !== undefined && comments.length > 0);
}
