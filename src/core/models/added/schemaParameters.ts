import { isParameterName, valueFault, type Parameter } from '../parameters';
import type { Node, SchemaReader } from './schema';

/** Nothing that Easel would keep in a journal or show in a form, and nothing that changes how the answer comes. */
const neverOffered = /(?:api_?key|token|secret|password|credential|webhook|callback)|_urls?$|^(?:stream|partial_images|sync_mode)$/i;

/** At most so many in a form. */
const maxParameters = 60;

/** Text of a schema as one line of plain text; it is never anything else. */
export function plain(text: unknown, most: number): string {
  const line =
    typeof text === 'string'
      ? text
          .slice(0, 10_000)
          .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
          .trim()
      : '';
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

export interface FoundParameters {
  readonly parameters: Parameter[];
  /** Required inputs that nothing here can give. */
  readonly missing: string[];
}

/** The options that a form can offer, out of all inputs that are not spoken for. */
export function parametersFrom(
  reader: SchemaReader,
  properties: ReadonlyMap<string, unknown>,
  required: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): FoundParameters {
  const parameters: Parameter[] = [];
  const missing: string[] = [];
  for (const [name, schema] of properties) {
    if (taken.has(name)) {
      continue;
    }
    const always = required.has(name);
    const one = isParameterName(name) && !neverOffered.test(name) ? parameterOf(reader, name, schema) : undefined;
    if (one && !always && parameters.length < maxParameters) {
      parameters.push(one);
    } else if (one && always && one.usual !== undefined) {
      parameters.push({ ...one, always });
    } else if (always && !hasDefault(reader, schema)) {
      missing.push(name);
    }
  }
  return {
    parameters: parameters.slice(0, maxParameters),
    missing: [...missing, ...[...required].filter((name) => !properties.has(name) && !taken.has(name))],
  };
}

/** What the service takes when it is told nothing need not be given, though the schema calls it required. */
function hasDefault(reader: SchemaReader, schema: unknown): boolean {
  try {
    return reader.alternatives(schema).some((one) => one['default'] !== undefined && one['default'] !== null);
  } catch {
    return false;
  }
}

/** `undefined` for what is no scalar, and for what cannot be read. */
function parameterOf(reader: SchemaReader, name: string, schema: unknown): Parameter | undefined {
  let kinds: Node[];
  try {
    kinds = reader.alternatives(schema);
  } catch {
    return undefined;
  }
  const [first] = kinds;
  if (!first) {
    return undefined;
  }
  const label = plain(first['title'], 100) || name.replaceAll('_', ' ');
  const description = plain(first['description'], 400);
  const common = { name, label, ...(description === '' ? {} : { description }) };
  const one = choice(kinds, common) ?? scalar(kinds, common);
  const usual = kinds.map((kind) => kind['default']).find((value) => value !== undefined && value !== null);
  return one && usual !== undefined && valueFault(one, usual) === undefined ? ({ ...one, usual } as Parameter) : one;
}

type Common = Pick<Parameter, 'name' | 'label' | 'description'>;

function choice(kinds: readonly Node[], common: Common): Parameter | undefined {
  const lists = kinds.map((kind) =>
    Array.isArray(kind['enum']) ? (kind['enum'] as unknown[]) : 'const' in kind ? [kind['const']] : undefined,
  );
  if (lists.some((list) => list === undefined)) {
    return undefined;
  }
  const options = [...new Set(lists.flatMap((list) => list ?? []))].filter(
    (value) => (typeof value === 'string' && value.length <= 200) || (typeof value === 'number' && Number.isFinite(value)),
  ) as (string | number)[];
  return options.length > 0 ? { ...common, kind: 'choice', options: options.slice(0, 300) } : undefined;
}

function scalar(kinds: readonly Node[], common: Common): Parameter | undefined {
  const numeric = kinds.find(({ type }) => type === 'integer') ?? kinds.find(({ type }) => type === 'number');
  if (numeric) {
    return numberOf(numeric, common);
  }
  if (kinds.some(({ type }) => type === 'boolean')) {
    return { ...common, kind: 'switch' };
  }
  const text = kinds.find(({ type, format }) => type === 'string' && format !== 'binary' && format !== 'uri');
  return text && { ...common, kind: 'text', maxLength: Math.min(20_000, Math.max(1, whole(text['maxLength']) ?? 2_000)) };
}

function numberOf(schema: Node, common: Common): Parameter {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const bound = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
  // Until OpenAPI 3.0 an exclusive bound is a mark on the other.
  const min = exclusiveMinimum === true ? undefined : bound(minimum);
  const max = exclusiveMaximum === true ? undefined : bound(maximum);
  const above = exclusiveMinimum === true ? bound(minimum) : bound(exclusiveMinimum);
  const below = exclusiveMaximum === true ? bound(maximum) : bound(exclusiveMaximum);
  const step = bound(multipleOf);
  return {
    ...common,
    kind: 'number',
    integer: schema['type'] === 'integer',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(above === undefined ? {} : { above }),
    ...(below === undefined ? {} : { below }),
    ...(step === undefined || step <= 0 ? {} : { step }),
  };
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
