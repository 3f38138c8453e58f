import { outputFormats, presets, type Endpoint } from './endpoints';
import { errorEntry, type ErrorEntry } from './failures';
import { sizeFault } from './renderSize';
import { inputSchema, schemaFaults } from './schemaInput';
import type { Switches } from './switches';

export type Input = Readonly<Record<string, unknown>>;

const commonFields = ['prompt', 'image_size', 'quality', 'num_images', 'output_format', 'sync_mode'];
const maxImageUrls = 16;

/** Fields that the endpoint does not know. They are ignored, as a wrong mask field is; a test must be able to see them. */
export function unknownFields(endpoint: Endpoint, input: Input): string[] {
  if (endpoint.openapi !== undefined) {
    const { properties = {} } = inputSchema(endpoint.openapi, endpoint.id);
    return Object.keys(input).filter((field) => !(field in properties));
  }
  const known = new Set([...commonFields, ...Object.keys(endpoint.choices)]);
  if (endpoint.takesImages) {
    known.add('image_urls');
  }
  if (endpoint.maskField) {
    known.add(endpoint.maskField);
  }
  if (endpoint.compresses) {
    known.add('output_compression');
  }
  if (endpoint.byok) {
    known.add('openai_api_key');
  }
  return Object.keys(input).filter((field) => !known.has(field));
}

/** What the service finds wrong with an input before any picture is looked at. Empty for a good one. */
export function checkInput(endpoint: Endpoint, input: unknown, switches: Switches): ErrorEntry[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [errorEntry('value_error', { loc: ['body'], msg: 'Input should be a valid dictionary', input: input ?? null })];
  }
  const fields = input as Input;
  if (endpoint.openapi !== undefined) {
    return schemaFaults(endpoint.openapi, endpoint.id, fields);
  }
  return [
    ...checkPrompt(fields),
    ...(endpoint.takesImages ? checkImageUrls(fields) : []),
    ...(endpoint.maskField ? checkString(endpoint.maskField, fields) : []),
    ...(endpoint.byok ? checkString('openai_api_key', fields) : []),
    ...checkSize(endpoint, fields, switches),
    ...checkChoice('quality', endpoint.qualities, fields),
    ...checkChoice('output_format', outputFormats, fields),
    ...Object.entries(endpoint.choices).flatMap(([field, allowed]) => checkChoice(field, allowed, fields)),
    ...checkCount(endpoint, fields),
    ...(endpoint.compresses ? checkCompression(fields) : []),
    ...checkTransparency(endpoint, fields),
    ...('sync_mode' in fields && typeof fields['sync_mode'] !== 'boolean' ? [wrongType('sync_mode', 'boolean', fields)] : []),
  ];
}

function wrongType(field: string, type: string, input: Input): ErrorEntry {
  return errorEntry('value_error', { loc: ['body', field], msg: `Input should be a valid ${type}`, input: input[field] ?? null });
}

function checkPrompt(input: Input): ErrorEntry[] {
  const prompt = input['prompt'];
  if (prompt === undefined) {
    return [errorEntry('missing', { loc: ['body', 'prompt'], input })];
  }
  if (typeof prompt !== 'string') {
    return [wrongType('prompt', 'string', input)];
  }
  if (prompt.length === 0) {
    return [errorEntry('value_error', { loc: ['body', 'prompt'], msg: 'Prompt must not be empty', input: prompt })];
  }
  return [];
}

function checkImageUrls(input: Input): ErrorEntry[] {
  const urls = input['image_urls'];
  const loc = ['body', 'image_urls'];
  if (urls === undefined) {
    return [errorEntry('missing', { loc, input })];
  }
  if (!Array.isArray(urls)) {
    return [wrongType('image_urls', 'list', input)];
  }
  if (urls.length === 0) {
    return [errorEntry('sequence_too_short', { loc, msg: 'List should have at least 1 item', ctx: { min_length: 1 }, input: urls })];
  }
  if (urls.length > maxImageUrls) {
    const ctx = { max_length: maxImageUrls };
    return [errorEntry('sequence_too_long', { loc, msg: `List should have at most ${maxImageUrls} items`, ctx, input: urls })];
  }
  return urls.flatMap((url: unknown, index) =>
    typeof url === 'string' ? [] : [errorEntry('value_error', { loc: [...loc, index], msg: 'Input should be a valid string', input: url })],
  );
}

