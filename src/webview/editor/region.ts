import type { BlendSettings } from '../../core/edit';
import { clampBox, contextBox, haloOf, wholeImage } from '../../core/placement';
import type { Rectangle, Size } from '../../core/sizes';

/** What is sent: the mask with its surroundings, everything, or a box that the user has set. */
export type BoxMode = 'auto' | 'whole' | 'manual';

export interface Region {
  readonly mode: BoxMode;
  /** The user's box, in pixels of the picture; means something in `manual` only. */
  readonly box?: Rectangle | undefined;
}

/** What the page needs to know of the painted mask, in pixels of the picture. */
export interface MaskFacts {
  /** `undefined` when nothing is painted. */
  readonly bounds: Rectangle | undefined;
  readonly area: number;
  /** Another number means that the mask has been changed. */
  readonly revision?: number;
}

export const noMask: MaskFacts = { bounds: undefined, area: 0 };

/** The box that is asked for; the plan may grow it to a legal size. */
export function wantedBox(region: Region, mask: MaskFacts, image: Size, settings: BlendSettings): Rectangle {
  if (region.mode === 'manual' && region.box) {
    return clampBox(region.box, image);
  }
  return region.mode !== 'whole' && mask.bounds ? contextBox(mask.bounds, image, haloOf(settings)) : wholeImage(image);
}

export function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.left + inner.width <= outer.left + outer.width &&
    inner.top + inner.height <= outer.top + outer.height
  );
}

export function sameBox(a: Rectangle | undefined, b: Rectangle | undefined): boolean {
  return a?.left === b?.left && a?.top === b?.top && a?.width === b?.width && a?.height === b?.height;
}
