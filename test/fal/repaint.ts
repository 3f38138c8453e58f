import sharp from 'sharp';
import { redraw, type Cast, type Drift, type Pixels } from './drift';
import type { OutputFormat } from './endpoints';
import { groundHue, type Scene } from './landscape';
import { encode, stampText } from './picture';
import { drawInside, readRegion, type Region } from './region';

/** An edit: the first picture that was sent, what was sent beside it, and how far the answer is off. */
export interface Repaint {
  readonly scene: Scene;
  readonly source: Buffer;
  /** The further pictures. */
  readonly references: readonly Buffer[];
  readonly mask: Buffer | undefined;
  readonly drift: Drift;
  readonly cast: Cast;
  readonly transparent: boolean;
  readonly format: OutputFormat;
}

/**
 * Repaints the source as the model does. The mask is a hint to where something new belongs, not a boundary: the whole picture is drawn
 * again, a little shifted, scaled, off in colour and soft. Without a mask the whole picture is tinted in the hue of the prompt, and
 * something new stands in its middle. What it was made for is written in its metadata, where it disturbs no pixel.
 */
export async function repaint({ scene, source, references, mask, drift, cast, transparent, format }: Repaint): Promise<Buffer> {
  const { width, height } = scene;
  const data = await sharp(source)
    .rotate()
    .resize(width, height, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColorspace('srgb')
    .raw()
    .toBuffer();
  const picture: Pixels = { data, width, height };
  if (mask) {
    await drawInside(picture, await readRegion(mask, width, height), scene, references);
  } else {
    tint(picture, groundHue(scene.prompt));
    await drawInside(picture, await middle(scene), scene, references, 0.7);
  }
  const redrawn = redraw(picture, drift, cast);
  let image = sharp(redrawn.data, { raw: { width, height, channels: 3 } });
  if (transparent && format !== 'jpeg') {
    image = sharp(
      await image
        .ensureAlpha()
        .composite([{ input: oval(scene, 46), blend: 'dest-in' }])
        .png()
        .toBuffer(),
    );
  }
  return encode(image.withExif({ IFD0: { ImageDescription: stampText(scene) } }), format);
}

/** Mixes a sixth of one hue into everything. */
function tint({ data }: Pixels, hue: number): void {
  const share = 1 / 6;
  const colour = [0, 120, 240].map((turn) => 128 + 100 * Math.cos(((hue - turn) * Math.PI) / 180));
  for (let at = 0; at < data.length; at++) {
    data[at] = Math.round((data[at] ?? 0) * (1 - share) + (colour[at % 3] ?? 0) * share);
  }
}

function middle(scene: Scene): Promise<Region> {
  return sharp(oval(scene, 25))
    .flatten({ background: '#ffffff' })
    .negate()
    .png()
    .toBuffer()
    .then((mask) => readRegion(mask, scene.width, scene.height));
}

/** A black oval on nothing, `reach` percent of the edges from its middle to its ends. */
function oval({ width, height }: Scene, reach: number): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="${reach}%" ry="${reach}%"/></svg>`,
  );
}
