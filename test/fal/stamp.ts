import { createHash } from 'node:crypto';

/**
 * What a picture says about the request that it was made for: by a strip of coloured blocks in its corner, or, when it is an edit, in
 * its metadata (`readEditStamp`).
 */
export interface Stamp {
  /** `promptHash` of the prompt. */
  readonly prompt: number;
  /** Which of the pictures of one request, from 0. */
  readonly index: number;
  /** The size as rendered, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** 24 bits of the prompt. */
export function promptHash(prompt: string): number {
  return createHash('sha256').update(prompt).digest().readUIntBE(0, 3);
}

// The strip: four blocks to find it by (magenta, green, magenta, green), then 60 bits in 20 blocks, one bit in each of red, green
// and blue. The colours keep away from the ends of the scale, where encoders clip, and far from the middle, where they would blur.
const marker = [0b101, 0b010, 0b101, 0b010];
const fields = [24, 4, 12, 12, 8] as const;
const payloadBlocks = 20;
export const stampBlocks = marker.length + payloadBlocks;
const dark = 28;
const bright = 227;

/** Edge of one block in pixels, for a picture of the given size. */
export function blockEdge(width: number, height: number): number {
  return Math.max(6, Math.round(Math.min(width, height) / 110));
}

/** The strip as raw RGBA, with a dark frame of half a block. */
export function drawStamp(stamp: Stamp): { data: Buffer; width: number; height: number } {
  const edge = blockEdge(stamp.width, stamp.height);
  const frame = Math.ceil(edge / 2);
  const width = stampBlocks * edge + 2 * frame;
  const height = edge + 2 * frame;
  const data = Buffer.alloc(width * height * 4, Buffer.from([dark, dark, dark, 255]));
  const codes = encode(stamp);
  for (let y = frame; y < frame + edge; y++) {
    for (let x = frame; x < width - frame; x++) {
      const code = codes[Math.floor((x - frame) / edge)] ?? 0;
      const at = (y * width + x) * 4;
      data[at] = code & 4 ? bright : dark;
      data[at + 1] = code & 2 ? bright : dark;
      data[at + 2] = code & 1 ? bright : dark;
    }
  }
  return { data, width, height };
}

/** The first stamp found in a raw RGBA picture, from the bottom up; it may have been cropped around or scaled a little. */
export function readStamp(rgba: Uint8Array, width: number, height: number): Stamp | undefined {
  return readStamps(rgba, width, height, 1)[0];
}

/** All different stamps in a picture: one that was put together of several shows all of theirs. */
export function readStamps(rgba: Uint8Array, width: number, height: number, most = Infinity): Stamp[] {
  const found: Stamp[] = [];
  for (let y = height - 1; y >= 0 && found.length < most; y--) {
    for (const stamp of readRow(rgba, width, y)) {
      if (!found.some((one) => JSON.stringify(one) === JSON.stringify(stamp)) && found.length < most) {
        found.push(stamp);
      }
    }
  }
  return found;
}

/** The stamp of an edit as it came from the service: encoded bytes, with their metadata. */
export function readEditStamp(bytes: Uint8Array): Stamp | undefined {
  const text = /\{"prompt":\d+,"index":\d+,"width":\d+,"height":\d+\}/.exec(Buffer.from(bytes).toString('latin1'))?.[0];
  return text === undefined ? undefined : (JSON.parse(text) as Stamp);
}

function encode(stamp: Stamp): number[] {
  const values = [stamp.prompt, stamp.index, stamp.width, stamp.height];
  const bits = values
    .map((value, index) =>
      value
        .toString(2)
        .padStart(fields[index] ?? 0, '0')
        .slice(-(fields[index] ?? 0)),
    )
    .join('');
  const all = bits + checksum(bits).toString(2).padStart(8, '0');
  return [...marker, ...Array.from({ length: payloadBlocks }, (_, block) => parseInt(all.slice(block * 3, block * 3 + 3), 2))];
}

function decode(codes: readonly number[]): Stamp | undefined {
  const all = codes.map((code) => code.toString(2).padStart(3, '0')).join('');
  const [prompt = 0, index = 0, width = 0, height = 0, sum = -1] = fields.map((length, field) => {
    const start = fields.slice(0, field).reduce((total, one) => total + one, 0);
    return parseInt(all.slice(start, start + length), 2);
  });
  return checksum(all.slice(0, -8)) === sum ? { prompt, index, width, height } : undefined;
}

function checksum(bits: string): number {
  return createHash('sha256').update(bits).digest().readUInt8(0);
}

/** Looks for the marker by its runs of colour and reads the blocks after it, whatever their width came to be. */
function* readRow(rgba: Uint8Array, width: number, y: number): Generator<Stamp> {
  const runs: { code: number; start: number; length: number }[] = [];
  for (let x = 0; x < width; x++) {
    const code = codeAt(rgba, (y * width + x) * 4);
    const last = runs.at(-1);
    if (last?.code === code) {
      last.length++;
    } else {
      runs.push({ code, start: x, length: 1 });
    }
  }
  const solid = runs.filter((run) => run.code >= 0);
  for (let first = 0; first + 4 <= solid.length; first++) {
    const four = solid.slice(first, first + 4);
    if (!four.every((run, index) => run.code === marker[index])) {
      continue;
    }
    const start = four[0]?.start ?? 0;
    const pitch = ((four[3]?.start ?? 0) - start) / 3;
    const codes = Array.from({ length: payloadBlocks }, (_, block) => {
      const x = Math.floor(start + (marker.length + block + 0.5) * pitch);
      return x < width ? codeAt(rgba, (y * width + x) * 4) : -1;
    });
    const stamp = pitch >= 2 && codes.every((code) => code >= 0) ? decode(codes) : undefined;
    if (stamp) {
      yield stamp;
    }
  }
}

/** Three bits, or -1 for a colour that is none of the strip's. */
function codeAt(rgba: Uint8Array, at: number): number {
  let code = 0;
  for (let channel = 0; channel < 3; channel++) {
    const value = rgba[at + channel] ?? 0;
    if (value > 95 && value < 160) {
      return -1;
    }
    code = code * 2 + (value >= 160 ? 1 : 0);
  }
  return code;
}
