import type { Rectangle, Size } from '../../core/sizes';
import { areaOf, boundsOf, emptyMask, type Mask } from './mask';
import { decodeMask, encodeMask } from './maskCode';
import { perform, type MaskOperation } from './operations';
import { flip, patchBetween, type Patch } from './patch';
import { united } from './rectangles';
import { paintSegment, type Dab } from './strokes';

/** Steps that can be taken back, and the bytes that they may hold in all. */
const mostSteps = 100;
const mostBytes = 32_000_000;

/** A painting as data: a mask and the steps made from it; those from `done` on were taken back. */
export interface KeptPainting extends Size {
  readonly base: string;
  readonly operations: readonly MaskOperation[];
  readonly done: number;
}

interface Step {
  readonly operation: MaskOperation;
  readonly patch: Patch;
}

/** A mask that is being painted, with its undo history. What a call changed is returned as a rectangle, for drawing. */
export class MaskPainting {
  readonly mask: Mask;
  /** Counts the changes of finished steps. */
  revision = 0;
  /** The mask without the stroke that is under way. */
  private readonly settled: Uint8Array;
  private steps: Step[] = [];
  private done = 0;
  private painted = 0;
  private stroke: { readonly points: number[]; readonly erase: boolean; last?: Dab; touched?: Rectangle | undefined } | undefined;
  private bounds: { readonly revision: number; readonly box: Rectangle | undefined } | undefined;
  private base: string | undefined;

  constructor(size: Size) {
    this.mask = emptyMask(size);
    this.settled = new Uint8Array(this.mask.data.length);
  }

  /** @throws ImageError `invalid-request` when the mask in it is damaged. */
  static resume(kept: KeptPainting): MaskPainting {
    const painting = new MaskPainting(kept);
    const { data } = decodeMask(kept.base, kept);
    painting.mask.data.set(data);
    painting.settled.set(data);
    painting.painted = areaOf(painting.mask);
    kept.operations.forEach((operation) => painting.apply(operation));
    for (let index = painting.done; index > kept.done; index--) {
      painting.undo();
    }
    return painting;
  }

  /** Painted pixels, without the stroke that is under way. */
  get area(): number {
    return this.painted;
  }

  get box(): Rectangle | undefined {
    if (this.bounds?.revision !== this.revision) {
      this.bounds = { revision: this.revision, box: this.painted === 0 ? undefined : boundsOf(this.mask) };
    }
    return this.bounds.box;
  }

  /** Holds everything that is painted, the stroke that is under way included. */
  get extent(): Rectangle | undefined {
    return united(this.box, this.stroke?.touched);
  }

  get canUndo(): boolean {
    return this.done > 0;
  }

  get canRedo(): boolean {
    return this.done < this.steps.length;
  }

  begin(erase: boolean): void {
    this.stroke = { points: [], erase };
  }

  /** The brush goes straight from where it was to the dab. */
  extend(dab: Dab): Rectangle | undefined {
    const { stroke } = this;
    if (!stroke) {
      return undefined;
    }
    const touched = paintSegment(this.mask, stroke.last ?? dab, dab, stroke.erase ? 0 : 255);
    stroke.last = dab;
    stroke.points.push(dab.x, dab.y, dab.radius);
    stroke.touched = united(stroke.touched, touched);
    return touched;
  }

  /** Makes the stroke a step. @returns whether it changed anything. */
  finish(): boolean {
    const { stroke } = this;
    this.stroke = undefined;
    return stroke !== undefined && this.settle({ kind: 'stroke', points: stroke.points, erase: stroke.erase }, stroke.touched);
  }

  /** Takes the stroke that is under way back as if it had not begun. */
  cancel(): Rectangle | undefined {
    const touched = this.stroke?.touched;
    this.stroke = undefined;
    if (touched) {
      this.copy(this.settled, this.mask.data, touched);
    }
    return touched;
  }

  /** @throws ImageError `invalid-request` for a mask of another size; nothing has changed then. */
  apply(operation: MaskOperation): Rectangle | undefined {
    const cancelled = this.cancel();
    const touched = perform(this.mask, operation);
    return this.settle(operation, touched) ? united(touched, cancelled) : cancelled;
  }

  undo(): Rectangle | undefined {
    return this.step(this.done - 1, this.done - 1);
  }

  redo(): Rectangle | undefined {
    return this.step(this.done, this.done + 1);
  }

  /** What is painted becomes what there is to start from. */
  forget(): void {
    this.cancel();
    this.steps = [];
    this.done = 0;
    this.base = undefined;
  }

  keep(): KeptPainting {
    const { width, height } = this.mask;
    return { width, height, base: this.baseCode(), operations: this.steps.map(({ operation }) => operation), done: this.done };
  }

  private step(index: number, done: number): Rectangle | undefined {
    const cancelled = this.cancel();
    const step = this.steps[index];
    if (!step) {
      return cancelled;
    }
    this.painted += flip(this.mask, step.patch);
    this.copy(this.mask.data, this.settled, step.patch.box);
    this.done = done;
    this.revision++;
    return united(step.patch.box, cancelled);
  }

  private settle(operation: MaskOperation, touched: Rectangle | undefined): boolean {
    const change = touched && patchBetween(this.settled, this.mask, touched);
    if (!change) {
      return false;
    }
    this.copy(this.mask.data, this.settled, change.patch.box);
    this.painted += change.gain;
    this.steps.splice(this.done, Infinity, { operation, patch: change.patch });
    this.done = this.steps.length;
    this.revision++;
    this.dropOldest();
    return true;
  }

  private dropOldest(): void {
    let bytes = this.steps.reduce((sum, { patch }) => sum + patch.runs.length, 0);
    while (this.steps.length > 1 && (this.steps.length > mostSteps || bytes > mostBytes)) {
      bytes -= this.steps.shift()?.patch.runs.length ?? 0;
      this.done--;
      this.base = undefined;
    }
  }

  /** The mask before the first step that can be taken back. */
  private baseCode(): string {
    if (this.base === undefined) {
      const { width, height } = this.mask;
      const start = { width, height, data: this.settled.slice() };
      for (const { patch } of this.steps.slice(0, this.done).reverse()) {
        flip(start, patch);
      }
      this.base = encodeMask(start);
    }
    return this.base;
  }

  private copy(from: Uint8Array, to: Uint8Array, { left, top, width, height }: Rectangle): void {
    for (let y = top; y < top + height; y++) {
      const start = y * this.mask.width + left;
      to.set(from.subarray(start, start + width), start);
    }
  }
}
