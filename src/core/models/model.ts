import type * as z from 'zod/mini';
import type { Price } from '../money';
import type { ServiceResult } from '../service';
import type { Rectangle, Size, SizeRule } from '../sizes';
import type { Parameter, ParameterValues } from './parameters';

export type Operation = 'generate' | 'edit' | 'icon';
export type Quality = 'low' | 'medium' | 'high' | 'xhigh' | 'max';
export type Format = 'png' | 'jpeg' | 'webp';
export type Background = 'auto' | 'transparent' | 'opaque';
export type Fidelity = 'low' | 'high';

export const formats = ['png', 'jpeg', 'webp'] as const satisfies readonly Format[];
/** Of all models together, cheapest first. */
export const qualities = ['low', 'medium', 'high', 'xhigh', 'max'] as const satisfies readonly Quality[];
export const backgrounds = ['auto', 'transparent', 'opaque'] as const satisfies readonly Background[];

/** What is asked of the model in its own terms: a legal size, and the URLs of uploaded pictures. */
export interface RenderOrder {
  readonly prompt: string;
  readonly size: Size;
  readonly quality: Quality;
  readonly count: number;
  readonly format: Format;
  readonly background?: Background | undefined;
  /** 0 to 100, for formats that lose something; the service's own when left out, and only where the model has such an option. */
  readonly compression?: number | undefined;
  /** How closely the answer keeps to the pictures; only where the model has such an option. High unless told. */
  readonly fidelity?: Fidelity | undefined;
  readonly imageUrls: readonly string[];
  readonly maskUrl?: string | undefined;
  /** Where to edit, for models that are told in numbers: bounds of the mask in pixels of `size`; all of it when left out. */
  readonly region?: Rectangle | undefined;
  /** Options that only this model has, by name; the service's own values for those that are left out. */
  readonly parameters?: ParameterValues | undefined;
}

/** What a price depends on. */
export interface PriceQuery {
  readonly size: Size;
  readonly quality: Quality;
  readonly count: number;
  /** As `pricedLength` tells it. */
  readonly promptLength: number;
  /** Sizes of the pictures that are sent along, a mask among them. */
  readonly inputs: readonly Size[];
  readonly fidelity?: Fidelity | undefined;
}

/** One model of the catalogue. A new model is one new entry of this kind. */
export interface ImageModel {
  /** The endpoint at the service, and the id in settings, journals and command arguments. */
  readonly id: string;
  readonly name: string;
  /** Who makes the pictures. */
  readonly service: 'fal' | 'draft';
  readonly operations: readonly Operation[];
  readonly sizes: SizeRule;
  readonly qualities: readonly Quality[];
  readonly defaultQuality: Quality;
  readonly formats: readonly Format[];
  /** Empty when the model has no such option. */
  readonly backgrounds: readonly Background[];
  /** Whether the quality of JPEG and WebP files can be chosen. */
  readonly compresses?: boolean;
  readonly maxCount: number;
  /** How many pictures can be sent along; 0 for text to image. */
  readonly maxInputs: number;
  readonly minInputs: number;
  readonly takesMask: boolean;
  /** Whether an edit without a mask is refused by the service. */
  readonly needsMask?: boolean;
  /** Whether the service documents `openai_api_key` for it: the request is then charged to the user's own OpenAI account. */
  readonly takesOpenAiKey?: boolean;
  /** Options beyond those that models share. */
  readonly parameters?: readonly Parameter[];
  /** In characters. */
  readonly promptLimit: number;
  /** The endpoint's own input, as it goes over the wire. */
  readonly inputSchema: z.ZodMiniType<Record<string, unknown>>;
  /** Builds the endpoint's input; the result satisfies `inputSchema`. */
  buildInput(order: RenderOrder): Record<string, unknown>;
  price(query: PriceQuery): Price;
  /** Reads the endpoint's answer. @throws ImageError `bad-response` when it holds no picture. */
  parseOutput(body: unknown): ServiceResult;
}