function checkString(field: string, input: Input): ErrorEntry[] {
  return input[field] === undefined || typeof input[field] === 'string' ? [] : [wrongType(field, 'string', input)];
}

function checkChoice(field: string, allowed: readonly string[], input: Input): ErrorEntry[] {
  const value = input[field];
  if (value === undefined || (typeof value === 'string' && allowed.includes(value))) {
    return [];
  }
  return [
    errorEntry('one_of', { loc: ['body', field], msg: `Input should be ${listed(allowed)}`, ctx: { expected: allowed }, input: value }),
  ];
}

function listed(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

function checkCompression(input: Input): ErrorEntry[] {
  const value = input['output_compression'];
  const loc = ['body', 'output_compression'];
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100)) {
    return [];
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return [wrongType('output_compression', 'integer', input)];
  }
  return value < 0
    ? [errorEntry('greater_than_equal', { loc, msg: 'Input should be greater than or equal to 0', ctx: { ge: 0 }, input: value })]
    : [errorEntry('less_than_equal', { loc, msg: 'Input should be less than or equal to 100', ctx: { le: 100 }, input: value })];
}

/** A JPEG cannot be transparent; whether the service or OpenAI behind it says so, it is refused. */
function checkTransparency(endpoint: Endpoint, input: Input): ErrorEntry[] {
  if (!('background' in endpoint.choices) || input['background'] !== 'transparent' || input['output_format'] !== 'jpeg') {
    return [];
  }
  const msg = 'Transparent backgrounds need the png or webp output format';
  return [errorEntry('value_error', { loc: ['body', 'background'], msg, ctx: {}, input: 'transparent' })];
}

function checkCount({ maxImages }: Endpoint, input: Input): ErrorEntry[] {
  const count = input['num_images'];
  const loc = ['body', 'num_images'];
  if (count === undefined) {
    return [];
  }
  if (typeof count !== 'number' || !Number.isInteger(count)) {
    return [wrongType('num_images', 'integer', input)];
  }
  if (count < 1) {
    return [errorEntry('greater_than_equal', { loc, msg: 'Input should be greater than or equal to 1', ctx: { ge: 1 }, input: count })];
  }
  if (count > maxImages) {
    const ctx = { le: maxImages };
    return [errorEntry('less_than_equal', { loc, msg: `Input should be less than or equal to ${maxImages}`, ctx, input: count })];
  }
  return [];
}

function checkSize(endpoint: Endpoint, input: Input, switches: Switches): ErrorEntry[] {
  const size = input['image_size'];
  if (size === undefined) {
    return [];
  }
  if (endpoint.sizes !== 'free') {
    return checkChoice('image_size', ['auto', ...endpoint.sizes], input);
  }
  if (typeof size === 'string') {
    return checkChoice('image_size', [...Object.keys(presets), 'auto'], input);
  }
  if (typeof size !== 'object' || size === null) {
    return [wrongType('image_size', 'dictionary', input)];
  }
  const { width = 512, height = 512 } = size as { width?: unknown; height?: unknown };
  if (!Number.isInteger(width) || !Number.isInteger(height)) {
    return [wrongType('image_size', 'dictionary of integers', input)];
  }
  const fault = sizeFault({ width: Number(width), height: Number(height) });
  if (fault === undefined || switches.illegalSizes === 'change') {
    return [];
  }
  return [errorEntry('value_error', { loc: ['body', 'image_size'], msg: `Invalid image size. ${fault}`, ctx: {}, input: size })];
}
