import type { HexColour } from '../core/icon';

/** A colour of CSS as `#rrggbb`, without its opacity; nothing for what is hardly opaque or no colour that stands by itself. */
export function hexOf(text: string): HexColour | undefined {
  const value = text.trim().toLowerCase();
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.exec(value)?.[1];
  if (hex !== undefined) {
    const digits = hex.length < 6 ? [...hex].map((one) => one + one).join('') : hex;
    return Number.parseInt(digits.slice(6) || 'ff', 16) < 128 ? undefined : `#${digits.slice(0, 6)}`;
  }
  const [, name = '', list = ''] = /^(rgba?|hsla?|oklch|oklab)\(([^()]*)\)$/.exec(value) ?? ['', 'hsl', bareHsl(value) ?? ''];
  const parts = list.split(/[\s,/]+/).filter((one) => one !== '');
  const [a, b, c, alpha = '1'] = parts;
  if (a === undefined || b === undefined || c === undefined || parts.length > 4 || share(alpha, 1) < 0.5) {
    return undefined;
  }
  const rgb = name.startsWith('rgb')
    ? [a, b, c].map((one) => share(one, 255))
    : name.startsWith('hsl')
      ? fromHsl(degrees(a), share(b, 100), share(c, 100))
      : name === 'oklch'
        ? fromOklab(share(a, 1), chroma(b) * Math.cos(radians(c)), chroma(b) * Math.sin(radians(c)))
        : fromOklab(share(a, 1), chroma(b), chroma(c));
  return rgb.every(Number.isFinite) ? `#${rgb.map(byte).join('')}` : undefined;
}

/** Largest difference of the channels, 0 to 255: near 0 it is a grey. */
export function vividness(colour: HexColour): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return Math.max(...channels) - Math.min(...channels);
}

/** Three numbers without a function around them, as themes keep them to add an opacity: `222 47% 11%`. */
function bareHsl(value: string): string | undefined {
  return /^-?[\d.]+(?:deg)?[\s,]+[\d.]+%[\s,]+[\d.]+%$/.test(value) ? value : undefined;
}

/** A number or a percentage as a share of the whole. */
function share(text: string, whole: number): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text) / whole;
}

function degrees(text: string): number {
  const value = Number.parseFloat(text);
  return text.endsWith('turn') ? value * 360 : /\drad$/.test(text) ? (value * 180) / Math.PI : value;
}

function radians(text: string): number {
  return text === 'none' ? 0 : (degrees(text) * Math.PI) / 180;
}

/** 100 % is 0.4. */
function chroma(text: string): number {
  return text.endsWith('%') ? (Number(text.slice(0, -1)) / 100) * 0.4 : text === 'none' ? 0 : Number(text);
}

function fromHsl(hue: number, saturation: number, lightness: number): number[] {
  const part = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const k = (((offset + hue / 30) % 12) + 12) % 12;
    return lightness - part * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  });
}

/** Oklab to sRGB, by the matrices of its author. */
function fromOklab(lightness: number, a: number, b: number): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((one) => (one <= 0.0031308 ? 12.92 * one : 1.055 * one ** (1 / 2.4) - 0.055));
}

function byte(value: number): string {
  return Math.round(Math.min(1, Math.max(0, value)) * 255)
    .toString(16)
    .padStart(2, '0');
}
