import type { Size } from '../core/sizes';
import { chanceFrom, hashOf } from './chance';
import { compositions, emblem } from './compositions';
import { layoutOf, stripRatio, type Placed } from './layout';
import { capHeight, lettersOf, outlineOf, unitsPerEm, widthOf } from './lettering';
import { paletteOf, type Palette } from './palette';
import { blend, shade } from './shading';

/** As many letters of a prompt as are ever drawn. */
export const promptShown = 280;

/**
 * A placeholder that one likes to look at: the prompt's words and the size over large shapes, in colours that belong to the prompt.
 * SVG of exactly `size` pixels, the same for the same arguments; variants differ in shapes and colours.
 */
export function drawDraft(prompt: string, size: Size, variant: number): string {
  const seed = hashOf(prompt);
  const palette = paletteOf((seed % 1021) + variant * 5);
  // A tall strip is a wide one that stands on its end.
  const upright = size.height <= size.width * stripRatio;
  const area = upright ? size : { width: size.height, height: size.width };
  const layout = layoutOf(lettersOf(prompt, promptShown), lettersOf(`${size.width} × ${size.height}`, 16), area);
  const composition = layout.style === 'icon' ? emblem : compositions[((seed >>> 12) + variant) % compositions.length];
  const shapes = composition?.(area, palette, chanceFrom(seed + variant * 7919)) ?? '';
  const inside =
    blend(area, ...palette.ground) +
    shapes +
    (layout.style === 'icon' ? '' : shade(area, palette.ground[1])) +
    marks(area, layout.mark, palette) +
    layout.text.map((line) => lineOf(line, palette)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">` +
    (upright ? inside : `<g transform="translate(0 ${size.height}) rotate(-90)">${inside}</g>`) +
    '</svg>'
  );
}

/** Corner marks of a print: `inset` pixels from the edges, none when it is 0. */
function marks({ width, height }: Size, inset: number, { text }: Palette): string {
  if (inset === 0) {
    return '';
  }
  const length = inset * 0.9;
  const [right, bottom] = [width - inset, height - inset];
  const d =
    `M${inset} ${inset + length}V${inset}H${inset + length}M${right - length} ${inset}H${right}V${inset + length}` +
    `M${right} ${bottom - length}V${bottom}H${right - length}M${inset + length} ${bottom}H${inset}V${bottom - length}`;
  return `<path d="${d}" fill="none" stroke="${text}" stroke-opacity="0.45" stroke-width="${Math.max(1, Math.round(inset / 18))}"/>`;
}

function lineOf({ letters, x, baseline, size, role }: Placed, { text, accent, ground }: Palette): string {
  const scale = (size / unitsPerEm).toFixed(5);
  const place = `translate(${x.toFixed(2)} ${baseline.toFixed(2)}) scale(${scale} -${scale})`;
  const line = `<path transform="${place}" fill="${role === 'title' ? text : accent}" d="${outlineOf(letters)}"/>`;
  if (role !== 'plate') {
    return line;
  }
  const [width, height] = [widthOf(letters) * size + 1.5 * size, capHeight * size + 1.2 * size];
  const box = `x="${x - 0.75 * size}" y="${baseline - capHeight * size - 0.6 * size}" width="${width}" height="${height}" rx="${height / 2}"`;
  return `<rect ${box} fill="${ground[1]}" fill-opacity="0.88"/>${line}`;
}
