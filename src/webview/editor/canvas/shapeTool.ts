import type { Rectangle } from '../../../core/sizes';
import type { Guides } from './guides';
import { PathTool } from './pathTool';
import type { Gesture, Tool, ToolPoint, Workplace } from './tool';

export const shapes = ['rectangle', 'ellipse', 'polygon'] as const;
export type Shape = (typeof shapes)[number];

/**
 * Rectangle and ellipse by dragging or by two corners from the keyboard; the polygon by its corners. Ctrl or Cmd at the start takes away
 * (from the keyboard Alt, because Ctrl+Enter runs); Shift makes a square, Alt draws from the centre.
 */
export class ShapeTool implements Tool {
  private readonly polygon: PathTool;
  private anchor: ToolPoint | undefined;
  private now: ToolPoint | undefined;
  private shape: Shape = 'rectangle';

  constructor(private readonly place: Workplace) {
    this.polygon = new PathTool(place, false);
  }

  get kind(): Shape {
    return this.shape;
  }

  set kind(shape: Shape) {
    this.escape();
    this.shape = shape;
  }

  start(point: ToolPoint): Gesture | undefined {
    if (this.shape === 'polygon') {
      return this.polygon.start(point);
    }
    this.anchor = point;
    this.now = point;
    return {
      move: (points) => this.hover(points.at(-1) ?? point),
      end: () => this.close(),
      cancel: () => void this.escape(),
    };
  }

  hover(point: ToolPoint): void {
    if (this.shape === 'polygon') {
      this.polygon.hover(point);
    } else if (this.anchor) {
      this.now = point;
      this.place.redraw();
    }
  }

  enter(point: ToolPoint): void {
    if (this.shape === 'polygon') {
      this.polygon.enter(point);
    } else if (this.anchor) {
      this.now = point;
      this.close();
    } else {
      this.anchor = { ...point, mod: point.alt };
      this.now = { ...point, alt: false, shift: false };
      this.place.redraw();
    }
  }

  escape(): boolean {
    const active = this.anchor !== undefined;
    this.anchor = undefined;
    this.place.redraw();
    return this.polygon.escape() || active;
  }

  backspace(): boolean {
    return this.polygon.backspace();
  }

  draw(guides: Guides): void {
    const { anchor, now } = this;
    if (this.shape === 'polygon') {
      this.polygon.draw(guides);
    } else if (anchor && now) {
      guides.area(guides.shape(this.shape, boxBetween(anchor, now)), anchor.mod || anchor.eraser);
    }
  }

  private close(): void {
    const { anchor, now, shape } = this;
    this.anchor = undefined;
    this.place.redraw();
    const box = anchor && now && boxBetween(anchor, now);
    if (!box || box.width === 0 || box.height === 0 || shape === 'polygon') {
      return;
    }
    const touched = this.place.painting.apply({ kind: shape, ...box, erase: anchor.mod || anchor.eraser });
    if (touched) {
      this.place.touched(touched);
      this.place.changed();
    }
  }
}

/** Whole pixels between two corners: the nearest edges of pixels, or from the keyboard the pixels under both corners and all between. */
export function boxBetween(from: ToolPoint, to: ToolPoint): Rectangle {
  let dx = to.x - from.x;
  let dy = to.y - from.y;
  if (to.shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = dx < 0 ? -side : side;
    dy = dy < 0 ? -side : side;
  }
  const startX = to.alt ? from.x - dx : from.x;
  const startY = to.alt ? from.y - dy : from.y;
  const span = (a: number, b: number): [number, number] => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    return from.keyboard ? [Math.floor(low), Math.floor(high) + 1] : [Math.round(low), Math.round(high)];
  };
  const [left, right] = span(startX, from.x + dx);
  const [top, bottom] = span(startY, from.y + dy);
  const [width, height] = [right - left, bottom - top];
  // Rounding each side by itself could make a square a pixel longer than wide.
  const side = Math.min(width, height);
  return to.shift
    ? { left: dx < 0 ? right - side : left, top: dy < 0 ? bottom - side : top, width: side, height: side }
    : { left, top, width, height };
}
