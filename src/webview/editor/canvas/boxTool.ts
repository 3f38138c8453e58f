import { clampBox } from '../../../core/placement';
import type { Rectangle } from '../../../core/sizes';
import type { Guides } from './guides';
import { boxBetween } from './shapeTool';
import type { Gesture, Tool, ToolPoint, Workplace } from './tool';
import type { Point } from './view';

/** Pixels of the page within which an edge is taken hold of. */
const grip = 8;

/** Which sides move with the pointer: -1 left or top, 1 right or bottom. */
interface Hold {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** What the box tool changes: the part of the picture that is sent. */
export interface BoxHolder {
  get(): Rectangle | undefined;
  set(box: Rectangle): void;
  /** @returns what makes everything as it is now. */
  keep(): () => void;
  /** A change is complete. */
  done(): void;
}

/** Moves the context box by its inside, resizes it by its edges, and draws another one beside it. */
export class BoxTool implements Tool {
  private corner: ToolPoint | undefined;

  constructor(
    private readonly place: Workplace,
    private readonly holder: BoxHolder,
  ) {}

  start(from: ToolPoint): Gesture {
    const before = this.holder.get();
    const restore = this.holder.keep();
    const hold = before && this.holdAt(before, from);
    let moved = false;
    return {
      move: (points) => {
        const to = points.at(-1) ?? from;
        const [dx, dy] = [Math.round(to.x - from.x), Math.round(to.y - from.y)];
        const box = before && hold ? adjusted(before, hold, dx, dy) : boxBetween(from, to);
        if (box.width > 0 && box.height > 0) {
          moved = true;
          this.set(box, hold === undefined || hold.x !== 0 || hold.y !== 0);
        }
      },
      end: () => moved && this.holder.done(),
      cancel: restore,
    };
  }

  /** Two corners make a box, as with the rectangle. */
  enter(point: ToolPoint): void {
    const { corner } = this;
    this.corner = corner ? undefined : point;
    if (corner) {
      this.set(boxBetween(corner, point), true);
      this.holder.done();
    }
    this.place.redraw();
  }

  escape(): boolean {
    const active = this.corner !== undefined;
    this.corner = undefined;
    this.place.redraw();
    return active;
  }

  /** Arrow keys move the box, or with Ctrl its right and lower edge. While a corner is set they move the cursor. */
  nudge(dx: number, dy: number, resize: boolean): boolean {
    const box = this.holder.get();
    if (!box || this.corner) {
      return false;
    }
    this.set(adjusted(box, resize ? { x: dx === 0 ? 0 : 1, y: dy === 0 ? 0 : 1 } : { x: 0, y: 0 }, dx, dy), resize);
    this.holder.done();
    return true;
  }

  draw(guides: Guides, at: Point | undefined): void {
    const box = this.holder.get();
    if (this.corner && at) {
      guides.outline(guides.shape('rectangle', boxBetween(this.corner, { ...this.corner, ...at })));
    } else if (box) {
      const [right, bottom] = [box.left + box.width, box.top + box.height];
      const [middleX, middleY] = [box.left + box.width / 2, box.top + box.height / 2];
      for (const x of [box.left, middleX, right]) {
        for (const y of [box.top, middleY, bottom]) {
          if (x !== middleX || y !== middleY) {
            guides.handle({ x, y });
          }
        }
      }
    }
  }

  /** The pointer's shape over the box. */
  cursorAt(point: Point): string {
    const box = this.holder.get();
    const hold = box && this.holdAt(box, point);
    if (!hold) {
      return 'crosshair';
    }
    const diagonal = hold.x * hold.y;
    return diagonal > 0 ? 'nwse-resize' : diagonal < 0 ? 'nesw-resize' : hold.x !== 0 ? 'ew-resize' : hold.y !== 0 ? 'ns-resize' : 'move';
  }

  private set(box: Rectangle, resized: boolean): void {
    const { size } = this.place;
    if (resized) {
      this.holder.set(clampBox(box, size));
      return;
    }
    // Moved: it stops at the edge of the picture and keeps its size.
    const left = Math.min(Math.max(0, box.left), size.width - box.width);
    const top = Math.min(Math.max(0, box.top), size.height - box.height);
    this.holder.set({ ...box, left, top });
  }

  private holdAt({ left, top, width, height }: Rectangle, { x, y }: Point): Hold | undefined {
    const reach = (grip * this.place.ratio) / this.place.view.scale;
    const side = (at: number, low: number, high: number): -1 | 0 | 1 | undefined => {
      if (at < low - reach || at > high + reach) {
        return undefined;
      }
      // Of a small box the middle is left to move it by.
      const edge = Math.min(reach, (high - low) / 4);
      return at < low + edge ? -1 : at > high - edge ? 1 : 0;
    };
    const [holdX, holdY] = [side(x, left, left + width), side(y, top, top + height)];
    return holdX === undefined || holdY === undefined ? undefined : { x: holdX, y: holdY };
  }
}

function adjusted({ left, top, width, height }: Rectangle, hold: Hold, dx: number, dy: number): Rectangle {
  if (hold.x === 0 && hold.y === 0) {
    return { left: left + dx, top: top + dy, width, height };
  }
  const shift = (start: number, length: number, side: number, by: number): [number, number] => {
    const low = side === -1 ? Math.min(start + by, start + length - 1) : start;
    const high = side === 1 ? Math.max(start + length + by, start + 1) : start + length;
    return [low, high - low];
  };
  const [x, w] = shift(left, width, hold.x, dx);
  const [y, h] = shift(top, height, hold.y, dy);
  return { left: x, top: y, width: w, height: h };
}
