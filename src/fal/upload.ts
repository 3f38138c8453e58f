import { ImageError, isImageError } from '../core/errors';
import { extensionOf } from '../core/imageType';
import type { EncodedImage } from '../core/service';
import { sleep } from '../core/sleep';
import { toFailure } from './failures';
import { AnswerFault, OddAnswer, TransportFault } from './faults';
import type { Session } from './session';
import { backoff } from './timing';

/** Above this the client uploads in parts, which hide their errors and send the bytes through a proxy that breaks them. */
export const maxUploadBytes = 90 * 1024 * 1024;

const maxTries = 4;

export type Upload = (image: EncodedImage, name: string, signal: AbortSignal) => Promise<string>;

/**
 * Uploads go through the client, one attempt at a time, with retries and an abort of our own: its PUT has neither. The same bytes
 * are sent once and their URL is used again while it is good. `expiresIn` is in seconds: an upload is public to anyone who knows
 * its URL, so none is meant to stay.
 */
export function createUpload(session: Session, expiresIn: number): Upload {
  const known = new Map<string, { readonly url: string; readonly goodUntil: number }>();
  return async (image, name, signal) => {
    if (image.bytes.length > maxUploadBytes) {
      throw new ImageError(
        'too-large',
        `The picture has ${Math.ceil(image.bytes.length / 1024 / 1024)} MB; fal.ai takes up to 90 MB. Use a smaller one.`,
      );
    }
    const bytes = new Uint8Array(image.bytes);
    const hash = `${image.type} ${await sha256(bytes)}`;
    const earlier = known.get(hash);
    if (earlier && earlier.goodUntil > Date.now()) {
      return earlier.url;
    }
    const asked = Date.now();
    const url = await send(session, new File([bytes], fileName(name, image.type), { type: image.type }), expiresIn, signal);
    // Half the time only: the request that uses the URL may wait in the queue for long.
    known.set(hash, { url, goodUntil: asked + (expiresIn * 1000) / 2 });
    return url;
  };
}

async function send(session: Session, file: File, expiresIn: number, signal: AbortSignal): Promise<string> {
  const { timing } = session;
  // The client sends only the first of the two names, and fal's own Python client says that the second is read.
  const headers = { 'x-fal-object-lifecycle-preference': JSON.stringify({ expiration_duration_seconds: expiresIn }) };
  const limit = Math.min(timing.transferSilence * (1 + file.size / 1_000_000), timing.transferDeadline);
  for (let tries = 1; ; tries++) {
    try {
      const { value, answers } = await session.call({ limit, signal, headers }, (client) =>
        client.storage.upload(file, { lifecycle: { expiresIn } }),
      );
      if (typeof value !== 'string' || !/^https?:\/\/\S+$/.test(value)) {
        throw new OddAnswer('no address of the uploaded file', answers[0]);
      }
      return value;
    } catch (fault) {
      if (tries === maxTries || !mayPass(fault)) {
        throw failureOf(fault);
      }
      await sleep(backoff(tries, timing), signal);
    }
  }
}

/** Refusals by the API are final; refusals by the store are mostly a signature that ran out, and the next try has a new one. */
function mayPass(fault: unknown): boolean {
  if (fault instanceof AnswerFault) {
    const { host, status } = fault.answer;
    return status >= 500 || status === 429 || status === 408 || host !== 'rest.fal.ai';
  }
  return fault instanceof TransportFault || fault instanceof OddAnswer;
}

function failureOf(fault: unknown): ImageError {
  if (isImageError(fault) || !(fault instanceof AnswerFault) || fault.answer.host === 'rest.fal.ai') {
    return toFailure(fault);
  }
  // A store's 401 or 403 says nothing about the key, which it never saw.
  return new ImageError(
    'bad-response',
    `The picture could not be uploaded to fal.ai (HTTP ${fault.answer.status}). Try again.`,
    toFailure(fault).detail,
  );
}

/** Names of files can be telling or break a header; only what a plain name needs is sent. */
function fileName(name: string, type: EncodedImage['type']): string {
  const stem = name
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${stem || 'image'}.${extensionOf[type]}`;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
