import { ImageError, toImageError } from '../core/errors';
import { extensionOf, sniffImageType } from '../core/imageType';
import type { EncodedImage } from '../core/service';
import { isWhole } from '../core/wholeImage';
import type { ActiveJob } from './activeJob';
import type { JobDeps } from './deps';
import { sha256Of, sidecarOf, type FinishedImage } from './saver';
import { isDone, type ImageState } from './state';

/** How often another name is tried when a file keeps appearing at the reserved place. */
const maxNames = 50;

/**
 * Fetches, finishes and saves every picture that is not saved yet. All are fetched first: what lies at the service expires, what
 * lies in the job's storage does not.
 * @throws ImageError the first fault, after every picture has had its turn.
 */
export async function ensureSaved(job: ActiveJob, deps: JobDeps, signal: AbortSignal): Promise<void> {
  const indexes = (job.state.images ?? []).filter((image) => !isDone(job.state, image)).map((image) => image.index);
  const fetched = await Promise.allSettled(indexes.map((index) => ensureFetched(job, index, deps, signal)));
  let fault: ImageError | undefined;
  for (const [position, index] of indexes.entries()) {
    const raw = fetched[position];
    try {
      if (raw?.status !== 'fulfilled') {
        throw raw?.reason;
      }
      if (!isDone(job.state, imageAt(job, index))) {
        await place(job, index, raw.value, deps);
      }
    } catch (error) {
      fault ??= toImageError(error);
    }
  }
  if (fault) {
    throw fault;
  }
}

function imageAt(job: ActiveJob, index: number): ImageState {
  const image = job.state.images?.[index];
  if (!image) {
    throw new ImageError('bad-response', `The answer has no image ${index + 1}.`);
  }
  return image;
}

async function ensureFetched(job: ActiveJob, index: number, deps: JobDeps, signal: AbortSignal): Promise<Uint8Array> {
  const { file, remote } = imageAt(job, index);
  const kept = file === undefined ? await keptWithoutNote(job, index, deps) : await deps.storage.readBytes(job.id, file);
  if (kept && isWholeFile(kept)) {
    return kept;
  }
  const fetched = deps.serviceOf(job.state.request.model).download(remote, signal);
  if (kept) {
    // What came before ends too early, however often it was asked for then; the service may have the rest now.
    const better = await fetched.catch(() => undefined);
    return better ? keep(job, index, better, deps) : kept;
  }
  return keep(job, index, await fetched, deps);
}

function isWholeFile(bytes: Uint8Array): boolean {
  const type = sniffImageType(bytes);
  return type === undefined || isWhole({ bytes, type });
}

async function keep(job: ActiveJob, index: number, { bytes, type }: EncodedImage, deps: JobDeps): Promise<Uint8Array> {
  const name = `${index}.${extensionOf[type]}`;
  try {
    await deps.storage.writeBytes(job.id, name, bytes);
    await job.note({ state: 'downloaded', at: deps.now(), index, file: name, bytes: bytes.length });
  } catch (error) {
    if (job.state.request.operation === 'edit') {
      throw new ImageError(
        'cannot-write',
        'The answer could not be kept on this machine: the disk may be full. It is still at fal.ai; make room and continue.',
        toImageError(error).message,
      );
    }
    // The storage is full or read-only; the project's folder may not be, so the picture still goes there.
    deps.log(`job ${job.id}: image ${index + 1} could not be kept in storage: ${toImageError(error).message}`);
  }
  return bytes;
}

/** The bytes may be there although the journal could not take their line: what lies at the service may be gone by now. */
async function keptWithoutNote(job: ActiveJob, index: number, deps: JobDeps): Promise<Uint8Array | undefined> {
  for (const extension of Object.values(extensionOf)) {
    const file = `${index}.${extension}`;
    const bytes = await deps.storage.readBytes(job.id, file);
    if (bytes) {
      await job.noteOrGoOn({ state: 'downloaded', at: deps.now(), index, file, bytes: bytes.length }, deps.log);
      return bytes;
    }
  }
  return undefined;
}

async function place(job: ActiveJob, index: number, raw: Uint8Array, deps: JobDeps): Promise<void> {
  const { request } = job.state;
  const finished = await deps.finish(raw, request, job.state.choice, job.state.requestId);
  const sha256 = await sha256Of(finished.bytes);
  const begun = imageAt(job, index).saving;
  const tag = `${job.id}-${index}`;
  if (begun && (await deps.saver.holds(begun.uri, begun.sha256, tag))) {
    await placeSidecar(begun.uri, finished, tag, deps);
    await noteSaved(job, index, begun.uri, finished, deps);
    return;
  }
  for (let attempt = 0; attempt < maxNames; attempt++) {
    const { folder, name, extension = extensionOf[finished.type] } = request.target;
    const place = await deps.saver.reserve(folder, name, extension);
    try {
      await job.noteOrGoOn({ state: 'saving', at: deps.now(), index, uri: place.uri, sha256 }, deps.log);
      if (await deps.saver.write(place.uri, finished.bytes, tag)) {
        await placeSidecar(place.uri, finished, tag, deps);
        await noteSaved(job, index, place.uri, finished, deps);
        return;
      }
    } finally {
      place.release();
    }
  }
  throw new ImageError('cannot-write', `No free name was found for "${request.target.name}" in its folder. Choose another file name.`);
}

/** The picture is what was paid for: what tells of it may fail. Never written over another file. */
async function placeSidecar(uri: string, { sidecar }: FinishedImage, tag: string, deps: JobDeps): Promise<void> {
  if (sidecar) {
    try {
      await deps.saver.write(sidecarOf(uri), sidecar, tag);
    } catch (error) {
      deps.log(`the recipe of ${uri} could not be written beside it: ${toImageError(error).message}`);
    }
  }
}

async function noteSaved(job: ActiveJob, index: number, uri: string, finished: FinishedImage, deps: JobDeps): Promise<void> {
  const { width, height, bytes } = finished;
  await job.noteOrGoOn({ state: 'saved', at: deps.now(), index, uri, width, height, bytes: bytes.length }, deps.log);
}
