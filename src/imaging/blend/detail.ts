import type { Size } from '../../core/sizes';

/** Half the edge of the square whose mean is taken away, in pixels. */
const radius = 8;

/** What is left of a brightness when its local mean is taken away; values below 0 do not count and give 0. */
export function detailOf(data: Float32Array, { width, height }: Size): Float32Array {
  const sums = new Float64Array(width);
  const counts = new Float64Array(width);
  const detail = new Float32Array(data.length);
  for (let row = 0; row < Math.min(height, radius); row++) {
    addRow(data, row, 1, sums, counts);
  }
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      addRow(data, y + radius, 1, sums, counts);
    }
    if (y - radius - 1 >= 0) {
      addRow(data, y - radius - 1, -1, sums, counts);
    }
    let [sum, count] = [0, 0];
    for (let x = -radius; x < width; x++) {
      if (x + radius < width) {
        sum += sums[x + radius] as number;
        count += counts[x + radius] as number;
      }
      if (x - radius - 1 >= 0) {
        sum -= sums[x - radius - 1] as number;
        count -= counts[x - radius - 1] as number;
      }
      if (x >= 0) {
        const value = data[y * width + x] as number;
        detail[y * width + x] = value < 0 ? 0 : value - sum / count;
      }
    }
  }
  return detail;
}

function addRow(data: Float32Array, row: number, times: number, sums: Float64Array, counts: Float64Array): void {
  const first = row * sums.length;
  for (let x = 0; x < sums.length; x++) {
    const value = data[first + x] as number;
    if (value >= 0) {
      sums[x] = (sums[x] as number) + times * value;
      counts[x] = (counts[x] as number) + times;
    }
  }
}
