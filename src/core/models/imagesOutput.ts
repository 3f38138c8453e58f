import * as z from 'zod/mini';
import { ImageError } from '../errors';
import type { ServiceResult } from '../service';

/** `{"images":[{"url", …}]}`, the answer of every GPT Image endpoint. Only `url` is certain to be there. */
const imagesOutput = z.object({
  images: z.array(
    z.object({
      url: z.string().check(z.minLength(1)),
      content_type: z.nullish(z.string()),
      width: z.nullish(z.number()),
      height: z.nullish(z.number()),
    }),
  ),
});

/** Models of the service beside the family answer with one picture too, or with bare addresses. */
const anyOutput = z.object({ images: z.optional(z.nullable(z.array(z.unknown()))), image: z.optional(z.unknown()) });

/** The pictures of any image model's answer: `images`, or `image`. @throws as `parseImagesOutput` */
export function parseAnyImages(body: unknown): ServiceResult {
  const parsed = anyOutput.safeParse(body);
  const { images, image } = parsed.success ? parsed.data : {};
  const all = images ?? (image === undefined || image === null ? [] : [image]);
  return parseImagesOutput({ images: all.map((one) => (typeof one === 'string' ? { url: one } : one)) });
}

/** @throws ImageError `bad-response` when the answer has another shape or no picture in it. */
export function parseImagesOutput(body: unknown): ServiceResult {
  const parsed = imagesOutput.safeParse(body);
  if (!parsed.success || parsed.data.images.length === 0) {
    throw new ImageError(
      'bad-response',
      'The service finished the request but its answer holds no image. Look at the request in your fal.ai dashboard.',
      JSON.stringify(body)?.slice(0, 500),
    );
  }
  return {
    images: parsed.data.images.map((image) => ({
      url: image.url,
      contentType: image.content_type ?? undefined,
      width: image.width ?? undefined,
      height: image.height ?? undefined,
    })),
  };
}
