import { wholeImage } from '../../../core/placement';
import type { Rectangle, Size } from '../../../core/sizes';
import { coloursOf, watchTheme, type Colours } from './colours';
import { centredOn, fitted, kept, mostScale, nextStep, panned, toPicture, zoomedAt, type Point, type View } from './view';

export type Layer = 'picture' | 'mask' | 'guides';

/** Draws the layers that are named; sizes and colours are up to date. */
export interface StageOwner {
  draw(stale: ReadonlySet<Layer>): void;
  /** The zoom or the place of the picture changed. */
  viewed(): void;
}

/**
 * The viewport: its size in device pixels, what part of the picture it shows, and one redraw a frame of what became stale. The picture, the
 * mask and the guides are canvases over each other, so that painting draws only the mask and moving the pointer only the guides.
 */
export class Stage {
  viewport: Size = { width: 1, height: 1 };
  /** Device pixels of one pixel of the page. */
  ratio = 1;
  view: View = { scale: 1, x: 0, y: 0 };
  colours: Colours;
  /** The picture stays fitted when the viewport changes its size. */
  isFitted = true;
  /** A picture is opened at no more than its real pixels; asked for, it fills the viewport. */
  private mostFitted = 1;
  private image: Size | undefined;
  /** What is seen whole when it is fitted, in pixels of the picture; the picture itself when there is none. */
  private frame: Rectangle | undefined;
  /** The place of a kept view, until the viewport has a size. */
  private wanted: { readonly scale: number; readonly centre: Point } | undefined;
  /** Part of the viewport that the picture is fitted into. */
  private share = 1;
  private measured = false;
  private readonly stale = new Set<Layer>();
  private request: number | undefined;

  constructor(
    private readonly surface: HTMLElement,
    private readonly canvases: readonly HTMLCanvasElement[],
    private readonly owner: StageOwner,
  ) {
    this.colours = coloursOf(surface);
    const observer = new ResizeObserver((entries) => this.resize(entries.at(-1)));
    try {
      observer.observe(surface, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(surface);
    }
    watchTheme(() => {
      this.colours = coloursOf(surface);
      this.redraw('picture', 'mask', 'guides');
    });
  }

  redraw(...layers: readonly Layer[]): void {
    layers.forEach((layer) => this.stale.add(layer));
    this.request ??= requestAnimationFrame(() => this.flush());
  }

  private flush(): void {
    if (this.request !== undefined) {
      cancelAnimationFrame(this.request);
      this.request = undefined;
    }
    const stale = new Set(this.stale);
    this.stale.clear();
    this.owner.draw(stale);
  }

  /** A picture of another size is shown whole, or at its real pixels when it is smaller than the viewport. */
  show(image: Size): void {
    const isSame = this.image?.width === image.width && this.image.height === image.height;
    this.image = image;
    if (!isSame && !this.wanted) {
      this.fit(1);
    }
    this.place();
    this.redraw('picture', 'mask', 'guides');
  }

  fit(most = mostScale): void {
    this.isFitted = true;
    this.mostFitted = most;
    this.wanted = undefined;
    if (this.image) {
      this.set(fitted(this.frame ?? wholeImage(this.image), this.viewport, most, this.share), true);
    }
  }

  /** What is to be seen of and around the picture. A view that the user has chosen stays. */
  setFrame(frame: Rectangle | undefined): void {
    const isSame = JSON.stringify(frame) === JSON.stringify(this.frame);
    this.frame = frame;
    if (!isSame && this.isFitted) {
      this.fit(this.mostFitted);
    }
  }

  /** Side by side, each picture has half of the width. */
  setShare(share: number): void {
    if (share !== this.share) {
      this.share = share;
      if (this.isFitted) {
        this.fit(this.mostFitted);
      }
    }
  }

  /** To a scale, by a factor, or a step up (1) or down (-1). @param at stays where it is, in the viewport; by default the middle. */
  zoom(scale: number, how: 'to' | 'by' | 'step', at: Point = this.middle): void {
    const target = how === 'to' ? scale : how === 'by' ? this.view.scale * scale : nextStep(this.view.scale, scale > 0 ? 1 : -1);
    if (this.image) {
      this.isFitted = false;
      this.set(zoomedAt(this.view, target, at, this.image));
    }
  }

  pan(dx: number, dy: number): void {
    this.isFitted = false;
    this.set(panned(this.view, dx, dy));
  }

  /** Brings a point of the picture into sight. */
  reveal(point: Point): void {
    const { view, viewport } = this;
    const edge = Math.min(24 * this.ratio, viewport.width / 4, viewport.height / 4);
    const lack = (at: number, room: number): number => (at < edge ? edge - at : at > room - edge ? room - edge - at : 0);
    const dx = lack(point.x * view.scale + view.x, viewport.width);
    const dy = lack(point.y * view.scale + view.y, viewport.height);
    if (dx !== 0 || dy !== 0) {
      this.pan(dx, dy);
    }
  }

  /** What is shown, independent of the size of the viewport. */
  keep(): { scale: number; centre: Point } | undefined {
    return this.isFitted ? undefined : (this.wanted ?? { scale: this.view.scale, centre: toPicture(this.view, this.middle) });
  }

  restore(scale: number, centre: Point): void {
    this.wanted = { scale, centre };
    this.isFitted = false;
    this.place();
  }

  /** A place of the page in device pixels of the viewport. */
  at(event: MouseEvent): Point {
    const { left, top } = this.surface.getBoundingClientRect();
    return { x: (event.clientX - left) * this.ratio, y: (event.clientY - top) * this.ratio };
  }

  private get middle(): Point {
    return { x: this.viewport.width / 2, y: this.viewport.height / 2 };
  }

  private set(view: View, isFit = false): void {
    const next = this.image && !isFit ? kept(view, this.image, this.viewport) : view;
    if (next.scale !== this.view.scale || next.x !== this.view.x || next.y !== this.view.y) {
      this.view = next;
      this.redraw('picture', 'mask', 'guides');
      this.owner.viewed();
    }
  }

  private place(): void {
    const { wanted, image } = this;
    if (wanted && image && this.measured) {
      this.wanted = undefined;
      this.set(kept(centredOn(wanted.scale, wanted.centre, this.viewport), image, this.viewport));
    }
  }

  private resize(entry: ResizeObserverEntry | undefined): void {
    const [exact] = entry?.devicePixelContentBoxSize ?? [];
    const { width, height } = this.surface.getBoundingClientRect();
    if (width === 0 || height === 0) {
      return;
    }
    const centre = toPicture(this.view, this.middle);
    this.ratio = window.devicePixelRatio;
    this.viewport = {
      width: exact?.inlineSize ?? Math.round(width * this.ratio),
      height: exact?.blockSize ?? Math.round(height * this.ratio),
    };
    for (const canvas of this.canvases) {
      canvas.width = this.viewport.width;
      canvas.height = this.viewport.height;
    }
    if (this.isFitted) {
      this.fit(this.mostFitted);
    } else if (this.measured) {
      this.set(centredOn(this.view.scale, centre, this.viewport));
    }
    this.measured = true;
    this.place();
    this.redraw('picture', 'mask', 'guides');
    // A new size has emptied the canvases; waiting for the next frame would show that.
    this.flush();
    this.owner.viewed();
  }
}
