import { dollars, type Price } from '../money';
import type { Size } from '../sizes';
import type { PriceQuery, Quality } from './model';

/**
 * Output tokens of one picture of GPT Image 2 or 2.5. The formula reproduces all 18 cells of the service's price table and the
 * published token counts (7024 for a high 1024x1024). It is not monotonic in area: squares are the dearest.
 */
export function outputTokens(size: Size, patches: number): number {
  const long = Math.max(size.width, size.height);
  const short = Math.min(size.width, size.height);
  const across = Math.floor((2 * patches * short + long) / (2 * long));
  return Math.ceil((patches * across * (2_000_000 + size.width * size.height)) / 4_000_000);
}

/** Tokens of one picture that is sent along: 32-pixel tiles after small ones are doubled and long ones cut to 3:1, at most 1536. */
export function inputTokens(size: Size): number {
  const scale = Math.max(size.width, size.height) < 1024 ? Math.min(2, 1024 / Math.max(size.width, size.height)) : 1;
  let width = size.width * scale;
  let height = size.height * scale;
  width = Math.min(width, height * 3);
  height = Math.min(height, width * 3);
  return Math.min(1536, Math.ceil(width / 32) * Math.ceil(height / 32));
}

const outputPrice = dollars(30 / 1_000_000);
const imagePrice = dollars(8 / 1_000_000);
const textPrice = dollars(5 / 1_000_000);

/** The part of the price that the service's table lists: output tokens of one picture. */
export function outputPriceOf(size: Size, patches: number): number {
  return outputTokens(size, patches) * outputPrice;
}

/** How a model of the family is charged for. */
export interface TokenTariff {
  /** Patches along the long edge, for the qualities that the model has. */
  readonly patches: Readonly<Partial<Record<Quality, number>>>;
  /** What every picture is rounded up to, in micro-dollars. */
  readonly step: number;
  /** For the model's reasoning about the prompt, which nobody can foresee; in micro-dollars for each picture. */
  readonly reasoning: number;
}

/**
 * `likely` is the plain sum of output, pictures that are sent and text; `upper` rounds every picture up and adds the reasoning. Unknown
 * for a quality that the tariff does not have.
 */
export function tokenPrice(query: PriceQuery, { patches, step, reasoning }: TokenTariff): Price {
  const across = patches[query.quality];
  if (across === undefined) {
    return { known: false };
  }
  const images = query.inputs.reduce((sum, size) => sum + inputTokens(size), 0) * imagePrice;
  const text = Math.ceil(query.promptLength / 4) * textPrice;
  const one = outputPriceOf(query.size, across) + images + text;
  return { known: true, likely: one * query.count, upper: (Math.ceil(one / step) * step + reasoning) * query.count };
}
