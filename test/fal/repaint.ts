import sharp, { type OverlayOptions } from 'sharp';
import type { OutputFormat } from './endpoints';
import { landscape, seededRandom, type Scene } from './landscape';
import { encode, stampOverlay } from './picture';

/** An edit: the first picture that was sent, and what was sent beside it. */
export interface Repaint {
  readonly scene: Scene;
  readonly source: Buffer;
  readonly mask: Buffer | undefined;
  readonly transparent: boolean;
  readonly format: OutputFormat;
}

/**
 * Repaints the source as the model does: everywhere a little off in color, because the model redraws the whole picture, and inside
 * the mask something new. Without a mask the whole picture is tinted in the hue of the prompt.
 */
export async function repaint({ scene, source, mask, transparent, format }: Repaint): Promise<Buffer> {
  const { width, height } = scene;
  const random = seededRandom(`${scene.prompt}#${scene.index}#cast`);
  const strength = mask ? 0.03 : 0.14;
  const gains = [0, 1, 2].map(() => 1 + (random() - 0.5) * 2 * strength);
  const base = await sharp(source)
    .rotate()
    .resize(width, height, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColorspace('srgb')
    .linear(gains, [2, 1, -2])
    .png()
    .toBuffer();
  const layers: OverlayOptions[] = mask ? [{ input: await insideMask(scene, mask) }] : [];
  if (transparent && format !== 'jpeg') {
    layers.push({ input: oval(scene), blend: 'dest-in' });
  }
  return encode(
    sharp(base)
      .ensureAlpha()
      .composite([...layers, stampOverlay(scene)]),
    format,
  );
}

/** The new picture, shown only where the mask says edit: white, or transparent in a mask that has transparent parts. */
async function insideMask(scene: Scene, mask: Buffer): Promise<Buffer> {
  const { width, height } = scene;
  const { data } = await sharp(mask).resize(width, height, { fit: 'fill' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = width * height;
  let usesAlpha = false;
  for (let pixel = 0; pixel < pixels && !usesAlpha; pixel++) {
    usesAlpha = (data[pixel * 4 + 3] ?? 255) < 128;
  }
  const { data: drawn } = await sharp(Buffer.from(landscape(scene)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * 4;
    drawn[at + 3] = usesAlpha ? 255 - (data[at + 3] ?? 255) : (data[at] ?? 0);
  }
  return sharp(drawn, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

function oval({ width, height }: Scene): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="46%" ry="46%"/></svg>`,
  );
}
