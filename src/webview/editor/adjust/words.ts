import type { ShapeKind } from '../../../core/shapeOperation';
import { formatDimensions } from '../../common/figures';
import { percent } from '../reportWords';
import type { Adjusted } from './adjusting';

export const titles: Readonly<Record<ShapeKind, string>> = {
  trim: 'Trim',
  pad: 'Add Padding',
  square: 'Make Square',
  removeBackground: 'Remove Background',
};

const nothingToDo: Readonly<Record<ShapeKind, string>> = {
  trim: 'Nothing to trim: no even margin at this tolerance.',
  pad: 'Nothing to add: every side is 0.',
  square: 'The picture is square already.',
  removeBackground: 'There is no even background to remove.',
};

/** What the operation comes to: `1024 × 768 → 640 × 512`, a share, or that there is nothing to do. */
export function outcomeText({ kind, changed, bitmap, from, cleared }: Adjusted): string {
  if (!changed) {
    return nothingToDo[kind];
  }
  const isSame = from.width === bitmap.width && from.height === bitmap.height;
  const size = isSame ? formatDimensions(bitmap) : `${formatDimensions(from)} → ${formatDimensions(bitmap)}`;
  return cleared === undefined ? size : `${size} · ${percent(cleared)} made transparent`;
}

/** The same for a screen reader, which would spell the arrow. */
export function spokenOutcome(adjusted: Adjusted): string {
  return `Preview: ${outcomeText(adjusted).replace(' → ', ' becomes ').replace(' · ', ', ')}`;
}
