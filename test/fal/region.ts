import sharp, { type OverlayOptions } from 'sharp';
import type { Pixels } from './drift';
import { landscape, type Scene } from './landscape';

/** Where something new is drawn: one byte a pixel, 255 = edit, 0 = keep. */
export interface Region {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly usesAlpha: boolean;
}

/** What a mask says at the given size: white is edit; in a mask with transparent parts those are. */
export async function readRegion(mask: Buffer, width: number, height: number): Promise<Region> {
  const { data: rgba } = await sharp(mask)
    .resize(width, height, { fit: 'fill', kernel: 'nearest' })
    .toColorspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const channel = (at: number): number => rgba[at] ?? 0;
  let usesAlpha = false;
  for (let at = 3; at < rgba.length && !usesAlpha; at += 4) {
    usesAlpha = channel(at) < 128;
  }
  const data = new Uint8Array(width * height);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const isEdit = usesAlpha ? channel(pixel * 4 + 3) < 128 : channel(pixel * 4) >= 128;
    data[pixel] = isEdit ? 255 : 0;
  }
  return { data, width, height, usesAlpha };
}

/** How much of the prompt's own colours goes under in those of the surroundings. */
const toneShare = 0.6;

/**
 * Draws the prompt's scene, and the references as insets in its middle, into the region: in tones near those around it, and out of the
 * picture that is there, so that it does not end in a hard line. `strength` is how much of the old picture it covers, 0 to 1.
 */
export async function drawInside(
  picture: Pixels,
  region: Region,
  scene: Scene,
  references: readonly Buffer[],
  strength = 1,
): Promise<void> {
  const box = boxOf(region);
  if (!box) {
    return;
  }
  const { data: drawn } = await sharp(Buffer.from(landscape({ ...scene, width: box.width, height: box.height })))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const weights = await softened(region, box);
  followTones(drawn, picture, region, box);
  const pixels = await sharp(drawn, { raw: { width: box.width, height: box.height, channels: 3 } })
    .composite(await insets(references, box))
    .removeAlpha()
    .raw()
    .toBuffer();
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const at = ((box.top + y) * picture.width + box.left + x) * 3;
      const weight = (weights[(box.top + y) * picture.width + box.left + x] ?? 0) * strength;
      for (let channel = 0; channel < 3; channel++) {
        const old = picture.data[at + channel] ?? 0;
        picture.data[at + channel] = Math.round(old + ((pixels[(y * box.width + x) * 3 + channel] ?? 0) - old) * weight);
      }
    }
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boxOf({ data, width, height }: Region): Box | undefined {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(255);
    if (first >= 0) {
      left = Math.min(left, first);
      right = Math.max(right, row.lastIndexOf(255) + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  return bottom === 0 ? undefined : { left, top, width: right - left, height: bottom - top };
}

/** Weights 0 to 1 that rise from the region's edge inward, all of them 1 in a region too thin for that. */
async function softened({ data, width, height }: Region, box: Box): Promise<Float32Array> {
  const sigma = Math.max(0.5, Math.min(12, Math.min(box.width, box.height) * 0.06));
  const blurred = await sharp(data, { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const weights = new Float32Array(data.length);
  let peak = 0;
  for (let pixel = 0; pixel < data.length; pixel++) {
    const weight = data[pixel] === 255 ? Math.max(0, (blurred[pixel] ?? 0) / 127.5 - 1) : 0;
    weights[pixel] = weight;
    peak = Math.max(peak, weight);
  }
  return peak < 0.25 ? Float32Array.from(data, (value) => value / 255) : weights.map((weight) => Math.min(1, weight / peak));
}

/** Moves the mean of the drawing towards the mean of what lies around the region; nothing around, nothing moved. */
function followTones(drawn: Buffer, picture: Pixels, region: Region, box: Box): void {
  const reach = Math.max(8, Math.round(Math.max(box.width, box.height) * 0.1));
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = Math.max(0, box.top - reach); y < Math.min(region.height, box.top + box.height + reach); y++) {
    for (let x = Math.max(0, box.left - reach); x < Math.min(region.width, box.left + box.width + reach); x++) {
      if (region.data[y * region.width + x] === 0) {
        count++;
        for (let channel = 0; channel < 3; channel++) {
          sums[channel] = (sums[channel] ?? 0) + (picture.data[(y * region.width + x) * 3 + channel] ?? 0);
        }
      }
    }
  }
  for (let channel = 0; channel < 3 && count > 0; channel++) {
    let own = 0;
    for (let at = channel; at < drawn.length; at += 3) {
      own += drawn[at] ?? 0;
    }
    const shift = toneShare * ((sums[channel] ?? 0) / count - own / (drawn.length / 3));
    for (let at = channel; at < drawn.length; at += 3) {
      drawn[at] = Math.max(0, Math.min(255, Math.round((drawn[at] ?? 0) + shift)));
    }
  }
}

/** The references side by side in the middle, as large as fits. */
async function insets(references: readonly Buffer[], box: Box): Promise<OverlayOptions[]> {
  const edge = Math.floor(Math.min(box.height * 0.4, (box.width * 0.8) / Math.max(1, references.length)));
  if (edge < 1) {
    return [];
  }
  const left = Math.floor((box.width - edge * references.length) / 2);
  const top = Math.floor((box.height - edge) / 2);
  return Promise.all(
    references.map(async (reference, index) => ({
      input: await sharp(reference).rotate().resize(edge, edge, { fit: 'cover' }).flatten({ background: '#ffffff' }).png().toBuffer(),
      left: left + index * edge,
      top,
    })),
  );
}
