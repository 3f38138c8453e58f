import type { Raster } from '../../blend/raster';
import { distanceOf } from './likeness';
import { around } from './neighbours';
import { alike, Profile, sharpEdge, topOf, type Backdrop, type Top } from './profile';
import { isShade, layerOf, softKind, type Layer, type SoftKind } from './soft';

type Colour = [number, number, number];

/** Pixels from an edge to the full colour behind it. */
const behindEdge = 2;

/** How far around a thin line its full colour is looked for, in pixels. */
const lineReach = 4;

/** At least this much alpha is no edge any more. */
const whole = 0.97;

/** Directions that are told apart. */
const sectors = 32;

/** A slow rise from the ground. */
export interface Rise extends Top {
  readonly kind: SoftKind;
  /** The pixel where it ends. */
  readonly top: number;
  /** Levels a step. */
  readonly slope: number;
}

/** What a pixel turned out to be. Layers are what is soft and not solid: shadows and glows. */
export const unsettled = 0;
export const sharp = 1;
export const layer = 2;
export const softEdge = 3;

/** Settles the pixels of a band around the ground, one after the other, nearest first. */
export class Unmixer {
  /** What each pixel turned out to be. */
  readonly kinds: Uint8Array;
  /** Of each soft pixel the index of its rise in `rises`. */
  readonly riseOf: Int32Array;
  readonly rises: Rise[] = [];
  private readonly profile: Profile;
  private readonly own = new Float64Array(3);
  private readonly other = new Float64Array(3);
  private readonly under = new Float64Array(3);
  private readonly noise: number;
  private readonly known = new Map<number, number>();

  /** @param result width × height RGBA, into which the settled pixels are written */
  constructor(
    private readonly picture: Raster,
    private readonly ground: Uint8Array,
    private readonly backdrop: Backdrop,
    readonly result: Uint8Array,
  ) {
    const { width, height } = picture;
    this.kinds = new Uint8Array(width * height);
    this.riseOf = new Int32Array(width * height).fill(-1);
    this.profile = new Profile(picture, backdrop, Math.max(16, Math.round(Math.max(width, height) / 6)));
    this.noise = Math.max(0.75, backdrop.scatter);
  }

  /**
   * @param from the nearest pixel of the ground or of a layer
   * @returns whether the pixel was partly ground, so that the ones behind it may be too
   */
  settle(pixel: number, from: number): boolean {
    if (this.ground[from] === 0) {
      return this.settleOver(pixel, from);
    }
    const { width } = this.picture;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const [u, v] = [from % width, Math.floor(from / width)];
    const away = this.profile.begin(u, v, x, y);
    // Lines that start at the same pixel in nearly the same direction rise alike; a long one is followed once.
    const key = from * sectors + (Math.floor((Math.atan2(y - v, x - u) / Math.PI + 1) * (sectors / 2)) % sectors);
    const known = away > sharpEdge ? this.known.get(key) : undefined;
    if (known !== undefined) {
      return this.settleSoft(pixel, away, known);
    }
    const top = topOf(this.profile, this.noise);
    if (top.at <= sharpEdge) {
      return away <= top.at && this.settleSharp(pixel, top);
    }
    const index = this.rises.length;
    this.rises.push(this.risen(top));
    this.known.set(key, index);
    return this.settleSoft(pixel, away, index);
  }

  /** A pixel that belongs to a soft rise which was found in the reduced picture, told by its own colour. */
  settleAs(pixel: number, kind: SoftKind, top: Colour): void {
    const under = this.groundAt(pixel);
    const own = this.rgb(pixel);
    if (kind === 'edge') {
      const alpha = projected(own, top, under);
      this.kinds[pixel] = softEdge;
      this.put(pixel, restored(own, top, under, alpha), alpha);
    } else {
      this.kinds[pixel] = layer;
      this.putLayer(pixel, layerOf(kind, own, under));
    }
  }

  /** Whether a pixel differs from one no more than a slow change explains. */
  continues(pixel: number, from: number, slope: number): boolean {
    const [a, b] = [this.rgb(pixel), this.rgb(from)];
    return distanceOf(a[0] - b[0], a[1] - b[1], a[2] - b[2]) <= 6 + this.noise + 3 * slope;
  }

  private risen({ at, end }: Top): Rise {
    const top = this.profile.pixelAt(at);
    return { at, end, top, slope: (this.profile.lengths[at] as number) / at, kind: softKind(this.rgb(top), this.groundAt(top), end) };
  }

  private settleSharp(pixel: number, top: Top): boolean {
    const inner = this.innerOf(top);
    const alpha = this.shareOf(pixel, inner);
    this.kinds[pixel] = sharp;
    if (alpha < 0.995) {
      this.put(pixel, restored(this.rgb(pixel), this.rgb(inner), this.groundAt(pixel), alpha), alpha);
    }
    return alpha < whole;
  }

