import type { Guides } from './guides';
import { hundredths, type Gesture, type Tool, type ToolPoint, type Workplace } from './tool';
import type { Point } from './view';

/** Pixels of the page within which a place counts as the start, and beyond which a press is a drag. */
const near = 8;
const drags = 3;

/**
 * Lasso and polygon. Dragging draws freely and closes on release; clicks set corners until Enter, a double click or a click on the start
 * closes. Both can be mixed: after a click a drag only adds to the path. Shift turns the next side to a multiple of 45°.
 */
export class PathTool implements Tool {
  private points: Point[] = [];
  private erase = false;
  private next: ToolPoint | undefined;

  constructor(
    private readonly place: Workplace,
    private readonly freehand: boolean,
  ) {}

  start(point: ToolPoint): Gesture | undefined {
    const isFirst = this.points.length === 0;
    const corner = this.turned(point);
    if (!isFirst && (this.isNear(corner, this.points[0]) || this.isNear(corner, this.points.at(-1)))) {
      this.close();
      return undefined;
    }
    if (isFirst) {
      this.erase = point.mod || point.eraser;
    }
    const before = this.points.length;
    this.points.push(corner);
    this.next = undefined;
    this.place.redraw();
    let dragged = false;
    return {
      move: (points) => {
        const last = points.at(-1);
        dragged ||= last !== undefined && !this.isNear(last, corner, drags);
        if (!dragged || !this.freehand) {
          this.next = last;
        } else {
          points.forEach((one) => this.addFreely(one));
        }
        this.place.redraw();
      },
      end: () => {
        if (dragged && isFirst && this.freehand) {
          this.close();
        } else if (dragged && !this.freehand && this.next) {
          // Press, drag and release set both ends of a side.
          this.points.push(this.turned(this.next));
        }
      },
      cancel: () => {
        this.points.length = before;
        this.place.redraw();
      },
    };
  }

  hover(point: ToolPoint): void {
    if (this.points.length > 0) {
      this.next = point;
      this.place.redraw();
    }
  }

  /** From the keyboard each Enter sets a corner and a second one at the same place closes; with the pointer Enter closes. */
  enter(point: ToolPoint): void {
    const last = this.points.at(-1);
    const corner = this.turned(point);
    const [first] = this.points;
    const isAtEnd = [first, last].some((one) => one?.x === corner.x && one.y === corner.y);
    if (last && (!point.keyboard || isAtEnd)) {
      this.close();
      return;
    }
    if (point.keyboard) {
      this.erase = last ? this.erase : point.alt;
      this.points.push(corner);
      this.next = undefined;
      this.place.redraw();
    }
  }

  escape(): boolean {
    const active = this.points.length > 0;
    this.points = [];
    this.next = undefined;
    this.place.redraw();
    return active;
  }

  backspace(): boolean {
    const removed = this.points.pop() !== undefined;
    this.place.redraw();
    return removed;
  }

  draw(guides: Guides): void {
    const [first] = this.points;
    if (!first) {
      return;
    }
    const ahead = this.next && this.turned(this.next);
    const all = ahead ? [...this.points, ahead] : this.points;
    if (all.length > 2) {
      guides.area(guides.line(all, true), this.erase);
    }
    guides.outline(guides.line(all, false), this.erase);
    guides.handle(first);
  }

  private addFreely(point: ToolPoint): void {
    const last = this.points.at(-1);
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) * this.place.view.scale >= 1) {
      this.points.push({ x: hundredths(point.x), y: hundredths(point.y) });
    }
  }

  private turned(point: ToolPoint): Point {
    const last = this.points.at(-1);
    const { x, y } = point;
    if (!last || !point.shift) {
      return { x: hundredths(x), y: hundredths(y) };
    }
    const angle = (Math.round(Math.atan2(y - last.y, x - last.x) / (Math.PI / 4)) * Math.PI) / 4;
    const length = (x - last.x) * Math.cos(angle) + (y - last.y) * Math.sin(angle);
    return { x: hundredths(last.x + length * Math.cos(angle)), y: hundredths(last.y + length * Math.sin(angle)) };
  }

  private isNear(point: Point, other: Point | undefined, distance = near): boolean {
    const { scale } = this.place.view;
    return other !== undefined && Math.hypot(point.x - other.x, point.y - other.y) * scale <= distance * this.place.ratio;
  }

  private close(): void {
    const { points, erase } = this;
    this.escape();
    const touched = this.place.painting.apply({ kind: 'polygon', points: points.flatMap(({ x, y }) => [x, y]), erase });
    if (touched) {
      this.place.touched(touched);
      this.place.changed();
    }
  }
}
