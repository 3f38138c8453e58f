import * as z from 'zod/mini';
import { ImageError } from '../errors';

/** What a model's own option can be set to. */
export const parameterValue = z.union([z.string().check(z.maxLength(20_000)), z.number(), z.boolean()]);
export type ParameterValue = z.infer<typeof parameterValue>;

/** Names that can be an input's: nothing that an object has by itself, and nothing that breaks out of a text. */
export function isParameterName(name: string): boolean {
  return /^[a-z][a-z0-9_]{0,63}$/i.test(name) && !(name in Object.prototype);
}

const parameterName = z.string().check(z.refine(isParameterName, 'not the name of a parameter'));

/** Options of a model by name, as they stand in requests, forms and recipes. */
export const parameterValues = z.record(parameterName, parameterValue);
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

const common = {
  name: parameterName,
  label: z.string().check(z.minLength(1), z.maxLength(100)),
  description: z.optional(z.string().check(z.maxLength(1000))),
  /** It goes into every request, with its usual value if need be: the service asks for it. */
  always: z.optional(z.boolean()),
};

/** One option that only some model has. `usual` is what the service takes when it is not told. */
export const parameter = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('choice'),
    options: z.array(z.union([z.string().check(z.maxLength(200)), z.number()])).check(z.minLength(1), z.maxLength(300)),
    usual: z.optional(z.union([z.string(), z.number()])),
  }),
  z.object({ ...common, kind: z.literal('switch'), usual: z.optional(z.boolean()) }),
  z.object({
    ...common,
    kind: z.literal('number'),
    integer: z.boolean(),
    min: z.optional(z.number()),
    max: z.optional(z.number()),
    /** The same without the bound itself. */
    above: z.optional(z.number()),
    below: z.optional(z.number()),
    step: z.optional(z.number().check(z.gt(0))),
    usual: z.optional(z.number()),
  }),
  z.object({
    ...common,
    kind: z.literal('text'),
    maxLength: z.int().check(z.minimum(1), z.maximum(20_000)),
    usual: z.optional(z.string()),
  }),
]);
export type Parameter = z.infer<typeof parameter>;

/** Why a value is none for the parameter, as the end of “… must be”; `undefined` for one that is. */
export function valueFault(one: Parameter, value: unknown): string | undefined {
  switch (one.kind) {
    case 'choice':
      return one.options.some((option) => option === value) ? undefined : `one of ${one.options.slice(0, 20).join(', ')}`;
    case 'switch':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'text':
      return typeof value === 'string' && value.length <= one.maxLength ? undefined : `a text of at most ${one.maxLength} characters`;
    case 'number':
      return isNumberFor(one, value) ? undefined : numberWords(one);
  }
}

type NumberParameter = Extract<Parameter, { kind: 'number' }>;

function isNumberFor({ integer, min, max, above, below, step }: NumberParameter, value: unknown): boolean {
  return (
    typeof value === 'number' &&
    (integer ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
    value >= (min ?? -Infinity) &&
    value <= (max ?? Infinity) &&
    value > (above ?? -Infinity) &&
    value < (below ?? Infinity) &&
    // Of fractions it is a hint for the form: 0.1 is no exact number.
    (!integer || step === undefined || !Number.isInteger(step) || value % step === 0)
  );
}

function numberWords({ integer, min, max, above, below, step }: NumberParameter): string {
  const bounds = [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
    ...(integer && step !== undefined && step > 1 ? [`a multiple of ${step}`] : []),
  ];
  return [integer ? 'a whole number' : 'a number', ...(bounds.length > 0 ? [bounds.join(', ')] : [])].join(', ');
}

interface HasParameters {
  readonly name: string;
  readonly parameters?: readonly Parameter[];
}

/** @throws ImageError `invalid-request` for a name that the model does not have, and a value that it does not take. */
export function checkParameters(values: ParameterValues | undefined, model: HasParameters): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    const one = model.parameters?.find((known) => known.name === name);
    if (!one) {
      const names = model.parameters?.map((known) => known.name).join(', ');
      throw new ImageError('invalid-request', `${model.name} has no option “${name}”${names ? `. It has: ${names}` : ''}.`);
    }
    const fault = valueFault(one, value);
    if (fault !== undefined) {
      throw new ImageError('invalid-request', `“${name}” of ${model.name} must be ${fault}.`);
    }
  }
}

/** What of the values the model has; a kept form can be of another one. */
export function parametersFor(values: ParameterValues | undefined, model: HasParameters): ParameterValues {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([name, value]) => {
      const one = model.parameters?.find((known) => known.name === name);
      return one !== undefined && valueFault(one, value) === undefined;
    }),
  );
}
