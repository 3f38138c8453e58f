import { rgbOf, type HexColour, type IconOrder, type IconStyle } from './icon';

/** How each style is asked for. */
const styles: Readonly<Record<IconStyle, string>> = {
  flat: 'flat vector style: a few solid colours, simple shapes, no gradients, no outlines, no shadows',
  outline: 'line icon style: one even, thick stroke with round ends, no fills, no shadows',
  glyph: 'glyph style: one solid silhouette in a single colour, with cut-outs for the details, no gradients',
  app: 'modern app icon style: one bold symbol with soft depth and gentle gradients',
  badge: 'badge style: one emblem in a round or shield-shaped frame, solid colours, no lettering unless it is asked for',
  isometric: 'isometric style: one small object seen from above at 30 degrees, clean edges, soft shading',
  pixel: 'pixel art style: large square pixels on a 32 by 32 grid, hard edges, a small palette',
};

/** Grounds that hardly ever belong to an icon, the best first, with the words that say that this one does. */
const grounds = [
  { colour: '#ff00ff', words: /\b(?:magenta|pink|fuchsia|purple|violet|rose|lilac)/i },
  { colour: '#00ff00', words: /\b(?:green|lime|emerald|mint|leaf|grass|plant|tree)/i },
  { colour: '#00ffff', words: /\b(?:cyan|turquoise|teal|aqua|ice|sky)/i },
] as const;

/** Distance of two colours, in samples of sRGB, from which nobody takes one for the other. */
const apart = 200;

/**
 * The ground that is asked for when transparency is made here: far from every colour of the icon, and none that the prompt names; the
 * one that is furthest when there is none such.
 */
export function removableGround(prompt: string, { colours }: Pick<IconOrder, 'colours'>): HexColour {
  const nearest = (ground: string): number => Math.min(1000, ...colours.map((colour) => distance(colour, ground)));
  const free = grounds.find(({ colour, words }) => !words.test(prompt) && nearest(colour) >= apart);
  const furthest = [...grounds].sort((a, b) => nearest(b.colour) - nearest(a.colour));
  return (free ?? furthest[0] ?? grounds[0]).colour;
}

/** What the model is told for an icon: the user's words and all that makes an icon of them. */
export function iconPrompt(prompt: string, order: IconOrder): string {
  const colours = order.colours.length > 0 ? ` Use these colours: ${order.colours.join(', ')}.` : '';
  const ground =
    order.transparency === 'model'
      ? 'On a fully transparent background: nothing behind the icon, no tile, no frame, no checkerboard, no shadow on the ground.'
      : `On a plain, flat ${removableGround(prompt, order)} background that fills the whole picture and has exactly one colour: no gradient, no ` +
        'texture, no shadow on the ground, and none of this colour in the icon itself.';
  return (
    `An icon: ${prompt.trim()}\n` +
    `Drawn in ${styles[order.style]}.${colours} One single centred icon that fills about four fifths of the square, recognisable at 16 ` +
    `pixels, with no text and no letters. ${ground}`
  );
}

function distance(a: HexColour, b: HexColour): number {
  const other = rgbOf(b);
  return Math.hypot(...rgbOf(a).map((sample, channel) => sample - (other[channel] ?? 0)));
}
