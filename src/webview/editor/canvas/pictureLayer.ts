import { wholeImage } from '../../../core/placement';
import type { Rectangle, Size } from '../../../core/sizes';
import type { Adjustment } from './adjustment';
import type { Colours } from './colours';
import type { Mipmaps } from './mipmaps';
import { boxInViewport, type View } from './view';

export type Compare = 'none' | 'slider' | 'side' | 'blink' | 'difference';

/** From this scale on lines are drawn between the pixels. */
const gridFrom = 8;

/** What the picture layer shows. Sizes in device pixels, boxes in pixels of the picture. */
export interface Scene {
  readonly view: View;
  readonly viewport: Size;
  readonly ratio: number;
  readonly colours: Colours;
  readonly picture: Mipmaps;
  readonly result?: { readonly image: Mipmaps; readonly box: Rectangle } | undefined;
  /** What an operation would make of the picture. */
  readonly adjusted?: Adjustment | undefined;
  readonly heat?: { readonly image: Mipmaps; readonly box: Rectangle } | undefined;
  readonly compare: Compare;
  /** The original alone, for as long as a key is held. */
  readonly original: boolean;
  /** Where the slider parts the viewport. */
  readonly split: number;
}

export function drawPicture(context: CanvasRenderingContext2D, scene: Scene): void {
  const { viewport, view, compare, result } = scene;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, viewport.width, viewport.height);
  if (compare === 'side' && result) {
    const [original, changed] = panes(viewport);
    pane(context, scene, original, false);
    pane(context, scene, changed, true);
    return;
  }
  const frame = wholeImage(scene.picture);
  backdrop(context, scene, view, frame);
  scene.picture.draw(context, view, viewport);
  if (scene.adjusted && !scene.original) {
    adjustment(context, scene, scene.adjusted);
    return;
  }
  const whole = { left: 0, top: 0, ...viewport };
  if (result && !scene.original) {
    const shown = compare === 'difference' && scene.heat ? scene.heat : result;
    const part = compare === 'slider' ? { ...whole, left: scene.split, width: viewport.width - scene.split } : whole;
    clipped(context, part, () => replace(context, scene, shown, view));
  }
  grid(context, scene, view, frame);
}

/** How much of what would be cut off is hidden. */
const dimmed = 0.75;

/** What would be cut off steps back; what would be there stands in its place on a ground of its own. */
function adjustment(context: CanvasRenderingContext2D, scene: Scene, adjusted: Adjustment): void {
  const { view, colours, picture } = scene;
  const { left, top, width, height } = boxInViewport(view, wholeImage(picture));
  context.globalAlpha = dimmed;
  context.fillStyle = colours.checkerOne;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  replace(context, scene, adjusted, view);
  grid(context, scene, view, adjusted.box);
}

export interface Pane {
  readonly part: Rectangle;
  /** How far the picture is moved in it, against the whole viewport. */
  readonly shift: number;
}

/** The halves of a comparison side by side, with one zoom and one place. */
export function panes({ width, height }: Size): readonly [Pane, Pane] {
  const half = Math.round(width / 2);
  const shift = Math.round(width / 4);
  return [
    { part: { left: 0, top: 0, width: half, height }, shift: -shift },
    { part: { left: half, top: 0, width: width - half, height }, shift: half - shift },
  ];
}

function pane(context: CanvasRenderingContext2D, scene: Scene, { part, shift }: Pane, withResult: boolean): void {
  const view = { ...scene.view, x: Math.round(scene.view.x) + shift };
  clipped(context, part, () => {
    const frame = wholeImage(scene.picture);
    backdrop(context, scene, view, frame);
    scene.picture.draw(context, view, scene.viewport);
    if (withResult && scene.result && !scene.original) {
      replace(context, scene, scene.result, view);
    }
    grid(context, scene, view, frame);
    if (part.left > 0) {
      context.fillStyle = scene.colours.accent;
      context.fillRect(part.left, 0, Math.max(1, Math.round(scene.ratio)), part.height);
    }
  });
}

/** A result may be transparent where the picture was not: it takes the picture's place, it does not lie over it. */
function replace(context: CanvasRenderingContext2D, scene: Scene, { image, box }: NonNullable<Scene['result']>, view: View): void {
  const area = boxInViewport(view, box);
  clipped(context, within(area), () => {
    backdrop(context, scene, view, box);
    const scale = (view.scale * box.width) / image.width;
    const corner = { scale, x: area.left, y: area.top };
    image.draw(context, corner, scene.viewport);
  });
}

function clipped(context: CanvasRenderingContext2D, { left, top, width, height }: Rectangle, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  draw();
  context.restore();
}

/** The whole device pixels in the area: one that it covers in part keeps what is under it, and no ground shows through. */
function within({ left, top, width, height }: Rectangle): Rectangle {
  const near = 0.001;
  const [x, y] = [Math.ceil(left - near), Math.ceil(top - near)];
  return {
    left: x,
    top: y,
    width: Math.max(0, Math.floor(left + width + near) - x),
    height: Math.max(0, Math.floor(top + height + near) - y),
  };
}

/** The checkerboard under what is transparent in the box. It moves with the picture and keeps its size. */
function backdrop(context: CanvasRenderingContext2D, { colours, ratio }: Scene, view: View, box: Rectangle): void {
  const cell = Math.round(8 * ratio);
  const tile = new OffscreenCanvas(2 * cell, 2 * cell);
  const ink = tile.getContext('2d');
  if (!ink) {
    return;
  }
  ink.fillStyle = colours.checkerOne;
  ink.fillRect(0, 0, 2 * cell, 2 * cell);
  ink.fillStyle = colours.checkerTwo;
  ink.fillRect(0, 0, cell, cell);
  ink.fillRect(cell, cell, cell, cell);
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().translate(Math.round(view.x), Math.round(view.y)));
  const { left, top, width, height } = boxInViewport(view, box);
  context.fillStyle = pattern ?? colours.checkerOne;
  context.fillRect(left, top, width, height);
}

function grid(context: CanvasRenderingContext2D, { viewport }: Scene, view: View, box: Rectangle): void {
  if (view.scale < gridFrom) {
    return;
  }
  const { left, top, width, height } = boxInViewport(view, box);
  context.fillStyle = 'rgb(128 128 128 / 0.35)';
  const bottom = Math.min(viewport.height, top + height);
  for (let x = Math.max(1, Math.ceil(-left / view.scale)); x < box.width && left + x * view.scale < viewport.width; x++) {
    context.fillRect(Math.round(left + x * view.scale), Math.max(0, top), 1, bottom - Math.max(0, top));
  }
  const right = Math.min(viewport.width, left + width);
  for (let y = Math.max(1, Math.ceil(-top / view.scale)); y < box.height && top + y * view.scale < viewport.height; y++) {
    context.fillRect(Math.max(0, left), Math.round(top + y * view.scale), right - Math.max(0, left), 1);
  }
}
