import sharp, { type Sharp } from 'sharp';
import { maxTargetPixels } from '../core/sizes';
import { bare } from './bare';
import { cropRaster } from './crop';
import { blend, preview } from './edit';
import { fitInside, planFit } from './fit';
import { finishIcon } from './icons/finish';
import { describeMaster } from './icons/master';
import { renderIcons } from './icons/render';
import { trace } from './icons/trace/trace';
import { alphaMask, measureMask, readMask } from './masks';
import type { ImageFacts, Reply, Request, SizedImage, SourceFacts, Tasks } from './messages';
import { writeFile } from './output';
import { prepare } from './prepare';
import { decode, readHeader } from './reading';
import { shape } from './shape/shape';
import { readSamples, readSource, readSrgb } from './source';
import { encode, encodeDrawing, encodePng } from './writing';

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
    case 'describe':
      return describe(request.input);
    case 'prepare':
      return prepare(request.input);
    case 'preview':
      return preview(request.input);
    case 'blend':
      return blend(request.input);
    case 'convert':
      return convert(request.input);
    case 'readMask':
      return readMask(request.input);
    case 'measureMask':
      return measureMask(request.input);
    case 'bare':
      return bare(request.input);
    case 'alphaMask':
      return alphaMask(request.input);
    case 'drawOver':
      return drawOver(request.input);
    case 'blank':
      return blank(request.input);
    case 'finishIcon':
      return finishIcon(request.input);
    case 'describeMaster':
      return describeMaster(request.input);
    case 'renderIcons':
      return renderIcons(request.input);
    case 'trace':
      return trace(request.input);
    case 'shape':
      return shape(request.input);
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

async function describe({ bytes }: Tasks['describe']['takes']): Promise<SourceFacts> {
  return (await readSource(bytes)).facts;
}

async function convert({ bytes, format }: Tasks['convert']['takes']): Promise<SizedImage> {
  const source = await readSource(bytes);
  return writeFile(await readSamples(source), format, source.metadata.icc, source);
}

async function rasterize({ svg, alpha = false }: Tasks['rasterize']['takes']): Promise<SizedImage> {
  const drawing = drawingOf(svg);
  const { width, height } = await drawing.metadata();
  return alpha ? encode(drawing, 'png', { width, height }) : encodeDrawing(drawing, { width, height });
}

function blank({ width, height }: Tasks['blank']['takes']): Promise<SizedImage> {
  const nothing = sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
  return encode(nothing, 'png', { width, height });
}

/** The picture as 8-bit sRGB with a drawing of our own over it; what of the drawing lies outside is cut off. */
async function drawOver({ bytes, svg, left, top }: Tasks['drawOver']['takes']): Promise<SizedImage> {
  const size = await readHeader(bytes);
  const drawing = await readSrgb(drawingOf(svg));
  const from = { left: Math.max(0, -left), top: Math.max(0, -top) };
  const width = Math.min(drawing.width - from.left, size.width - left - from.left);
  const height = Math.min(drawing.height - from.top, size.height - top - from.top);
  if (width < 1 || height < 1) {
    return encode(decode(bytes), 'png', size);
  }
  const input = Buffer.from(await encodePng(cropRaster(drawing, { ...from, width, height }), true));
  const layer = { input, left: left + from.left, top: top + from.top };
  const drawn = decode(bytes).toColourspace('srgb').composite([layer]);
  return encode(size.hasAlpha ? drawn : drawn.removeAlpha(), 'png', size);
}

/** Only for drawings of our own: an SVG from outside never gets here. */
function drawingOf(svg: string): Sharp {
  return sharp(new TextEncoder().encode(svg), { limitInputPixels: maxTargetPixels, density: 72 });
}
