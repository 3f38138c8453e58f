/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's decomposition, in place: b becomes x, A its factor.
 * @param a n × n, row by row; the lower triangle is read.
 * @returns `false` when A is not positive definite.
 */
export function solve(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    for (let row = column; row < n; row++) {
      let sum = a[row * n + column] as number;
      for (let k = 0; k < column; k++) {
        sum -= (a[row * n + k] as number) * (a[column * n + k] as number);
      }
      if (row > column) {
        a[row * n + column] = sum / (a[column * n + column] as number);
      } else if (sum > 0) {
        a[row * n + column] = Math.sqrt(sum);
      } else {
        return false;
      }
    }
  }
  for (let row = 0; row < n; row++) {
    let sum = b[row] as number;
    for (let k = 0; k < row; k++) {
      sum -= (a[row * n + k] as number) * (b[k] as number);
    }
    b[row] = sum / (a[row * n + row] as number);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row] as number;
    for (let k = row + 1; k < n; k++) {
      sum -= (a[k * n + row] as number) * (b[k] as number);
    }
    b[row] = sum / (a[row * n + row] as number);
  }
  return true;
}
