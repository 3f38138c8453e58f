import { publish } from './cdn';
import { castOf, driftOf, type CastSwitch, type DriftSwitch } from './drift';
import type { OutputFormat } from './endpoints';
import type { Failure } from './failures';
import { asksForIcon, drawIcon, type TransparencySwitch } from './iconScene';
import { readInputs, type Inputs } from './inputs';
import type { Job } from './job';
import { drawPicture } from './picture';
import { otherSize, renderSize, type Size } from './renderSize';
import { repaint } from './repaint';
import type { Service } from './service';

/** One picture as the answer lists it. */
export interface FalImage {
  readonly url: string;
  readonly content_type?: string;
  readonly file_name?: string;
  readonly width?: number;
  readonly height?: number;
}

/** The answer of a finished request. */
export interface Output {
  readonly images: readonly FalImage[];
  readonly usage?: unknown;
}

export type Outcome = { readonly output: Output } | { readonly failure: Failure };

/** What a picture is drawn from. `size` is the rendered one, in pixels. */
export interface Drawing {
  readonly size: Size;
  readonly format: OutputFormat;
  /** What was sent along; `undefined` for a picture from words alone. */
  readonly inputs: Inputs | undefined;
  readonly drift: DriftSwitch;
  readonly cast: CastSwitch;
  readonly transparency: TransparencySwitch;
}

const outcomes = new WeakMap<Job, Promise<Outcome>>();
const drawings = new WeakMap<Job, Drawing>();

/** What a request comes to; worked out once. The pictures themselves are drawn only when they are fetched. */
export function outcomeOf(service: Service, job: Job): Promise<Outcome> {
  let outcome = outcomes.get(job);
  if (!outcome) {
    outcome = work(service, job);
    outcomes.set(job, outcome);
  }
  return outcome.then((known) => (job.failure ? { failure: job.failure } : known));
}

/** What the pictures of a request that went well are drawn from. */
export function drawingOf(job: Job): Drawing | undefined {
  return drawings.get(job);
}

/** Puts picture number `index` of a request on the CDN, `changed` in size or format where a fault asks for it. */
export function publishPicture(service: Service, job: Job, drawing: Drawing, index: number, changed: Partial<Drawing> = {}): FalImage {
  const { size, format, inputs, drift, cast, transparency } = { ...drawing, ...changed };
  const scene = { prompt: promptOf(job), index, ...size };
  const transparent = job.input['background'] === 'transparent';
  const name = `${job.requestId.slice(0, 8)}_${index}.${format === 'jpeg' ? 'jpg' : format}`;
  const folder = `${job.requestId.replaceAll('-', '').slice(0, 10)}${changed.size || changed.format ? 'x' : ''}`;
  const make = (): Promise<Buffer> => {
    if (asksForIcon(scene.prompt)) {
      return drawIcon(scene, transparent ? transparency : undefined, format);
    }
    const [source, ...references] = inputs?.images.map(({ bytes }) => bytes) ?? [];
    return source
      ? repaint({
          ...{ scene, source, references, mask: inputs?.mask?.bytes, transparent, format },
          drift: driftOf(drift, scene),
          cast: castOf(cast, scene),
        })
      : drawPicture(scene, format);
  };
  const file = publish(service, folder, name, `image/${format}`, make);
  return { url: file.url, content_type: file.contentType, file_name: name, width: size.width, height: size.height };
}

/** Whether the pictures go into the answer itself. */
export function isSync(job: Job): boolean {
  return job.input['sync_mode'] === true;
}

async function work(service: Service, job: Job): Promise<Outcome> {
  const drawing = await prepare(service, job);
  if ('failure' in drawing) {
    job.failure ??= drawing.failure;
    return drawing;
  }
  drawings.set(job, drawing);
  const images = Array.from({ length: job.count }, (_, index) => publishPicture(service, job, drawing, index));
  const shown = isSync(job) ? await Promise.all(images.map((image) => asDataUri(service, image))) : images;
  return { output: { images: shown, ...usageOf(service, job) } };
}

export async function asDataUri(service: Service, image: FalImage): Promise<FalImage> {
  const bytes = await service.files.get(new URL(image.url).pathname)?.bytes();
  return { ...image, url: `data:${image.content_type ?? 'image/png'};base64,${bytes?.toString('base64') ?? ''}` };
}

/** Looks at the pictures that were sent; what only the model can find wrong is found here. */
async function prepare(service: Service, job: Job): Promise<Drawing | { readonly failure: Failure }> {
  const { drift, cast, answerSize, transparency } = service.switches;
  const inputs = job.model.takesImages ? await readInputs(service, job) : undefined;
  if (inputs && 'failure' in inputs) {
    return inputs;
  }
  job.inputs = inputs;
  const asked =
    job.model.openapi === undefined
      ? renderSize(job.model, job.input['image_size'], inputs?.images[0])
      : otherSize(job.input, inputs?.images[0]);
  const format = (job.input['output_format'] ?? (job.model.openapi === undefined ? 'png' : 'jpeg')) as OutputFormat;
  return { size: answerSize === 'asked' ? asked : answerSize, format, inputs, drift, cast, transparency };
}

/** OpenAI's token counts, in the service's form. */
function usageOf(service: Service, job: Job): { usage?: unknown } {
  const { usage } = service.switches;
  if (usage === 'never' || (usage === 'byok' && typeof job.input['openai_api_key'] !== 'string')) {
    return {};
  }
  const text = Math.ceil(promptOf(job).length / 4);
  const image = 1024 * ((job.input['image_urls'] as unknown[] | undefined)?.length ?? 0);
  const output = 1756 * job.count;
  return {
    usage: {
      input_tokens: text + image,
      input_tokens_details: { image_tokens: image, text_tokens: text },
      output_tokens: output,
      output_tokens_details: { image_tokens: output, text_tokens: 0 },
      total_tokens: text + image + output,
    },
  };
}

function promptOf(job: Job): string {
  return typeof job.input['prompt'] === 'string' ? job.input['prompt'] : '';
}