  /** The pixel with the full colour of what is behind the edge. */
  private innerOf({ at }: Top): number {
    const { profile, noise } = this;
    const found = profile.pixelAt(at);
    const length = profile.lengths[at] as number;
    const isThin = [1, 2, 3].some((step) => profile.reaches(at + step) && (profile.lengths[at + step] as number) < length * 0.6);
    // What JPEG leaves beside a strong edge looks like a faint line of its own.
    const isFaint = length < Math.max(4 * noise, 36);
    if (!isThin && !isFaint) {
      return found;
    }
    const { width, height } = this.picture;
    const reach = lineReach + (isFaint ? 1 : 0);
    const [x, y] = [found % width, Math.floor(found / width)];
    let best = found;
    let most = length * 1.05;
    profile.relative(found, this.own);
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        const other = v * width + u;
        if (this.ground[other] === 0) {
          const far = profile.relative(other, this.other);
          const fits = isFaint ? far > 4 * length : alike(this.own, 0, this.other, 0) > 0.97;
          if (far > most && fits) {
            [best, most] = [other, far];
          }
        }
      }
    }
    return best;
  }

  private settleSoft(pixel: number, away: number, index: number): boolean {
    const rise = this.rises[index] as Rise;
    const { kind, top, at } = rise;
    if (kind === 'edge') {
      if (away > at) {
        return false;
      }
      this.riseOf[pixel] = index;
      this.settleAs(pixel, kind, this.rgb(top));
      return (this.result[pixel * 4 + 3] as number) < whole * 255;
    }
    const { width, height } = this.picture;
    const isPart = kind === 'glow' || isShade(this.rgb(pixel), this.groundAt(pixel));
    const isBase = (other: number): boolean => this.kinds[other] === layer || this.ground[other] === 1;
    if (isPart && around(pixel, width, height).some((other) => isBase(other) && this.continues(pixel, other, rise.slope))) {
      this.riseOf[pixel] = index;
      this.settleAs(pixel, kind, this.rgb(top));
      return true;
    }
    const before = [1, 2, 3].filter((step) => step <= away).map((step) => this.profile.pixelAt(away - step));
    const base = before.find((other) => other >= 0 && isBase(other));
    return base !== undefined && this.settleOver(pixel, base);
  }

  /** A pixel on the edge between a layer and the icon: the icon's colour over that of the layer. */
  private settleOver(pixel: number, base: number): boolean {
    const { width } = this.picture;
    const away = this.profile.begin(base % width, Math.floor(base / width), pixel % width, Math.floor(pixel / width));
    const inner = this.profile.pixelAt(away + behindEdge);
    if (inner < 0 || away > behindEdge + 1) {
      return false;
    }
    const [own, full, outer] = [this.rgb(pixel), this.rgb(inner), this.rgb(base)];
    const share = projected(own, full, outer);
    const under = (this.result[base * 4 + 3] as number) / 255;
    const alpha = share + (1 - share) * under;
    const mixed = (channel: 0 | 1 | 2): number =>
      alpha > 0 ? (share * full[channel] + (1 - share) * under * (this.result[base * 4 + channel] as number)) / alpha : 0;
    this.kinds[pixel] = sharp;
    this.put(pixel, [mixed(0), mixed(1), mixed(2)], alpha);
    return share < whole;
  }

  private rgb(pixel: number): Colour {
    const { channels, data } = this.picture;
    const at = pixel * channels;
    return [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  }

  private groundAt(pixel: number): Colour {
    const { width } = this.picture;
    this.backdrop.at(pixel % width, Math.floor(pixel / width), this.under);
    return [this.under[0] as number, this.under[1] as number, this.under[2] as number];
  }

  /** How much of the colour of `inner` there is in a pixel, 0 to 1. */
  private shareOf(pixel: number, inner: number): number {
    const { profile, own, other } = this;
    profile.relative(pixel, own);
    profile.relative(inner, other);
    const light = other[0] as number;
    // Where brightness tells the two apart, it alone is sharp in a JPEG.
    const weight = 400 / (400 + light * light);
    const product =
      (own[0] as number) * light + weight * ((own[1] as number) * (other[1] as number) + (own[2] as number) * (other[2] as number));
    const square = light * light + weight * ((other[1] as number) ** 2 + (other[2] as number) ** 2);
    return square > 0 ? Math.max(0, Math.min(1, product / square)) : 1;
  }

  private putLayer(pixel: number, { colour, alpha }: Layer): void {
    this.put(pixel, colour, alpha);
  }

  private put(pixel: number, colour: Layer['colour'], alpha: number): void {
    const at = pixel * 4;
    for (let channel = 0; channel < 3; channel++) {
      this.result[at + channel] = Math.round(Math.max(0, Math.min(255, colour[channel] as number)));
    }
    this.result[at + 3] = Math.round(alpha * 255);
  }
}

/** Where a colour lies on the way from the ground to the full one, 0 to 1. */
function projected(own: Colour, full: Colour, ground: Colour): number {
  let product = 0;
  let square = 0;
  for (let channel = 0; channel < 3; channel++) {
    const way = (full[channel] as number) - (ground[channel] as number);
    product += way * ((own[channel] as number) - (ground[channel] as number));
    square += way * way;
  }
  return square > 0 ? Math.max(0, Math.min(1, product / square)) : 1;
}

/** How far a restored colour may be from the full one, in each sample: noise is multiplied where alpha is small. */
const freedom = 12;

/** A pixel's colour without the ground in it. */
function restored(own: Colour, full: Colour, ground: Colour, alpha: number): Colour {
  const sample = (channel: 0 | 1 | 2): number => {
    const found = alpha > 0.05 ? ground[channel] + (own[channel] - ground[channel]) / alpha : full[channel];
    return Math.max(full[channel] - freedom, Math.min(full[channel] + freedom, found));
  };
  return [sample(0), sample(1), sample(2)];
}
