import type { Rectangle } from '../../core/sizes';
import type { Mask } from './mask';

/**
 * What one step changed: in reading order inside the box the lengths of runs, unchanged and changed in turn, each as a LEB128 number. A mask has
 * two values, so the same patch leads forward and back.
 */
export interface Patch {
  readonly box: Rectangle;
  readonly runs: Uint8Array;
}

/** @returns nothing when nothing differs. `gain` is the number of painted pixels more. */
export function patchBetween(before: Uint8Array, after: Mask, box: Rectangle): { patch: Patch; gain: number } | undefined {
  const { width, data } = after;
  const runs = new Bytes();
  let run = 0;
  let inChange = false;
  let gain = 0;
  for (let y = box.top; y < box.top + box.height; y++) {
    const end = y * width + box.left + box.width;
    for (let index = y * width + box.left; index < end; index++) {
      const differs = before[index] !== data[index];
      if (differs !== inChange) {
        runs.add(run);
        run = 0;
        inChange = differs;
      }
      if (differs) {
        gain += data[index] === 255 ? 1 : -1;
      }
      run++;
    }
  }
  if (inChange) {
    runs.add(run);
  }
  return runs.length === 0 ? undefined : { patch: { box, runs: runs.taken() }, gain };
}

/** Goes from before to after, or back. @returns the number of painted pixels more. */
export function flip(mask: Mask, { box, runs }: Patch): number {
  let at = 0;
  let run = 0;
  let factor = 1;
  let inChange = false;
  let gain = 0;
  for (const byte of runs) {
    run += (byte & 127) * factor;
    factor *= 128;
    if (byte >= 128) {
      continue;
    }
    if (inChange) {
      gain += flipRun(mask, box, at, at + run);
    }
    at += run;
    run = 0;
    factor = 1;
    inChange = !inChange;
  }
  return gain;
}

function flipRun({ width, data }: Mask, box: Rectangle, from: number, to: number): number {
  let gain = 0;
  let column = from % box.width;
  let index = (box.top + Math.floor(from / box.width)) * width + box.left + column;
  for (let at = from; at < to; at++) {
    const value = 255 - (data[index] ?? 0);
    data[index] = value;
    gain += value === 255 ? 1 : -1;
    index++;
    if (++column === box.width) {
      column = 0;
      index += width - box.width;
    }
  }
  return gain;
}

class Bytes {
  length = 0;
  private bytes = new Uint8Array(256);

  add(value: number): void {
    if (this.length + 8 > this.bytes.length) {
      const more = new Uint8Array(this.bytes.length * 2);
      more.set(this.bytes);
      this.bytes = more;
    }
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  taken(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}
