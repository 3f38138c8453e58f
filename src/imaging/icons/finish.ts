import { ImageError } from '../../core/errors';
import { rgbOf, type GroundChoice, type HexColour, type IconGround } from '../../core/icon';
import type { Format } from '../../core/models/model';
import { wholeImage } from '../../core/placement';
import type { Size } from '../../core/sizes';
import { plain } from '../../icons/drawing';
import type { Raster } from '../blend/raster';
import { planFit } from '../fit';
import type { SizedImage, Tasks } from '../messages';
import { readSeen, readSource } from '../source';
import { encodePng, fromRaster, run, typeOf } from '../writing';
import { contentOf } from './drawing/content';
import { flatGround } from './ground/ground';
import { lightOf, samplesOf } from './drawing/light';
import { cutTo } from './drawing/outline';
import { removeGround } from './ground/removal';
import { resample } from './drawing/resample';
import { withoutSpecks } from './transparency/specks';
import { judge } from './transparency/transparency';
import { inZone, type Placed } from './drawing/zones';
import { withoutAlpha } from './withoutAlpha';

/** Share of a plate's edge that the icon's longer side takes. */
const shareOfPlate = 0.72;

/**
 * What the model sent, as the icon that was ordered: 8-bit sRGB of exactly the target, upright. On a ground of one colour it has no alpha
 * channel; WebP keeps every sample.
 * @throws ImageError `not-transparent` when it has a ground that it should not have and nothing was chosen, `not-removable` when that
 * cannot be taken away; `not-an-image`, `too-large`
 */
export async function finishIcon({ bytes, target, format, icon, asked, choice }: Tasks['finishIcon']['takes']): Promise<SizedImage> {
  const source = await readSource(bytes);
  const answer = await readSeen(source, wholeImage(source.facts));
  const picture = withoutGround(answer, asked, choice);
  const finished = picture.channels === 3 ? cropped(picture, target) : onGround(picture, target, icon.ground);
  return { bytes: await encoded(finished, format), type: typeOf[format === 'webp' ? 'webp' : 'png'], ...target };
}

/** The icon on nothing; as it was sent when that was chosen, then RGB if it is opaque. */
function withoutGround(answer: Raster, asked: HexColour | undefined, choice: GroundChoice | undefined): Raster {
  const { verdict, clear, removable } = judge(answer);
  const clean = answer.channels === 4 ? withoutSpecks(answer) : answer;
  // A haze that nobody sees is taken away and not asked about.
  if (verdict === 'real' || (verdict === 'noise' && clean !== answer && judge(clean).verdict === 'real')) {
    return clean;
  }
  if (choice === 'keep') {
    return verdict === 'opaque' || isSolid(answer) ? withoutAlpha(answer) : answer;
  }
  const removed = choice === 'remove' ? removeGround(answer) : asked !== undefined ? withoutAskedGround(answer, asked) : undefined;
  if (removed) {
    return removed.picture;
  }
  const said = clear === 1 ? empty : asked === undefined ? sentences[verdict] : otherGround;
  throw removable && choice === undefined
    ? new ImageError('not-transparent', `${said} ${waysOut}`)
    : new ImageError('not-removable', `${said} ${otherWays}`);
}

/** How far a ground may be from the one that was asked for, in samples of sRGB: models hit a colour only roughly. */
const askedWithin = 110;

/** From here on a ground counts as white: what models take when they forget the colour. */
const white = 235;

/**
 * Without the ground that was asked for. White is taken for it too, but then only what leads to the border: white is in many icons. Any
 * other colour is more likely a tile that belongs to the icon.
 */
function withoutAskedGround(answer: Raster, asked: HexColour): ReturnType<typeof removeGround> {
  const ground = flatGround(answer)?.colour;
  if (!ground) {
    return undefined;
  }
  const wanted = rgbOf(asked);
  if (Math.hypot(...ground.map((sample, channel) => sample - (wanted[channel] ?? 0))) <= askedWithin) {
    return removeGround(answer);
  }
  return Math.min(...ground) >= white ? removeGround(answer, { holes: false }) : undefined;
}

const sentences = {
  opaque: 'The model drew the icon on an opaque background instead of a transparent one.',
  painted: 'The model painted a checkerboard instead of a transparent background.',
  noise: 'The model left a haze over the picture instead of a transparent background.',
} as const;

const empty = 'The model sent a picture with nothing in it.';
const otherGround = 'The model did not draw the icon on the plain background that it was asked for.';
const waysOut = 'Remove the background here, try again, or keep the image as it is.';
const otherWays = 'It cannot be removed cleanly here. Try again, or keep the image as it is.';

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
  const colour = rgbOf(ground.colour);
  if (ground.kind === 'colour') {
    return withoutAlpha(over(fitted(picture, target), colour));
  }
  const edge = Math.min(target.width, target.height);
  const zone = { ...plain(edge), ...target, zone: { kind: 'box', share: shareOfPlate } } as const;
  const drawn = placed(picture, inZone(contentOf(picture), zone, undefined), target);
  return cutTo(over(drawn, colour), 'rounded');
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

/** There is no other way here: a request for an icon as JPEG is refused before it is sent. */
function encoded(picture: Raster, format: Format): Promise<Uint8Array> {
  return format === 'webp' ? run(fromRaster(picture).webp({ lossless: true, exact: true, effort: 2 })) : encodePng(picture);
}
