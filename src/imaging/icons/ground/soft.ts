/**
 * How the rise from the ground ends: it stays level, falls again, goes on to another colour slowly or at once, or out of what is looked at.
 */
export type End = 'plateau' | 'peak' | 'bend' | 'step' | 'open';

type Colour = readonly [number, number, number];

/** A colour over the ground: RGB, 0 to 255, and alpha, 0 to 1. */
export interface Layer {
  readonly colour: Colour;
  readonly alpha: number;
}

/** What a slow change of the ground is: a shadow, a glow, or the soft edge of something solid. */
export type SoftKind = 'shadow' | 'glow' | 'edge';

/** A shadow lets at least this much of the ground through. */
const darkest = 0.4;

/** @param top the colour at which the change ends */
export function softKind(top: Colour, ground: Colour, end: End): SoftKind {
  const isBefore = end === 'step' || end === 'bend';
  if (isShade(top, ground) && (isBefore || shareOf(top, ground) >= darkest)) {
    return 'shadow';
  }
  return end === 'plateau' || (!isBefore && leastAlpha(top, ground) > 0.7) ? 'edge' : 'glow';
}

/** A shadow is black; a glow is taken to be as strong in colour as it can be. */
export function layerOf(kind: 'shadow' | 'glow', colour: Colour, ground: Colour): Layer {
  if (kind === 'shadow') {
    return { colour: [0, 0, 0], alpha: Math.max(0, 1 - shareOf(colour, ground)) };
  }
  const alpha = leastAlpha(colour, ground);
  if (alpha === 0) {
    return { colour: [0, 0, 0], alpha };
  }
  const [red, green, blue] = ground;
  return { colour: [red + (colour[0] - red) / alpha, green + (colour[1] - green) / alpha, blue + (colour[2] - blue) / alpha], alpha };
}

/** Whether a colour is nothing but a darker ground. On a dark ground nobody can tell. */
export function isShade(colour: Colour, ground: Colour): boolean {
  const brightness = Math.hypot(...ground);
  const share = shareOf(colour, ground);
  const rest = Math.hypot(colour[0] - share * ground[0], colour[1] - share * ground[1], colour[2] - share * ground[2]);
  return brightness >= 100 && share < 1 && rest <= 5 + 0.08 * (1 - share) * brightness;
}

function shareOf(colour: Colour, ground: Colour): number {
  const product = colour[0] * ground[0] + colour[1] * ground[1] + colour[2] * ground[2];
  return product / (ground[0] ** 2 + ground[1] ** 2 + ground[2] ** 2);
}

/** The least alpha with which a colour can have become what it is over the ground. */
function leastAlpha(colour: Colour, ground: Colour): number {
  return Math.min(1, Math.max(leastFor(colour[0], ground[0]), leastFor(colour[1], ground[1]), leastFor(colour[2], ground[2])));
}

function leastFor(sample: number, base: number): number {
  return sample < base ? (base - sample) / base : sample > base ? (sample - base) / (255 - base) : 0;
}
