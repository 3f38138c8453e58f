import { contextBox, haloOf, wholeImage } from '../../../core/placement';
import type { Rectangle, Size } from '../../../core/sizes';
import type { MaskOperation } from '../../../imaging/mask/operations';
import { MaskPainting } from '../../../imaging/mask/painting';
import type { Pixels } from '../../../imaging/mask/similar';
import { adjustmentOf, outlineAdjustment, type Adjusted, type Adjustment } from './adjustment';
import type { BoxHolder } from './boxTool';
import { Comparison } from './comparison';
import { Guides } from './guides';
import { ShownMask } from './halo';
import type { CanvasState } from './kept';
import { MaskLayer } from './maskLayer';
import { Mipmaps, pixelsOf } from './mipmaps';
import { drawPicture, panes, type Compare } from './pictureLayer';
import { Pointers, type PointerTarget } from './pointers';
import { Stage, type Layer, type StageOwner } from './stage';
import type { Tool, ToolPoint, Workplace } from './tool';
import { Toolbox, type ToolboxOwner } from './toolbox';
import { toPicture, type Point, type View } from './view';

/** The element's properties as far as they are drawn. */
export interface Shown {
  readonly compare: Compare;
  boxMode: 'auto' | 'whole' | 'manual';
  box: Rectangle | undefined;
  sentBox: Rectangle | undefined;
  readonly runBox: Rectangle | undefined;
  readonly disabled: boolean;
  readonly edge: 'exact' | 'soft';
  readonly feather: number;
}

/** Events of the element. */
export type Tell = (name: 'mask-change' | 'tool-change' | 'view-change' | 'box-change' | 'pointer-info', detail?: unknown) => void;

export interface Parts {
  readonly surface: HTMLElement;
  readonly picture: HTMLCanvasElement;
  readonly mask: HTMLCanvasElement;
  readonly guides: HTMLCanvasElement;
}

/** Everything behind the element: the painting, the tools, what is drawn where, and where pointer and cursor are. */
export class Workbench implements Workplace, ToolboxOwner, StageOwner, PointerTarget {
  painting = new MaskPainting({ width: 1, height: 1 });
  readonly stage: Stage;
  readonly pointers: Pointers;
  readonly toolbox: Toolbox;
  readonly comparison = new Comparison();
  /** What an operation would make of the picture. */
  adjusted: Adjustment | undefined;
  /** Space is held. */
  panning = false;
  /** The original alone is shown for as long as a key is held. */
  original = false;
  /** Where the pointer or the keyboard's cursor is, in pixels of the picture. */
  cursor: { readonly at: Point; readonly keyboard: boolean } | undefined;
  image: Mipmaps | undefined;
  private shown = new ShownMask(this.painting.mask, () => undefined);
  private readonly maskLayer: MaskLayer;
  private pixelsRead: Pixels | undefined;
  private feather = 0;
  /** A result came into sight or into the picture, and the mask was not changed since: it steps back. */
  private quiet = false;
  /** The picture has become another one since the mask was changed. */
  private settled = false;

  constructor(
    private readonly parts: Parts,
    private readonly element: Shown,
    private readonly tell: Tell,
  ) {
    this.toolbox = new Toolbox(this, this);
    this.maskLayer = new MaskLayer(parts.mask);
    this.stage = new Stage(parts.surface, [parts.picture, parts.mask, parts.guides], this);
    this.pointers = new Pointers(parts.surface, this);
  }

  /** @param kept a painting to go on with. */
  showPicture(picture: ImageBitmap, kept: CanvasState['painting']): void {
    this.image = new Mipmaps(picture);
    this.pixelsRead = undefined;
    const { mask } = this.painting;
    if (kept?.width === picture.width && kept.height === picture.height) {
      this.setPainting(resumed(kept));
    } else if (mask.width !== picture.width || mask.height !== picture.height) {
      this.setPainting(new MaskPainting(picture));
    }
    this.toolbox.suit(Math.min(picture.width, picture.height));
    this.stage.show(picture);
  }

  setPainting(painting: MaskPainting): void {
    this.pointers.cancel();
    this.shown.dispose();
    this.painting = painting;
    this.shown = new ShownMask(painting.mask, (box) => this.redrawMask(box));
    this.shown.show(this.feather);
    this.maskLayer.touchAll(this.stage.viewport);
    this.stage.redraw('mask', 'guides');
    this.tell('mask-change');
  }

