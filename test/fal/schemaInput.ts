import { errorEntry, type ErrorEntry } from './failures';

/** A schema as the documents of the simulated service have them; a reading of its own, so that a mistake of Easel's shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly [more: string]: unknown;
}

interface Document {
  readonly paths: Readonly<Record<string, { post?: { requestBody?: { content: Record<string, { schema: Schema }> } } }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export function inputSchema(openapi: unknown, id: string): Schema {
  const document = openapi as Document;
  const schema = document.paths[`/${id}`]?.post?.requestBody?.content['application/json']?.schema ?? {};
  return followed(document, schema);
}

function followed(document: Document, schema: Schema): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : followed(document, document.components.schemas[name] ?? {});
}

/** What the service finds wrong with an input by the model's own schema. */
export function schemaFaults(openapi: unknown, id: string, input: unknown): ErrorEntry[] {
  return faultsOf(openapi as Document, inputSchema(openapi, id), input, ['body']);
}

type Place = readonly (string | number)[];

function faultsOf(document: Document, schema: Schema, value: unknown, loc: Place): ErrorEntry[] {
  const one = followed(document, schema);
  const fault = (msg: string): ErrorEntry[] => [errorEntry('value_error', { loc, msg, input: value ?? null })];
  if (value === null && one.nullable) {
    return [];
  }
  if (one.anyOf) {
    return one.anyOf.some((choice) => faultsOf(document, choice, value, loc).length === 0) ? [] : fault('Input fits none of the forms');
  }
  const parts = (one.allOf ?? []).flatMap((part) => faultsOf(document, part, value, loc));
  if (one.enum && !one.enum.includes(value)) {
    return fault(`Input should be one of ${one.enum.join(', ')}`);
  }
  const isRight = one.type === undefined || typeOf(value).includes(one.type);
  return isRight
    ? [...parts, ...boundsOf(one, value, fault), ...insides(document, one, value, loc)]
    : fault(`Input should be a valid ${one.type ?? ''}`);
}

function typeOf(value: unknown): string[] {
  if (value === null || Array.isArray(value)) {
    return [value === null ? 'null' : 'array'];
  }
  return typeof value === 'number' ? ['number', ...(Number.isInteger(value) ? ['integer'] : [])] : [typeof value];
}

function boundsOf(schema: Schema, value: unknown, fault: (msg: string) => ErrorEntry[]): ErrorEntry[] {
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, multipleOf } = schema;
    const fits = value >= minimum && value <= maximum && value > exclusiveMinimum && (!multipleOf || value % multipleOf === 0);
    return fits ? [] : fault('Input is out of bounds');
  }
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
  const [least, most] = typeof value === 'string' ? [schema.minLength, schema.maxLength] : [schema.minItems, schema.maxItems];
  return length < (least ?? 0) || length > (most ?? Infinity) ? fault('Input is too short or too long') : [];
}

function insides(document: Document, schema: Schema, value: unknown, loc: Place): ErrorEntry[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => (schema.items ? faultsOf(document, schema.items, item, [...loc, index]) : []));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const missing = (schema.required ?? [])
    .filter((name) => !(name in fields))
    .map((name) => errorEntry('missing', { loc: [...loc, name], input: value }));
  const given = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    name in fields ? faultsOf(document, property, fields[name], [...loc, name]) : [],
  );
  return [...missing, ...given];
}
