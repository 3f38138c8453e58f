import type { Rectangle, Size } from '../../../core/sizes';
import type { View } from './view';

type Source = ImageBitmap | OffscreenCanvas;

/** A picture with copies of a half, a quarter …, made when they are first needed: a large one is drawn small fast and without shimmer. */
export class Mipmaps implements Size {
  readonly width: number;
  readonly height: number;
  private readonly levels: Source[];

  constructor(readonly full: Source) {
    this.width = full.width;
    this.height = full.height;
    this.levels = [full];
  }

  /** Draws what lies in sight, with the picture's top left corner at a place given in pixels of the picture. */
  draw(context: CanvasRenderingContext2D, view: View, viewport: Size, at: { left: number; top: number } = { left: 0, top: 0 }): void {
    const { scale } = view;
    const left = Math.round(view.x) + at.left * scale;
    const top = Math.round(view.y) + at.top * scale;
    const firstX = Math.max(0, Math.floor(-left / scale));
    const firstY = Math.max(0, Math.floor(-top / scale));
    const endX = Math.min(this.width, Math.ceil((viewport.width - left) / scale));
    const endY = Math.min(this.height, Math.ceil((viewport.height - top) / scale));
    if (endX <= firstX || endY <= firstY) {
      return;
    }
    const level = this.levelFor(scale);
    const shrinkX = level.width / this.width;
    const shrinkY = level.height / this.height;
    context.imageSmoothingEnabled = scale < 1;
    context.imageSmoothingQuality = 'low';
    const [width, height] = [endX - firstX, endY - firstY];
    context.drawImage(
      level,
      firstX * shrinkX,
      firstY * shrinkY,
      width * shrinkX,
      height * shrinkY,
      left + firstX * scale,
      top + firstY * scale,
      width * scale,
      height * scale,
    );
  }

  /** The smallest copy that still has a pixel for each of the screen. */
  private levelFor(scale: number): Source {
    let index = 0;
    while (scale * 2 ** (index + 1) <= 1 && Math.min(this.width, this.height) >= 2 ** (index + 2)) {
      index++;
      this.levels[index] ??= halved(this.levels[index - 1] ?? this.full);
    }
    return this.levels[index] ?? this.full;
  }
}

function halved(source: Source): OffscreenCanvas {
  const half = new OffscreenCanvas(Math.ceil(source.width / 2), Math.ceil(source.height / 2));
  const context = half.getContext('2d');
  context?.drawImage(source, 0, 0, half.width, half.height);
  return half;
}

/** The pixels of a part of a picture; for showing and choosing only. */
export function pixelsOf(source: Source, box: Rectangle, size: Size = box): ImageData | undefined {
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(source, box.left, box.top, box.width, box.height, 0, 0, size.width, size.height);
  return context?.getImageData(0, 0, size.width, size.height);
}
