import type { Gesture, Tool, ToolPoint } from './tool';
import type { Point } from './view';

/** What pointers act on. Points are device pixels of the viewport unless they are a tool's. */
export interface PointerTarget {
  /** The tool in hand; nothing where the pointer only moves the picture. */
  readonly tool: Tool | undefined;
  /** Space is held. */
  readonly panning: boolean;
  at(event: MouseEvent): Point;
  toolPoint(event: PointerEvent): ToolPoint;
  pan(dx: number, dy: number): void;
  zoom(factor: number, at: Point): void;
  /** The pointer is at this place, or has left. */
  hover(event: PointerEvent | undefined): void;
  /** A hand is moving the picture, or has let go. */
  grabbed(isGrabbed: boolean): void;
}

/** One notch of a wheel counts no more than this, in pixels; pinching comes in much smaller steps. */
const mostWheel = 40;

/** Mouse, pen and touch: one pointer uses the tool, two fingers, the middle button or Space move and zoom and never paint. */
export class Pointers {
  private gesture: { readonly id: number; readonly gesture: Gesture } | undefined;
  private grip: { readonly id: number; at: Point } | undefined;
  private readonly fingers = new Map<number, Point>();

  constructor(
    surface: HTMLElement,
    private readonly target: PointerTarget,
  ) {
    surface.addEventListener('pointerdown', (event) => this.down(event, surface));
    surface.addEventListener('pointermove', (event) => this.move(event));
    surface.addEventListener('pointerup', (event) => this.up(event));
    surface.addEventListener('pointercancel', (event) => this.lost(event));
    surface.addEventListener('pointerleave', () => this.gesture ?? this.target.hover(undefined));
    surface.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    surface.addEventListener('contextmenu', (event) => event.preventDefault());
    // The middle button would scroll by itself.
    surface.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault());
  }

  get isBusy(): boolean {
    return this.gesture !== undefined;
  }

  /** @returns whether something was under way. */
  cancel(): boolean {
    const { gesture } = this;
    this.gesture = undefined;
    gesture?.gesture.cancel();
    return gesture !== undefined;
  }

  private down(event: PointerEvent, surface: HTMLElement): void {
    surface.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      this.fingers.set(event.pointerId, this.target.at(event));
      if (this.fingers.size > 1) {
        this.cancel();
        this.release();
        return;
      }
    }
    if (this.gesture || this.grip) {
      return;
    }
    // 5 is the eraser end of a pen.
    const { tool } = this.target;
    if (event.button === 1 || ((event.button === 0 || event.button === 5) && (this.target.panning || !tool))) {
      this.grip = { id: event.pointerId, at: this.target.at(event) };
      this.target.grabbed(true);
    } else if (tool && (event.button === 0 || event.button === 5)) {
      this.target.hover(event);
      const gesture = tool.start(this.target.toolPoint(event));
      this.gesture = gesture && { id: event.pointerId, gesture };
    }
  }

  private move(event: PointerEvent): void {
    const at = this.target.at(event);
    if (this.fingers.has(event.pointerId) && this.fingers.size > 1) {
      this.pinch(event.pointerId, at);
      return;
    }
    if (this.grip?.id === event.pointerId) {
      const { x, y } = this.grip.at;
      this.grip.at = at;
      this.target.pan(at.x - x, at.y - y);
      return;
    }
    if (this.gesture?.id === event.pointerId) {
      const events = event.getCoalescedEvents();
      this.gesture.gesture.move((events.length > 0 ? events : [event]).map((one) => this.target.toolPoint(one)));
    } else if (!this.gesture) {
      this.target.tool?.hover?.(this.target.toolPoint(event));
    }
    this.target.hover(event);
  }

  private up(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    if (this.grip?.id === event.pointerId) {
      this.release();
    }
    if (this.gesture?.id === event.pointerId) {
      const { gesture } = this.gesture;
      this.gesture = undefined;
      gesture.end();
    }
    if (event.pointerType === 'touch') {
      this.target.hover(undefined);
    }
  }

  private lost(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    if (this.gesture?.id === event.pointerId) {
      this.cancel();
    }
    this.release();
  }

  private release(): void {
    this.grip = undefined;
    this.target.grabbed(false);
  }

  /** Two fingers: what was between them stays between them. */
  private pinch(id: number, at: Point): void {
    const before = [...this.fingers.values()];
    this.fingers.set(id, at);
    const after = [...this.fingers.values()];
    const [middle, distance] = between(before);
    const [next, wider] = between(after);
    this.target.pan(next.x - middle.x, next.y - middle.y);
    if (distance > 0 && wider > 0) {
      this.target.zoom(wider / distance, next);
    }
  }

  /** With Ctrl, which a pinch on a touch pad sets as well, it zooms; else it moves the picture. */
  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      this.target.zoom(Math.exp(-Math.min(mostWheel, Math.max(-mostWheel, dy)) * 0.01), this.target.at(event));
    } else if (event.shiftKey && dx === 0) {
      this.target.pan(-dy, 0);
    } else {
      this.target.pan(-dx, -dy);
    }
  }
}

function between([one, other]: readonly Point[]): [Point, number] {
  const [a, b] = [one ?? { x: 0, y: 0 }, other ?? one ?? { x: 0, y: 0 }];
  return [{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, Math.hypot(a.x - b.x, a.y - b.y)];
}
