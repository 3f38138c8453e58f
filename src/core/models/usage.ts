import * as z from 'zod/mini';
import type { MicroDollars } from '../money';
import type { ServiceResult } from '../service';
import { parseImagesOutput } from './imagesOutput';

const count = z.number().check(z.int(), z.minimum(0), z.maximum(100_000_000));
const details = z.nullish(z.object({ image_tokens: z.nullish(count), text_tokens: z.nullish(count) }));

/** OpenAI's token counts, as the service hands them on. Only the sums are certain to be there. */
const usage = z.object({ input_tokens: count, output_tokens: count, input_tokens_details: details, output_tokens_details: details });

/** Micro-dollars for a token of GPT Image 2 and 2.5: $5 and $8 for a million that go in, $10 and $30 for one that comes out. */
const perToken = { input: { text: 5, image: 8 }, output: { text: 10, image: 30 } } as const;

/** What the tokens of an answer cost, to the micro-dollar. What is not told apart counts as the dearer kind. `undefined` for no counts. */
export function costOfUsage(told: unknown): MicroDollars | undefined {
  const parsed = usage.safeParse(told);
  if (!parsed.success) {
    return undefined;
  }
  const { input_tokens, output_tokens, input_tokens_details, output_tokens_details } = parsed.data;
  return side(input_tokens, input_tokens_details, perToken.input) + side(output_tokens, output_tokens_details, perToken.output);
}

function side(all: number, told: z.infer<typeof details>, price: { readonly text: number; readonly image: number }): MicroDollars {
  const image = told?.image_tokens ?? undefined;
  const text = told?.text_tokens ?? (image === undefined ? 0 : Math.max(0, all - image));
  // The sum may leave out one kind, or hold what neither is.
  return text * price.text + Math.max(image ?? 0, all - text) * price.image;
}

/** The pictures of an answer of GPT Image 2 or 2.5, and what they cost when it holds the counts. @throws as `parseImagesOutput` */
export function parseCountedOutput(body: unknown): ServiceResult {
  const result = parseImagesOutput(body);
  const cost = costOfUsage((body as { usage?: unknown }).usage);
  return cost === undefined ? result : { ...result, cost };
}
