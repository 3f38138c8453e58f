import { cancelled, ImageError, isImageError } from '../core/errors';
import { extensionOf } from '../core/imageType';
import type { RemoteImage, ServiceResult, Ticket } from '../core/service';
import { sleep } from '../core/sleep';
import type { ActiveJob } from './activeJob';
import type { RunDeps } from './deps';
import { notWrittenDown } from './notWrittenDown';
import { prepareToSend } from './submit';

/** Stands for a picture that came with the answer and lies in the job's storage. */
const inStorage = 'data:,';

/**
 * Runs a job with live previews: sent at most once in the life of the journal, like any other. Afterwards its answer is written down,
 * or its state says that the queue is to be asked, because the service took nothing.
 * @throws ImageError `submission-unknown` when what was sent may be charged and its picture cannot be had; otherwise as `ensureSubmitted`
 */
export async function ensureLive(job: ActiveJob, resumed: boolean, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const { state } = job;
  if (state.images) {
    return;
  }
  const service = deps.serviceOf(state.request.model);
  if (state.sentAt !== undefined) {
    // The window that it ran in is gone, and the connection with it.
    await recover(job, deps, signal);
    return;
  }
  if (!service.live) {
    await useQueue(job, deps);
    return;
  }
  await prepareToSend(job, resumed, deps, signal);
  const watcher = {
    onTicket: async ({ requestId }: Ticket) => {
      await job.noteOrGoOn({ state: 'submitted', at: deps.now(), requestId }, deps.log);
    },
    onPreview: job.showPreview,
  };
  job.tell({ stage: 'running', logs: [] });
  try {
    const result = await service.live(job.state.order, watcher, AbortSignal.any([signal, job.cancelSignal]));
    if (result === 'not-taken') {
      deps.log(`job ${job.id}: no live run for it, the queue is asked`);
      await useQueue(job, deps);
    } else {
      await noteAnswer(job, result, deps, signal);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (job.cancelSignal.aborted) {
      throw cancelled();
    }
    if (!isImageError(error) || error.kind !== 'submission-unknown') {
      throw error;
    }
    deps.log(`job ${job.id}: ${error.detail ?? error.message}`);
    await recover(job, deps, signal);
  }
}

async function useQueue(job: ActiveJob, deps: RunDeps): Promise<void> {
  try {
    await job.note({ state: 'queued', at: deps.now() });
  } catch (error) {
    throw notWrittenDown(error);
  }
}

/** Pictures that came with the answer go into the job's storage first: a journal is no place for megabytes. */
async function noteAnswer(job: ActiveJob, result: ServiceResult, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const images = await Promise.all(result.images.map((image, index) => stored(job, image, index, deps, signal)));
  const cost = result.cost === undefined ? {} : { cost: result.cost };
  await job.noteOrGoOn({ state: 'answered', at: deps.now(), ...cost, images }, deps.log);
}

async function stored(job: ActiveJob, image: RemoteImage, index: number, deps: RunDeps, signal: AbortSignal): Promise<RemoteImage> {
  if (!image.url.startsWith('data:')) {
    return { ...image };
  }
  try {
    const { bytes, type } = await deps.serviceOf(job.state.request.model).download(image, signal);
    await deps.storage.writeBytes(job.id, `${index}.${extensionOf[type]}`, bytes);
    return { ...image, url: inStorage };
  } catch (error) {
    deps.log(`job ${job.id}: image ${index + 1} could not be kept: ${error instanceof Error ? error.message : String(error)}`);
    return { ...image };
  }
}

/** Asks the service's history for a run whose connection is gone. Not finding it proves nothing, so the end is an unknown outcome. */
async function recover(job: ActiveJob, deps: RunDeps, signal: AbortSignal): Promise<void> {
  let reached = false;
  for (const delay of deps.timing.findAfter) {
    await sleep(delay, AbortSignal.any([signal, job.cancelSignal]));
    try {
      const result = await lookUp(job, deps, signal);
      reached = true;
      if (result) {
        await noteAnswer(job, result, deps, signal);
        return;
      }
    } catch (error) {
      signal.throwIfAborted();
      deps.log(`job ${job.id}: looking for the live run failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (!reached) {
    job.lookPending = true;
    throw new ImageError(
      'network',
      'The connection broke during the live run, and fal.ai cannot be asked now what came of it. Continue when you are online, and it is looked for.',
    );
  }
  throw new ImageError(
    'submission-unknown',
    'The live run broke off before its finished picture came, and fal.ai keeps no result of it. It may be charged: look at your requests at fal.ai before you generate again. Without Live Preview nothing is lost this way.',
  );
}

async function lookUp(job: ActiveJob, deps: RunDeps, signal: AbortSignal): Promise<ServiceResult | undefined> {
  const { state } = job;
  const service = deps.serviceOf(state.request.model);
  if (state.requestId === undefined) {
    const found = await service.find(state.order, state.sentAt ?? 0, signal, deps.takenIds());
    if (!found || !deps.adopt(found.requestId)) {
      return undefined;
    }
    await job.noteOrGoOn({ state: 'submitted', at: deps.now(), requestId: found.requestId }, deps.log);
  }
  const requestId = job.state.requestId;
  return requestId === undefined ? undefined : service.kept?.({ endpoint: state.order.endpoint, requestId }, signal);
}
