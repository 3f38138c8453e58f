import type { Raster } from '../../blend/raster';

/** Differences from the border, as shares of the largest one, that are still ground and already shape. */
const [groundShare, shapeShare] = [0.15, 0.75];

/** Below this difference of 255 there is nothing to see. */
const least = 12;

/**
 * An opaque picture that has no ground to take away, as a shape: what is as light as its border becomes clear, and the more the lightness
 * differs from that, lighter or darker, the more solid it gets. So a photo or a gradient with a sign on it becomes the sign and not a
 * white square. @returns RGBA, white with that alpha; all clear when everything is equally light
 */
export function silhouetteOf(picture: Raster): Raster {
  const { width, height } = picture;
  const lightness = lightnessOf(picture);
  const border = borderLightness(lightness, width, height);
  const differences = lightness.map((value) => Math.abs(value - border));
  const most = nearlyLargest(differences);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < differences.length; pixel++) {
    const share = most < least ? 0 : (differences[pixel] as number) / most;
    const shape = (share - groundShare) / (shapeShare - groundShare);
    data[pixel * 4 + 3] = Math.round(Math.min(1, Math.max(0, shape)) * 255);
  }
  return { width, height, channels: 4, data };
}

/** Luma of the encoded samples, 0 to 255: about as light as the eye sees them. */
function lightnessOf({ width, height, channels, data }: Raster): Uint8Array {
  const result = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < result.length; pixel++, at += channels) {
    result[pixel] = Math.round(0.2126 * (data[at] as number) + 0.7152 * (data[at + 1] as number) + 0.0722 * (data[at + 2] as number));
  }
  return result;
}

function borderLightness(lightness: Uint8Array, width: number, height: number): number {
  const histogram = new Uint32Array(256);
  lightness.forEach((value, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) {
      histogram[value] = (histogram[value] as number) + 1;
    }
  });
  return quantile(histogram, 0.5);
}

function nearlyLargest(values: Uint8Array): number {
  const histogram = new Uint32Array(256);
  for (const value of values) {
    histogram[value] = (histogram[value] as number) + 1;
  }
  return quantile(histogram, 0.995);
}

function quantile(histogram: Uint32Array, share: number): number {
  const wanted = histogram.reduce((sum, count) => sum + count, 0) * share;
  let sum = 0;
  return Math.max(
    0,
    histogram.findIndex((count) => (sum += count) >= wanted && sum > 0),
  );
}
