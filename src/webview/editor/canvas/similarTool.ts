import { encodeMask } from '../../../imaging/mask/maskCode';
import { similarTo, type Pixels } from '../../../imaging/mask/similar';
import type { Tool, ToolPoint, Workplace } from './tool';

/** Adds the connected area of similar colour; Shift all of it in the picture, Ctrl or Cmd takes away. */
export class SimilarTool implements Tool {
  private allowed = 32;

  constructor(
    private readonly place: Workplace,
    private readonly pixels: () => Pixels | undefined,
  ) {}

  /** How much a channel may differ, 0 to 255. */
  get tolerance(): number {
    return this.allowed;
  }

  set tolerance(tolerance: number) {
    this.allowed = Math.min(255, Math.max(0, Math.round(tolerance)));
  }

  start(point: ToolPoint): undefined {
    const { size, painting } = this.place;
    const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
    const pixels = x >= 0 && y >= 0 && x < size.width && y < size.height ? this.pixels() : undefined;
    if (!pixels) {
      return;
    }
    const area = similarTo(pixels, x, y, this.tolerance, !point.shift);
    const erase = point.mod || point.eraser || (point.keyboard && point.alt);
    const touched = painting.apply({ kind: 'mask', code: encodeMask(area), how: erase ? 'subtract' : 'add' });
    if (touched) {
      this.place.touched(touched);
      this.place.changed();
    }
  }

  enter(point: ToolPoint): void {
    this.start(point);
  }
}
