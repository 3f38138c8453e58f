import type { ErrorKind } from '../core/errors';
import type { Format } from '../core/models/model';
import type { EncodedImage } from '../core/service';
import type { Size } from '../core/sizes';

/** What a picture is, told by its header alone. Width and height are those of the upright picture, after EXIF orientation. */
export interface ImageFacts extends Size {
  readonly type: EncodedImage['type'];
  readonly hasAlpha: boolean;
  /** 1 for everything that does not move. */
  readonly frames: number;
}

/** Encoded bytes together with the size that they hold, in pixels. */
export type SizedImage = EncodedImage & Size;

/** What the image thread can do. `quality` is 1 to 100 and means nothing for png. */
export interface Tasks {
  readonly inspect: { readonly takes: { readonly bytes: Uint8Array }; readonly gives: ImageFacts };
  readonly fit: {
    readonly takes: { readonly bytes: Uint8Array; readonly target: Size; readonly format: Format; readonly quality?: number | undefined };
    readonly gives: SizedImage;
  };
  readonly rasterize: { readonly takes: { readonly svg: string }; readonly gives: SizedImage };
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
  | { readonly id: number; readonly ok: true; readonly value: Tasks[Task]['gives'] }
  | { readonly id: number; readonly ok: false; readonly error: Refusal };
