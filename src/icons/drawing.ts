import type { HexColour } from '../core/icon';
import type { Size } from '../core/sizes';

/** Where the content of the master lies in a picture. Shares are of the picture's shorter edge, 0 to 1. */
export type Zone =
  /** As large as it looks right: small pictures are filled, large ones keep a margin. An opaque master fills them all. */
  | { readonly kind: 'optical' }
  /** Inside a centred square. An opaque master fills a zone of 1 to the edges, and with `bleed` one of any share: it has a margin of its own. */
  | { readonly kind: 'box'; readonly share: number; readonly bleed?: boolean | undefined }
  /** Every visible pixel inside a centred circle of this diameter: a safe zone, which a mask of any shape leaves whole. */
  | { readonly kind: 'circle'; readonly share: number };

/** How one picture of a set is drawn from the master. */
export interface IconDrawing extends Size {
  readonly zone: Zone;
  /** What is behind the content: nothing, or the colour of the set. */
  readonly ground: 'none' | 'background';
  /** Of the background, where the platform asks for another one than that of the set. */
  readonly colour?: HexColour | undefined;
  /** What is left of the picture: all of it, or a round or rounded plate. Only all of it, on a background, has no alpha channel. */
  readonly outline: 'square' | 'rounded' | 'circle';
  /** `mono`: white, with the shape of the content as alpha. `grey`: without colour. */
  readonly tone: 'colour' | 'mono' | 'grey';
}

/** What a file of a set holds. */
export type IconPicture =
  | { readonly kind: 'png'; readonly drawing: IconDrawing }
  /** Each drawing is one entry, square and up to 256 pixels. */
  | { readonly kind: 'ico'; readonly drawings: readonly IconDrawing[] }
  /** Each drawing is one entry, square, of 16, 32, 64, 128, 256, 512 or 1024 pixels. */
  | { readonly kind: 'icns'; readonly drawings: readonly IconDrawing[] }
  /** The master traced; only of a flat icon. */
  | { readonly kind: 'svg' };

/** What the user sets for the whole set. */
export interface IconLook {
  /** Behind everything that has no transparency. */
  readonly background: HexColour;
  /** Margin on each side as a share of the edge, 0 to 0.4; `undefined` leaves it to the zones. Never larger than a safe zone. */
  readonly padding?: number | undefined;
  /** Whether pictures below 48 pixels are sharpened lightly. */
  readonly sharpen: boolean;
}

/** A drawing without anything special: the content on transparency. */
export function plain(edge: number): IconDrawing {
  return { width: edge, height: edge, zone: { kind: 'optical' }, ground: 'none', outline: 'square', tone: 'colour' };
}

/** The content on the background, without an alpha channel. */
export function opaque(edge: number, share = 1): IconDrawing {
  return { ...plain(edge), zone: { kind: 'box', share }, ground: 'background' };
}

/** All drawings of a picture; none of a trace, which has no size. */
export function drawingsOf(picture: IconPicture): readonly IconDrawing[] {
  switch (picture.kind) {
    case 'png':
      return [picture.drawing];
    case 'ico':
    case 'icns':
      return picture.drawings;
    case 'svg':
      return [];
  }
}
