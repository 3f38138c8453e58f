/** Files that no decoder should be given, made by program: cut off, bent, mislabelled, oversized, and bombs. */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { joined } from '../../../src/imaging/containers/bytes';
import { chunk } from '../../../src/imaging/containers/png';

export interface BadFile {
  readonly group: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The same numbers in every run. */
export function seeded(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const png = latin1('\x89PNG\r\n\x1a\n');

/** Noise over a ramp, `width × height` RGBA. */
async function good(format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif', width = 64, height = 48): Promise<Uint8Array> {
  const next = seeded(5);
  const data = Buffer.alloc(width * height * 4, 255);
  for (let index = 0; index < data.length; index++) {
    data[index] = index % 4 === 3 ? 255 : ((index >> 4) & 0xc0) + next(64);
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
    .toFormat(format, format === 'webp' ? { lossless: true } : {})
    .toBuffer();
}

export async function goodFiles(): Promise<Readonly<Record<'png' | 'jpeg' | 'webp', Uint8Array>>> {
  return { png: await good('png'), jpeg: await good('jpeg'), webp: await good('webp') };
}

function header(width: number, height: number, colour = 2): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([8, colour, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

/** A PNG of nothing: huge when decoded, small on disk. */
function blankPng(width: number, height: number, ...between: Uint8Array[]): Uint8Array {
  const line = 1 + Math.ceil(width / 8);
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([1, 0, 0, 0, 0], 8);
  // One bit a pixel; lines beyond what fits into a test are left out, which the header does not tell.
  const lines = Math.min(height, Math.floor(60_000_000 / line));
  return joined([
    png,
    chunk('IHDR', data),
    ...between,
    chunk('IDAT', deflateSync(Buffer.alloc(line * lines))),
    chunk('IEND', new Uint8Array()),
  ]);
}

function bomb(name: string, content: string): Uint8Array {
  return chunk(name, joined([latin1(content), deflateSync(Buffer.alloc(80_000_000))]));
}

async function cutOff(): Promise<BadFile[]> {
  const files: BadFile[] = [];
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
    const whole = await good(format);
    for (let part = 0; part < 16; part++) {
      const length = Math.floor((whole.length * part) / 16);
      files.push({ group: 'cut off', name: `${format} after ${length} bytes`, bytes: whole.subarray(0, length) });
    }
  }
  return files;
}

async function bent(): Promise<BadFile[]> {
  const next = seeded(77);
  const files: BadFile[] = [];
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
    const whole = await good(format);
    for (let round = 0; round < 24; round++) {
      const bytes = new Uint8Array(whole);
      const start = round < 8 ? next(Math.min(64, bytes.length)) : next(bytes.length);
      const length = round % 3 === 0 ? 1 : 1 + next(round % 3 === 1 ? 16 : 400);
      for (let at = start; at < Math.min(bytes.length, start + length); at++) {
        bytes[at] = next(256);
      }
      files.push({ group: 'bent', name: `${format}, ${length} bytes from ${start}`, bytes });
    }
  }
  return files;
}

async function lying(): Promise<BadFile[]> {
  const files: BadFile[] = [];
  const whole = await good('png');
  for (const length of [0x7fffffff, 0x80000000, 0xffffffff, 0]) {
    for (const at of [8, 33]) {
      const bytes = new Uint8Array(whole);
      new DataView(bytes.buffer).setUint32(at, length);
      files.push({ group: 'lying lengths', name: `png, chunk at ${at} of ${length} bytes`, bytes });
    }
  }
  const webp = await good('webp');
  for (const length of [0, 1, 0xffffffff, 0x7ffffffe]) {
    for (const at of [4, 16]) {
      const bytes = new Uint8Array(webp);
      new DataView(bytes.buffer).setUint32(at, length, true);
      files.push({ group: 'lying lengths', name: `webp, ${length} at ${at}`, bytes });
    }
  }
  const jpeg = await good('jpeg');
  for (const length of [0, 1, 2, 0xffff]) {
    const bytes = new Uint8Array(jpeg);
    new DataView(bytes.buffer).setUint16(4, length);
    files.push({ group: 'lying lengths', name: `jpeg, segment of ${length}`, bytes });
  }
  // The same data under a header that says more or less.
  for (const [width, height] of [
    [63, 48],
    [65, 48],
    [64, 4_800],
    [6_400, 48],
    [1, 1],
  ] as const) {
    // prettier-ignore
    const data = whole.subarray(33);
    files.push({
      group: 'lying lengths',
      name: `png of ${width} × ${height} with the data of 64 × 48`,
      bytes: joined([png, header(width, height, 6), data]),
    });
  }
  return files;
}

async function mislabelled(): Promise<BadFile[]> {
  const texts = {
    nothing: '',
    'one byte': '\x89',
    HTML: '<!doctype html><script>alert(1)</script>',
    SVG: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>',
    'SVG with a declaration':
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
    JSON: '{"images":[]}',
    PDF: '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>',
    ZIP: 'PK\x03\x04\x14\x00\x00\x00\x08\x00',
    ELF: '\x7fELF\x02\x01\x01',
    BMP: 'BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00',
    ICO: '\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00\x01\x00\x20\x00',
    TIFF: 'II*\x00\x08\x00\x00\x00\x00\x00',
    PSD: '8BPS\x00\x01',
    'ImageMagick script': 'push graphic-context\nfill "url(https://example.invalid/`id`)"',
    PPM: 'P6\n99999 99999\n255\n',
    Radiance: '#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 99999 +X 99999\n',
    OpenEXR: 'v/1\x01\x02\x00\x00\x00',
    'JPEG XL': '\xff\x0a\xfa\x7f',
    PNG: '\x89PNG\r\n\x1a\n',
    'PNG and text': '\x89PNG\r\n\x1a\nnothing that is a chunk',
    'JPEG and nothing': '\xff\xd8\xff\xd9',
    'JPEG and text': '\xff\xd8\xffhello',
    'WebP and nothing': 'RIFF\x04\x00\x00\x00WEBP',
    'WebP and text': 'RIFF\xff\xff\xff\x7fWEBPVP8 hello',
    'GIF and nothing': 'GIF89a',
    'GIF of 0 × 0': 'GIF89a\x00\x00\x00\x00\x00\x00\x00;',
    'AVIF and nothing': '\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1',
  };
  const files = Object.entries(texts).map(([name, text]): BadFile => ({ group: 'mislabelled', name, bytes: latin1(text) }));
  // The signature of one and the rest of another.
  const kinds = ['png', 'jpeg', 'webp', 'gif'] as const;
  for (const head of kinds) {
    for (const rest of kinds.filter((one) => one !== head)) {
      const [a, b] = await Promise.all([good(head), good(rest)]);
      files.push({ group: 'mislabelled', name: `${head} that goes on as ${rest}`, bytes: joined([a.subarray(0, 12), b.subarray(12)]) });
    }
  }
  return files;
}

function oversized(): BadFile[] {
  const sizes = [[65_536, 65_536], [30_000, 30_000], [2_147_483_647, 2_147_483_647], [4_294_967_295, 1], [1, 4_294_967_295], [0, 0], [0, 10], [10, 0], [100_000, 1_000], [9_000, 9_000]] as const; // prettier-ignore
  const files = sizes.map(([width, height]): BadFile => ({
    group: 'oversized',
    name: `png of ${width} × ${height}`,
    bytes: joined([png, header(width, height), chunk('IDAT', deflateSync(Buffer.alloc(1_000))), chunk('IEND', new Uint8Array())]),
  }));
  for (const [width, height] of [
    [65_535, 65_535],
    [65_535, 1],
    [0, 0],
    [20_000, 20_000],
  ] as const) {
    // prettier-ignore
    const bytes = latin1(
      `\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08${String.fromCharCode(height >> 8, height & 255, width >> 8, width & 255)}\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00\xff\xd9`,
    );
    files.push({ group: 'oversized', name: `jpeg of ${width} × ${height}`, bytes });
  }
  for (const bits of [0x3fff_3fff & 0x0fffffff, 0x0fff_ffff]) {
    const bytes = latin1('RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00');
    new DataView(bytes.buffer).setUint32(21, bits, true);
    files.push({ group: 'oversized', name: `webp with the header ${bits.toString(16)}`, bytes });
  }
  return files;
}

async function bombs(): Promise<BadFile[]> {
  const files: BadFile[] = [
    { name: 'png of 20,000 × 20,000', bytes: blankPng(20_000, 20_000) },
    { name: 'png of 50,000 × 50,000', bytes: blankPng(50_000, 50_000) },
    { name: 'png of 9,000 × 9,000', bytes: blankPng(9_000, 9_000) },
    { name: 'png of 7,990 × 7,990, which may be decoded', bytes: blankPng(7_990, 7_990) },
    { name: 'png with 80 MB of text', bytes: blankPng(64, 64, bomb('zTXt', 'Comment\0\0')) },
    { name: 'png with 80 MB of packed XMP', bytes: blankPng(64, 64, bomb('zTXt', 'XML:com.adobe.xmp\0\0')) },
    { name: 'png with 80 MB of international text', bytes: blankPng(64, 64, bomb('iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0')) },
    { name: 'png with a profile of 80 MB', bytes: blankPng(64, 64, bomb('iCCP', 'ICC Profile\0\0')) },
    {
      name: 'png with 20,000 empty chunks',
      bytes: blankPng(64, 64, ...Array.from({ length: 20_000 }, () => chunk('tEXt', latin1('a\0b')))),
    },
  ].map((file) => ({ group: 'bombs', ...file }));
  const frame = Buffer.alloc(64 * 64 * 3 * 400, 120);
  const animated = sharp(frame, { raw: { width: 64, height: 64 * 400, channels: 3, pageHeight: 64 } });
  files.push({ group: 'bombs', name: 'webp of 400 frames', bytes: await animated.webp({ lossless: true }).toBuffer() });
  files.push({ group: 'bombs', name: 'gif of 400 frames', bytes: await animated.gif().toBuffer() });
  const wide = sharp({ create: { width: 16_383, height: 16_383, channels: 3, background: '#888' }, limitInputPixels: false });
  files.push({ group: 'bombs', name: 'webp of 16,383 × 16,383', bytes: await wide.webp({ lossless: true, effort: 0 }).toBuffer() });
  const gif = latin1('GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02L\x01\x00;');
  files.push({ group: 'bombs', name: 'gif of 65,535 × 65,535', bytes: gif });
  return files;
}

async function oddMetadata(): Promise<BadFile[]> {
  const next = seeded(3);
  const whole = await good('png');
  const junk = (length: number): Uint8Array => Uint8Array.from({ length }, () => next(256));
  const within = (...chunks: Uint8Array[]): Uint8Array => joined([whole.subarray(0, 33), ...chunks, whole.subarray(33)]);
  const files: BadFile[] = [];
  for (let round = 0; round < 12; round++) {
    const profile = chunk('iCCP', joined([latin1('p\0\0'), deflateSync(junk(200 + round * 40))]));
    files.push({ group: 'odd metadata', name: `png with a profile of noise ${round}`, bytes: within(profile) });
    files.push({
      group: 'odd metadata',
      name: `png with EXIF of noise ${round}`,
      bytes: within(chunk('eXIf', joined([latin1('II*\0\x08\0\0\0\xff\xff'), junk(300)]))),
    });
  }
  // A folder of EXIF that leads back to itself.
  const loop = latin1('II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0');
  files.push({ group: 'odd metadata', name: 'png with EXIF that loops', bytes: within(chunk('eXIf', loop)) });
  return files;
}

/** At least 300 of them; the same in every run. */
export async function badFiles(): Promise<BadFile[]> {
  return [...(await Promise.all([cutOff(), bent(), lying(), mislabelled(), bombs(), oddMetadata()])).flat(), ...oversized()];
}
