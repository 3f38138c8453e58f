/*
 * The sRGB transfer curve (IEC 61966-2-1) as tables. Other RGB profiles have curves so near to it that a mean between two neighbours
 * of a seam does not show the difference.
 */

/** The linear light of an encoded value, both 0 to 1. */
export function linearOf(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

/** The encoded value of linear light, both 0 to 1. */
export function encodedOf(linear: number): number {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
}

/** Samples of a depth as linear light, and back. */
export interface LightCurve {
  /** Linear light, 0 to 1, of each sample value. */
  readonly linear: Float32Array;
  /** Sample values at equal steps of linear light. */
  readonly samples: Uint8Array | Uint16Array;
}

const curves = new Map<255 | 65535, LightCurve>();

/** The curve of a depth, made on first use. */
export function lightCurve(scale: 255 | 65535): LightCurve {
  let curve = curves.get(scale);
  if (!curve) {
    curve = makeCurve(scale);
    curves.set(scale, curve);
  }
  return curve;
}

function makeCurve(scale: 255 | 65535): LightCurve {
  const linear = new Float32Array(scale + 1);
  for (let value = 0; value <= scale; value++) {
    linear[value] = linearOf(value / scale);
  }
  // The curve is steepest at black, 12.92 times: more steps than that for a sample, so that what goes forth and back stays the same.
  const steps = scale === 255 ? 1 << 14 : 1 << 20;
  const samples = scale === 255 ? new Uint8Array(steps + 1) : new Uint16Array(steps + 1);
  for (let step = 0; step <= steps; step++) {
    samples[step] = Math.round(encodedOf(step / steps) * scale);
  }
  return { linear, samples };
}
