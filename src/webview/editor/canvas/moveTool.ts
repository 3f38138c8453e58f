import type { Gesture, Tool, ToolPoint, Workplace } from './tool';

/** Drags the mask, not the picture. What is pushed over the edge of the picture is gone, until it is undone. */
export class MoveTool implements Tool {
  /** @param preview shows the mask that much further, in pixels of the picture, without changing it. */
  constructor(
    private readonly place: Workplace,
    private readonly preview: (dx: number, dy: number) => void,
  ) {}

  start(from: ToolPoint): Gesture {
    let [dx, dy] = [0, 0];
    return {
      move: (points) => {
        const to = points.at(-1) ?? from;
        dx = Math.round(to.x - from.x);
        dy = Math.round(to.y - from.y);
        if (to.shift) {
          [dx, dy] = Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy];
        }
        this.preview(dx, dy);
      },
      end: () => {
        this.preview(0, 0);
        this.nudge(dx, dy);
      },
      cancel: () => this.preview(0, 0),
    };
  }

  enter(): void {
    // Nothing to set: the arrow keys move.
  }

  nudge(dx: number, dy: number): boolean {
    const touched = dx === 0 && dy === 0 ? undefined : this.place.painting.apply({ kind: 'move', dx, dy });
    if (touched) {
      this.place.touched(touched);
      this.place.changed();
    }
    return true;
  }
}
