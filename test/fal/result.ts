import { detail, json, type Answer } from './answer';
import { publish } from './cdn';
import { failureAnswer } from './failures';
import type { FaultsByStep, ImagesChange } from './faults';
import type { Job } from './job';
import { asDataUri, drawingOf, outcomeOf, publishPicture, type FalImage, type Output } from './outcome';
import type { Service } from './service';
import { failureOf, requestIdHeader } from './submit';
import type { WireFault } from './wireFaults';

const hour = 3_600_000;
const sixMinutes = 360_000;
const bigResult = 10_000;

/** The answer of a request: what the model returned, with its status, as long as the service keeps it. */
export async function answerResult(
  service: Service,
  job: Job,
  fault: Exclude<FaultsByStep['result'], WireFault> | undefined,
): Promise<Answer> {
  const headers = requestIdHeader(service, job);
  if (job.state !== 'COMPLETED') {
    return detail(400, 'Request is still in progress', headers);
  }
  if (fault && fault.kind !== 'images') {
    return failureAnswer(failureOf(fault), service.switches, headers);
  }
  const outcome = await outcomeOf(service, job);
  if ('failure' in outcome) {
    return failureAnswer(outcome.failure, service.switches, headers);
  }
  const output = fault ? await changeImages(service, job, outcome.output, fault.change) : outcome.output;
  const billable = service.switches.billableUnitsHeader ? { 'x-fal-billable-units': String(job.billed) } : {};
  const answer = json(200, output, { ...headers, ...billable });
  const kept = Buffer.isBuffer(answer.body) && answer.body.length >= bigResult ? sixMinutes : hour;
  if (service.switches.retention === 'clock' && service.clock.now() > job.finishedAt + kept) {
    return detail(404, `Request ${job.requestId} not found`);
  }
  return answer;
}

async function changeImages(service: Service, job: Job, output: Output, change: ImagesChange): Promise<Output> {
  const drawing = drawingOf(job);
  const first = output.images[0];
  if (!drawing || !first) {
    return output;
  }
  const each = (edit: (image: FalImage, index: number) => FalImage): Output => ({ ...output, images: output.images.map(edit) });
  switch (change) {
    case 'none':
      return { ...output, images: [] };
    case 'noSizes':
      return each(({ url, content_type, file_name }) => ({ url, content_type, file_name }) as FalImage);
    case 'urlOnly':
      return each(({ url }) => ({ url }));
    case 'wrongType': {
      const format = drawing.format === 'jpeg' ? 'png' : 'jpeg';
      return each((image, index) => {
        const made = publishPicture(service, job, drawing, index, { format });
        return { ...image, url: relabel(service, made.url, `image/${drawing.format}`) };
      });
    }
    case 'dataUri':
      return { ...output, images: await Promise.all(output.images.map((image) => asDataUri(service, image))) };
    case 'oneMore':
      return { ...output, images: [...output.images, publishPicture(service, job, drawing, output.images.length)] };
    case 'oneFewer':
      return { ...output, images: output.images.slice(0, -1) };
    case 'otherSize': {
      const size = { width: drawing.size.width - 16, height: drawing.size.height + 16 };
      return each((_, index) => publishPicture(service, job, drawing, index, { size }));
    }
    case 'notAnImage': {
      const words = 'this is not an image';
      const file = publish(service, job.requestId.slice(0, 8), 'broken.png', 'image/png', () => Promise.resolve(Buffer.from(words)));
      return each((image) => ({ ...image, url: file.url }));
    }
    case 'missingFile':
      return each((image) => ({ ...image, url: 'https://v3b.fal.media/files/b/gone/gone.png' }));
    case 'otherHost':
      return each((image) => ({ ...image, url: 'https://pictures.example.invalid/picture.png' }));
  }
}

/** Serves the same bytes under a content type that they do not have. */
function relabel(service: Service, url: string, contentType: string): string {
  const path = new URL(url).pathname;
  const file = service.files.get(path);
  if (file) {
    service.files.set(path, { ...file, contentType });
  }
  return url;
}
