import type { HexColour } from '../../core/icon';
import type { Format } from '../../core/models/model';
import { fullScale, type Raster } from '../blend/raster';
import type { Shaped, Tasks } from '../messages';
import { formatOf, writeFile } from '../output';
import { readSamples, readSource, type Source } from '../source';
import { cutOut } from './cutOut';
import { framed, frameFor, isUnchanged } from './frame';

/**
 * Does an operation that needs no model. Samples that are kept stay exactly what they are, also under transparent pixels; depth, profile
 * and metadata stay. A JPEG that gets transparency becomes a PNG.
 * @throws ImageError `not-an-image`, `too-large`, `invalid-request` when there is nothing to take away or nothing would be left
 */
export async function shape({ bytes, operation }: Tasks['shape']['takes']): Promise<Shaped> {
  const source = await readSource(bytes);
  if (operation.kind === 'removeBackground') {
    const { picture, cleared } = await cutOut(source, operation);
    return { ...(await written(picture, source)), left: 0, top: 0, changed: true, cleared };
  }
  const picture = await readSamples(source);
  const frame = frameFor(picture, operation);
  if (isUnchanged(frame, picture)) {
    const { type, width, height } = source.facts;
    return { file: { bytes, type, width, height }, left: 0, top: 0, changed: false };
  }
  const colour = 'colour' in operation && operation.colour !== undefined ? samplesOf(operation.colour, source, picture) : undefined;
  const result = framed(picture, frame, colour);
  const { keep, left, top } = frame;
  return { ...(await written(result, source)), left: left - keep.left, top: top - keep.top, changed: true };
}

async function written(picture: Raster, source: Source): Promise<Pick<Shaped, 'file' | 'master'>> {
  const { icc } = source.metadata;
  const own = formatOf(source);
  const format: Format = own === 'jpeg' && picture.channels === 4 ? 'png' : own;
  const file = await writeFile(picture, format, icc, source);
  return format === 'jpeg' ? { file, master: (await writeFile(picture, 'png', icc, source)).bytes } : { file };
}

/** A colour of the page in the picture's own samples. */
function samplesOf(colour: HexColour, { colour: space }: Source, picture: Raster): number[] {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const pixel: Raster = { width: 1, height: 1, channels: 3, data: Uint8Array.from(channels) };
  const own = space.fromSrgb(pixel, fullScale(picture) === 255 ? 8 : 16);
  return [...own.data];
}
