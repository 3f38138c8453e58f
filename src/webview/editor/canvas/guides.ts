import type { Rectangle } from '../../../core/sizes';
import type { Colours } from './colours';
import { boxInViewport, toViewport, type Point, type View } from './view';

/** Draws the thin lines over picture and mask. Points and boxes come in pixels of the picture; lines have a constant width on the screen. */
export class Guides {
  constructor(
    private readonly context: CanvasRenderingContext2D,
    readonly view: View,
    readonly ratio: number,
    readonly colours: Colours,
  ) {}

  /** A line of two tones, seen on light and dark alike. */
  outline(path: Path2D, dashed = false): void {
    const { context, ratio, colours } = this;
    context.setLineDash([]);
    context.lineJoin = 'round';
    context.strokeStyle = colours.dark;
    context.lineWidth = (dashed ? 2 : 3) * ratio;
    context.globalAlpha = dashed ? 0.9 : 0.6;
    context.stroke(path);
    context.globalAlpha = 1;
    context.strokeStyle = colours.light;
    context.lineWidth = (dashed ? 2 : 1) * ratio;
    context.setLineDash(dashed ? [5 * ratio, 5 * ratio] : []);
    context.stroke(path);
    context.setLineDash([]);
  }

  /** What a shape in the making will cover. */
  area(path: Path2D, erase: boolean): void {
    const [red, green, blue] = erase ? [0, 0, 0] : this.colours.mask;
    this.context.fillStyle = `rgb(${red} ${green} ${blue} / 0.3)`;
    this.context.fill(path);
    this.outline(path, erase);
  }

  /** The brush at its true size; a small one is marked by a cross as well. */
  brush(centre: Point, radius: number, erase: boolean): void {
    const at = toViewport(this.view, centre);
    const reach = radius * this.view.scale;
    const path = new Path2D();
    path.arc(at.x, at.y, Math.max(reach, 1), 0, 2 * Math.PI);
    this.outline(path, erase);
    if (reach < 4 * this.ratio) {
      this.cross(centre, 5);
    }
  }

  /** @param gap what stays free around the middle, in pixels of the page. */
  cross(centre: Point, gap: number): void {
    const at = toViewport(this.view, centre);
    const path = new Path2D();
    const [near, far] = [gap * this.ratio, (gap + 7) * this.ratio];
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      path.moveTo(at.x + dx * near, at.y + dy * near);
      path.lineTo(at.x + dx * far, at.y + dy * far);
    }
    this.outline(path);
  }

  line(points: readonly Point[], closed: boolean): Path2D {
    const path = new Path2D();
    points.forEach((point, index) => {
      const { x, y } = toViewport(this.view, point);
      if (index === 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    });
    if (closed) {
      path.closePath();
    }
    return path;
  }

  shape(kind: 'rectangle' | 'ellipse', box: Rectangle): Path2D {
    const { left, top, width, height } = boxInViewport(this.view, box);
    const path = new Path2D();
    if (kind === 'rectangle') {
      path.rect(left, top, width, height);
    } else {
      path.ellipse(left + width / 2, top + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
    }
    return path;
  }

  /** A small square to take hold of. */
  handle(point: Point): void {
    const { x, y } = toViewport(this.view, point);
    const half = 4 * this.ratio;
    const path = new Path2D();
    path.rect(x - half, y - half, 2 * half, 2 * half);
    this.context.fillStyle = this.colours.light;
    this.context.fill(path);
    this.context.strokeStyle = this.colours.dark;
    this.context.lineWidth = this.ratio;
    this.context.stroke(path);
  }
}
