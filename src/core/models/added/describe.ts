import { ImageError } from '../../errors';
import { describeIssue } from '../../issues';
import { backgrounds, qualities, type Format } from '../model';
import { addedModel, type AddedModel } from './description';
import { schemasOf, SchemaReader, type Node } from './schema';
import { parametersFrom, plain } from './schemaParameters';
import { sizeFrom } from './schemaSizes';

/** What the service tells of a model. All but the id may be anything. */
export interface ModelCard {
  readonly id: string;
  readonly name?: unknown;
  /** Such as `text-to-image`. */
  readonly category?: unknown;
  /** An OpenAPI document. */
  readonly openapi: unknown;
  readonly price?: AddedModel['price'];
}

const countFields = ['num_images', 'num_outputs', 'n'] as const;
const pictureFields = ['image_urls', 'input_image_urls', 'image_url', 'input_image_url'] as const;
const maskFields = ['mask_url', 'mask_image_url'] as const;

/** How many pictures are sent to a model that does not say how many it takes. */
const usualPictures = 10;

/**
 * What Easel needs to know of a model to run it, read from its schema.
 * @throws ImageError `invalid-request` with the reason why it cannot be used
 */
export function describeModel(card: ModelCard): AddedModel {
  const name = nameOf(card);
  const { input, outputs } = schemasOf(card.openapi, card.id);
  const reader = new SchemaReader(card.openapi);
  const { properties, required } = reader.object(input) ?? { properties: new Map<string, unknown>(), required: new Set<string>() };
  checkOutput(card, name, reader, outputs);
  const prompt = properties.has('prompt') ? reader.alternatives(properties.get('prompt')).find(({ type }) => type === 'string') : undefined;
  if (!prompt) {
    throw unusable(name, 'it takes no prompt');
  }
  const pictures = picturesFrom(reader, properties, required);
  const mask = maskFields.find((field) => properties.has(field));
  const size = sizeFrom(reader, properties, required, pictures?.needed === true);
  const count = countFrom(reader, properties);
  const format = formatFrom(reader, properties);
  const quality = wordsFrom(reader, properties.get('quality'), qualities);
  const background = wordsFrom(reader, properties.get('background'), backgrounds);
  const taken = new Set([
    ...['prompt', 'sync_mode', ...size.taken],
    ...[count?.field, format?.field, pictures?.field, mask].filter((field) => field !== undefined),
    ...(quality ? ['quality'] : []),
    ...(background ? ['background'] : []),
  ]);
  const { parameters, missing } = parametersFrom(reader, properties, required, taken);
  if (missing.length > 0) {
    const names = missing.slice(0, 5).map((one) => `“${plain(one, 60)}”`);
    throw unusable(name, `it needs ${names.join(', ')}, which Easel cannot give`);
  }
  return checked(name, {
    v: 1,
    id: card.id,
    name,
    promptLimit: limitOf(prompt),
    size: size.size,
    ...(count ? { count } : {}),
    ...(format ? { format } : {}),
    ...(quality ? { qualities: quality } : {}),
    ...(background ? { backgrounds: background } : {}),
    ...(pictures ? { pictures } : {}),
    ...(mask && pictures ? { mask: { field: mask, needed: required.has(mask) } } : {}),
    sync: properties.has('sync_mode'),
    parameters,
    ...(card.price ? { price: card.price } : {}),
  });
}

