import sharp from 'sharp';
import type { Placement } from '../core/edit';
import { ImageError } from '../core/errors';
import type { Size } from '../core/sizes';
import type { Raster } from './blend/raster';
import { checkPlacement, isWhole } from './crop';
import { dressPng } from './containers/png';
import { boundsOf, cropMask, emptyMask, type Mask } from './mask/mask';
import { decodeMask } from './mask/maskCode';
import type { PreparedEdit, Tasks } from './messages';
import { readSeen, readSource, readSrgb } from './source';
import { encodePng, fromRaster, run } from './writing';

/**
 * What is sent to the model: the box of the picture at the size that was planned, and the mask in the convention that was chosen.
 * @throws ImageError `not-an-image` for a damaged file, wherever its damage is; `invalid-request` when nothing in the box is to be edited
 */
export async function prepare({ bytes, placement, mask, convention }: Tasks['prepare']['takes']): Promise<PreparedEdit> {
  const source = await readSource(bytes);
  const size = source.facts;
  checkPlacement(placement, size);
  const cut = mask === undefined ? undefined : cropMask(decodeMask(mask, size), placement.box);
  if (cut && !boundsOf(cut)) {
    throw new ImageError('invalid-request', 'Nothing is painted in the region that is sent. Paint over what is to change.');
  }
  await checkWhole(bytes, placement, size);
  const seen = await readSeen(source, placement.box);
  const picture = await placed(seen, placement);
  const sent = cut && convention !== 'none' ? placeMask(cut, placement) : undefined;
  return {
    image: await encodePng(picture),
    ...transparencyOf(seen, cut),
    mask: sent && (await (convention === 'alpha' ? encodePng(cleared(picture, sent)) : blackAndWhite(sent))),
  };
}

/** Alpha of at least this is opaque. */
const opaque = 250;

function transparencyOf({ channels, data }: Raster, mask: Mask | undefined): Pick<PreparedEdit, 'transparent' | 'clearShare'> {
  if (channels === 3) {
    return { transparent: false, clearShare: 0 };
  }
  let [transparent, edited, clear] = [false, 0, 0];
  for (let index = 0, at = 3; at < data.length; index++, at += 4) {
    const alpha = data[at] ?? 255;
    transparent ||= alpha < opaque;
    if (mask === undefined || mask.data[index] === 255) {
      edited++;
      clear += alpha === 0 ? 1 : 0;
    }
  }
  return { transparent, clearShare: edited === 0 ? 0 : clear / edited };
}

/** Resampled as a whole, and padded with its own mirror image: nothing is stretched. */
async function placed(cut: Raster, { box, scaled, render, left, top }: Placement): Promise<Raster> {
  const isScaled = scaled.width !== box.width || scaled.height !== box.height;
  const right = render.width - scaled.width - left;
  const bottom = render.height - scaled.height - top;
  if (!isScaled && left + top + right + bottom === 0) {
    return cut;
  }
  const picture = fromRaster(cut);
  const sized = isScaled ? picture.resize({ width: scaled.width, height: scaled.height, fit: 'fill', kernel: 'lanczos3' }) : picture;
  return readSrgb(sized.extend({ left, top, right, bottom, extendWith: 'mirror' }));
}

/** A part is decoded only as far as it reaches; damage behind it would come to light after the edit was paid for. */
async function checkWhole(bytes: Uint8Array, { box }: Placement, size: Size): Promise<void> {
  if (isWhole(box, size)) {
    return;
  }
  await run(sharp(bytes, { failOn: 'error', limitInputPixels: false }).extractChannel(0).raw());
}

/**
 * The mask as it is placed in the picture that is sent; the padding is kept. Enlarged by the nearest pixel; reduced so that a pixel is
 * edited when anything in it is, since a thin stroke must not vanish.
 */
export function placeMask(mask: Mask, { scaled, render, left, top }: Placement): Mask {
  const placedMask = emptyMask(render);
  const columns = sourceRanges(mask.width, scaled.width);
  const rows = sourceRanges(mask.height, scaled.height);
  const isPainted = new Uint8Array(scaled.width);
  rows.forEach(([first, last], y) => {
    isPainted.fill(0);
    for (let row = first; row < last; row++) {
      const line = mask.data.subarray(row * mask.width, (row + 1) * mask.width);
      columns.forEach(([from, to], x) => {
        for (let column = from; column < to; column++) {
          if (line[column] !== 0) {
            isPainted[x] = 255;
          }
        }
      });
    }
    placedMask.data.set(isPainted, (top + y) * render.width + left);
  });
  return placedMask;
}

/** Which pixels of a line each pixel of a longer or shorter line is made of. */
function sourceRanges(from: number, to: number): (readonly [number, number])[] {
  return Array.from({ length: to }, (_, index) => {
    if (to >= from) {
      const nearest = Math.floor(((index + 0.5) * from) / to);
      return [nearest, nearest + 1];
    }
    return [Math.floor((index * from) / to), Math.floor(((index + 1) * from) / to)];
  });
}

/** Three channels, so that no reader takes it for a palette or for a grey with a curve of its own. */
async function blackAndWhite({ width, height, data }: Mask): Promise<Uint8Array> {
  const grey = sharp(data, { raw: { width, height, channels: 1 }, limitInputPixels: false });
  return dressPng(await run(grey.toColourspace('srgb').png({ compressionLevel: 6 })), {});
}

/** The picture itself, transparent where it is to be edited. */
function cleared(picture: Raster, mask: Mask): Raster {
  const { width, height, channels, data } = picture;
  const samples = new Uint8Array(width * height * 4);
  for (let index = 0; index < mask.data.length; index++) {
    for (let channel = 0; channel < 3; channel++) {
      samples[index * 4 + channel] = data[index * channels + channel] ?? 0;
    }
    samples[index * 4 + 3] = mask.data[index] === 255 ? 0 : 255;
  }
  return { width, height, channels: 4, data: samples };
}
