import { html, nothing, type TemplateResult } from 'lit';
import type { Rectangle, Size } from '../../../core/sizes';
import { drawHeatScale, heatMap, mostDifference } from './difference';
import { Mipmaps } from './mipmaps';
import type { Compare } from './pictureLayer';
import { boxInViewport, type View } from './view';

export interface Overlay {
  readonly bitmap: ImageBitmap;
  readonly box: Rectangle;
}

interface Shown {
  readonly image: Mipmaps;
  readonly box: Rectangle;
}

/** What is laid against the original, and how. */
export class Comparison {
  result: Shown | undefined;
  /** Share of the compared part that shows the original, 0 to 1. */
  split = 0.5;
  private heat: { readonly picture: ImageBitmap; readonly shown: Shown | undefined } | undefined;

  show(overlay: Overlay | undefined): void {
    const isSame = this.result?.image.full === overlay?.bitmap && JSON.stringify(this.result?.box) === JSON.stringify(overlay?.box);
    if (isSame) {
      return;
    }
    this.result = overlay && { image: new Mipmaps(overlay.bitmap), box: overlay.box };
    this.heat = undefined;
  }

  /** Worked out once for each result. */
  heatOf(picture: Mipmaps): Shown | undefined {
    const { result } = this;
    if (!result || !(picture.full instanceof ImageBitmap) || !(result.image.full instanceof ImageBitmap)) {
      return undefined;
    }
    if (this.heat?.picture !== picture.full) {
      const map = heatMap(picture.full, result.image.full, result.box);
      this.heat = { picture: picture.full, shown: map && { image: new Mipmaps(map), box: result.box } };
    }
    return this.heat.shown;
  }

  /** The part of the result that is in sight, in device pixels: what the slider goes over. */
  extent(view: View, viewport: Size): Rectangle {
    const { left, top, width, height } = boxInViewport(view, this.result?.box ?? { left: 0, top: 0, width: 0, height: 0 });
    const [x, y] = [Math.max(0, Math.min(viewport.width, left)), Math.max(0, Math.min(viewport.height, top))];
    const right = Math.max(x, Math.min(viewport.width, left + width));
    return { left: x, top: y, width: right - x, height: Math.max(y, Math.min(viewport.height, top + height)) - y };
  }

  splitAt(view: View, viewport: Size): number {
    const { left, width } = this.extent(view, viewport);
    return Math.round(left + width * this.split);
  }
}

/** How to see the original again. */
export function originalHint(): TemplateResult {
  return html`<div class="compare-hint">Hold <kbd>Space</kbd> for the original</div>`;
}

/** The slider's handle, the names of the sides and the scale of the difference: what stands over the canvas while comparing. */
export function compareView(
  compare: Compare,
  split: number,
  onSplit: (split: number) => void,
  dragTo: (event: PointerEvent) => void,
): TemplateResult {
  switch (compare) {
    case 'slider':
      return html`<div
        class="compare-slider"
        role="slider"
        tabindex="0"
        aria-label="Comparison: the original is on the left, the result on the right"
        aria-orientation="horizontal"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(split * 100)}
        aria-valuetext=${`${Math.round(split * 100)} % original`}
        @keydown=${(event: KeyboardEvent) => slide(event, split, onSplit)}
        @pointerdown=${(event: PointerEvent) =>
          event.currentTarget instanceof Element && event.button === 0 && event.currentTarget.setPointerCapture(event.pointerId)}
        @pointermove=${(event: PointerEvent) =>
          event.currentTarget instanceof Element && event.currentTarget.hasPointerCapture(event.pointerId) && dragTo(event)}
      >
        <span class="compare-grip" aria-hidden="true"><span class="codicon codicon-arrow-both"></span></span>
      </div>`;
    case 'side':
      return html`<div class="compare-names" aria-hidden="true"><span>Original</span><span>Result</span></div>`;
    case 'blink':
      return originalHint();
    case 'difference':
      return html`<div
        class="compare-legend"
        role="img"
        aria-label=${`Scale of the difference: from none to ${mostDifference} of 255 levels or more`}
      >
        <span>0</span><canvas class="compare-scale"></canvas><span>${mostDifference}+ of 255</span>
      </div>`;
    case 'none':
      return html`${nothing}`;
  }
}

function slide(event: KeyboardEvent, split: number, onSplit: (split: number) => void): void {
  const step = event.shiftKey ? 0.1 : 0.01;
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: split - step,
    ArrowDown: split - step,
    ArrowRight: split + step,
    ArrowUp: split + step,
    PageDown: split - 0.1,
    PageUp: split + 0.1,
    Home: 0,
    End: 1,
  };
  const target = targets[event.key];
  if (target !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    onSplit(Math.min(1, Math.max(0, target)));
  }
}

/** Draws the scale of the difference where it is shown. */
export function drawLegend(root: HTMLElement): void {
  const canvas = root.querySelector<HTMLCanvasElement>('.compare-scale');
  if (canvas && canvas.width !== 128) {
    drawHeatScale(canvas, { width: 128, height: 12 });
  }
}
