import { cancelled, ImageError, isImageError } from '../core/errors';
import { sniffImageType } from '../core/imageType';
import type { EncodedImage, RemoteImage } from '../core/service';
import { sleep } from '../core/sleep';
import { decodeDataUri } from './dataUri';
import { within } from './deadline';
import { toFailure } from './failures';
import { AnswerFault, toTransportFault, TransportFault } from './faults';
import type { Session } from './session';
import { backoff } from './timing';
import { isWhole } from '../core/wholeImage';

/** A 3840x2160 picture is about 25 MB as PNG. */
export const maxDownloadBytes = 128 * 1024 * 1024;

/** Tries at what the answer itself says; a broken connection is tried again for `downloadPatience`. */
const maxTries = 5;
const maxRedirects = 5;

/** Fetches one picture, and fetches it again when the transfer breaks: it is paid for, and another GET is not. */
export async function download(session: Session, image: RemoteImage, signal: AbortSignal): Promise<EncodedImage> {
  if (signal.aborted) {
    throw cancelled();
  }
  if (image.url.startsWith('data:')) {
    const bytes = decodeDataUri(image.url, maxDownloadBytes);
    return { bytes, type: typeOf(bytes) };
  }
  const started = Date.now();
  for (let tries = 1; ; tries++) {
    try {
      const bytes = await within(session.timing.transferDeadline, signal, (inner) => fetchBytes(session, image.url, inner));
      const type = typeOf(bytes);
      if (!isWhole({ bytes, type }) && tries < maxTries) {
        throw new TransportFault('network', `the ${type} ends too early, after ${bytes.length} bytes`);
      }
      return { bytes, type };
    } catch (fault) {
      const isPatient = fault instanceof TransportFault && Date.now() - started < session.timing.downloadPatience;
      if (!mayPass(fault) || (tries >= maxTries && !isPatient)) {
        throw failureOf(fault);
      }
      session.log(`download: ${fault instanceof Error ? fault.message : String(fault)}, after try ${tries}`);
      await sleep(backoff(tries, session.timing), signal);
    }
  }
}

/** A missing file can be one that the network of caches does not have yet, and a page of HTML that of a network which wants a login. */
function mayPass(fault: unknown): boolean {
  if (fault instanceof AnswerFault) {
    const { status } = fault.answer;
    return status >= 500 || [404, 408, 425, 429].includes(status);
  }
  return fault instanceof TransportFault || (isImageError(fault) && fault.kind === 'not-an-image');
}

async function fetchBytes(session: Session, address: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await openFile(session, address, signal);
  try {
    if (!response.ok) {
      throw new AnswerFault({ method: 'GET', host: 'a file of fal.ai', status: response.status, headers: response.headers, text: '' });
    }
    return await readBody(session, response, signal);
  } finally {
    response.body?.cancel().catch(() => {});
  }
}

/** Redirects are followed by hand, so that every step is checked against the hosts that are allowed. */
async function openFile(session: Session, address: string, signal: AbortSignal): Promise<Response> {
  let url = address;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const step = url;
    const response = await within(session.timing.transferSilence, signal, () => session.openPublic(step, signal));
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      return response;
    }
    response.body?.cancel().catch(() => {});
    url = new URL(location, url).href;
  }
  throw new ImageError(
    'bad-response',
    'The address of the picture only leads from one to the next. Look for it in fal.ai/dashboard/requests.',
    address.slice(0, 200),
  );
}

async function readBody(session: Session, response: Response, signal: AbortSignal): Promise<Uint8Array> {
  const announced = response.headers.has('content-encoding') ? undefined : lengthOf(response);
  if (announced !== undefined && announced > maxDownloadBytes) {
    throw tooLarge();
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    while (reader) {
      const { done, value } = await within(session.timing.transferSilence, signal, () => reader.read());
      if (done || !value) {
        break;
      }
      length += value.length;
      if (length > maxDownloadBytes) {
        throw tooLarge();
      }
      chunks.push(value);
    }
  } catch (error) {
    throw isImageError(error) ? error : toTransportFault(error);
  } finally {
    reader?.cancel().catch(() => {});
    reader?.releaseLock();
  }
  if (length === 0 || (announced !== undefined && length !== announced)) {
    throw new TransportFault('network', `${length} of ${announced ?? 'some'} bytes came`);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function lengthOf(response: Response): number | undefined {
  const text = response.headers.get('content-length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function tooLarge(): ImageError {
  return new ImageError(
    'too-large',
    `The picture has more than ${maxDownloadBytes / 1024 / 1024} MB, which Easel does not load. Look for it in fal.ai/dashboard/requests.`,
  );
}

/** @throws ImageError `not-an-image` */
function typeOf(bytes: Uint8Array): EncodedImage['type'] {
  const type = sniffImageType(bytes);
  if (!type) {
    throw notAnImage(bytes);
  }
  return type;
}

function notAnImage(bytes: Uint8Array): ImageError {
  const start = [...bytes.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new ImageError(
    'not-an-image',
    'What came from fal.ai is not a picture. Check whether the network wants a login, then open the request in fal.ai/dashboard/requests.',
    `${bytes.length} bytes: ${start}`,
  );
}

/** A file host's refusals are about the file, not about the key, which it never saw. */
function failureOf(fault: unknown): ImageError {
  if (fault instanceof AnswerFault && fault.answer.status < 500 && fault.answer.status !== 429) {
    const { status } = fault.answer;
    return new ImageError(
      'bad-response',
      status === 404 || status === 410
        ? 'The picture is no longer at fal.ai. Look for it in fal.ai/dashboard/requests.'
        : `fal.ai does not hand the picture out (HTTP ${status}). Look for it in fal.ai/dashboard/requests.`,
      toFailure(fault).detail,
    );
  }
  if (fault instanceof TransportFault && fault.reason === 'timeout') {
    return new ImageError(
      'timeout',
      'The picture did not arrive in time. It is still at fal.ai: continue when the connection is back, without paying again.',
      fault.message,
    );
  }
  if (fault instanceof TransportFault) {
    return new ImageError(
      'network',
      'The picture could not be loaded. It is still at fal.ai: continue when the connection is back, without paying again.',
      fault.message,
    );
  }
  return toFailure(fault);
}