/** Without what a notification or a list would take for markup. */
function nameOf({ id, name }: ModelCard): string {
  return plain(typeof name === 'string' ? name.replace(/[[\]<>`]|\$\(/g, '') : '', 80) || id;
}

function unusable(name: string, reason: string): ImageError {
  return new ImageError('invalid-request', `${name} cannot be used: ${reason}.`);
}

function checked(name: string, model: AddedModel): AddedModel {
  const parsed = addedModel.safeParse(model);
  if (!parsed.success) {
    throw new ImageError('invalid-request', `${name} cannot be used: its description makes no sense.`, describeIssue(parsed.error));
  }
  return parsed.data;
}

const others: readonly (readonly [RegExp, string])[] = [
  [/video/, 'it makes videos, not images'],
  [/audio|speech|music/, 'it makes sound, not images'],
  [/mesh|glb|model_urls?|3d/, 'it makes 3D models, not images'],
  [/text|output|response|caption|results?/, 'its answer is text or data, not images'],
];

/** Its answer has to hold pictures: `images`, or one `image`. Where no answer is described, the kind of the model tells. */
function checkOutput({ category }: ModelCard, name: string, reader: SchemaReader, outputs: readonly unknown[]): void {
  const found = outputs.map((output) => [...(reader.object(output)?.properties.keys() ?? [])]).filter((names) => names.length > 0);
  if (found.some((names) => names.includes('images') || names.includes('image'))) {
    return;
  }
  // A queue's state is no answer.
  const [names] = found.filter((one) => !(one.includes('status') && one.includes('request_id')));
  if (names) {
    throw unusable(name, others.find(([pattern]) => names.some((one) => pattern.test(one)))?.[1] ?? 'its answer holds no images');
  }
  if (typeof category !== 'string' || !category.endsWith('-to-image')) {
    throw unusable(name, 'its description does not tell what it makes');
  }
}

function limitOf(prompt: Node): number {
  const limit = prompt['maxLength'];
  return typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0 ? Math.min(limit, 32_000) : 32_000;
}

type Properties = ReadonlyMap<string, unknown>;

/** A list is preferred: references go into it too. */
function picturesFrom(reader: SchemaReader, properties: Properties, required: ReadonlySet<string>): AddedModel['pictures'] {
  const present = pictureFields.filter((field) => properties.has(field));
  const field = present.find((one) => required.has(one)) ?? present[0];
  if (field === undefined) {
    return undefined;
  }
  const kinds = reader.alternatives(properties.get(field));
  const list = kinds.find(({ type }) => type === 'array');
  const most = list?.['maxItems'];
  const max = typeof most === 'number' && Number.isInteger(most) && most > 0 ? Math.min(16, most) : usualPictures;
  return { field, list: list !== undefined, needed: required.has(field), max: list ? max : 1 };
}

function countFrom(reader: SchemaReader, properties: Properties): AddedModel['count'] {
  for (const field of countFields) {
    const found = reader.alternatives(properties.get(field)).find(({ type }) => type === 'integer');
    if (found) {
      const most = found['maximum'];
      return { field, max: typeof most === 'number' && most >= 1 ? Math.min(10, Math.floor(most)) : 4 };
    }
    const numbers = reader
      .alternatives(properties.get(field))
      .flatMap((kind) => (Array.isArray(kind['enum']) ? (kind['enum'] as unknown[]) : []));
    if (numbers.includes(1) && numbers.every((one) => typeof one === 'number')) {
      let max = 1;
      while (max < 10 && numbers.includes(max + 1)) {
        max += 1;
      }
      return { field, max };
    }
  }
  return undefined;
}

const formatNames: Readonly<Record<string, Format>> = { png: 'png', jpeg: 'jpeg', jpg: 'jpeg', webp: 'webp' };

function formatFrom(reader: SchemaReader, properties: Properties): AddedModel['format'] {
  for (const field of ['output_format', 'format']) {
    const words = reader
      .alternatives(properties.get(field))
      .flatMap((kind) => (Array.isArray(kind['enum']) ? (kind['enum'] as unknown[]) : []));
    const values = new Map<Format, string>();
    for (const word of words) {
      const bare = typeof word === 'string' ? word.toLowerCase().replace('image/', '') : '';
      const format = Object.hasOwn(formatNames, bare) ? formatNames[bare] : undefined;
      if (typeof word === 'string' && format && !values.has(format)) {
        values.set(format, word);
      }
    }
    if (values.size > 0) {
      return { field, values: [...values].map(([format, value]) => ({ format, value })) };
    }
  }
  return undefined;
}

/** The values of an input when Easel knows all of them under the same names; `auto` beside qualities is what is never sent. */
function wordsFrom<W extends string>(reader: SchemaReader, schema: unknown, known: readonly W[]): W[] | undefined {
  const words = reader.alternatives(schema).flatMap((kind) => (Array.isArray(kind['enum']) ? (kind['enum'] as unknown[]) : []));
  const mine = known.filter((word) => words.includes(word));
  return mine.length > 0 && words.every((word) => word === 'auto' || (known as readonly unknown[]).includes(word)) ? mine : undefined;
}
