import * as z from 'zod/mini';

/** `#rrggbb`, lower case. */
export const hexColour = z.string().check(z.regex(/^#[0-9a-f]{6}$/));
export type HexColour = z.infer<typeof hexColour>;

/** Red, green and blue of a colour, 0 to 255. */
export function rgbOf(colour: HexColour): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** @param rgb whole numbers from 0 to 255 */
export function hexOf(rgb: readonly [number, number, number]): HexColour {
  return `#${rgb.map((sample) => sample.toString(16).padStart(2, '0')).join('')}`;
}

/** How an icon is drawn; the words for the model are in `iconPrompt.ts`. */
export const iconStyles = ['flat', 'outline', 'glyph', 'app', 'badge', 'isometric', 'pixel'] as const;
export const iconStyle = z.enum(iconStyles);
export type IconStyle = z.infer<typeof iconStyle>;

/** What the finished icon stands on. Colour and plate are laid under the icon here, so they have exactly this colour. */
export const iconGround = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('transparent') }),
  /** The whole square. */
  z.object({ kind: z.literal('colour'), colour: hexColour }),
  /** A square with round corners on transparency. */
  z.object({ kind: z.literal('plate'), colour: hexColour }),
]);
export type IconGround = z.infer<typeof iconGround>;

/** What a request for an icon holds beyond one for a picture. */
export const iconOrder = z.object({
  style: iconStyle,
  ground: iconGround,
  /** Colours that the icon should be drawn in; none leaves it to the model. */
  colours: z.array(hexColour).check(z.maxLength(6)),
  /** Where the transparency comes from: the model's own option, or a flat ground that is taken away here. */
  transparency: z.enum(['model', 'removal']),
});
export type IconOrder = z.infer<typeof iconOrder>;

/** What becomes of an answer that is not transparent although it was to be: its ground is taken away here, or it stays. */
export const groundChoice = z.enum(['remove', 'keep']);
export type GroundChoice = z.infer<typeof groundChoice>;

/** Pixels of an icon's master: every size of every set is made from it. */
export const masterEdge = 1024;
