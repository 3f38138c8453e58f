import type { BlendSettings, MaskConvention, Placement } from '../core/edit';
import type { ErrorKind } from '../core/errors';
import type { GroundChoice, HexColour, IconOrder } from '../core/icon';
import type { Format } from '../core/models/model';
import type { EncodedImage } from '../core/service';
import type { Rectangle, Size } from '../core/sizes';
import type { IconLook, IconPicture } from '../icons/drawing';
import type { MaskMeasure } from './mask/maskCode';
import type { ShapeOperation } from '../core/shapeOperation';

/** What a picture is, told by its header alone. Width and height are those of the upright picture, after EXIF orientation. */
export interface ImageFacts extends Size {
  readonly type: EncodedImage['type'];
  readonly hasAlpha: boolean;
  /** 1 for everything that does not move. */
  readonly frames: number;
}

/** What an edit needs to know of a picture. Width and height are those of the upright picture. */
export interface SourceFacts extends ImageFacts {
  /** How the file says it is to be turned: 1 when it is stored upright, else 2 to 8 as in EXIF. */
  readonly orientation: number;
  readonly depth: 8 | 16;
  /** Whether the file keeps every sample: png, and webp without loss. */
  readonly lossless: boolean;
  /** Grey or palette: becomes RGB when something is painted into it. */
  readonly kind: 'rgb' | 'grey' | 'palette' | 'cmyk';
  /** The embedded profile when it is not sRGB. */
  readonly profile?: string | undefined;
}

/** What is sent to the model. */
export interface PreparedEdit {
  /** 8-bit sRGB PNG of exactly the placed size; with alpha when the picture has it. */
  readonly image: Uint8Array;
  /** PNG of the same size: opaque black and white, or RGBA with alpha 0 where to edit. `undefined` without a mask or for `none`. */
  readonly mask?: Uint8Array | undefined;
  /** Whether anything in the box is transparent, and the share of what is to be edited that is so completely, 0 to 1. */
  readonly transparent: boolean;
  readonly clearShare: number;
}

/** An edit as the blend needs it. Bytes are encoded pictures. */
export interface BlendInput {
  /** The picture that the edit was made of. */
  readonly base: Uint8Array;
  /** What the model made of it, of whatever size it really has. */
  readonly answer: Uint8Array;
  /** Painted mask of the whole upright picture in the code of `mask/maskCode.ts`; without one the whole box is replaced. */
  readonly mask?: string | undefined;
  readonly placement: Placement;
  readonly settings: BlendSettings;
}

/** What was measured while an edit was blended; the proof. Shares are 0 to 1. */
export interface BlendReport {
  /** Pixels outside the effective mask with any changed sample, counted in the decoded result without loss: `master` if there is one. */
  readonly changedOutside: number;
  /** The same in the decoded file: more than 0 only where its format cannot keep every sample. */
  readonly changedInFile: number;
  /** Pixels of the effective mask, and of the whole picture. */
  readonly effective: number;
  readonly pixels: number;
  /** Share of the kept pixels in the box that the model had changed visibly before the blend; `undefined` when there are none. */
  readonly modelChangedOutside?: number | undefined;
  /** The same for the pixels to edit. */
  readonly modelChangedInside: number;
  /** Shift in pixels of the picture and scale that were undone. */
  readonly alignment: {
    readonly applied: boolean;
    readonly dx: number;
    readonly dy: number;
    readonly scale: number;
    /** Why nothing was applied: switched off, nothing kept to look at, too flat, not alike, no clear gain, or already in place. */
    readonly reason?: 'off' | 'nothing-kept' | 'flat' | 'unlike' | 'no-gain' | 'in-place' | undefined;
  };
  /** Mean difference (Oklab ΔE × 100) of the ring outside the mask, before and after. */
  readonly colour: {
    readonly applied: boolean;
    readonly before: number;
    readonly after: number;
    readonly reason?: 'off' | 'nothing-kept' | 'unlike' | 'transparent' | undefined;
  };
  /** The feather that was used; smaller than asked when it would have eaten the mask. */
  readonly feather: number;
  /** What the user should know of the result. */
  readonly notes: readonly BlendNote[];
}

/**
 * `stays-transparent`: an opaque answer took on the transparency of the picture, and some of what was edited is not seen.
 * `answer-size`: the answer had not the size that was asked for. `profile-approximated`: the picture's profile is made of tables, so the
 * answer's colours were not converted into it. The others say what the file cannot keep.
 */
