import type { GroundChoice } from '../core/icon';
import type { ImageRequest } from '../core/request';
import type { EncodedImage } from '../core/service';
import type { Size } from '../core/sizes';

/** A finished picture: encoded, of exactly the asked size and format. */
export type FinishedImage = EncodedImage &
  Size & {
    /** What lies beside the file and tells how it was made. */
    readonly sidecar?: Uint8Array;
  };

/** Where the recipe of a file lies that does not hold it. @param file its URI */
export function sidecarOf(file: string): string {
  return `${file}${sidecarEnding}`;
}

/** After the whole name of the file, so that `a.png` and `a.jpg` do not share one. */
export const sidecarEnding = '.easel.json';

/**
 * Turns what the service sent into what was asked for. The same input gives the same bytes.
 * @param choice what becomes of an icon's ground, when the user was asked
 * @throws ImageError `not-an-image`, `too-large`, `bad-response`; `not-transparent` for an icon that is not, and nothing was chosen
 */
export type Finisher = (
  bytes: Uint8Array,
  request: ImageRequest,
  choice: GroundChoice | undefined,
  requestId: string | undefined,
) => Promise<FinishedImage>;

/** A place that no other job of this window will take. */
export interface Reservation {
  readonly uri: string;
  release(): void;
}

/** Puts finished files into the project. */
export interface Saver {
  /** A free place in the folder: the name, or the name with a number. @throws ImageError `cannot-write` */
  reserve(folder: string, name: string, extension: string): Promise<Reservation>;
  /**
   * Writes the file: beside its place first and then renamed, so that a half file never appears. `false` when something else has
   * appeared at the place meanwhile; nothing is ever overwritten.
   * @param tag names the half file, so that no two saves share one and a crash leaves none that is not found again.
   * @throws ImageError `cannot-write`
   */
  write(uri: string, bytes: Uint8Array, tag: string): Promise<boolean>;
  /** Whether the file is there with just these bytes. Takes away the half file that a killed save of this tag may have left. */
  holds(uri: string, sha256: string, tag: string): Promise<boolean>;
}

/** Lower-case hex. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
