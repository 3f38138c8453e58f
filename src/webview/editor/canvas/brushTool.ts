import type { Dab } from '../../../imaging/mask/strokes';
import type { Guides } from './guides';
import { hundredths, type Gesture, type Tool, type ToolPoint, type Workplace } from './tool';
import type { Point } from './view';

export const mostBrush = 1024;

/** Below this size the pixels are counted, so the brush sits on them: an odd one on a middle, an even one on a corner. */
const snapsBelow = 10;

/** A tool that has a size of its own: the brush, and the eraser, which takes away. */
export class BrushTool implements Tool {
  private lastEnd: Point | undefined;
  private resizingAt: Point | undefined;
  private diameter = 32;

  constructor(
    private readonly place: Workplace,
    private readonly erases: boolean,
    private readonly onSize: () => void,
  ) {}

  get size(): number {
    return this.diameter;
  }

  set size(size: number) {
    this.diameter = Math.min(mostBrush, Math.max(1, Math.round(size)));
  }

  start(point: ToolPoint): Gesture | undefined {
    if (point.alt) {
      return this.resizing(point);
    }
    const { painting } = this.place;
    painting.begin(this.erases || point.mod || point.eraser);
    if (point.shift && this.lastEnd) {
      this.extend({ ...point, ...this.lastEnd });
    }
    this.extend(point);
    return {
      move: (points) => points.forEach((next) => this.extend(next)),
      end: () => {
        if (painting.finish()) {
          this.place.changed();
        }
      },
      cancel: () => this.place.touched(painting.cancel()),
    };
  }

  enter(point: ToolPoint): void {
    this.start({ ...point, alt: false })?.end();
  }

  draw(guides: Guides, at: Point | undefined): void {
    const centre = this.resizingAt ?? at;
    if (centre) {
      guides.brush(this.resizingAt ? centre : this.snapped(centre), this.diameter / 2, this.erases);
    }
  }

  private extend(point: ToolPoint): void {
    const centre = this.snapped(point);
    const dab: Dab = {
      x: hundredths(centre.x),
      y: hundredths(centre.y),
      radius: hundredths(Math.max(0.5, (this.diameter / 2) * Math.max(0.05, point.pressure))),
    };
    this.lastEnd = { x: point.x, y: point.y };
    this.place.touched(this.place.painting.extend(dab));
  }

  private snapped({ x, y }: Point): Point {
    if (this.diameter >= snapsBelow) {
      return { x, y };
    }
    return this.diameter % 2 === 1 ? { x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 } : { x: Math.round(x), y: Math.round(y) };
  }

  /** To the right is larger; the rim follows the pointer. */
  private resizing(from: ToolPoint): Gesture {
    const before = this.diameter;
    this.resizingAt = from;
    const change = (size: number): void => {
      this.size = size;
      this.onSize();
      this.place.redraw();
    };
    const done = (): void => {
      this.resizingAt = undefined;
      this.place.redraw();
    };
    return {
      move: (points) => change(before + 2 * ((points.at(-1)?.x ?? from.x) - from.x)),
      end: done,
      cancel: () => {
        change(before);
        done();
      },
    };
  }
}

/** One step of `[` and `]`: finer where the brush is small. */
export function steppedSize(size: number, direction: 1 | -1, large: boolean): number {
  const near = direction === 1 ? size : size - 1;
  const step = (near < 10 ? 1 : near < 50 ? 5 : near < 200 ? 10 : 50) * (large ? 4 : 1);
  return Math.min(mostBrush, Math.max(1, direction === 1 ? Math.floor(size / step + 1) * step : Math.ceil(size / step - 1) * step));
}
