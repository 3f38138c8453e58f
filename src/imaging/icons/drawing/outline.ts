import type { IconDrawing } from '../../../icons/drawing';
import type { Raster } from '../../blend/raster';

/** Radius of the round corners as a share of the shorter edge; that of an app icon. */
const cornerShare = 0.2237;

/** The picture cut to a round or rounded plate with a soft edge. @param picture RGBA with straight alpha */
export function cutTo(picture: Raster, outline: Exclude<IconDrawing['outline'], 'square'>): Raster {
  const { width, height } = picture;
  const data = picture.data.slice();
  const edge = Math.min(width, height);
  // A circle is a square of the shorter edge that has nothing but corners.
  const [across, down, radius] = outline === 'circle' ? [edge, edge, edge / 2] : [width, height, edge * cornerShare];
  for (let y = 0, at = 0; y < height; y++) {
    const beyondY = Math.abs(y + 0.5 - height / 2) - (down / 2 - radius);
    for (let x = 0; x < width; x++, at += 4) {
      const beyondX = Math.abs(x + 0.5 - width / 2) - (across / 2 - radius);
      const distance = beyondX > 0 && beyondY > 0 ? Math.hypot(beyondX, beyondY) : Math.max(beyondX, beyondY);
      const alpha = Math.round((data[at + 3] as number) * Math.min(1, Math.max(0, radius - distance + 0.5)));
      if (alpha === 0) {
        data.fill(0, at, at + 4);
      }
      data[at + 3] = alpha;
    }
  }
  return { width, height, channels: 4, data };
}
