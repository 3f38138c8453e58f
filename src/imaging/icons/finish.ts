import { ImageError } from '../../core/errors';
import type { GroundChoice, IconGround, IconOrder } from '../../core/icon';
import type { Format } from '../../core/models/model';
import { wholeImage } from '../../core/placement';
import type { Size } from '../../core/sizes';
import { plain } from '../../icons/drawing';
import type { Raster } from '../blend/raster';
import { planFit } from '../fit';
import type { SizedImage, Tasks } from '../messages';
import { onWhite } from '../output';
import { readSeen, readSource } from '../source';
import { encodePng, fromRaster, run, typeOf } from '../writing';
import { contentOf } from './content';
import { lightOf, samplesOf } from './light';
import { cutTo } from './outline';
import { removeGround } from './removal';
import { resample } from './resample';
import { withoutSpecks } from './specks';
import { judge } from './transparency';
import { inZone, type Placed } from './zones';

/** Share of a plate's edge that the icon's longer side takes. */
const shareOfPlate = 0.72;

/**
 * What the model sent, as the icon that was ordered: 8-bit sRGB of exactly the target, upright. On a ground of one colour it has no alpha
 * channel; WebP keeps every sample.
 * @throws ImageError `not-transparent` when it has a ground that it should not have and nothing was chosen, or one that cannot be taken
 * away; `not-an-image`, `too-large`
 */
export async function finishIcon({ bytes, target, format, icon, choice }: Tasks['finishIcon']['takes']): Promise<SizedImage> {
  const source = await readSource(bytes);
  const answer = await readSeen(source, wholeImage(source.facts));
  const picture = withoutGround(answer, icon, choice);
  const finished = picture.channels === 3 ? cropped(picture, target) : onGround(picture, target, icon.ground);
  return { bytes: await encoded(finished, format), type: typeOf[format], ...target };
}

/** The icon on nothing; as it was sent when that was chosen, then RGB if it is opaque. */
function withoutGround(answer: Raster, { transparency }: IconOrder, choice: GroundChoice | undefined): Raster {
  const { verdict, removable } = judge(answer);
  if (verdict === 'real') {
    return withoutSpecks(answer);
  }
  if (choice === 'keep') {
    return verdict === 'opaque' || isSolid(answer) ? withoutAlpha(answer) : answer;
  }
  const isRemoved = choice === 'remove' || transparency === 'removal';
  const removed = isRemoved ? removeGround(answer) : undefined;
  if (removed) {
    return removed.picture;
  }
  throw new ImageError('not-transparent', isRemoved ? unremovable : `${sentences[verdict]} ${removable ? waysOut : otherWays}`);
}

const sentences = {
  opaque: 'The model drew the icon on an opaque background instead of a transparent one.',
  painted: 'The model painted a checkerboard instead of a transparent background.',
  noise: 'The model left a haze over the picture instead of a transparent background.',
} as const;

const waysOut = 'Remove the background here, try again, or keep the image as it is.';
const otherWays = 'It is not plain enough to be removed here. Try again, or keep the image as it is.';
const unremovable = 'The background of the icon is not plain enough to be removed. Try again, or keep the image as it is.';

/** Alpha from which a pixel is solid: encoders may take a little. */
const solidAlpha = 240;

function isSolid({ channels, data }: Raster): boolean {
  for (let at = 3; channels === 4 && at < data.length; at += 4) {
    if ((data[at] as number) < solidAlpha) {
      return false;
    }
  }
  return true;
}

function withoutAlpha({ width, height, channels, data }: Raster): Raster {
  const samples = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < samples.length; from += channels, to += 3) {
    samples[to] = data[from] as number;
    samples[to + 1] = data[from + 1] as number;
    samples[to + 2] = data[from + 2] as number;
  }
  return { width, height, channels: 3, data: samples };
}

/** An opaque picture cut centrally to the ratio of the target. */
function cropped(picture: Raster, target: Size): Raster {
  const { crop, resample: isResampled } = planFit(picture, target);
  const isWhole = crop.width === picture.width && crop.height === picture.height;
  return isWhole && !isResampled ? picture : samplesOf(resample(lightOf(picture), crop, crop, target));
}

function onGround(picture: Raster, target: Size, ground: IconGround): Raster {
  if (ground.kind === 'transparent') {
    return fitted(picture, target);
  }
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(ground.colour.slice(at, at + 2), 16)) as [number, number, number];
  if (ground.kind === 'colour') {
    return withoutAlpha(over(fitted(picture, target), [red, green, blue]));
  }
  const edge = Math.min(target.width, target.height);
  const zone = { ...plain(edge), ...target, zone: { kind: 'box', share: shareOfPlate } } as const;
  const drawn = placed(picture, inZone(contentOf(picture), zone, undefined), target);
  return cutTo(over(drawn, [red, green, blue]), 'rounded');
}

/** The whole picture in the middle of the target: of an icon nothing is cut off. */
function fitted(picture: Raster, target: Size): Raster {
  if (picture.width === target.width && picture.height === target.height) {
    return picture;
  }
  const scale = Math.min(target.width / picture.width, target.height / picture.height);
  const size = { width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)) };
  const at = { left: Math.floor((target.width - size.width) / 2), top: Math.floor((target.height - size.height) / 2), ...size };
  return placed(picture, { at, window: wholeImage(picture), bounds: wholeImage(picture) }, target);
}

function placed(picture: Raster, { at, window, bounds }: Placed, { width, height }: Size): Raster {
  const drawn = samplesOf(resample(lightOf(picture), window, bounds, at));
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < at.height; y++) {
    data.set(drawn.data.subarray(y * at.width * 4, (y + 1) * at.width * 4), ((at.top + y) * width + at.left) * 4);
  }
  return { width, height, channels: 4, data };
}

/** RGBA, opaque everywhere. */
function over({ width, height, data }: Raster, ground: readonly [number, number, number]): Raster {
  const samples = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] as number;
    for (let channel = 0; channel < 3; channel++) {
      samples[at + channel] = Math.round(((data[at + channel] as number) * alpha + (ground[channel] as number) * (255 - alpha)) / 255);
    }
    samples[at + 3] = 255;
  }
  return { width, height, channels: 4, data: samples };
}

function encoded(picture: Raster, format: Format): Promise<Uint8Array> {
  switch (format) {
    case 'png':
      return encodePng(picture);
    case 'webp':
      return run(fromRaster(picture).webp({ lossless: true, exact: true, effort: 2 }));
    case 'jpeg':
      return run(fromRaster(onWhite(picture)).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }));
  }
}
