import { hexOf } from '../../core/icon';
import type { Raster } from '../blend/raster';
import { wholeImage } from '../../core/placement';
import type { MasterFacts, Tasks } from '../messages';
import { readSeen, readSource } from '../source';
import { contentOf, differsFrom, seenAlpha, type Content, type Rgb } from './drawing/content';
import { isFlatDrawing, mainColours } from './trace/flat';
import { flatGround } from './ground/ground';
import { lightOf, luminanceOfSamples } from './drawing/light';
import { removeGround } from './ground/removal';
import type { LightSource } from './drawing/resample';
import { silhouetteOf } from './drawing/silhouette';
import { judge } from './transparency/transparency';
import { withoutAlpha } from './withoutAlpha';

/** A picture that icons are drawn from. */
export interface Subject {
  readonly content: Content;
  readonly light: LightSource;
}

/** The picture that a set is made of, decoded once. */
export interface Master {
  /** The picture as it is. */
  readonly own: Subject;
  readonly isOpaque: boolean;
  /** Colour of the flat ground of an opaque picture. */
  readonly ground: Rgb | undefined;
  /** The same with nothing taken for ground. */
  readonly whole: Subject;
  /** An opaque picture without its flat ground; `undefined` when there is none that can be taken away. */
  readonly cut: () => Subject | undefined;
  /** White, with alpha where there is a shape to see. */
  readonly shape: () => Subject;
}

/** Alpha from which a pixel is solid: encoders may take a little. */
const solidAlpha = 248;

/** @throws ImageError `not-an-image`, `too-large` */
export async function readMaster(bytes: Uint8Array): Promise<Master> {
  const picture = withoutSolidAlpha(await readUpright(bytes));
  const isOpaque = picture.channels === 3;
  const ground = isOpaque ? flatGround(picture)?.colour : undefined;
  const light = lightOf(picture, ground);
  const own = { light, content: contentOf(picture, ground) };
  const cut = once(() => {
    const removed = ground && removeGround(picture);
    return removed && removed.cleared < 1 ? subjectOf(removed.picture) : undefined;
  });
  const shape = once(() => (isOpaque ? (cut() ?? subjectOf(silhouetteOf(picture))) : own));
  return { own, whole: ground ? { light, content: contentOf(picture) } : own, isOpaque, ground, cut, shape };
}

/** The upright picture as 8-bit sRGB, RGB or RGBA with straight alpha. */
async function readUpright(bytes: Uint8Array): Promise<Raster> {
  const source = await readSource(bytes);
  return readSeen(source, wholeImage(source.facts));
}

function subjectOf(picture: Raster): Subject {
  return { light: lightOf(picture), content: contentOf(picture) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The same picture as RGB when no pixel lets anything through. */
function withoutSolidAlpha(picture: Raster): Raster {
  const { channels, data } = picture;
  if (channels === 3) {
    return picture;
  }
  for (let at = 3; at < data.length; at += 4) {
    if ((data[at] as number) < solidAlpha) {
      return picture;
    }
  }
  return withoutAlpha(picture);
}

/** @throws ImageError `not-an-image`, `too-large` */
export async function describeMaster({ bytes }: Tasks['describeMaster']['takes']): Promise<MasterFacts> {
  const read = await readUpright(bytes);
  const picture = withoutSolidAlpha(read);
  const ground = picture.channels === 3 ? flatGround(picture)?.colour : undefined;
  return {
    width: read.width,
    height: read.height,
    transparency: judge(read),
    content: contentOf(picture, ground).box,
    ground: ground && hexOf(ground),
    flat: isFlatDrawing(read),
    colours: mainColours(read),
    luminance: meanLuminance(picture, ground),
  };
}

/** The mean relative luminance of what is seen, each pixel as much as its alpha; that of all when nothing is seen. */
function meanLuminance(picture: Raster, ground: Rgb | undefined): number {
  const { width, height, channels, data } = picture;
  const isContent = ground ? differsFrom(picture, ground) : () => true;
  let [sum, weight] = [0, 0];
  for (let pixel = 0, at = 0; pixel < width * height; pixel++, at += channels) {
    const alpha = channels === 4 ? (data[at + 3] as number) : 255;
    if (alpha >= seenAlpha && isContent(pixel)) {
      sum += alpha * luminanceOfSamples(data[at] as number, data[at + 1] as number, data[at + 2] as number);
      weight += alpha;
    }
  }
  return weight > 0 ? sum / weight : ground ? luminanceOfSamples(...ground) : 0;
}
