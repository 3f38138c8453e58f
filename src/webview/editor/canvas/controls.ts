import { LitElement } from 'lit';
import type { Rectangle } from '../../../core/sizes';
import type { Mask } from '../../../imaging/mask/mask';
import { encodeMask } from '../../../imaging/mask/maskCode';
import type { CanvasState } from './kept';
import type { Compare } from './pictureLayer';
import type { Shape } from './shapeTool';
import type { ToolName } from './tool';
import type { Workbench } from './workbench';

export type SimpleOperation = 'invert' | 'grow' | 'shrink' | 'clear' | 'all';
export type Zoom = 'fit' | '+' | '-' | number;

/** What the page can do with the canvas besides setting its properties: the mask, the tools, the zoom. */
export abstract class CanvasControls extends LitElement {
  /** While results are compared, nothing is painted; taking a tool ends it. */
  declare compare: Compare;
  protected workbench: Workbench | undefined;
  /** What is to be restored when its picture is there. */
  protected pending: CanvasState | undefined;

  /** Nothing when nothing is painted. */
  get mask(): Mask | undefined {
    return this.maskArea > 0 ? this.workbench?.painting.mask : undefined;
  }

  get maskBounds(): Rectangle | undefined {
    return this.workbench?.painting.box;
  }

  /** In pixels. */
  get maskArea(): number {
    return this.workbench?.painting.area ?? 0;
  }

  /** Another number means that the mask has been changed. */
  get maskRevision(): number {
    return this.workbench?.painting.revision ?? 0;
  }

  /** Something is being drawn or moved. */
  get isBusy(): boolean {
    return this.workbench?.pointers.isBusy ?? false;
  }

  /** The mask as text; empty before there is a picture. */
  code(): string {
    return this.workbench?.image ? encodeMask(this.workbench.painting.mask) : '';
  }

  /** Replaces the mask; one step for undo. @throws ImageError for a mask of another size. */
  load(code: string): void {
    this.workbench?.perform({ kind: 'mask', code, how: 'replace' });
  }

  /** @param by pixels, for grow and shrink. */
  apply(operation: SimpleOperation, by = 1): void {
    this.workbench?.perform(operation === 'grow' || operation === 'shrink' ? { kind: operation, by } : { kind: operation });
  }

  get canUndo(): boolean {
    return this.workbench?.painting.canUndo ?? false;
  }

  get canRedo(): boolean {
    return this.workbench?.painting.canRedo ?? false;
  }

  /** During a stroke it takes back the stroke. */
  undo(): void {
    if (this.workbench && !this.workbench.pointers.cancel()) {
      this.workbench.changedBy(this.workbench.painting.undo());
    }
  }

  redo(): void {
    this.workbench?.pointers.cancel();
    this.workbench?.changedBy(this.workbench.painting.redo());
  }

  /** What is painted becomes what there is to start from. */
  forgetHistory(): void {
    this.workbench?.settle();
  }

  get tool(): ToolName {
    return this.workbench?.toolbox.current ?? this.pending?.tool ?? 'brush';
  }

  get shape(): Shape {
    return this.workbench?.toolbox.shape.kind ?? this.pending?.shape ?? 'rectangle';
  }

  /** Taking a tool ends a comparison; the hand does not. */
  setTool(name: ToolName, shape?: Shape): void {
    this.workbench?.pointers.cancel();
    if (shape && this.workbench) {
      this.workbench.toolbox.shape.kind = shape;
    }
    if (name !== 'hand') {
      this.endComparison();
    }
    this.workbench?.toolbox.take(name);
  }

  nextShape(): void {
    this.endComparison();
    this.workbench?.toolbox.nextShape();
  }

  /** The last tool again. */
  quickSwitch(): void {
    this.workbench?.pointers.cancel();
    this.endComparison();
    this.workbench?.toolbox.swap();
  }

  /** Diameter in pixels of the picture. */
  get brushSize(): number {
    return this.workbench?.toolbox.brush.size ?? 1;
  }

  set brushSize(size: number) {
    this.workbench?.toolbox.setSize('brush', size);
  }

  get eraserSize(): number {
    return this.workbench?.toolbox.eraser.size ?? 1;
  }

  set eraserSize(size: number) {
    this.workbench?.toolbox.setSize('eraser', size);
  }

  /** Of the tool for similar colours, 0 to 255. */
  get tolerance(): number {
    return this.workbench?.toolbox.similar.tolerance ?? 0;
  }

  set tolerance(tolerance: number) {
    this.workbench?.toolbox.setTolerance(tolerance);
  }

  /** 1 is 100 %: one pixel of the picture is one of the screen. */
  get zoom(): number {
    return this.workbench?.view.scale ?? 1;
  }

  zoomTo(zoom: Zoom): void {
    const stage = this.workbench?.stage;
    if (zoom === 'fit') {
      stage?.fit();
    } else if (typeof zoom === 'number') {
      stage?.zoom(zoom, 'to');
    } else {
      stage?.zoom(zoom === '+' ? 1 : -1, 'step');
    }
  }

  /** The original alone, for as long as a key or button is held. */
  setOriginal(on: boolean): void {
    if (this.workbench && this.workbench.original !== on) {
      this.workbench.original = on;
      this.workbench.stage.redraw('picture');
    }
  }

  /** @returns whether there was one. */
  protected endComparison(): boolean {
    if (this.compare === 'none') {
      return false;
    }
    this.compare = 'none';
    this.tell('compare-change', { compare: 'none' });
    return true;
  }

  protected tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
