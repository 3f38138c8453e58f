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
  readonly takesMask: boolean;
  /** Allowed values of further fields. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Whether it takes `openai_api_key`. */
  readonly byok: boolean;
  readonly streams: boolean;
  /** As the pricing call states it, in dollars for each `unit`. */
  readonly unitPrice: number;
  readonly unit: string;
}

const gptImage2 = {
  sizes: 'free',
  qualities: ['auto', 'low', 'medium', 'high'],
  defaultQuality: 'high',
  choices: {},
  byok: true,
  streams: true,
  unitPrice: 0.00003,
  unit: 'output tokens',
} as const;

export const endpoints: readonly Endpoint[] = [
  {
    ...gptImage2,
    id: 'openai/gpt-image-2',
    title: 'ChatGPT Images 2.0',
    defaultSize: 'landscape_4_3',
    takesImages: false,
    takesMask: false,
  },
  {
    ...gptImage2,
    id: 'openai/gpt-image-2/edit',
    title: 'ChatGPT Images 2.0 Edit',
    defaultSize: 'auto',
    takesImages: true,
    takesMask: true,
  },
  {
    id: 'fal-ai/gpt-image-1/edit-image',
    title: 'gpt-image-1',
    sizes: ['1024x1024', '1536x1024', '1024x1536'],
    defaultSize: 'auto',
    qualities: ['auto', 'low', 'medium', 'high'],
    defaultQuality: 'auto',
    takesImages: true,
    takesMask: false,
    choices: { background: ['auto', 'transparent', 'opaque'], input_fidelity: ['low', 'high'] },
    byok: false,
    streams: true,
    unitPrice: 0.042,
    unit: 'images',
  },
];

export function findEndpoint(id: string): Endpoint | undefined {
  return endpoints.find((endpoint) => endpoint.id === id);
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
