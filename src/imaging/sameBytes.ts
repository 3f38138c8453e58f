/** Whether two arrays that own their memory hold the same; four bytes at a time, because pictures are large. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) {
    return false;
  }
  const words = a.length >> 2;
  const left = new Uint32Array(a.buffer, a.byteOffset, words);
  const right = new Uint32Array(b.buffer, b.byteOffset, words);
  for (let index = 0; index < words; index++) {
    if (left[index] !== right[index]) {
      return false;
    }
  }
  return a.subarray(words * 4).every((byte, index) => byte === b[words * 4 + index]);
}