  showAdjusted(adjusted: Adjusted | undefined): void {
    if (this.adjusted?.image.full !== adjusted?.bitmap) {
      this.adjusted = adjusted && this.image && adjustmentOf(adjusted, this.image);
      this.stage.setFrame(this.adjusted?.frame);
      this.showMask();
    }
  }

  showResult(): void {
    this.quiet = this.settled || this.comparison.result !== undefined;
    this.showMask();
  }

  /** The picture is another one now: nothing of before is taken back, and what has changed is to be seen under the mask. */
  settle(): void {
    this.pointers.cancel();
    this.painting.forget();
    this.settled = true;
    this.showResult();
    this.tell('mask-change');
  }

  /** @param feather of a soft edge in pixels of the picture, 0 for an exact one. */
  showMask(feather = this.feather): void {
    this.feather = feather;
    this.shown.show(feather);
    this.maskLayer.quiet = this.quiet;
    this.parts.mask.style.visibility = this.isComparing || this.element.disabled ? 'hidden' : 'visible';
    this.stage.setShare(this.isComparing && this.element.compare === 'side' ? 0.5 : 1);
    this.stage.redraw('picture', 'mask', 'guides');
  }

  perform(operation: MaskOperation): void {
    this.pointers.cancel();
    this.changedBy(this.painting.apply(operation));
  }

  changedBy(box: Rectangle | undefined): void {
    if (box) {
      this.touched(box);
      this.changed();
    }
  }

  get isComparing(): boolean {
    return this.element.compare !== 'none' && this.comparison.result !== undefined;
  }

  /** The context box as it is drawn. */
  get contextBox(): Rectangle | undefined {
    const { element, painting } = this;
    if (!this.image) {
      return undefined;
    }
    return element.boxMode === 'whole'
      ? wholeImage(this.image)
      : (element.box ?? (painting.box && contextBox(painting.box, this.image, haloOf(element))));
  }

  /** What is sent of the user's box, where that is another one: the dashed frame is always what leaves the machine. */
  get sentBox(): Rectangle | undefined {
    const { boxMode, box, sentBox } = this.element;
    const isSame = box?.width === sentBox?.width && box?.height === sentBox?.height;
    return boxMode === 'manual' && box && !isSame ? sentBox : undefined;
  }

  // What the tools work on.

  get size(): Size {
    return this.painting.mask;
  }

  get view(): View {
    return this.stage.view;
  }

  get ratio(): number {
    return this.stage.ratio;
  }

  touched(box: Rectangle | undefined): void {
    if (!box) {
      return;
    }
    this.shown.touch(box);
    this.settled = false;
    if (this.quiet) {
      this.quiet = false;
      this.maskLayer.quiet = false;
      this.maskLayer.touchAll(this.stage.viewport);
    }
    this.redrawMask(box);
  }

  changed(): void {
    this.stage.redraw('guides');
    this.tell('mask-change');
  }

  redraw(): void {
    this.stage.redraw('guides');
  }

  // What the toolbox asks for.

  readonly box: BoxHolder = {
    get: () => this.contextBox,
    set: (box) => this.setBox({ boxMode: 'manual', box, sentBox: undefined }),
    keep: () => {
      const { boxMode, box, sentBox } = this.element;
      return () => this.setBox({ boxMode, box, sentBox });
    },
    done: () => this.tell('box-change', { box: this.element.box }),
  };

  /** The drawn mask is moved as a whole; drawing it anew at each step would lag behind the pointer. */
  previewMove(dx: number, dy: number): void {
    const unit = this.view.scale / this.ratio;
    this.parts.mask.style.transform = dx === 0 && dy === 0 ? '' : `translate(${dx * unit}px, ${dy * unit}px)`;
  }

  readPixels(): Pixels | undefined {
    if (this.image && !this.pixelsRead) {
      this.pixelsRead = pixelsOf(this.image.full, wholeImage(this.image));
    }
    return this.pixelsRead;
  }

  toolChanged(): void {
    if (this.toolbox.current !== 'similar') {
      this.pixelsRead = undefined;
    }
    this.stage.redraw('guides');
    this.tell('tool-change');
  }

  // What pointers act on.

  get tool(): Tool | undefined {
    return this.image && !this.element.disabled && !this.isComparing ? this.toolbox.tool : undefined;
  }

  at(event: MouseEvent): Point {
    const at = this.stage.at(event);
    if (!this.isComparing || this.element.compare !== 'side') {
      return at;
    }
    const [one, other] = panes(this.stage.viewport);
    return { x: at.x - (at.x < other.part.left ? one : other).shift, y: at.y };
  }

