import sharp from 'sharp';
import { maxTargetPixels } from '../core/sizes';
import { fitInside, planFit } from './fit';
import type { ImageFacts, Reply, Request, SizedImage, Tasks } from './messages';
import { decode, readHeader } from './reading';
import { encode, encodeDrawing } from './writing';

// Every picture is another file; what libvips remembers of the last one is only memory.
sharp.cache(false);

/** Does one piece of work. @throws ImageError */
export function perform(request: Request): Promise<Extract<Reply, { ok: true }>['value']> {
  switch (request.task) {
    case 'inspect':
      return inspect(request.input);
    case 'fit':
      return fit(request.input);
    case 'rasterize':
      return rasterize(request.input);
    case 'thumbnail':
      return thumbnail(request.input);
  }
}

function inspect({ bytes }: Tasks['inspect']['takes']): Promise<ImageFacts> {
  return readHeader(bytes);
}

async function fit({ bytes, target, format, quality }: Tasks['fit']['takes']): Promise<SizedImage> {
  const plan = planFit(await readHeader(bytes), target);
  const cut = decode(bytes).extract(plan.crop);
  // Resampling is done on premultiplied pixels by sharp itself, so no hidden colour bleeds out of transparent ones. Shrinking
  // while decoding a JPEG is faster but draws moiré into fine patterns.
  const sized = plan.resample ? cut.resize({ ...target, fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false }) : cut;
  return encode(sized, format, target, quality);
}

async function thumbnail({ bytes, maxEdge }: Tasks['thumbnail']['takes']): Promise<SizedImage> {
  const size = fitInside(await readHeader(bytes), maxEdge);
  return encode(decode(bytes).resize({ ...size, fit: 'fill' }), 'webp', size, 80);
}

/** Only for drawings of our own: an SVG from outside never gets here. */
async function rasterize({ svg }: Tasks['rasterize']['takes']): Promise<SizedImage> {
  const drawing = sharp(new TextEncoder().encode(svg), { limitInputPixels: maxTargetPixels, density: 72 });
  const { width, height } = await drawing.metadata();
  return encodeDrawing(drawing, { width, height });
}
