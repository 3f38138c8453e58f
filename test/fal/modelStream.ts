import sharp from 'sharp';
import { event, eventStream, json, type Answer } from './answer';
import type { Exchange } from './exchange';
import { failureAnswer } from './failures';
import type { FaultsByStep, ModelStreamPlay } from './faults';
import { Job } from './job';
import { outcomeOf, type Output } from './outcome';
import { answerResult } from './result';
import type { Service } from './service';
import { playStream } from './streamFaults';
import { accept, failureOf, requestIdHeader } from './submit';
import type { WireFault } from './wireFaults';

type OwnFault<S extends keyof FaultsByStep> = Exclude<FaultsByStep[S], WireFault>;

/** `POST https://fal.run/{endpoint}`: no queue, one long request. */
export async function run(service: Service, exchange: Exchange, fault: OwnFault<'run'> | undefined): Promise<Answer> {
  if (fault) {
    return failureAnswer(failureOf(fault), service.switches);
  }
  const job = accept(service, exchange, exchange.request.path.slice(1), 'run');
  if (!(job instanceof Job)) {
    return job;
  }
  await service.clock.until(job.endsAt, exchange.left);
  return answerResult(service, job, undefined);
}

/** `POST https://fal.run/{endpoint}/stream`: previews, then the output, as server-sent events. */
export async function modelStream(service: Service, exchange: Exchange, fault: OwnFault<'modelStream'> | undefined): Promise<Answer> {
  if (fault && fault.kind !== 'sse') {
    return failureAnswer(failureOf(fault), service.switches);
  }
  const job = accept(service, exchange, exchange.request.path.slice(1).replace(/\/stream$/, ''), 'stream');
  if (!(job instanceof Job)) {
    return job;
  }
  const outcome = await outcomeOf(service, job);
  const headers = requestIdHeader(service, job);
  if ('failure' in outcome) {
    return failureAnswer(outcome.failure, service.switches, headers);
  }
  const story: Story = { service, exchange, job, output: outcome.output };
  if (fault?.play === 'jsonInstead') {
    await service.clock.until(job.endsAt, exchange.left);
    return json(200, outcome.output, headers);
  }
  return eventStream(fault ? playStream(story, fault) : honestStream(story), headers);
}

/** What a stream tells of. */
export interface Story {
  readonly service: Service;
  readonly exchange: Exchange;
  readonly job: Job;
  readonly output: Output;
}

export type StreamFault = { play: ModelStreamPlay; bytes?: number; ms?: number };

async function* honestStream(story: Story): AsyncGenerator<Buffer> {
  yield* partialEvents(story);
  const { service, job, exchange } = story;
  if (await service.clock.until(job.endsAt, exchange.left)) {
    yield* await finalEvents(story);
  }
}

/** The previews, spread over the time of rendering. */
export async function* partialEvents({ service, job, exchange, output }: Story): AsyncGenerator<Buffer> {
  const count = service.switches.partialImages;
  for (let index = 0; index < count; index++) {
    const time = job.startsAt + ((job.endsAt - job.startsAt) * (index + 1)) / (count + 1);
    if (!(await service.clock.until(time, exchange.left))) {
      return;
    }
    yield event(partialData(service, job, index, await preview(service, output, index)));
  }
}

/** A small and, at first, blurred version of the first picture, as PNG in base64. */
async function preview(service: Service, output: Output, index: number): Promise<string> {
  const url = output.images[0]?.url ?? '';
  const bytes = url.startsWith('data:')
    ? Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
    : await service.files.get(new URL(url).pathname)?.bytes();
  const small = await sharp(bytes)
    .resize(48 * (index + 1))
    .png()
    .toBuffer();
  return small.toString('base64');
}

function partialData(service: Service, job: Job, index: number, base64: string): unknown {
  switch (service.switches.streamForm) {
    case 'A':
      return { images: [{ url: `data:image/png;base64,${base64}` }] };
    case 'B':
      return { type: `${operationOf(job)}.partial_image`, partial_image_index: index, b64_json: base64, ...imageFacts(job) };
    case 'C':
      return { type: 'image.partial', image: { partial_index: index, b64_json: base64 } };
  }
}

/** The end of a stream that went well. */
export async function finalEvents({ service, job, output }: Story): Promise<Buffer[]> {
  if (service.switches.streamForm === 'A') {
    return [event(output)];
  }
  const url = output.images[0]?.url ?? '';
  const bytes = url.startsWith('data:') ? undefined : await service.files.get(new URL(url).pathname)?.bytes();
  const base64 = bytes?.toString('base64') ?? url.slice(url.indexOf(',') + 1);
  if (service.switches.streamForm === 'B') {
    return [event({ type: `${operationOf(job)}.completed`, b64_json: base64, ...imageFacts(job), usage: output.usage ?? null })];
  }
  return [event({ type: 'image.completed', image: { b64_json: base64 } }), Buffer.from('data: [DONE]\n\n')];
}

function operationOf(job: Job): string {
  return job.model.takesImages ? 'image_edit' : 'image_generation';
}

function imageFacts(job: Job): Record<string, unknown> {
  const { image_size: size, quality = job.model.defaultQuality, output_format: format = 'png' } = job.input;
  const { width = 512, height = 512 } = (typeof size === 'object' ? size : {}) as { width?: number; height?: number };
  const named = typeof size === 'string' ? size : size === undefined ? job.model.defaultSize : `${width}x${height}`;
  return {
    size: named,
    quality,
    background: job.input['background'] ?? 'opaque',
    output_format: format,
    created_at: Math.floor(job.sentAt / 1000),
  };
}