  toolPoint(event: PointerEvent): ToolPoint {
    return {
      ...toPicture(this.view, this.at(event)),
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
      pressure: event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : 1,
      eraser: (event.buttons & 32) !== 0,
      keyboard: false,
    };
  }

  pan(dx: number, dy: number): void {
    this.stage.pan(dx, dy);
  }

  zoom(factor: number, at: Point): void {
    this.stage.zoom(factor, 'by', at);
  }

  hover(event: PointerEvent | undefined): void {
    if (event || !this.cursor?.keyboard) {
      this.point(event && { at: toPicture(this.view, this.at(event)), keyboard: false });
    }
  }

  grabbed(isGrabbed: boolean): void {
    this.parts.surface.classList.toggle('grabbing', isGrabbed);
  }

  /** The pointer or the keyboard's cursor is there now. @param quietly what is there changed, not the place. */
  point(cursor: Workbench['cursor'], quietly = false): void {
    this.cursor = cursor;
    this.parts.surface.style.cursor = this.cursorShape();
    this.stage.redraw('guides');
    if (!quietly) {
      this.tell('pointer-info', cursor && { x: Math.floor(cursor.at.x), y: Math.floor(cursor.at.y) });
    }
  }

  cursorShape(): string {
    if (!this.tool || this.panning) {
      return 'grab';
    }
    const name = this.toolbox.current;
    if (name === 'box' && this.cursor) {
      return this.toolbox.box.cursorAt(this.cursor.at);
    }
    return name === 'brush' || name === 'eraser' ? 'none' : name === 'move' ? 'move' : 'crosshair';
  }

  // Drawing.

  viewed(): void {
    this.parts.surface.style.cursor = this.cursorShape();
    this.tell('view-change');
  }

  draw(stale: ReadonlySet<Layer>): void {
    const { stage, parts } = this;
    const { view, viewport, ratio, colours } = stage;
    if (stale.has('picture')) {
      this.maskLayer.ink(colours, ratio);
      this.maskLayer.touchAll(viewport);
      this.drawPicture();
    }
    if (stale.has('mask')) {
      this.maskLayer.draw(this.image && this.shown, this.painting.extent, view, viewport);
    }
    const context = stale.has('guides') ? parts.guides.getContext('2d') : null;
    if (context) {
      context.clearRect(0, 0, viewport.width, viewport.height);
      this.drawGuides(new Guides(context, view, ratio, colours));
    }
  }

  private drawPicture(): void {
    const { stage, image, comparison, original, element, adjusted } = this;
    const { view, viewport, ratio, colours } = stage;
    const context = this.parts.picture.getContext('2d');
    if (!context || !image) {
      context?.clearRect(0, 0, viewport.width, viewport.height);
      return;
    }
    const { compare } = element;
    const heat = compare === 'difference' ? comparison.heatOf(image) : undefined;
    const split = comparison.splitAt(view, viewport);
    const { result } = comparison;
    drawPicture(context, { view, viewport, ratio, colours, picture: image, result, adjusted, heat, compare, original, split });
  }

  /** What is sent of a box that is being changed is known when the page has planned it. */
  private setBox(boxes: Pick<Shown, 'boxMode' | 'box' | 'sentBox'>): void {
    Object.assign(this.element, boxes);
    this.stage.redraw('guides');
  }

  private drawGuides(guides: Guides): void {
    const { element, tool, cursor, adjusted, image } = this;
    if (adjusted && image) {
      outlineAdjustment(guides, adjusted, image);
    }
    if (element.disabled) {
      return;
    }
    if (this.isComparing) {
      if (element.runBox && element.compare !== 'side') {
        guides.outline(guides.shape('rectangle', element.runBox), true);
      }
      return;
    }
    const box = this.contextBox;
    const sent = this.sentBox;
    if (box && sent) {
      guides.outline(guides.shape('rectangle', box));
    }
    const frame = sent ?? box;
    if (frame) {
      guides.outline(guides.shape('rectangle', frame), true);
    }
    if (!tool || this.panning) {
      return;
    }
    tool.draw?.(guides, cursor?.at);
    if (cursor?.keyboard) {
      guides.cross(cursor.at, 3);
    }
  }

  private redrawMask(box: Rectangle): void {
    this.maskLayer.touch(box, this.view, this.stage.viewport);
    this.stage.redraw('mask');
  }
}

/** A damaged painting is forgotten: an empty one is better than none. */
function resumed(kept: NonNullable<CanvasState['painting']>): MaskPainting {
  try {
    return MaskPainting.resume(kept);
  } catch {
    return new MaskPainting(kept);
  }
}
