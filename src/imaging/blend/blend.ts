import type { Rectangle } from '../../core/sizes';
import { lightCurve } from './linearLight';
import { fullScale, type Raster } from './raster';
import { fullWeight, type Weights } from './weights';

/**
 * Lays an answer over the box of a picture, in place. Where the weight is 0 no sample is touched; at full weight the answer's samples
 * are copied; between, both are mixed with premultiplied alpha in linear light.
 *
 * The answer has the box's size and the target's depth and colour encoding. An answer without alpha counts as opaque, so the target's
 * alpha rises to opaque with the weight. A target without alpha stays opaque: the answer lies over it as far as its own alpha says.
 * @throws RangeError when sizes or depths do not fit.
 */
export function blendInto(target: Raster, box: Rectangle, answer: Raster, weights: Weights): void {
  check(target, box, answer, weights);
  const { bounds } = weights;
  const isCopy = target.channels === answer.channels || target.channels === 4;
  for (let y = bounds.top; y < bounds.top + bounds.height; y++) {
    const row = y * weights.width;
    const targetRow = (box.top + y) * target.width + box.left;
    const end = bounds.left + bounds.width;
    for (let x = bounds.left; x < end;) {
      const weight = weights.data[row + x] as number;
      const from = x++;
      if (weight === 0) {
        continue;
      }
      if (weight === fullWeight && isCopy) {
        while (x < end && weights.data[row + x] === fullWeight) {
          x++;
        }
        copy(target, targetRow + from, answer, row + from, x - from);
      } else {
        mix(target, targetRow + from, answer, row + from, weight / fullWeight);
      }
    }
  }
}

function check(target: Raster, box: Rectangle, answer: Raster, weights: Weights): void {
  const isInside = box.left >= 0 && box.top >= 0 && box.left + box.width <= target.width && box.top + box.height <= target.height;
  const fits = (other: { width: number; height: number }): boolean => other.width === box.width && other.height === box.height;
  if (!isInside || !fits(answer) || !fits(weights) || fullScale(target) !== fullScale(answer)) {
    throw new RangeError('The answer, its weights and the picture do not fit each other.');
  }
}

function copy(target: Raster, to: number, answer: Raster, from: number, count: number): void {
  if (target.channels === answer.channels) {
    const { channels } = answer;
    target.data.set(answer.data.subarray(from * channels, (from + count) * channels), to * channels);
    return;
  }
  const opaque = fullScale(target);
  for (let index = 0, out = to * 4, source = from * 3; index < count; index++, out += 4, source += 3) {
    target.data[out] = answer.data[source] as number;
    target.data[out + 1] = answer.data[source + 1] as number;
    target.data[out + 2] = answer.data[source + 2] as number;
    target.data[out + 3] = opaque;
  }
}

/** Mixes one pixel. */
function mix(target: Raster, to: number, answer: Raster, from: number, weight: number): void {
  const scale = fullScale(target);
  const { linear, samples } = lightCurve(scale);
  const out = to * target.channels;
  const source = from * answer.channels;
  const before = target.channels === 4 ? (target.data[out + 3] as number) / scale : 1;
  const above = answer.channels === 4 ? (answer.data[source + 3] as number) / scale : 1;
  const taken = weight * above;
  const alpha = target.channels === 4 ? taken + (1 - weight) * before : 1;
  if (alpha === 0) {
    return;
  }
  const share = taken / alpha;
  const last = samples.length - 1;
  for (let channel = 0; channel < 3; channel++) {
    const mixed = (linear[answer.data[source + channel] as number] as number) * share;
    const light = mixed + (linear[target.data[out + channel] as number] as number) * (1 - share);
    target.data[out + channel] = samples[(light * last + 0.5) | 0] as number;
  }
  if (target.channels === 4) {
    target.data[out + 3] = Math.round(alpha * scale);
  }
}
