/** The colours of one draft, as `#rrggbb`. `text` has a contrast of at least 7:1 to both grounds. */
export interface Palette {
  /** Corner to corner of the ground's gradient. */
  readonly ground: readonly [string, string];
  /** Tones of the large shapes, from the one nearest to the ground to the lightest. */
  readonly tones: readonly [string, string, string];
  /** For the one small thing that shines. */
  readonly accent: string;
  readonly text: string;
}

/** Hues in degrees of OKLCH: both ends of the ground, and the accent. Chosen by eye; a free choice ends in olive and mud. */
const schemes = [
  [275, 300, 35],
  [250, 205, 78],
  [165, 195, 100],
  [335, 5, 65],
  [222, 255, 168],
  [18, 42, 85],
  [268, 290, 350],
  [155, 175, 60],
  [262, 225, 92],
  [312, 275, 190],
  [35, 355, 70],
  [197, 165, 38],
] as const;

/** Any whole number gives a palette; numbers that differ by less than twelve give different ones. */
export function paletteOf(index: number): Palette {
  const [near, far, shining] = schemes[index % schemes.length] ?? schemes[0];
  return {
    ground: [oklch(0.36, 0.115, near), oklch(0.23, 0.085, far)],
    tones: [oklch(0.42, 0.125, near), oklch(0.5, 0.135, far), oklch(0.62, 0.13, near)],
    accent: oklch(0.79, 0.145, shining),
    text: oklch(0.98, 0.008, near),
  };
}

/**
 * Lightness 0 to 1, chroma about 0 to 0.3, hue in degrees. A colour that screens cannot show loses chroma until they can, so that
 * its lightness, and with it the contrast, stays.
 */
export function oklch(lightness: number, chroma: number, hue: number): string {
  for (let c = chroma; c > 0; c -= 0.005) {
    const rgb = toLinear(lightness, c, hue);
    if (rgb.every((value) => value >= -0.0005 && value <= 1.0005)) {
      return hex(rgb);
    }
  }
  return hex(toLinear(lightness, 0, hue));
}

function toLinear(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function hex(linear: readonly number[]): string {
  const channel = (value: number) => {
    const clamped = Math.min(1, Math.max(0, value));
    const encoded = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${linear.map(channel).join('')}`;
}
