import { otherModels } from './otherModels';

/** One model of the simulated service: what it takes and what it does when a field is left out. */
export interface Endpoint {
  readonly id: string;
  readonly title: string;
  /** Free: any legal size, presets and, for edits, `auto`. Otherwise the only sizes that it knows, beside `auto`. */
  readonly sizes: 'free' | readonly string[];
  readonly defaultSize: string;
  readonly qualities: readonly string[];
  readonly defaultQuality: string;
  readonly takesImages: boolean;
  /** What the mask is called; `undefined` for a model without one. */
  readonly maskField: 'mask_url' | 'mask_image_url' | undefined;
  readonly maxImages: number;
  /** Whether it takes `output_compression`. */
  readonly compresses: boolean;
  /** Allowed values of further fields. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Whether it takes `openai_api_key`. */
  readonly byok: boolean;
  readonly streams: boolean;
  /** As the pricing call states it, in dollars for each `unit`. */
  readonly unitPrice: number;
  readonly unit: string;
  /** Of a model outside the family: the document that the service gives out for it, which is all that is known of its input. */
  readonly openapi?: unknown;
}

const gptImage2 = {
  sizes: 'free',
  qualities: ['auto', 'low', 'medium', 'high'],
  defaultQuality: 'high',
  maxImages: 4,
  compresses: false,
  choices: {},
  byok: true,
  streams: true,
  unitPrice: 0.00003,
  unit: 'output tokens',
} as const;

const background = { background: ['auto', 'transparent', 'opaque'] } as const;
const fidelity = { input_fidelity: ['low', 'high'] } as const;

const gptImage1 = {
  sizes: ['1024x1024', '1536x1024', '1024x1536'],
  defaultSize: 'auto',
  qualities: ['auto', 'low', 'medium', 'high'],
  defaultQuality: 'auto',
  maskField: undefined,
  maxImages: 4,
  compresses: false,
  choices: background,
  byok: false,
  streams: true,
  unitPrice: 0.042,
  unit: 'images',
} as const;

function gptImage25(variant: string, title: string): Endpoint[] {
  const shared = {
    ...gptImage2,
    qualities: ['auto', 'low', 'medium', 'high', 'xhigh', 'max'],
    maxImages: 10,
    compresses: true,
    choices: background,
    byok: false,
    streams: false,
  } as const;
  const id = `openai/gpt-image-2.5/${variant}`;
  return [
    { ...shared, id: `${id}/text-to-image`, title, defaultSize: 'landscape_4_3', takesImages: false, maskField: undefined },
    { ...shared, id: `${id}/edit`, title: `${title} Edit`, defaultSize: 'auto', takesImages: true, maskField: 'mask_url' },
  ];
}

export const endpoints: readonly Endpoint[] = [
  {
    ...gptImage2,
    id: 'openai/gpt-image-2',
    title: 'ChatGPT Images 2.0',
    defaultSize: 'landscape_4_3',
    takesImages: false,
    maskField: undefined,
  },
  {
    ...gptImage2,
    id: 'openai/gpt-image-2/edit',
    title: 'ChatGPT Images 2.0 Edit',
    defaultSize: 'auto',
    takesImages: true,
    maskField: 'mask_url',
  },
  ...gptImage25('flare', 'GPT Image 2.5 Flare'),
  ...gptImage25('sunburst', 'GPT Image 2.5 Sunburst'),
  { ...gptImage1, id: 'fal-ai/gpt-image-1/text-to-image', title: 'gpt-image-1', takesImages: false },
  { ...gptImage1, id: 'fal-ai/gpt-image-1/edit-image', title: 'gpt-image-1', takesImages: true, choices: { ...background, ...fidelity } },
  {
    ...gptImage1,
    id: 'fal-ai/gpt-image-1.5/edit',
    title: 'gpt-image-1.5',
    qualities: ['low', 'medium', 'high'],
    defaultQuality: 'high',
    takesImages: true,
    maskField: 'mask_image_url',
    choices: { ...background, ...fidelity },
  },
  { ...gptImage1, id: 'fal-ai/gpt-image-1-mini', title: 'gpt-image-1-mini', takesImages: false },
  { ...gptImage1, id: 'fal-ai/gpt-image-1-mini/edit', title: 'gpt-image-1-mini', takesImages: true },
];

/** Models that Easel does not bring. */
const others: readonly Endpoint[] = otherModels.map(({ id, title, openapi, unitPrice = 0.001, unit = 'compute seconds' }) => ({
  ...{ id, title, openapi, unitPrice, unit },
  ...{ sizes: 'free', defaultSize: 'landscape_4_3', qualities: [], defaultQuality: '', maxImages: 4, compresses: false },
  ...{
    takesImages: /image_url/.test(JSON.stringify(openapi)),
    maskField: /"mask_url"/.test(JSON.stringify(openapi)) ? 'mask_url' : undefined,
  },
  ...{ choices: {}, byok: false, streams: false },
}));

export function findEndpoint(id: string): Endpoint | undefined {
  return endpoints.find((endpoint) => endpoint.id === id) ?? others.find((endpoint) => endpoint.id === id);
}

/** `owner/alias`: the part of an endpoint that is kept in the addresses of its requests. */
export function appOf(endpointId: string): string {
  return endpointId.split('/').slice(0, 2).join('/');
}

export const outputFormats = ['png', 'jpeg', 'webp'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** In pixels. Two of them lie below the model's own minimum, as on the real service. */
export const presets: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  square_hd: { width: 1024, height: 1024 },
  square: { width: 512, height: 512 },
  portrait_4_3: { width: 768, height: 1024 },
  portrait_16_9: { width: 576, height: 1024 },
  landscape_4_3: { width: 1024, height: 768 },
  landscape_16_9: { width: 1024, height: 576 },
};