export type BlendNote =
  | 'answer-size'
  | 'feather-shrunk'
  | 'stays-transparent'
  | 'palette-became-rgb'
  | 'grey-became-rgb'
  | 'cmyk-became-rgb'
  | 'jpeg-encoded-again'
  | 'webp-became-lossless'
  | 'depth-reduced'
  | 'transparency-lost'
  | 'profile-approximated';

/** The part of the result inside the effective mask's box, for the page. */
export interface BlendPreview {
  /** PNG of `box`, 8-bit sRGB. */
  readonly bytes: Uint8Array;
  readonly box: Rectangle;
  readonly report: BlendReport;
}

/** The finished picture. */
export interface BlendResult {
  /** In the format of the base, or the one that was asked for: metadata and profile kept, upright. */
  readonly file: SizedImage;
  /** The same picture without loss (PNG) when the format of `file` cannot keep it; the next edit starts from it. */
  readonly master?: Uint8Array | undefined;
  readonly report: BlendReport;
}

/** A mask in the code of `mask/maskCode.ts`, and what it holds. */
export interface MaskReading extends MaskMeasure {
  readonly mask: string;
}

/** How transparent a picture really is. */
export interface Transparency {
  /**
   * `real`: an icon on nothing. `opaque`: no pixel is clear. `painted`: the grid that stands for transparency is painted into it.
   * `noise`: alpha that is neither shape nor edge, such as a veil over everything.
   */
  readonly verdict: 'real' | 'opaque' | 'painted' | 'noise';
  /** Shares of the pixels, 0 to 1: alpha below 8, above 247, and between. */
  readonly clear: number;
  readonly solid: number;
  readonly partial: number;
  /** How many of the four corners are clear. */
  readonly clearCorners: number;
  /** Whether there is a flat or painted ground that can be taken away. */
  readonly removable: boolean;
}

/** What a picture is as the master of an icon set. Lengths are pixels of the upright picture. */
export interface MasterFacts extends Size {
  readonly transparency: Transparency;
  /** Bounds of what is seen: what is not clear, or differs from the flat ground of an opaque picture. */
  readonly content: Rectangle;
  /** Colour of the flat ground of an opaque picture. */
  readonly ground?: HexColour | undefined;
  /** Whether it consists of a few flat colours, so that a trace of it is clean. */
  readonly flat: boolean;
  /** What it mostly consists of, the most frequent first, without the ground; up to 6. */
  readonly colours: readonly HexColour[];
  /** Mean relative luminance of the content, 0 black to 1 white, for a background that it can be seen on. */
  readonly luminance: number;
}

/** A picture of a set, in the order in which they were asked for. */
export interface RenderedIcon {
  readonly bytes: Uint8Array;
}

/** A picture after an operation that needs no model. */
export interface Shaped {
  /** In the format of the source where it can hold the result, else PNG; with metadata, profile and depth. */
  readonly file: SizedImage;
  /** The same without loss when the format of `file` cannot keep it. */
  readonly master?: Uint8Array | undefined;
  /** Where the upright source lies in the result, in pixels; negative where it was cut. */
  readonly left: number;
  readonly top: number;
  /** `false` when there was nothing to do, and the file is the source as it was. */
  readonly changed: boolean;
  /** Of `removeBackground`: the share of the pixels that became clear, 0 to 1. */
  readonly cleared?: number | undefined;
}

/** A picture as vectors. */
export interface Traced {
  readonly svg: string;
  /** In bytes, UTF-8. */
  readonly size: number;
  readonly paths: number;
}

/** Encoded bytes together with the size that they hold, in pixels. */
export type SizedImage = EncodedImage & Size;

/** What the image thread can do. `quality` is 1 to 100 and means nothing for png. */
/** What is to change, in pixels of the picture. A polygon is x, y of its corners, one after the other. */
export interface MaskShapes {
  readonly rects?: readonly Rectangle[];
  readonly polygons?: readonly (readonly number[])[];
}

