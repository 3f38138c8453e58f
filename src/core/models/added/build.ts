import * as z from 'zod/mini';
import type { Price } from '../../money';
import { isLegal, type Size, type SizeRule } from '../../sizes';
import { parseAnyImages } from '../imagesOutput';
import { formats, type Format, type ImageModel, type PriceQuery, type RenderOrder } from '../model';
import { valueFault, type Parameter } from '../parameters';
import type { AddedModel } from './description';

/** No model is known to draw well beyond it. */
const maxRatio = 3;

/** What an edit sends to a model that makes its answer as large as the picture: what most of them take. */
const followed: SizeRule = {
  kind: 'free',
  multiple: 32,
  maxEdge: 1536,
  maxRatio,
  minPixels: 512 * 512,
  maxPixels: 1536 * 1024,
};

/** A model of the user as every part of Easel knows models. */
export function imageModelOf(added: AddedModel): ImageModel {
  const { pictures, mask, parameters } = added;
  const makes = pictures?.needed ? [] : (['generate', 'icon'] as const);
  return {
    id: added.id,
    name: added.name,
    service: 'fal',
    operations: [...makes, ...(pictures ? (['edit'] as const) : [])],
    sizes: sizesOf(added),
    qualities: added.qualities ?? ['medium'],
    defaultQuality: added.qualities
      ? ((['medium', 'low'] as const).find((one) => added.qualities?.includes(one)) ?? added.qualities[0] ?? 'medium')
      : 'medium',
    // What the model has no name for is made of what it sends.
    formats: [...formats],
    backgrounds: added.backgrounds ?? [],
    maxCount: added.count?.max ?? 1,
    minInputs: pictures?.needed ? 1 : 0,
    maxInputs: pictures?.max ?? 0,
    takesMask: mask !== undefined,
    needsMask: mask?.needed === true,
    promptLimit: added.promptLimit,
    parameters,
    inputSchema: inputSchemaOf(added),
    buildInput: (order) => inputOf(added, order),
    price: (query) => priceOf(added, query),
    parseOutput: parseAnyImages,
  };
}

/**
 * What is left of a model that was taken away: requests that run go on, and what was made keeps being shown under the id. Nothing
 * new can be asked of it.
 */
export function retiredModelOf(added: AddedModel): ImageModel {
  return { ...imageModelOf(added), name: added.id, operations: [] };
}

function sizesOf({ size, pictures }: AddedModel): SizeRule {
  switch (size.kind) {
    case 'object':
    case 'edges':
      return {
        kind: 'free',
        multiple: size.multiple,
        maxEdge: size.maxEdge,
        maxRatio,
        minPixels: size.minPixels,
        maxPixels: size.maxPixels,
      };
    case 'names':
      return { kind: 'fixed', sizes: size.options.map(({ width, height }) => ({ width, height })) };
    case 'none':
      return pictures?.needed ? followed : { kind: 'fixed', sizes: [{ width: 1024, height: 1024 }] };
  }
}

function inputOf(added: AddedModel, order: RenderOrder): Record<string, unknown> {
  const { count, format, qualities, backgrounds, pictures, mask, sync, parameters } = added;
  const [first] = order.imageUrls;
  const background = order.background ?? 'auto';
  return {
    prompt: order.prompt,
    ...sizeInput(added, order.size),
    ...(count ? { [count.field]: order.count } : {}),
    ...(format ? { [format.field]: formatValue(format.values, order.format) } : {}),
    ...(qualities ? { quality: order.quality } : {}),
    ...(backgrounds?.includes(background) ? { background } : {}),
    ...(pictures && first !== undefined ? { [pictures.field]: pictures.list ? [...order.imageUrls] : first } : {}),
    ...(mask && order.maskUrl !== undefined ? { [mask.field]: order.maskUrl } : {}),
    ...(sync ? { sync_mode: false } : {}),
    ...Object.fromEntries(
      parameters.flatMap((one) => {
        const value = order.parameters?.[one.name] ?? (one.always ? one.usual : undefined);
        return value === undefined ? [] : [[one.name, value]];
      }),
    ),
  };
}

function sizeInput({ size }: AddedModel, { width, height }: Size): Record<string, unknown> {
  switch (size.kind) {
    case 'object':
      return { [size.field]: { width, height } };
    case 'edges':
      return { width, height };
    case 'names': {
      const named = size.options.find((option) => option.width === width && option.height === height);
      return named ? { [size.field]: named.value } : {};
    }
    case 'none':
      return {};
  }
}

/** The wanted format, else one that loses nothing, else whatever there is: the file is made of it here. */
function formatValue(values: NonNullable<AddedModel['format']>['values'], wanted: Format): string | undefined {
  return [wanted, 'png' as const].map((one) => values.find(({ format }) => format === one)).find(Boolean)?.value ?? values[0]?.value;
}

/** What goes over the wire has to be this and nothing else. */
function inputSchemaOf(added: AddedModel): ImageModel['inputSchema'] {
  const { size, count, format, qualities, backgrounds, pictures, mask, sync, parameters } = added;
  const legal = z.number().check(z.int(), z.minimum(1));
  const address = z.url();
  const many = z.array(address).check(z.minLength(pictures?.needed ? 1 : 0), z.maxLength(pictures?.max ?? 0));
  const needed = (schema: z.ZodMiniType, always: boolean | undefined) => (always ? schema : z.optional(schema));
  const shape: Record<string, z.ZodMiniType> = {
    prompt: z.string().check(z.minLength(1), z.maxLength(added.promptLimit)),
    ...(size.kind === 'object' ? { [size.field]: z.strictObject({ width: legal, height: legal }).check(legalFor(sizesOf(added))) } : {}),
    ...(size.kind === 'edges' ? { width: legal, height: legal } : {}),
    ...(size.kind === 'names' ? { [size.field]: z.enum(size.options.map(({ value }) => value)) } : {}),
    ...(count ? { [count.field]: legal.check(z.maximum(count.max)) } : {}),
    ...(format ? { [format.field]: z.enum(format.values.map(({ value }) => value)) } : {}),
    ...(qualities ? { quality: z.enum(qualities) } : {}),
    ...(backgrounds ? { background: z.optional(z.enum(backgrounds)) } : {}),
    ...(pictures ? { [pictures.field]: needed(pictures.list ? many : address, pictures.needed) } : {}),
    ...(mask ? { [mask.field]: needed(address, mask.needed) } : {}),
    ...(sync ? { sync_mode: z.literal(false) } : {}),
    ...Object.fromEntries(parameters.map((one) => [one.name, needed(valueSchema(one), one.always)])),
  };
  return z.strictObject(shape);
}

function legalFor(rule: SizeRule) {
  return z.refine<Size>((size) => isLegal(size, rule), 'not a size that the model renders');
}

function valueSchema(one: Parameter): z.ZodMiniType {
  return z.unknown().check(z.refine((value) => valueFault(one, value) === undefined, 'not a value of this option'));
}

/** For each picture, or for each begun megapixel of it where the size is certain. */
function priceOf({ price, size }: AddedModel, query: PriceQuery): Price {
  if (!price || (price.unit === 'megapixel' && size.kind !== 'object' && size.kind !== 'edges')) {
    return { known: false };
  }
  const units = price.unit === 'image' ? 1 : Math.ceil((query.size.width * query.size.height) / 1_000_000);
  const total = price.amount * units * query.count;
  return { known: true, likely: total, upper: total };
}
