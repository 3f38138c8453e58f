import { ImageError } from '../core/errors';
import { extensionOf } from '../core/imageType';
import { describeIssue } from '../core/issues';
import { modelOf } from '../core/models/catalogue';
import type { RenderOrder } from '../core/models/model';
import { iconFidelity, promptOf, type ImageRequest } from '../core/request';
import type { EncodedImage } from '../core/service';
import type { Size } from '../core/sizes';
import type { RecordOf } from './records';

/** Bytes that belong to a job from its start. */
export interface JobFiles {
  /** Pictures that are sent along, in the order in which the model gets them; the first is the one to change. */
  readonly images: readonly EncodedImage[];
  readonly mask?: EncodedImage | undefined;
  /** What must still be there when the answer has come, by name. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
}

export const noFiles: JobFiles = { images: [], kept: new Map() };

export type InputNames = NonNullable<RecordOf<'created'>['inputs']>;

/** Addresses of what was uploaded. */
export interface InputUrls {
  readonly images: readonly string[];
  readonly mask?: string | undefined;
}

/** What the pictures that are sent are called in the job's storage. */
export function inputNames({ images, mask }: JobFiles): InputNames {
  const names = images.map((image, index) => `input-${index}.${extensionOf[image.type]}`);
  return { images: names, ...(mask ? { mask: `input-mask.${extensionOf[mask.type]}` } : {}) };
}

/** Everything that is to be written into the job's storage. */
export function namedBytes(files: JobFiles): [string, Uint8Array][] {
  const names = inputNames(files);
  const images = files.images.map((image, index): [string, Uint8Array] => [names.images[index] ?? '', image.bytes]);
  return [...images, ...(files.mask && names.mask ? [[names.mask, files.mask.bytes] as [string, Uint8Array]] : []), ...files.kept];
}

/** Stand-ins for addresses that are not known yet, so that the rest of the input can be checked before anything is uploaded. */
export function plannedUrls({ images, mask }: InputNames): InputUrls {
  const planned = (name: string): string => `https://upload.invalid/${name}`;
  return { images: images.map(planned), ...(mask === undefined ? {} : { mask: planned(mask) }) };
}

/** The endpoint's input. @throws ImageError `invalid-request` when the model does not take it */
export function buildInput(request: ImageRequest, size: Size, urls: InputUrls): Record<string, unknown> {
  const model = modelOf(request.model);
  const region = request.edit?.region;
  const order: RenderOrder = {
    ...request,
    prompt: promptOf(request, model),
    size,
    imageUrls: urls.images,
    ...(region ? { region } : {}),
    ...(request.icon ? { fidelity: iconFidelity } : {}),
  };
  const input = model.buildInput(urls.mask === undefined ? order : { ...order, maskUrl: urls.mask });
  const wire = model.inputSchema.safeParse(input);
  if (!wire.success) {
    throw new ImageError('invalid-request', `${model.name} does not take this request: ${describeIssue(wire.error)}.`);
  }
  return input;
}
