import type { Size } from '../../../core/sizes';
import type { IconDrawing, IconLook } from '../../../icons/drawing';
import type { Raster } from '../../blend/raster';
import type { Rgb } from './content';
import { luminanceOf, luminanceOfSamples, sampleOf, samplesOf } from './light';
import type { Master } from '../master';
import { cutTo } from './outline';
import type { LightLayer } from './resample';
import { resampler, type Resampler } from './resampled';
import { sceneOf } from './scene';
import { sharpened } from './sharpen';
import type { Placed } from './zones';

/** A picture of a set before it is encoded: something drawn, and nothing or one colour all around it. */
export interface Drawn extends Size {
  /** RGBA with straight alpha; RGB when nothing lets through. */
  readonly drawn: Raster;
  readonly left: number;
  readonly top: number;
  /** Around what is drawn; `undefined` for nothing. */
  readonly fill: Rgb | undefined;
}

/** Pictures with a shorter edge below this are sharpened. */
const sharpenBelow = 48;

/** Draws pictures straight from the master; those that show it at the same size share the resampling. */
export function drawerOf(master: Master, look: IconLook): (drawing: IconDrawing) => Drawn {
  const resampled = resampler();
  // Most pictures show the resampled master as it is, and many of them the same.
  const known = new WeakMap<LightLayer, Raster>();
  const seen = (layer: LightLayer): Raster => {
    const samples = known.get(layer) ?? samplesOf(layer);
    known.set(layer, samples);
    return samples;
  };
  return (drawing) => drawIcon(master, drawing, look, resampled, seen);
}

function drawIcon(master: Master, drawing: IconDrawing, look: IconLook, resampled: Resampler, seen: (layer: LightLayer) => Raster): Drawn {
  const { subject, placed, fill: colour } = sceneOf(master, drawing, look);
  const { width, height } = drawing;
  const plain = toned(resampled(subject.light, placed), drawing.tone);
  const crisp = look.sharpen && Math.min(width, height) < sharpenBelow ? sharpened(plain) : plain;
  const fill = colour && drawing.tone === 'grey' ? greyOf(colour) : colour;
  const icon = clearedBeyond(seen(crisp), placed, drawing, fill);
  const drawn = fill && icon.channels === 4 ? laidOver(icon, fill) : icon;
  const picture = { width, height, drawn, left: placed.at.left, top: placed.at.top, fill };
  if (drawing.outline !== 'square') {
    return { width, height, drawn: cutTo(framed(picture), drawing.outline), left: 0, top: 0, fill: undefined };
  }
  // Only a picture on a background is promised to have no alpha channel.
  return drawing.ground === 'background' ? picture : { ...picture, drawn: withAlpha(drawn) };
}

/** The whole picture, RGBA with straight alpha. */
export function framed({ width, height, drawn, left, top, fill }: Drawn): Raster {
  const { data: samples } = withAlpha(drawn);
  if (drawn.width === width && drawn.height === height) {
    return { width, height, channels: 4, data: samples };
  }
  const data = new Uint8Array(width * height * 4);
  if (fill) {
    const [red, green, blue] = fill;
    new Uint32Array(data.buffer).fill(new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0] as number);
  }
  const line = drawn.width * 4;
  for (let y = 0; y < drawn.height; y++) {
    data.set(samples.subarray(y * line, (y + 1) * line), ((top + y) * width + left) * 4);
  }
  return { width, height, channels: 4, data };
}

function withAlpha(picture: Raster): Raster {
  const { width, height, channels, data } = picture;
  if (channels === 4) {
    return picture;
  }
  const samples = new Uint8Array(width * height * 4);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    samples[to] = data[from] as number;
    samples[to + 1] = data[from + 1] as number;
    samples[to + 2] = data[from + 2] as number;
    samples[to + 3] = 255;
  }
  return { width, height, channels: 4, data: samples };
}

function toned(layer: LightLayer, tone: IconDrawing['tone']): LightLayer {
  if (tone === 'colour') {
    return layer;
  }
  const { data: source } = layer;
  const data = new Float32Array(source.length);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = source[at + 3] as number;
    // White has as much light in every colour as it has alpha.
    const light = tone === 'mono' ? alpha : luminanceOf(source[at] as number, source[at + 1] as number, source[at + 2] as number);
    data[at] = light;
    data[at + 1] = light;
    data[at + 2] = light;
    data[at + 3] = alpha;
  }
  return { ...layer, data };
}

function greyOf([red, green, blue]: Rgb): Rgb {
  const grey = sampleOf(luminanceOfSamples(red, green, blue));
  return [grey, grey, grey];
}

/** What the resampling left outside of a safe circle is fainter than anyone sees, and goes: pixels that are not whole inside. */
function clearedBeyond(icon: Raster, { at, circle }: Placed, picture: Size, fill: Rgb | undefined): Raster {
  if (circle === undefined) {
    return icon;
  }
  const { width, height, channels } = icon;
  const data = icon.data.slice();
  const cleared = channels === 3 ? (fill ?? [0, 0, 0]) : [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const down = Math.abs(at.top + y + 0.5 - picture.height / 2) + 0.5;
    for (let x = 0; x < width; x++) {
      const across = Math.abs(at.left + x + 0.5 - picture.width / 2) + 0.5;
      if (Math.hypot(across, down) > circle / 2) {
        data.set(cleared, (y * width + x) * channels);
      }
    }
  }
  return { width, height, channels, data };
}

/** RGBA over a colour, in sRGB as browsers do it, as RGB. */
function laidOver({ width, height, data }: Raster, fill: Rgb): Raster {
  const samples = new Uint8Array(width * height * 3);
  const [red, green, blue] = fill;
  for (let from = 0, to = 0; to < samples.length; from += 4, to += 3) {
    const alpha = data[from + 3] as number;
    const rest = 255 - alpha;
    samples[to] = Math.round(((data[from] as number) * alpha + red * rest) / 255);
    samples[to + 1] = Math.round(((data[from + 1] as number) * alpha + green * rest) / 255);
    samples[to + 2] = Math.round(((data[from + 2] as number) * alpha + blue * rest) / 255);
  }
  return { width, height, channels: 3, data: samples };
}
