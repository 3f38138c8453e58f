import type { Rectangle, Size } from '../../../core/sizes';
import type { MaskPainting } from '../../../imaging/mask/painting';
import type { Guides } from './guides';
import type { Point, View } from './view';

export const toolNames = ['brush', 'eraser', 'shape', 'lasso', 'similar', 'move', 'box', 'hand'] as const;
export type ToolName = (typeof toolNames)[number];

/** A place in pixels of the picture, and what the hand does there. */
export interface ToolPoint extends Point {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod: boolean;
  /** 0 to 1; 1 for everything that feels no pressure. */
  readonly pressure: number;
  /** The eraser end of a pen. */
  readonly eraser: boolean;
  /** From the keyboard: the middle of the pixel under the cursor. */
  readonly keyboard: boolean;
}

/** What goes on from a press to its release. */
export interface Gesture {
  /** Points since the last call, oldest first. */
  move(points: readonly ToolPoint[]): void;
  end(): void;
  cancel(): void;
}

export interface Tool {
  /** A press; a tool for clicks returns nothing. */
  start(point: ToolPoint): Gesture | undefined;
  /** The pointer or the keyboard's cursor moved without a press. */
  hover?(point: ToolPoint): void;
  /** Enter at the place of the keyboard's cursor, or of the pointer. */
  enter(point: ToolPoint): void;
  /** Esc. @returns whether there was something to cancel. */
  escape?(): boolean;
  backspace?(): boolean;
  /** @returns whether the tool takes arrow keys for itself; steps are in pixels of the picture. */
  nudge?(dx: number, dy: number, resize: boolean): boolean;
  draw?(guides: Guides, at: Point | undefined): void;
}

/** What the tools work on. */
export interface Workplace {
  readonly painting: MaskPainting;
  readonly size: Size;
  readonly view: View;
  /** Device pixels of one pixel of the page. */
  readonly ratio: number;
  /** The mask is drawn anew there. */
  touched(box: Rectangle | undefined): void;
  /** A step was finished. */
  changed(): void;
  /** The guides are drawn anew. */
  redraw(): void;
}

/** Coordinates are kept as data: hundredths of a pixel are enough. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
