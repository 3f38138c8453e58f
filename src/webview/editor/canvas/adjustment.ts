import { wholeImage } from '../../../core/placement';
import type { Rectangle, Size } from '../../../core/sizes';
import type { Guides } from './guides';
import { Mipmaps } from './mipmaps';

/** What an operation would make of the picture, and where that lies in it, in pixels. */
export interface Adjusted {
  readonly bitmap: ImageBitmap;
  readonly left: number;
  readonly top: number;
}

/** The same as it is drawn: boxes are in pixels of the picture, and can reach out of it. */
export interface Adjustment {
  readonly image: Mipmaps;
  readonly box: Rectangle;
  /** Holds both the picture and the result. */
  readonly frame: Rectangle;
}

export function adjustmentOf({ bitmap, left, top }: Adjusted, picture: Size): Adjustment {
  const box = { left: -left, top: -top, width: bitmap.width, height: bitmap.height };
  return { image: new Mipmaps(bitmap), box, frame: around(box, wholeImage(picture)) };
}

/** The old frame dashed, the new one as a line; none where they are the same. */
export function outlineAdjustment(guides: Guides, { box }: Adjustment, picture: Size): void {
  const whole = wholeImage(picture);
  if (box.left !== 0 || box.top !== 0 || box.width !== whole.width || box.height !== whole.height) {
    guides.outline(guides.shape('rectangle', whole), true);
    guides.outline(guides.shape('rectangle', box));
  }
}

function around(one: Rectangle, other: Rectangle): Rectangle {
  const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)];
  const right = Math.max(one.left + one.width, other.left + other.width);
  const bottom = Math.max(one.top + one.height, other.top + other.height);
  return { left, top, width: right - left, height: bottom - top };
}
