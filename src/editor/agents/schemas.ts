import * as z from 'zod/mini';
import { iconStyle } from '../../core/icon';
import { catalogue } from '../../core/models/catalogue';
import { qualities } from '../../core/models/model';
import { presetIds } from '../../icons/set';

/** What a model is told of a parameter stands in the schema, so that the manifest and what is checked cannot differ. */
function told<T extends z.ZodMiniType>(schema: T, description: string): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}

const pixels = (description: string) => told(z.int().check(z.minimum(1), z.maximum(8192)), description);
const coordinate = z.number().check(z.minimum(-65_535), z.maximum(65_535));
const prompt = told(z.string().check(z.minLength(1), z.maxLength(32_000)), 'What the picture shows, in plain words.');
const path = (description: string) => told(z.string().check(z.minLength(1), z.maxLength(4096)), description);
const model = told(
  z.string().check(z.maxLength(200)),
  `Id of a model; best left out, the user has a default. One of: ${catalogue.map(({ id }) => id).join(', ')}. easel/draft is free and offline.`,
);
const quality = told(z.enum(qualities), 'Each step up costs several times as much; xhigh and max only with GPT Image 2.5. Best left out.');
const count = (most: number) => told(z.int().check(z.minimum(1), z.maximum(most)), 'How many variants; each is paid for.');
const name = told(
  z.string().check(z.minLength(1), z.maxLength(200)),
  'File name without folder. A taken name gets a number; nothing is overwritten.',
);
const folder = path(
  'Folder inside the workspace, absolute or from the first workspace folder. Left out, the assets folder of the project.',
);

const generateImageAsset = z.strictObject({
  prompt,
  width: pixels('Width of the file in pixels.'),
  height: pixels('Height of the file in pixels.'),
  format: z.optional(told(z.enum(['png', 'jpeg', 'webp']), 'PNG unless told.')),
  background: z.optional(
    told(z.enum(['auto', 'transparent', 'opaque']), 'Only with models that have the choice; PNG or WebP for transparent.'),
  ),
  count: z.optional(count(10)),
  quality: z.optional(quality),
  model: z.optional(model),
  folder: z.optional(folder),
  name: z.optional(name),
});

const rectangle = z.strictObject({ x: coordinate, y: coordinate, width: coordinate, height: coordinate });

const editImageRegion = z.strictObject({
  image: path('The picture to edit, PNG, JPEG or WebP, inside the workspace.'),
  prompt: told(z.string().check(z.minLength(1), z.maxLength(32_000)), 'What the region is to show.'),
  rects: z.optional(told(z.array(rectangle).check(z.maxLength(1000)), 'Rectangles that change, in pixels of the upright picture.')),
  polygons: z.optional(
    told(
      z
        .array(z.array(z.strictObject({ x: coordinate, y: coordinate })).check(z.minLength(3), z.maxLength(10_000)))
        .check(z.maxLength(1000)),
      'Polygons that change, each a list of corners in pixels of the upright picture.',
    ),
  ),
  count: z.optional(count(4)),
  quality: z.optional(quality),
  model: z.optional(model),
  output: z.optional(path('Where to write. Left out, a new file beside the picture; the picture itself stays as it is.')),
});

const generateIconSet = z.strictObject({
  prompt: z.optional(told(z.string().check(z.minLength(1), z.maxLength(32_000)), 'What the icon shows. Leave it out when image is given.')),
  image: z.optional(path('An existing picture to make the set from, which is free. Leave it out to have one generated.')),
  style: z.optional(told(iconStyle, 'Of a generated icon; flat unless told.')),
  presets: z.optional(told(z.array(z.enum(presetIds)), 'Which sets; left out, what the project asks for.')),
  quality: z.optional(quality),
  model: z.optional(model),
  name: z.optional(name),
});

const findPlaceholderImages = z.strictObject({
  files: z.optional(
    told(
      z.array(z.string().check(z.minLength(1), z.maxLength(4096))).check(z.maxLength(1000)),
      'Files to look through; left out, the workspace.',
    ),
  ),
});

const replacePlaceholderImage = z.strictObject({
  file: path('The file that holds the placeholder, as find_placeholder_images tells it.'),
  id: z.optional(told(z.string().check(z.maxLength(1000)), 'The placeholder, as find_placeholder_images tells it. Or give the line.')),
  line: z.optional(told(z.int().check(z.minimum(1), z.maximum(10_000_000)), 'Its line, counted from 1.')),
  prompt: z.optional(told(z.string().check(z.minLength(1), z.maxLength(32_000)), 'Left out, the prompt that was suggested.')),
  quality: z.optional(quality),
  model: z.optional(model),
});

const listImageHistory = z.strictObject({
  query: z.optional(told(z.string().check(z.maxLength(1000)), 'Words of the prompt, model or file name.')),
  limit: z.optional(told(z.int().check(z.minimum(1), z.maximum(100)), 'How many, newest first; 20 unless told.')),
});

/** The tools of agents, and what each is called with. */
export const toolSchemas = {
  generate_image_asset: generateImageAsset,
  edit_image_region: editImageRegion,
  generate_icon_set: generateIconSet,
  find_placeholder_images: findPlaceholderImages,
  replace_placeholder_image: replacePlaceholderImage,
  list_image_history: listImageHistory,
} as const;

export type ToolName = keyof typeof toolSchemas;
export type ToolInput<N extends ToolName> = z.infer<(typeof toolSchemas)[N]>;

/** As the manifest tells it. */
export function jsonSchemaOf(name: ToolName): Record<string, unknown> {
  return Object.fromEntries(Object.entries(z.toJSONSchema(toolSchemas[name])).filter(([key]) => key !== '$schema' && !key.startsWith('~')));
}
