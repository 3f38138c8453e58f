/** The longest that one byte can announce: as it is, or the same byte over and over. */
const [longestPlain, longestRun] = [128, 130];

/** Shorter runs are no shorter than what they stand for. */
const shortestRun = 3;

/**
 * Apple's run-length code of icons. A byte below 128 is followed by one more byte than it says, as they are; one from 128 on by a single
 * byte that is repeated, 125 times less than it says.
 */
export function packed(bytes: Uint8Array): Uint8Array {
  const result: number[] = [];
  let plain = 0;
  const flush = (end: number): void => {
    for (let from = plain; from < end; from += longestPlain) {
      const part = bytes.subarray(from, Math.min(end, from + longestPlain));
      result.push(part.length - 1, ...part);
    }
  };
  for (let at = 0; at < bytes.length;) {
    const run = runAt(bytes, at);
    if (run >= shortestRun) {
      flush(at);
      result.push(run + 125, bytes[at] as number);
      plain = at + run;
    }
    at += run;
  }
  flush(bytes.length);
  return Uint8Array.from(result);
}

function runAt(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (end < bytes.length && end - at < longestRun && bytes[end] === bytes[at]) {
    end++;
  }
  return end - at;
}
