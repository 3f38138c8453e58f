import type { Sizing } from './description';
import type { Node, SchemaReader } from './schema';

/** What the service's named sizes are, in pixels. */
const presets: Readonly<Record<string, readonly [number, number]>> = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
};

/** Schemas allow sizes that no model draws well, so these hold where they are narrower. */
const usual = { maxEdge: 2048, minPixels: 512 * 512, maxPixels: 1536 * 1536, multiple: 16 } as const;

/** What a ratio is worth in pixels, about; the picture itself tells. */
const ratioPixels = 1024 * 1024;

type Properties = ReadonlyMap<string, unknown>;

/** Inputs that say the size in one way or another; what is not used of them is not offered as an option either. */
const fields = ['image_size', 'size', 'resolution', 'dimensions', 'aspect_ratio', 'ratio', 'width', 'height'] as const;

export interface FoundSize {
  readonly size: Sizing;
  /** Names of inputs that are spoken for. */
  readonly taken: readonly string[];
}

/**
 * How the model is told a size, the most exact way that it has. @param follows whether its answer has the size of the picture that it
 * is sent, unless it is told otherwise
 */
export function sizeFrom(reader: SchemaReader, properties: Properties, required: ReadonlySet<string>, follows: boolean): FoundSize {
  const named: { field: string; options: NamedSize[]; open: boolean }[] = [];
  for (const field of fields.slice(0, 6)) {
    if (!properties.has(field)) {
      continue;
    }
    const kinds = reader.alternatives(properties.get(field));
    const object = kinds.find((kind) => hasEdges(reader, kind));
    if (object) {
      const { properties: edges } = reader.object(object) ?? { properties: new Map<string, unknown>() };
      return { size: { kind: 'object', field, ...limits(reader, edges) }, taken: [...fields] };
    }
    const values = kinds.flatMap((kind) => (Array.isArray(kind['enum']) ? (kind['enum'] as unknown[]) : []));
    const options = values.flatMap((value) => (typeof value === 'string' ? namedSize(value) : []));
    if (options.length > 0) {
      const usualValue = kinds[0]?.['default'];
      const open =
        !required.has(field) &&
        (usualValue === undefined || usualValue === null || (typeof usualValue === 'string' && namedSize(usualValue).length === 0));
      named.push({ field, options, open });
    }
  }
  if (['width', 'height'].every((name) => reader.alternatives(properties.get(name)).some(isWhole))) {
    return { size: { kind: 'edges', ...limits(reader, properties) }, taken: [...fields] };
  }
  const [best] = named;
  if (!best || (follows && named.every(({ open }) => open))) {
    return { size: { kind: 'none' }, taken: named.map(({ field }) => field) };
  }
  return { size: { kind: 'names', field: best.field, options: best.options.slice(0, 100) }, taken: named.map(({ field }) => field) };
}

function hasEdges(reader: SchemaReader, kind: Node): boolean {
  const found = reader.object(kind);
  return found !== undefined && found.properties.has('width') && found.properties.has('height');
}

function isWhole({ type }: Node): boolean {
  return type === 'integer' || type === 'number';
}

/** The narrower of what the schema says and what models can do. */
function limits(reader: SchemaReader, edges: Properties): Omit<Extract<Sizing, { kind: 'edges' }>, 'kind'> {
  const all = ['width', 'height'].map((name) => reader.alternatives(edges.get(name)).find(isWhole) ?? {});
  const numbers = (key: string) => all.map((one) => one[key]).filter((value) => typeof value === 'number');
  const maxEdge = Math.max(64, Math.min(usual.maxEdge, ...numbers('maximum').map(Math.floor)));
  const multiple = Math.max(usual.multiple, ...numbers('multipleOf').filter((value) => Number.isInteger(value) && value <= 512));
  const minEdge = Math.min(maxEdge, Math.max(1, ...numbers('minimum').map(Math.ceil)));
  return {
    multiple: multiple % usual.multiple === 0 ? multiple : multiple * usual.multiple <= 512 ? multiple * usual.multiple : multiple,
    maxEdge,
    // Of a picture three times as wide as high the short edge has to be long enough too.
    minPixels: Math.min(Math.max(usual.minPixels, minEdge * minEdge * 3), (maxEdge * maxEdge) / 2),
    maxPixels: Math.min(usual.maxPixels, maxEdge * maxEdge),
  };
}

interface NamedSize {
  readonly value: string;
  readonly width: number;
  readonly height: number;
}

/** `landscape_16_9`, `1024x768`, `16:9`. Nothing for `auto` and other words. */
function namedSize(value: string): NamedSize[] {
  const preset = Object.hasOwn(presets, value) ? presets[value] : undefined;
  if (preset) {
    return [{ value, width: preset[0], height: preset[1] }];
  }
  const pixels = /^(\d{2,5})\s*[x×*]\s*(\d{2,5})$/i.exec(value);
  if (pixels) {
    return bounded(value, Number(pixels[1]), Number(pixels[2]));
  }
  const ratio = /^(\d{1,3})\s*[:/]\s*(\d{1,3})$/.exec(value) ?? /^(?:landscape|portrait|square)_(\d{1,2})_(\d{1,2})$/.exec(value);
  const [one, other] = [Number(ratio?.[1] ?? 0), Number(ratio?.[2] ?? 0)];
  if (one < 1 || other < 1) {
    return [];
  }
  // `portrait_16_9` is higher than wide.
  const [wide, high] = value.startsWith('portrait_') && one > other ? [other, one] : [one, other];
  const width = Math.sqrt((ratioPixels * wide) / high);
  return bounded(value, Math.round(width / 8) * 8, Math.round((width * high) / wide / 8) * 8);
}

function bounded(value: string, width: number, height: number): NamedSize[] {
  return value.length <= 100 && Math.min(width, height) >= 64 && Math.max(width, height) <= 8192 ? [{ value, width, height }] : [];
}
