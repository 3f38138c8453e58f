import type { IconOrder, IconStyle } from './icon';

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

/**
 * The ground that is asked for when transparency is made here: magenta hardly ever belongs to an icon, and neither its light nor its
 * shade looks like something else. White does when the icon is magenta itself.
 */
export function removableGround(order: IconOrder): string {
  return order.colours.some(isPinkish) ? '#ffffff' : '#ff00ff';
}

/** What the model is told for an icon: the user's words and all that makes an icon of them. */
export function iconPrompt(prompt: string, order: IconOrder): string {
  const colours = order.colours.length > 0 ? ` Use these colours: ${order.colours.join(', ')}.` : '';
  const ground =
    order.transparency === 'model'
      ? 'On a fully transparent background: nothing behind the icon, no tile, no frame, no checkerboard, no shadow on the ground.'
      : `On a plain, flat ${removableGround(order)} background that fills the whole picture and has exactly one colour: no gradient, no ` +
        'texture, no shadow on the ground, and none of this colour in the icon itself.';
  return (
    `An icon: ${prompt.trim()}\n` +
    `Drawn in ${styles[order.style]}.${colours} One single centred icon that fills about four fifths of the square, recognisable at 16 ` +
    `pixels, with no text and no letters. ${ground}`
  );
}

function isPinkish(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red > 150 && blue > 110 && green < Math.min(red, blue) - 60;
}
