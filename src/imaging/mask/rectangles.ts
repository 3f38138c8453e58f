import type { Rectangle, Size } from '../../core/sizes';

/** The smallest rectangle that holds both. */
export function united(one: Rectangle | undefined, other: Rectangle | undefined): Rectangle | undefined {
  if (!one || !other) {
    return one ?? other;
  }
  const left = Math.min(one.left, other.left);
  const top = Math.min(one.top, other.top);
  const right = Math.max(one.left + one.width, other.left + other.width);
  const bottom = Math.max(one.top + one.height, other.top + other.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** The whole pixels that a rectangle touches and the picture has; `undefined` when it has none of them. */
export function within(box: Rectangle, image: Size): Rectangle | undefined {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const right = Math.min(image.width, Math.ceil(box.left + box.width));
  const bottom = Math.min(image.height, Math.ceil(box.top + box.height));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : undefined;
}

/** The rectangle with a margin on each side. */
export function widened(box: Rectangle, by: number): Rectangle {
  return { left: box.left - by, top: box.top - by, width: box.width + 2 * by, height: box.height + 2 * by };
}
