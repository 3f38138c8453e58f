/** Every way in which a request can end without an image. Closed: a switch over it is checked for completeness. */
export type ErrorKind =
  | 'no-key'
  | 'bad-key'
  | 'no-credit'
  | 'rate-limited'
  | 'content-refused'
  | 'invalid-request'
  | 'submission-unknown'
  | 'network'
  | 'timeout'
  | 'bad-response'
  | 'not-an-image'
  | 'not-transparent'
  | 'not-removable'
  | 'too-large'
  | 'cannot-write'
  | 'over-budget'
  | 'cancelled';

/**
 * The one error of Easel. `message` is a whole sentence for the user that says what happened and, where there is one,
 * the next step; `detail` is for the log. Neither may ever hold a key.
 */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly kind: ErrorKind;
  readonly detail: string | undefined;

  constructor(kind: ErrorKind, message: string, detail?: string) {
    super(message);
    this.kind = kind;
    this.detail = detail;
  }
}

/** Tests by shape and not by class: the extension is more than one bundle, and each has its own copy of the class. */
export function isImageError(error: unknown): error is ImageError {
  return error instanceof Error && error.name === 'ImageError' && 'kind' in error;
}

/** The person took the request back. Never shown as an error. */
export function cancelled(): ImageError {
  return new ImageError('cancelled', 'Cancelled.');
}

/** An icon that is not transparent, with a ground that can be taken away here or not: somebody has to say what becomes of it. */
export function waitsForChoice({ kind }: Pick<ImageError, 'kind'>): boolean {
  return kind === 'not-transparent' || kind === 'not-removable';
}

export function isCancelled(error: unknown): boolean {
  return isImageError(error) && error.kind === 'cancelled';
}

/** What was begun, or nothing when the person took it back before it was: that way, at that price. */
export async function unlessCancelled<T>(begin: () => Promise<T>): Promise<T | undefined> {
  try {
    return await begin();
  } catch (error) {
    if (isCancelled(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Whatever was thrown, as an `ImageError`; an unknown fault becomes a `bad-response` with its text as detail. */
export function toImageError(error: unknown): ImageError {
  if (isImageError(error)) {
    return error;
  }
  const text = error instanceof Error ? error.message : String(error);
  return new ImageError('bad-response', `Something unexpected happened: ${text}`, error instanceof Error ? error.stack : undefined);
}
