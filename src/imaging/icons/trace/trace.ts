import { ImageError } from '../../../core/errors';
import { wholeImage } from '../../../core/placement';
import type { Raster } from '../../blend/raster';
import { fitInside } from '../../fit';
import type { Tasks, Traced } from '../../messages';
import { readSeen, readSource } from '../../source';
import { hardContours, softContours, type Point } from './contours';
import { hexOf, isFlat } from './flat';
import { labelled, type Labels } from './labels';
import { coverageOf } from './layers';
import { lightOf, samplesOf } from '../drawing/light';
import { outlineOf, type Outline } from './outlines';
import { paletteOf, type Rgba } from './palette';
import { resample } from '../drawing/resample';

/** A larger picture is traced in this size: its curves are as smooth, and the path is no longer. */
const largestEdge = 2048;

/** With fewer antialiased edges than this, a drawing has hard ones, and each of its pixels is kept. */
const leastSoftness = 0.1;

/** A spot with fewer square pixels is dropped. */
const leastArea = 2;

/** Alpha above which a colour is opaque. */
const opaqueAbove = 247;

/**
 * The picture as SVG: one path for each of its colours, from the largest to the smallest, in its own size. Its edges lie where
 * antialiasing says they do, between the pixels.
 * @throws ImageError `invalid-request` for a picture that is no drawing of a few flat colours; `not-an-image`, `too-large`
 */
export async function trace({ bytes }: Tasks['trace']['takes']): Promise<Traced> {
  const source = await readSource(bytes);
  const whole = await readSeen(source, wholeImage(source.facts));
  const picture = smaller(whole);
  const palette = paletteOf(picture);
  if (!isFlat(palette)) {
    throw new ImageError(
      'invalid-request',
      'The picture has too many colours for a clean trace. Use an icon of a few flat colours, without gradients and shadows.',
    );
  }
  const labels = labelled(picture, palette.colours);
  const paths = palette.colours.map((colour, index) => pathOf(labels, index + 1, colour, palette.colours, whole.width / picture.width));
  const drawn = paths.filter((path) => path !== '');
  const { width, height } = whole;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
  return { svg, size: new TextEncoder().encode(svg).length, paths: drawn.length };
}

function smaller(picture: Raster): Raster {
  const size = fitInside(picture, largestEdge);
  const whole = wholeImage(picture);
  return size.width === picture.width ? picture : samplesOf(resample(lightOf(picture), whole, whole, size));
}

function pathOf(labels: Labels, label: number, colour: Rgba, colours: readonly Rgba[], scale: number): string {
  const isOpaque = (other: number): boolean => (colours[other - 1]?.[3] ?? 0) > opaqueAbove;
  const coverage = coverageOf(labels, label, isOpaque);
  const isSoft = labels.softness >= leastSoftness;
  const loops = isSoft ? softContours(coverage) : hardContours(coverage);
  const outlines = loops
    .filter((loop) => Math.abs(areaOf(loop)) >= (isSoft ? leastArea : 0))
    .map((loop) => (isSoft ? outlineOf(loop) : polygon(loop)));
  if (outlines.length === 0) {
    return '';
  }
  const opacity = colour[3] > opaqueAbove ? '' : ` fill-opacity="${Number((colour[3] / 255).toFixed(3))}"`;
  return `<path fill="${hexOf(colour)}"${opacity} fill-rule="evenodd" d="${outlines.map((outline) => dataOf(outline, scale)).join('')}"/>`;
}

function polygon([start, ...rest]: readonly Point[]): Outline {
  return { start: start as Point, segments: rest.map((end) => ({ end })) };
}

/** Half the sum of the cross products. */
function areaOf(points: readonly Point[]): number {
  let sum = 0;
  points.forEach(([x, y], index) => {
    const [u, v] = points[(index + 1) % points.length] as Point;
    sum += x * v - y * u;
  });
  return sum / 2;
}

/** Path data with two decimals, straight lines along an axis in their short form. */
function dataOf({ start, segments }: Outline, scale: number): string {
  const short = (value: number): string => String(Number((value * scale).toFixed(2)));
  const pair = ([x, y]: Point): string => `${short(x)} ${short(y)}`;
  let [x, y] = [short(start[0]), short(start[1])];
  let data = `M${x} ${y}`;
  for (const { handles, end } of segments) {
    const [u, v] = [short(end[0]), short(end[1])];
    if (handles) {
      data += `C${pair(handles[0])} ${pair(handles[1])} ${u} ${v}`;
    } else if (u !== x || v !== y) {
      data += v === y ? `H${u}` : u === x ? `V${v}` : `L${u} ${v}`;
    }
    [x, y] = [u, v];
  }
  return `${data}Z`;
}
