import { ImageError } from '../../core/errors';
import type { Raster } from '../blend/raster';
import { removeGround } from '../icons/ground/removal';
import { readSamples, type Source } from '../source';

/**
 * The picture without its ground, in its own depth and colours: what is found in 8 bits is laid over the samples of the file, and only
 * where the edge was unmixed do colours change.
 * @throws ImageError `invalid-request` when there is no flat ground
 */
export async function cutOut(
  source: Source,
  { tolerance, holes }: { readonly tolerance: number; readonly holes: boolean },
): Promise<{ readonly picture: Raster; readonly cleared: number }> {
  const samples = await readSamples(source);
  const seen = source.colour.toSrgb(samples);
  const removed = removeGround(seen, { tolerance, holes });
  if (!removed) {
    throw new ImageError(
      'invalid-request',
      'No flat background was found in this picture that could be taken away. Raise the tolerance, or edit the picture with a prompt.',
    );
  }
  const { picture, cleared } = removed;
  // In 8-bit sRGB that is the picture itself; colours of another space or depth are carried over where they are not seen to change.
  return { picture: seen === samples ? picture : carriedOver(samples, seen, picture), cleared };
}

function carriedOver(samples: Raster, seen: Raster, cut: Raster): Raster {
  const pixels = samples.width * samples.height;
  const isDeep = samples.data instanceof Uint16Array;
  const data = isDeep ? new Uint16Array(pixels * 4) : new Uint8Array(pixels * 4);
  const scale = isDeep ? 257 : 1;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [own, shown, to] = [pixel * samples.channels, pixel * seen.channels, pixel * 4];
    for (let channel = 0; channel < 3; channel++) {
      const moved = (cut.data[to + channel] ?? 0) - (seen.data[shown + channel] ?? 0);
      const value = (samples.data[own + channel] ?? 0) + moved * scale;
      data[to + channel] = Math.max(0, Math.min(255 * scale, value));
    }
    const alpha = samples.channels === 4 ? (samples.data[own + 3] ?? 0) : 255 * scale;
    const after = cut.data[to + 3] ?? 0;
    // An alpha that did not change keeps its depth.
    const before = seen.channels === 4 ? (seen.data[shown + 3] ?? 0) : 255;
    data[to + 3] = after === before ? alpha : after * scale;
  }
  return { width: samples.width, height: samples.height, channels: 4, data };
}
