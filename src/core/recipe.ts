import * as z from 'zod/mini';
import { iconOrder } from './icon';
import { modelOf } from './models/catalogue';
import type { ImageRequest } from './request';
import { backgrounds, qualities } from './models/model';
import { parameterValues } from './models/parameters';

/** Terms of the IPTC vocabulary "Digital Source Type" (cv.iptc.org/newscodes/digitalsourcetype). */
const vocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
export const sourceTypes = {
  /** Made by a model that was trained on pictures. */
  generated: `${vocabulary}trainedAlgorithmicMedia`,
  /** A picture of which a part was made by such a model. */
  edited: `${vocabulary}compositeWithTrainedAlgorithmicMedia`,
  /** Made by a program that has seen no pictures. */
  drawn: `${vocabulary}algorithmicMedia`,
} as const;

/** Longer texts are no recipes. In UTF-16 code units. */
const maxLength = 256 * 1024;

const edge = z.int().check(z.minimum(1), z.maximum(100_000));
const offset = z.int().check(z.minimum(0), z.maximum(100_000));

/**
 * How a file was made, as it travels with it: enough to make the same again, and where it comes from. No places on a machine, no
 * names of people, no keys: whoever gets the file may read it.
 */
const recipe = z.object({
  v: z.literal(1),
  tool: z.literal('Easel'),
  operation: z.enum(['generate', 'edit', 'icon']),
  prompt: z.string().check(z.maxLength(100_000)),
  /** Id in the catalogue, and the name that people read. */
  model: z.string().check(z.maxLength(300)),
  modelName: z.string().check(z.maxLength(300)),
  /** Pixels of the file; of an edit those of the region that was sent. */
  width: edge,
  height: edge,
  density: z.optional(z.number().check(z.minimum(1), z.maximum(4))),
  count: z.int().check(z.minimum(1), z.maximum(100)),
  quality: z.enum(qualities),
  format: z.enum(['png', 'jpeg', 'webp']),
  background: z.optional(z.enum(backgrounds)),
  compression: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  /** Options that only this model has. */
  parameters: z.optional(parameterValues),
  icon: z.optional(iconOrder),
  edit: z.optional(
    z.object({
      /** In pixels of the picture. */
      region: z.object({ left: offset, top: offset, width: edge, height: edge }),
      masked: z.boolean(),
      /** How many other pictures were sent along. */
      references: z.int().check(z.minimum(0), z.maximum(100)),
    }),
  ),
  /** The service's id. */
  requestId: z.optional(z.string().check(z.maxLength(200))),
  /** When it was asked for; ISO 8601, UTC. */
  createdAt: z.string().check(z.maxLength(40)),
  digitalSourceType: z.enum([sourceTypes.generated, sourceTypes.edited, sourceTypes.drawn]),
});
export type Recipe = z.infer<typeof recipe>;

/** The recipe of a request's files; the same for the same request, whenever it is made. */
export function recipeFor(request: ImageRequest, about: { readonly modelName: string; readonly requestId?: string | undefined }): Recipe {
  const { operation, prompt, model, width, height, density, count, quality, format, background, compression, parameters, icon, edit } =
    request;
  return {
    v: 1,
    tool: 'Easel',
    operation,
    prompt,
    model,
    modelName: about.modelName,
    width,
    height,
    ...(density === undefined ? {} : { density }),
    count,
    quality,
    format,
    ...(background ? { background } : {}),
    ...(compression === undefined ? {} : { compression }),
    ...(parameters && Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(icon ? { icon } : {}),
    ...(edit ? { edit: { region: edit.placement.box, masked: edit.masked, references: Math.max(0, edit.inputs.length - 1) } } : {}),
    ...(about.requestId === undefined ? {} : { requestId: about.requestId }),
    createdAt: new Date(request.createdAt).toISOString(),
    digitalSourceType: sourceTypeOf(request),
  };
}

function sourceTypeOf({ operation, model }: ImageRequest): Recipe['digitalSourceType'] {
  if (modelOf(model).service === 'draft') {
    return sourceTypes.drawn;
  }
  return operation === 'edit' ? sourceTypes.edited : sourceTypes.generated;
}

/** One line of JSON that may stand in XML: what XML cannot hold is escaped the way JSON does it. */
export function encodeRecipe(made: Recipe): string {
  return JSON.stringify(made).replace(
    /[\u007f-\u009f\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Reads what some file says. `undefined` for everything that is no recipe, or one of a newer Easel. Never throws. */
export function parseRecipe(text: string): Recipe | undefined {
  if (text.length > maxLength) {
    return undefined;
  }
  try {
    const parsed = recipe.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
