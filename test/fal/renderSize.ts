import { presets, type Endpoint } from './endpoints';

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const multiple = 16;
const maxEdge = 3840;
const maxRatio = 3;
const minPixels = 655_360;
const maxPixels = 8_294_400;

/** What is wrong with an explicit size for the models with free sizes; `undefined` for a legal one. */
export function sizeFault({ width, height }: Size): string | undefined {
  if (width % multiple !== 0 || height % multiple !== 0) {
    return `Both dimensions must be multiples of ${multiple}.`;
  }
  if (Math.max(width, height) > maxEdge) {
    return `The maximum edge is ${maxEdge}px.`;
  }
  if (Math.max(width, height) > maxRatio * Math.min(width, height)) {
    return 'The aspect ratio must be <= 3:1.';
  }
  if (width * height < minPixels || width * height > maxPixels) {
    return 'Total pixels must be between 655,360 and 8,294,400.';
  }
  return undefined;
}

/** A legal size near the given one: what a service does that changes an illegal size without a word. */
export function legalSize(size: Size): Size {
  let width = Math.max(1, size.width);
  let height = Math.max(1, size.height);
  width = Math.min(width, height * maxRatio);
  height = Math.min(height, width * maxRatio);
  const pixels = width * height;
  const scale = Math.min(
    Math.sqrt(Math.max(1, minPixels / pixels)) * Math.sqrt(Math.min(1, maxPixels / pixels)),
    maxEdge / Math.max(width, height),
  );
  // Enlarging rounds up and shrinking rounds down, so that rounding cannot leave the limits again.
  const round = pixels * scale * scale <= minPixels * 1.1 ? Math.ceil : Math.floor;
  return { width: round((width * scale) / multiple) * multiple, height: round((height * scale) / multiple) * multiple };
}

/** What a model outside the family draws: what it is told as pixels, preset or ratio, else as large as the picture, else a square. */
export function otherSize(input: Readonly<Record<string, unknown>>, picture: Size | undefined): Size {
  const { image_size: size, width, height, aspect_ratio: ratio } = input;
  if (typeof size === 'object' && size !== null) {
    return size as Size;
  }
  if (typeof width === 'number' && typeof height === 'number') {
    return { width, height };
  }
  const preset = typeof size === 'string' ? presets[size] : undefined;
  const [wide, high] = typeof ratio === 'string' ? ratio.split(':').map(Number) : [];
  if (preset || !wide || !high) {
    return preset ?? picture ?? { width: 1024, height: 1024 };
  }
  // Not the round numbers that one would guess.
  const edge = Math.sqrt((1_000_000 * wide) / high);
  return { width: Math.round(edge / 32) * 32, height: Math.round((edge * high) / wide / 32) * 32 };
}

/** The size that will be drawn. `input` is the size of the first picture that was sent, which `auto` follows. */
export function renderSize(endpoint: Endpoint, asked: unknown, input: Size | undefined): Size {
  const size = asked ?? endpoint.defaultSize;
  if (typeof size === 'object' && size !== null) {
    const { width, height } = size as Partial<Size>;
    const given = { width: width ?? 512, height: height ?? 512 };
    return sizeFault(given) === undefined ? given : legalSize(given);
  }
  const preset = typeof size === 'string' ? presets[size] : undefined;
  if (preset && endpoint.sizes === 'free') {
    return preset;
  }
  const explicit = typeof size === 'string' ? /^(\d+)x(\d+)$/.exec(size) : undefined;
  if (explicit) {
    return { width: Number(explicit[1]), height: Number(explicit[2]) };
  }
  if (endpoint.sizes === 'free') {
    return legalSize(input ?? { width: 1024, height: 1024 });
  }
  const ratio = input ? input.width / input.height : 1;
  return ratio > 1.2 ? { width: 1536, height: 1024 } : ratio < 0.83 ? { width: 1024, height: 1536 } : { width: 1024, height: 1024 };
}
