import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import type { OutputFormat } from './endpoints';
import { landscape, type Scene } from './landscape';
import { blockEdge, drawStamp, promptHash, type Stamp } from './stamp';

/** A picture for a request that sent none along. */
export function drawPicture(scene: Scene, format: OutputFormat): Promise<Buffer> {
  const ground = sharp(Buffer.from(landscape(scene))).removeAlpha();
  return encode(ground.composite([stampOverlay(scene)]), format);
}

/** The stamp of a scene at its place in the lower right corner, where the caption does not reach. */
function stampOverlay(scene: Scene): OverlayOptions {
  const { width, height } = scene;
  const strip = drawStamp(stampOf(scene));
  const margin = blockEdge(width, height);
  const raw = { width: strip.width, height: strip.height, channels: 4 } as const;
  return { input: strip.data, raw, left: Math.max(0, width - strip.width - margin), top: Math.max(0, height - strip.height - margin) };
}

/** The stamp of an edit, which goes into the metadata: a strip of blocks would be a change that nobody asked for. */
export function stampText(scene: Scene): string {
  return JSON.stringify(stampOf(scene));
}

function stampOf({ prompt, index, width, height }: Scene): Stamp {
  return { prompt: promptHash(prompt), index, width, height };
}

export function encode(image: Sharp, format: OutputFormat): Promise<Buffer> {
  switch (format) {
    case 'png':
      return image.png({ compressionLevel: 6 }).toBuffer();
    case 'jpeg':
      return image.jpeg({ quality: 90 }).toBuffer();
    case 'webp':
      return image.webp({ quality: 90, effort: 2 }).toBuffer();
  }
}
