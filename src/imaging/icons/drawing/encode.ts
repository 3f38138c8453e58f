import { dressPng } from '../../containers/png';
import { encodePng, fromRaster, isFlat, pngCodings, run } from '../../writing';
import type { Drawn } from './draw';

/**
 * A drawn picture as PNG without metadata, without an alpha channel when what is drawn has none. Large surroundings, as those of a
 * startup image, are never in memory: libvips lays them around line by line.
 */
export async function encodeDrawn({ width, height, drawn, left, top, fill }: Drawn): Promise<Uint8Array> {
  if (drawn.width === width && drawn.height === height) {
    return encodePng(drawn);
  }
  const [r, g, b] = fill ?? [0, 0, 0];
  const extended = fromRaster(drawn).extend({
    left,
    top,
    right: width - left - drawn.width,
    bottom: height - top - drawn.height,
    background: { r, g, b, alpha: fill ? 1 : 0 },
  });
  const isMostlyAround = drawn.width * drawn.height * 2 < width * height;
  return dressPng(await run(extended.png(pngCodings[isMostlyAround || isFlat(drawn) ? 'flat' : 'rich'])), {});
}
