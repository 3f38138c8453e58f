import sharp from 'sharp';
import { encode, stampText } from './picture';
import type { OutputFormat } from './endpoints';
import { groundHue, seededRandom, type Scene } from './landscape';

/** What a model that is asked for transparency really sends. */
export type TransparencySwitch = 'real' | 'opaque' | 'painted' | 'noise';

/** The flat ground that a prompt asks for, if it asks for an icon on one. */
export function flatGroundOf(prompt: string): string | undefined {
  return /plain, flat (#[0-9a-f]{6}) background/i.exec(prompt)?.[1];
}

/** Whether a prompt asks for an icon, as those of Easel begin. */
export function asksForIcon(prompt: string): boolean {
  return prompt.startsWith('An icon:');
}

/**
 * One symbol in the hue of the prompt: on nothing, on the flat ground that the prompt names, or on whatever a model paints instead of
 * transparency.
 */
export async function drawIcon(scene: Scene, transparency: TransparencySwitch | undefined, format: OutputFormat): Promise<Buffer> {
  const { width, height, prompt } = scene;
  const symbol = Buffer.from(symbolOf(scene));
  const ground = flatGroundOf(prompt);
  const isClear = transparency === 'real' || transparency === 'noise';
  const behind = isClear ? '' : groundOf(transparency === 'painted' ? 'checkerboard' : (ground ?? '#ffffff'));
  const canvas = sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${behind}</svg>`),
  ).composite([{ input: symbol }]);
  const drawn = isClear ? canvas.ensureAlpha() : canvas.removeAlpha();
  const image = transparency === 'noise' ? sharp(await veiled(await drawn.png().toBuffer(), prompt)) : sharp(await drawn.png().toBuffer());
  return encode(image.withExif({ IFD0: { ImageDescription: stampText(scene) } }), format);
}

function groundOf(kind: string): string {
  if (kind !== 'checkerboard') {
    return `<rect width="100%" height="100%" fill="${kind}"/>`;
  }
  return (
    '<defs><pattern id="c" width="32" height="32" patternUnits="userSpaceOnUse"><rect width="32" height="32" fill="#fff"/>' +
    '<path d="M0 0H16V16H0ZM16 16H32V32H16Z" fill="#ccc"/></pattern></defs><rect width="100%" height="100%" fill="url(#c)"/>'
  );
}

function symbolOf(scene: Scene): string {
  const { prompt, index, width, height } = scene;
  const random = seededRandom(`${prompt}#icon${index}`);
  const hue = groundHue(prompt);
  const fills = [0, 30, 180].map((turn, at) => `hsl(${hue + turn} ${70 - at * 8}% ${42 + at * 14}%)`);
  const turn = Math.floor(random() * 4) * 90;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100">` +
    `<g transform="rotate(${turn} 50 50)"><circle cx="50" cy="50" r="40" fill="${fills[0] ?? ''}"/>` +
    `<path d="M24 62Q50 30 76 62A30 30 0 0 1 24 62Z" fill="${fills[1] ?? ''}"/>` +
    `<circle cx="${40 + random() * 20}" cy="34" r="8" fill="${fills[2] ?? ''}"/></g></svg>`
  );
}

/** Lays alpha of 4 to 36 over what was to be clear. */
async function veiled(png: Buffer, prompt: string): Promise<Buffer> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const random = seededRandom(prompt);
  for (let at = 3; at < data.length; at += 4) {
    data[at] = Math.max(data[at] ?? 0, 4 + Math.floor(random() * 32));
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
}
