import { ImageError } from '../core/errors';

/**
 * The bytes of a base64 data URI, in which some answers carry the picture itself.
 * @throws ImageError `bad-response` when it is none, `too-large`
 */
export function decodeDataUri(uri: string, maxBytes: number): Uint8Array {
  const comma = uri.indexOf(',');
  if (comma === -1 || !/^data:[^,]*;base64$/i.test(uri.slice(0, comma))) {
    throw broken('not base64');
  }
  if ((uri.length - comma) * 0.75 > maxBytes + 4) {
    throw new ImageError(
      'too-large',
      `The picture has more than ${maxBytes / 1024 / 1024} MB, which Easel does not load. Look for it in fal.ai/dashboard/requests.`,
    );
  }
  let binary: string;
  try {
    binary = atob(uri.slice(comma + 1));
  } catch (error) {
    throw broken(error instanceof Error ? error.message : String(error));
  }
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) {
    bytes[index] = binary.charCodeAt(index);
  }
  return bytes;
}

function broken(detail: string): ImageError {
  return new ImageError(
    'bad-response',
    'The answer of fal.ai holds a picture that cannot be read. Look at the request in fal.ai/dashboard/requests.',
    detail,
  );
}
