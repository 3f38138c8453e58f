import { ImageError } from '../core/errors';
import { sniffImageType } from '../core/imageType';
import type { ActiveJob } from './activeJob';
import type { JobDeps } from './deps';
import { buildInput } from './inputs';
import { notWrittenDown } from './notWrittenDown';

/**
 * Brings the pictures that are sent along to the service and writes down what will be sent. Costs nothing and may be repeated.
 * @throws ImageError as `ImageService.upload`; `cancelled`; then nothing was sent and nothing is charged.
 */
export async function uploadInputs(job: ActiveJob, deps: JobDeps, signal: AbortSignal): Promise<void> {
  const { inputs, request, render } = job.state;
  if (!inputs) {
    return;
  }
  const stop = AbortSignal.any([signal, job.cancelSignal]);
  const upload = async (name: string): Promise<string> => {
    const bytes = await deps.storage.readBytes(job.id, name);
    const type = bytes && sniffImageType(bytes);
    if (!type) {
      throw new ImageError(
        'cannot-write',
        'A picture that was to be sent is no longer on this machine. Nothing was charged; run it again.',
      );
    }
    return deps.serviceOf(request.model).upload({ bytes, type }, name, stop);
  };
  // One after the other: the service's limit of uploads at once is not known, and most edits have one or two pictures.
  const images: string[] = [];
  for (const name of inputs.images) {
    images.push(await upload(name));
  }
  const mask = inputs.mask === undefined ? undefined : await upload(inputs.mask);
  const input = buildInput(request, render, { images, mask });
  try {
    await job.note({ state: 'uploaded', at: deps.now(), input });
  } catch (error) {
    throw notWrittenDown(error);
  }
}
