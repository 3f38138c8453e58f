import type { Pixels } from '../../../imaging/mask/similar';
import { BoxTool, type BoxHolder } from './boxTool';
import { BrushTool } from './brushTool';
import type { CanvasState } from './kept';
import { MoveTool } from './moveTool';
import { PathTool } from './pathTool';
import { shapes, ShapeTool } from './shapeTool';
import { SimilarTool } from './similarTool';
import type { Tool, ToolName, Workplace } from './tool';

export interface ToolboxOwner {
  readonly box: BoxHolder;
  previewMove(dx: number, dy: number): void;
  readPixels(): Pixels | undefined;
  /** Another tool, shape, size or tolerance. */
  toolChanged(): void;
}

/** All tools, and the one in hand. */
export class Toolbox {
  readonly brush: BrushTool;
  readonly eraser: BrushTool;
  readonly shape: ShapeTool;
  readonly similar: SimilarTool;
  readonly box: BoxTool;
  /** Both sizes follow the first picture until they are set. */
  isSized = false;
  private readonly lasso: PathTool;
  private readonly move: MoveTool;
  private name: ToolName = 'brush';
  private previous: ToolName = 'eraser';

  constructor(
    place: Workplace,
    private readonly owner: ToolboxOwner,
  ) {
    const sized = (): void => {
      this.isSized = true;
      owner.toolChanged();
    };
    this.brush = new BrushTool(place, false, sized);
    this.eraser = new BrushTool(place, true, sized);
    this.shape = new ShapeTool(place);
    this.lasso = new PathTool(place, true);
    this.similar = new SimilarTool(place, () => owner.readPixels());
    this.move = new MoveTool(place, (dx, dy) => owner.previewMove(dx, dy));
    this.box = new BoxTool(place, owner.box);
  }

  get current(): ToolName {
    return this.name;
  }

  /** Nothing for the hand, which only moves the picture. */
  get tool(): Tool | undefined {
    const { brush, eraser, shape, lasso, similar, move, box } = this;
    return { brush, eraser, shape, lasso, similar, move, box, hand: undefined }[this.name];
  }

  take(name: ToolName): void {
    if (name !== this.name) {
      this.tool?.escape?.();
      this.previous = this.name;
      this.name = name;
    }
    this.owner.toolChanged();
  }

  /** The last tool again. */
  swap(): void {
    this.take(this.previous);
  }

  nextShape(): void {
    this.shape.kind = shapes[(shapes.indexOf(this.shape.kind) + 1) % shapes.length] ?? 'rectangle';
    this.owner.toolChanged();
  }

  setSize(name: 'brush' | 'eraser', size: number): void {
    this.isSized = true;
    this[name].size = size;
    this.owner.toolChanged();
  }

  setTolerance(tolerance: number): void {
    this.similar.tolerance = tolerance;
    this.owner.toolChanged();
  }

  restore(state: Pick<CanvasState, 'tool' | 'shape' | 'brushSize' | 'eraserSize' | 'tolerance'>): void {
    this.name = state.tool;
    this.previous = state.tool === 'brush' ? 'eraser' : 'brush';
    this.shape.kind = state.shape;
    this.isSized = state.brushSize !== undefined;
    this.brush.size = state.brushSize ?? this.brush.size;
    this.eraser.size = state.eraserSize ?? this.eraser.size;
    this.similar.tolerance = state.tolerance;
    this.owner.toolChanged();
  }

  /** A first size that suits the picture. */
  suit(shorterEdge: number): void {
    if (!this.isSized) {
      const size = Math.min(96, Math.max(2, Math.round(shorterEdge / 16)));
      this.brush.size = size;
      this.eraser.size = size;
    }
  }
}
