import type { Rectangle } from '../../../core/sizes';
import { emptyMask, type Mask } from '../../../imaging/mask/mask';
import { grownIn } from '../../../imaging/mask/morphology';
import { united, widened, within } from '../../../imaging/mask/rectangles';
import { Pyramid } from './pyramid';

/** In what is drawn, a pixel that only the fade of the soft edge reaches. */
export const haloValue = 128;

/**
 * What the overlay shows of a mask: the mask itself, or with a soft edge the mask and its halo. The mask follows every stroke; the halo
 * around it is worked out when the hand rests.
 */
export class ShownMask {
  pyramid: Pyramid;
  private feather = 0;
  private stale: Rectangle | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly mask: Mask,
    private readonly onChange: (box: Rectangle) => void,
  ) {
    this.pyramid = new Pyramid(mask);
  }

  /** Width of the halo in pixels of the picture; 0 shows the mask alone. */
  show(feather: number): void {
    if (feather === this.feather) {
      return;
    }
    this.feather = feather;
    clearTimeout(this.timer);
    const shown = feather === 0 ? this.mask : emptyMask(this.mask);
    this.pyramid = new Pyramid(shown);
    if (feather > 0) {
      shown.data.set(this.mask.data);
      this.wait({ left: 0, top: 0, width: shown.width, height: shown.height });
    }
  }

  touch(box: Rectangle): void {
    if (this.feather > 0) {
      const { full } = this.pyramid;
      for (let y = box.top; y < box.top + box.height; y++) {
        for (let index = y * full.width + box.left; index < y * full.width + box.left + box.width; index++) {
          if (this.mask.data[index] === 255) {
            full.data[index] = 255;
          } else if (full.data[index] === 255) {
            full.data[index] = 0;
          }
        }
      }
      this.wait(box);
    }
    this.pyramid.touch(box);
  }

  /** What reaches beyond the painted pixels in what is drawn. */
  get reach(): number {
    return this.feather;
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private wait(box: Rectangle): void {
    this.stale = united(this.stale, box);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.spread(), 120);
  }

  private spread(): void {
    const { full } = this.pyramid;
    const region = this.stale && within(widened(this.stale, this.feather), full);
    this.stale = undefined;
    if (!region || this.feather === 0) {
      return;
    }
    const halo = grownIn(this.mask, region, this.feather);
    for (let y = 0; y < region.height; y++) {
      const start = (region.top + y) * full.width + region.left;
      for (let x = 0; x < region.width; x++) {
        full.data[start + x] = this.mask.data[start + x] === 255 ? 255 : halo.data[y * region.width + x] === 255 ? haloValue : 0;
      }
    }
    this.pyramid.touch(region);
    this.onChange(region);
  }
}
