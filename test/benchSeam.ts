import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { planPlacement, wholeImage } from '../src/core/placement';
import { gptImage2Sizes } from '../src/core/models/gptImage2';
import type { Codec } from '../src/imaging/codec';
import { encodeMask } from '../src/imaging/mask/maskCode';
import { emptyMask, type Mask } from '../src/imaging/mask/mask';
import { grown } from '../src/imaging/mask/morphology';
import { median, type Figure } from './benchFigures';
import { photo, screenshot, toPng, type Sample } from './benchPictures';
import { castOf, driftOf, redraw, type Pixels } from './fal/drift';
import { drawInside } from './fal/region';
import { root } from './vscode/paths';

const size = { width: 1536, height: 1024 };
const feather = 16;
const cases = 8;

/**
 * How much stronger the picture changes across the edges of the mask than the original does there. The answer is what the model gives:
 * moved, scaled, off in colour, with something new in the middle of the mask that runs out towards its edge.
 */
export async function seamFigures(codec: Codec): Promise<Figure[]> {
  const folder = path.join(root, 'out', 'bench');
  mkdirSync(folder, { recursive: true });
  const textured = [await photo(size, 'seam-1'), await photo(size, 'seam-2')];
  // Of a drawing the gradient says little: a mask's edge may run along a line that has none.
  const pictures = [...textured, await screenshot(size)];
  const figures: Figure[] = [];
  for (const picture of pictures) {
    const ratios: number[] = [];
    const unmatched: number[] = [];
    for (let index = 0; index < cases; index++) {
      const mask = maskOf(index);
      const answer = await answerTo(picture, mask, index);
      for (const treated of [true, false]) {
        const settings = { edge: 'soft', feather, align: treated, match: treated ? 1 : 0 } as const;
        const placement = planPlacement(wholeImage(size), size, gptImage2Sizes);
        const { file } = await codec.blend({ base: picture.png, answer, mask: encodeMask(mask), placement, settings });
        const { data } = await sharp(file.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
        // The painted edge, and the one at which the halo ends.
        const edges = [mask, grown(mask, feather)];
        const ratio = Math.max(...edges.map((one) => gradientAcross({ ...size, data }, one) / gradientAcross(picture, one)));
        (treated ? ratios : unmatched).push(ratio);
        if (index === 0) {
          const name = `${picture.name}-${treated ? 'result' : 'untreated'}.png`;
          writeFileSync(path.join(folder, name), file.bytes);
        }
      }
      if (index === 0) {
        writeFileSync(path.join(folder, `${picture.name}-original.png`), picture.png);
        writeFileSync(path.join(folder, `${picture.name}-answer.png`), answer);
      }
    }
    const shown = `${Math.max(...unmatched).toFixed(2)} without alignment and colour match`;
    figures.push({
      what: `seam, ${picture.name}, soft edge: worst of ${cases} masks, median ${median(ratios).toFixed(2)}, ${shown}`,
      value: `${Math.max(...ratios).toFixed(2)}x`,
      ...(textured.includes(picture) ? { limit: 'at most 1.10x' } : {}),
    });
  }
  return figures;
}

/** Ellipses and rectangles of many sizes and places. */
function maskOf(index: number): Mask {
  const mask = emptyMask(size);
  const [cx, cy] = [size.width * (0.3 + 0.05 * index), size.height * (0.65 - 0.04 * index)];
  const [rx, ry] = [size.width * (0.08 + 0.012 * index), size.height * (0.2 - 0.015 * index)];
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [dx, dy] = [(x - cx) / rx, (y - cy) / ry];
      const isInside = index % 2 === 0 ? dx * dx + dy * dy < 1 : Math.abs(dx) < 1 && Math.abs(dy) < 1;
      mask.data[y * size.width + x] = isInside ? 255 : 0;
    }
  }
  return mask;
}

async function answerTo(picture: Sample, mask: Mask, index: number): Promise<Buffer> {
  const scene = { prompt: picture.name, index, ...size };
  const drawn: Pixels = { ...size, data: Uint8Array.from(picture.data) };
  await drawInside(drawn, { ...mask, usesAlpha: false }, scene, []);
  return toPng(redraw(drawn, driftOf('random', scene), castOf('random', scene)), false);
}

/** Mean difference in brightness between neighbours of which one lies in the mask and the other does not. */
function gradientAcross({ data, width, height }: Pixels, mask: Mask): number {
  const brightness = (pixel: number): number =>
    0.2126 * (data[pixel * 3] ?? 0) + 0.7152 * (data[pixel * 3 + 1] ?? 0) + 0.0722 * (data[pixel * 3 + 2] ?? 0);
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      for (const other of [x + 1 < width ? pixel + 1 : pixel, y + 1 < height ? pixel + width : pixel]) {
        if (mask.data[pixel] !== mask.data[other]) {
          sum += Math.abs(brightness(pixel) - brightness(other));
          count++;
        }
      }
    }
  }
  return sum / count;
}