export interface Tasks {
  readonly inspect: { readonly takes: { readonly bytes: Uint8Array }; readonly gives: ImageFacts };
  readonly fit: {
    readonly takes: { readonly bytes: Uint8Array; readonly target: Size; readonly format: Format; readonly quality?: number | undefined };
    readonly gives: SizedImage;
  };
  /** PNG without an alpha channel, unless `alpha`. */
  readonly rasterize: { readonly takes: { readonly svg: string; readonly alpha?: boolean | undefined }; readonly gives: SizedImage };
  readonly describe: { readonly takes: { readonly bytes: Uint8Array }; readonly gives: SourceFacts };
  readonly prepare: {
    readonly takes: {
      readonly bytes: Uint8Array;
      readonly placement: Placement;
      readonly mask?: string | undefined;
      readonly convention: MaskConvention;
    };
    readonly gives: PreparedEdit;
  };
  readonly preview: { readonly takes: BlendInput; readonly gives: BlendPreview };
  /** `like` is the file whose format, quality and metadata the result keeps, when that is not the base. */
  readonly blend: {
    readonly takes: BlendInput & { readonly format?: Format | undefined; readonly like?: Uint8Array | undefined };
    readonly gives: BlendResult;
  };
  /** The same picture in another format: depth, profile and metadata kept as far as the format can. */
  readonly convert: { readonly takes: { readonly bytes: Uint8Array; readonly format: Format }; readonly gives: SizedImage };
  /**
   * A mask from a picture of exactly this size, its transparent parts if it has any, else what is white; and from shapes, in pixels
   * of the picture that the mask is for.
   */
  readonly readMask: {
    readonly takes: { readonly bytes?: Uint8Array | undefined; readonly size: Size; readonly shapes?: MaskShapes | undefined };
    readonly gives: MaskReading;
  };
  /** A large mask takes too long to be measured in the host. */
  readonly measureMask: { readonly takes: { readonly mask: string; readonly size: Size }; readonly gives: MaskMeasure };
  /** The picture as it may leave the machine: upright, still, and with nothing in it but its pixels. The same bytes when they are that. */
  readonly bare: { readonly takes: { readonly bytes: Uint8Array }; readonly gives: SizedImage };
  /** What is transparent in a picture, as a mask. */
  readonly alphaMask: { readonly takes: { readonly bytes: Uint8Array }; readonly gives: { readonly mask: string } };
  /** A drawing of our own laid over a picture at this place, as PNG. */
  readonly drawOver: {
    readonly takes: { readonly bytes: Uint8Array; readonly svg: string; readonly left: number; readonly top: number };
    readonly gives: SizedImage;
  };
  /** What a model that always needs a picture starts from when there is none: PNG with nothing in it. */
  readonly blank: { readonly takes: Size; readonly gives: SizedImage };
  /** What the model sent, as the icon that was ordered: PNG or WebP of exactly the target. */
  readonly finishIcon: {
    readonly takes: {
      readonly bytes: Uint8Array;
      readonly target: Size;
      readonly format: Format;
      readonly icon: IconOrder;
      /** The ground that the model was asked to draw on, when it is to be taken away here. */
      readonly asked?: HexColour | undefined;
      readonly choice?: GroundChoice | undefined;
    };
    readonly gives: SizedImage;
  };
  readonly describeMaster: { readonly takes: { readonly bytes: Uint8Array }; readonly gives: MasterFacts };
  /** Pictures of a set, drawn straight from the master. */
  readonly renderIcons: {
    readonly takes: { readonly bytes: Uint8Array; readonly pictures: readonly IconPicture[]; readonly look: IconLook };
    readonly gives: readonly RenderedIcon[];
  };
  readonly trace: { readonly takes: { readonly bytes: Uint8Array }; readonly gives: Traced };
  readonly shape: { readonly takes: { readonly bytes: Uint8Array; readonly operation: ShapeOperation }; readonly gives: Shaped };
  readonly thumbnail: { readonly takes: { readonly bytes: Uint8Array; readonly maxEdge: number }; readonly gives: SizedImage };
}

export type Task = keyof Tasks;

/** One piece of work; byte arrays in it own their whole buffer, which is transferred. */
export type Request = { readonly [T in Task]: { readonly id: number; readonly task: T; readonly input: Tasks[T]['takes'] } }[Task];

/** An `ImageError` as it crosses the thread, where a class would arrive as a plain error. */
export interface Refusal {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly detail: string | undefined;
}

export type Reply =
  /** `tired`: the thread has used so much memory that it should be replaced. */
  | { readonly id: number; readonly ok: true; readonly value: Tasks[Task]['gives']; readonly tired: boolean }
  | { readonly id: number; readonly ok: false; readonly error: Refusal };
