import sharp from 'sharp';
import type { EncodedImage } from '../../../src/core/service';
import type { JobFiles } from '../../../src/jobs/inputs';

let made: Promise<JobFiles> | undefined;

/** What an edit of `anEdit()` sends along, as the service checks it: picture and mask of the size to be rendered. */
export function editFiles(): Promise<JobFiles> {
  made ??= make();
  return made;
}

async function make(): Promise<JobFiles> {
  const [region, reference, mask] = await Promise.all([flat(1024, 768, '#336699'), flat(64, 64, '#996633'), flat(1024, 768, '#ffffff')]);
  return { images: [region, reference], mask, kept: new Map([['base', region.bytes]]) };
}

async function flat(width: number, height: number, background: string): Promise<EncodedImage> {
  const bytes = await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
  return { bytes, type: 'image/png' };
}
