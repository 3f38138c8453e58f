import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { isImageError, type ErrorKind } from '../../src/core/errors';
import type { Format } from '../../src/core/models/model';
import type { Size } from '../../src/core/sizes';
import { createCodec, type Codec } from '../../src/imaging/codec';
import { fitInside, planFit } from '../../src/imaging/fit';
import { chanceFrom } from '../../src/draft/chance';

const workerPath = path.join(__dirname, '../../dist/imageWorker.js');

/** Raw RGBA of `size`, from a function of the pixel's place. */
function paint({ width, height }: Size, colour: (x: number, y: number) => readonly [number, number, number, number]): Buffer {
  const pixels = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels.set(colour(x, y), (y * width + x) * 4);
    }
  }
  return pixels;
}

const rgba = (pixels: Buffer, { width, height }: Size) => sharp(pixels, { raw: { width, height, channels: 4 } });

/** The independent decoder: native sharp, straight RGBA of 8 bit. */
async function decoded(bytes: Uint8Array): Promise<{ data: Buffer; info: OutputInfo }> {
  return sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
}

/** Every pixel says where it is: red its column, green its row. */
const place = (x: number, y: number) => [x % 256, y % 256, ((x >> 8) << 4) | (y >> 8), 255] as const;

const kind = (expected: ErrorKind) => (error: unknown) =>
  isImageError(error) && error.kind === expected && /[A-Z].*\.$/.test(error.message);

function closeTo(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  const far = actual.length !== expected.length || actual.some((value, index) => Math.abs(value - (expected[index] ?? NaN)) > tolerance);
  assert.ok(!far, `${actual.join(' ')} is not near ${expected.join(' ')}`);
}

/** One chunk of a PNG file. */
function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** Node 20 has none of its own. */
function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A small file that says it is huge: black, one bit a pixel. */
function oneBitPng(edge: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(edge / 8) + 1) * edge), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

describe('planFit', () => {
  it('cuts centrally, stays inside, and misses the ratio by less than a pixel', () => {
    const chance = chanceFrom(1);
    const edge = () => 1 + Math.floor(chance() ** 2 * 4000);
    for (let round = 0; round < 5000; round++) {
      const source = { width: edge(), height: edge() };
      const target = { width: edge(), height: edge() };
      const { crop, resample } = planFit(source, target);
      const label = JSON.stringify({ source, target, crop });
      assert.ok(crop.left >= 0 && crop.top >= 0 && crop.width >= 1 && crop.height >= 1, label);
      assert.ok(crop.left + crop.width <= source.width && crop.top + crop.height <= source.height, label);
      assert.ok(crop.width === source.width || crop.height === source.height, label);
      assert.ok(
        Math.abs(source.width - crop.width - 2 * crop.left) <= 1 && Math.abs(source.height - crop.height - 2 * crop.top) <= 1,
        label,
      );
      const offBy = Math.min(
        Math.abs(crop.width - (crop.height * target.width) / target.height),
        Math.abs(crop.height - (crop.width * target.height) / target.width),
      );
      assert.ok(offBy <= 0.5 || crop.width === 1 || crop.height === 1, label);
      assert.equal(resample, crop.width !== target.width || crop.height !== target.height);
    }
  });

  it('only cuts what the size plan renders in the right scale', () => {
    assert.deepEqual(planFit({ width: 1920, height: 1088 }, { width: 1920, height: 1080 }), {
      crop: { left: 0, top: 4, width: 1920, height: 1080 },
      target: { width: 1920, height: 1080 },
      resample: false,
    });
  });

  it('fits inside without enlarging', () => {
    assert.deepEqual(fitInside({ width: 4000, height: 10 }, 128), { width: 128, height: 1 });
    assert.deepEqual(fitInside({ width: 30, height: 20 }, 128), { width: 30, height: 20 });
  });
});

describe('codec', function () {
  this.timeout(120_000);
  let codec: Codec;

  before(() => {
    assert.ok(existsSync(workerPath), 'Run `node esbuild.mjs` first.');
    codec = createCodec(workerPath);
  });
  after(() => codec.dispose());

  /** `decoded` of what `fit` made. */
  const fitted = async (bytes: Uint8Array, target: Size, format: Format = 'png') => decoded((await codec.fit(bytes, target, format)).bytes);
  const pixel = ({ data, info }: { data: Buffer; info: OutputInfo }, x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4),
  ];

  it('can load the WebAssembly build only', () => {
    const bundle = readFileSync(workerPath, 'utf8');
    assert.doesNotMatch(bundle, /@img\/sharp-(linux|darwin|win32|freebsd)|build\/Release/);
    assert.match(bundle, /require\("\.\/sharp-wasm32\.js"\)/);
  });

  it('gives exactly the size and type that were asked for', async () => {
    const chance = chanceFrom(7);
    const edge = (most: number) => 1 + Math.floor(chance() * most);
    const sources = ['png', 'jpeg', 'webp'] as const;
    const targets = ['png', 'jpeg', 'webp'] as const;
    for (let round = 0; round < 220; round++) {
      const size = { width: edge(round % 10 === 0 ? 900 : 160), height: edge(160) };
      const target = { width: edge(200), height: edge(round % 11 === 0 ? 900 : 200) };
      const format = targets[Math.floor(chance() * 3)] ?? 'png';
      const source = await rgba(paint(size, place), size)
        .toFormat(sources[round % 3] ?? 'png')
        .toBuffer();
      const image = await codec.fit(source, target, format);
      const found = await sharp(image.bytes).metadata();
      assert.deepEqual(
        {
          type: image.type,
          width: image.width,
          height: image.height,
          format: found.format,
          realWidth: found.width,
          realHeight: found.height,
        },
        { type: `image/${format}`, ...target, format, realWidth: target.width, realHeight: target.height },
        `${round}: ${size.width}x${size.height} to ${target.width}x${target.height}`,
      );
      await decoded(image.bytes);
    }
  });

  it('cuts from the middle and leaves every pixel as it was when cutting is enough', async () => {
    const size = { width: 320, height: 301 };
    for (const alpha of [255, 120]) {
      const source = await rgba(
        paint(size, (x, y) => [x % 256, y % 256, x >> 8, alpha]),
        size,
      )
        .png()
        .toBuffer();
      const { data } = await fitted(source, { width: 320, height: 180 });
      assert.ok(data.equals(paint({ width: 320, height: 180 }, (x, y) => [x % 256, (y + 60) % 256, x >> 8, alpha])));
      const column = await fitted(source, { width: 101, height: 301 });
      assert.deepEqual(pixel(column, 0, 0), [109, 0, 0, alpha]);
      const same = await fitted(source, size);
      assert.ok(same.data.equals(paint(size, (x, y) => [x % 256, y % 256, x >> 8, alpha])));
    }
  });

  it('keeps the colours at the edges of transparent areas, as a float64 reference has them', async () => {
    const size = { width: 64, height: 64 };
    const target = { width: 24, height: 24 };
    const pixels = paint(size, (x, y) => ((x - 30) ** 2 + (y - 33) ** 2 < 400 ? [0, 90 + x, 255 - y, 255] : [255, 0, 0, 0]));
    const wanted = lanczos(pixels, size, target);
    const webp = await codec.fit(await rgba(pixels, size).png().toBuffer(), target, 'webp', { quality: 100 });
    const { data } = await fitted(await rgba(pixels, size).png().toBuffer(), target);
    let edges = 0;
    for (let at = 0; at < data.length; at += 4) {
      const alpha = data[at + 3] ?? 0;
      assert.ok(Math.abs(alpha - (wanted[at + 3] ?? 0)) <= 2, `alpha ${alpha} and not ${wanted[at + 3]}`);
      if (alpha > 24) {
        edges += alpha < 255 ? 1 : 0;
        // An alpha of 25 leaves ten steps of rounding in a colour.
        closeTo([...data.subarray(at, at + 3)], wanted.slice(at, at + 3), 2 + 255 / alpha);
        assert.ok((data[at] ?? 255) <= 10, `red ${data[at]} bleeds in at alpha ${alpha}`);
      }
    }
    assert.ok(edges > 20);
    assert.equal((await sharp(webp.bytes).metadata()).hasAlpha, true);
  });

  it('puts transparency on white for jpeg', async () => {
    const size = { width: 40, height: 40 };
    const source = await rgba(
      paint(size, (x) => (x < 20 ? [0, 0, 255, 255] : [255, 0, 0, 0])),
      size,
    )
      .png()
      .toBuffer();
    const image = await fitted(source, { width: 20, height: 20 }, 'jpeg');
    closeTo(pixel(image, 3, 10), [0, 0, 255, 255], 4);
    closeTo(pixel(image, 16, 10), [255, 255, 255, 255], 4);
    const { chromaSubsampling } = await sharp((await codec.fit(source, size, 'jpeg')).bytes).metadata();
    assert.equal(chromaSubsampling, '4:4:4');
  });

  it('turns pictures upright by their EXIF orientation before it measures and cuts', async () => {
    const size = { width: 90, height: 60 };
    const upright = paint(size, (x, y) => [x < 45 ? 230 : 20, y < 30 ? 230 : 20, 40, 255]);
    for (let orientation = 1; orientation <= 8; orientation++) {
      const stored = await storedAs(upright, size, orientation);
      const facts = await codec.inspect(stored);
      assert.deepEqual({ width: facts.width, height: facts.height }, size, `orientation ${orientation}`);
      for (const target of [size, { width: 60, height: 60 }, { width: 30, height: 20 }]) {
        const image = await fitted(stored, target);
        closeTo(pixel(image, 2, 2), [230, 230, 40, 255], 14);
        closeTo(pixel(image, target.width - 3, 2), [20, 230, 40, 255], 14);
        closeTo(pixel(image, 2, target.height - 3), [230, 20, 40, 255], 14);
      }
      assert.equal((await sharp((await codec.fit(stored, size, 'jpeg')).bytes).metadata()).orientation, undefined);
    }
  });

  it('reads 16-bit, palette, grey, CMYK and wide-gamut pictures as 8-bit sRGB', async () => {
    const size = { width: 48, height: 32 };
    const base = () =>
      rgba(
        paint(size, () => [200, 100, 50, 255]),
        size,
      ).removeAlpha();
    const sources = {
      deep: await base().toColourspace('rgb16').png().toBuffer(),
      palette: await base().png({ palette: true }).toBuffer(),
      cmyk: await base().toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(),
      wide: await base().withIccProfile('p3').png().toBuffer(),
      avif: await base().avif({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(),
    };
    assert.equal((await sharp(sources.deep).metadata()).depth, 'ushort');
    assert.equal((await sharp(sources.cmyk).metadata()).space, 'cmyk');
    for (const [name, bytes] of Object.entries(sources)) {
      for (const format of ['png', 'jpeg', 'webp'] as const) {
        const { bytes: result } = await codec.fit(bytes, { width: 24, height: 16 }, format);
        const { depth, space, icc } = await sharp(result).metadata();
        assert.deepEqual({ depth, space, icc }, { depth: 'uchar', space: 'srgb', icc: undefined }, `${name} to ${format}`);
        closeTo(pixel(await decoded(result), 12, 8).slice(0, 3), [200, 100, 50], name === 'cmyk' ? 30 : 6);
      }
    }
    const grey = await fitted(await base().greyscale().png().toBuffer(), { width: 10, height: 10 });
    const [red = 0, green, blue] = pixel(grey, 5, 5);
    assert.ok(red > 90 && red < 160 && red === green && red === blue);
  });

  it('takes the first frame of what moves', async () => {
    const size = { width: 30, height: 20 };
    const frames = Buffer.concat([
      paint(size, () => [250, 0, 0, 255]),
      paint(size, () => [0, 250, 0, 255]),
      paint(size, () => [0, 0, 250, 255]),
    ]);
    for (const format of ['gif', 'webp'] as const) {
      const strip = sharp(frames, { raw: { width: 30, height: 60, channels: 4, pageHeight: 20 } });
      const bytes = await (format === 'gif' ? strip.gif() : strip.webp({ lossless: true })).toBuffer();
      assert.deepEqual(await codec.inspect(bytes).then(({ type, width, height, frames: count }) => ({ type, width, height, count })), {
        type: `image/${format}`,
        ...size,
        count: 3,
      });
      closeTo(pixel(await fitted(bytes, { width: 15, height: 15 }), 7, 7), [250, 0, 0, 255], 3);
    }
  });

  it('knows what a header says', async () => {
    const size = { width: 21, height: 13 };
    const picture = rgba(paint(size, place), size);
    assert.deepEqual(await codec.inspect(await picture.clone().png().toBuffer()), {
      type: 'image/png',
      ...size,
      hasAlpha: true,
      frames: 1,
    });
    assert.deepEqual(await codec.inspect(await picture.clone().jpeg().toBuffer()), {
      type: 'image/jpeg',
      ...size,
      hasAlpha: false,
      frames: 1,
    });
    assert.deepEqual(await codec.inspect(await picture.clone().avif().toBuffer()), {
      type: 'image/avif',
      ...size,
      hasAlpha: true,
      frames: 1,
    });
  });

  it('refuses what is not a bitmap, and says so', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><image href="/etc/passwd"/></svg>';
    const texts = ['', '<!doctype html><title>502</title>', svg, `<?xml version="1.0"?>${svg}`, 'BM      ', '{"error":"no"}'];
    const files = [
      ...texts.map((text) => Buffer.from(text)),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      Buffer.from([0xff, 0xd8, 0xff]),
    ];
    for (const bytes of files) {
      await assert.rejects(codec.inspect(bytes), kind('not-an-image'));
      await assert.rejects(codec.fit(bytes, { width: 9, height: 9 }, 'png'), kind('not-an-image'));
    }
  });

  it('refuses files that end too early', async () => {
    const size = { width: 200, height: 150 };
    const picture = rgba(
      paint(size, (x, y) => [(x * y) % 256, x % 256, (x * 7 + y * 13) % 256, 255]),
      size,
    );
    const files = {
      png: await picture.clone().png().toBuffer(),
      jpeg: await picture.clone().jpeg().toBuffer(),
      webp: await picture.clone().webp().toBuffer(),
    };
    for (const [name, bytes] of Object.entries(files)) {
      for (const share of [0.3, 0.6, 0.95]) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * share));
        await assert.rejects(codec.fit(cut, { width: 50, height: 50 }, 'png'), kind('not-an-image'), `${name} at ${share}`);
      }
    }
    await codec.fit(files.png, { width: 50, height: 50 }, 'png');
  });

  it('refuses gigantic pictures by their header, whatever their size on disk', async () => {
    const bomb = oneBitPng(30_000);
    assert.ok(bomb.length < 200_000);
    await assert.rejects(codec.inspect(bomb), (error) => kind('too-large')(error) && /30000 × 30000/.test(String(error)));
    await assert.rejects(codec.fit(bomb, { width: 10, height: 10 }, 'png'), kind('too-large'));
    const legal = await codec.fit(oneBitPng(8000), { width: 80, height: 80 }, 'png');
    assert.equal(legal.width, 80);
  });

  it('refuses impossible targets', async () => {
    const source = await rgba(paint({ width: 4, height: 4 }, place), { width: 4, height: 4 })
      .png()
      .toBuffer();
    for (const target of [
      { width: 0, height: 5 },
      { width: 2.5, height: 5 },
      { width: 9000, height: 5 },
    ]) {
      await assert.rejects(codec.fit(source, target, 'png'), kind('invalid-request'));
    }
  });

  it('leaves the bytes that it was given alone, also in the middle of a shared buffer', async () => {
    const size = { width: 12, height: 12 };
    const png = await rgba(paint(size, place), size).png().toBuffer();
    const shared = Buffer.concat([Buffer.alloc(33, 1), png, Buffer.alloc(9, 2)]);
    const view = shared.subarray(33, 33 + png.length);
    await codec.fit(view, { width: 6, height: 6 }, 'png');
    assert.ok(view.equals(png));
    assert.equal(shared.length, png.length + 42);
  });

  it('makes small previews and draws SVG of our own', async () => {
    const size = { width: 400, height: 100 };
    const small = await codec.thumbnail(await rgba(paint(size, place), size).png().toBuffer(), 64);
    assert.deepEqual({ type: small.type, width: small.width, height: small.height }, { type: 'image/webp', width: 64, height: 16 });
    const drawing = await codec.rasterize(
      '<svg xmlns="http://www.w3.org/2000/svg" width="31" height="17"><rect width="31" height="17" fill="#0af"/></svg>',
    );
    const { data, info } = await decoded(drawing);
    assert.deepEqual([info.width, info.height], [31, 17]);
    assert.deepEqual([...data.subarray(0, 4)], [0, 170, 255, 255]);
  });

  describe('the thread', () => {
    let folder: string;
    let png: Buffer;

    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'easel-codec-'));
      png = await rgba(paint({ width: 300, height: 300 }, place), { width: 300, height: 300 })
        .png()
        .toBuffer();
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** A worker that behaves as told at its first start and is the real one after that. */
    const flaky = (name: string, behaviour: string) => {
      const file = path.join(folder, `${name}.js`);
      const mark = JSON.stringify(`${file}.started`);
      writeFileSync(
        file,
        `const fs = require('node:fs'); const { parentPort } = require('node:worker_threads');
         if (fs.existsSync(${mark})) { require(${JSON.stringify(workerPath)}); } else { fs.writeFileSync(${mark}, ''); ${behaviour} }`,
      );
      return createCodec(file);
    };

    for (const [name, behaviour] of [
      ['is killed in the middle', `parentPort.on('message', () => process.exit(3));`],
      ['throws', `parentPort.on('message', () => { throw new Error('boom'); });`],
      ['cannot start', `throw new Error('no WebAssembly here');`],
    ] as const) {
      it(`that ${name} fails its job only, and the next has a new one`, async () => {
        const own = flaky(name.replaceAll(' ', '-'), behaviour);
        try {
          const [first, second] = await Promise.allSettled([own.inspect(png), own.inspect(png)]);
          assert.ok(first.status === 'rejected' && kind('bad-response')(first.reason));
          assert.equal(second.status, 'fulfilled');
          assert.equal((await own.inspect(png)).width, 300);
        } finally {
          own.dispose();
        }
      });
    }

    it('that does not exist is an error and not a wait', async () => {
      const own = createCodec(path.join(folder, 'missing.js'));
      await assert.rejects(own.inspect(png), kind('bad-response'));
      own.dispose();
    });

    it('settles everything on dispose, and starts nothing afterwards', async () => {
      const own = createCodec(workerPath);
      const waiting = [own.inspect(png), own.fit(png, { width: 50, height: 50 }, 'webp'), own.inspect(png)];
      own.dispose();
      for (const result of await Promise.allSettled(waiting)) {
        assert.ok(result.status === 'rejected' && kind('cancelled')(result.reason));
      }
      await assert.rejects(own.inspect(png), kind('cancelled'));
    });

    it('gives up on abort: before, while waiting and while working', async () => {
      const before = AbortSignal.abort();
      await assert.rejects(codec.inspect(png, before), kind('cancelled'));
      const working = new AbortController();
      const waiting = new AbortController();
      const jobs = [
        codec.fit(png, { width: 3000, height: 3000 }, 'webp', { signal: working.signal }),
        codec.fit(png, { width: 40, height: 40 }, 'png', { signal: waiting.signal }),
        codec.fit(png, { width: 41, height: 41 }, 'png'),
      ];
      waiting.abort();
      setTimeout(() => working.abort(), 20);
      const [first, second, third] = await Promise.allSettled(jobs);
      assert.ok(first?.status === 'rejected' && kind('cancelled')(first.reason));
      assert.ok(second?.status === 'rejected' && kind('cancelled')(second.reason));
      assert.ok(third?.status === 'fulfilled' && third.value.width === 41);
    });
  });
});

/** A JPEG whose pixels are stored turned, and whose EXIF says how. */
async function storedAs(upright: Buffer, size: Size, orientation: number): Promise<Buffer> {
  const turned = [
    (picture: Sharp) => picture,
    (picture: Sharp) => picture.flop(),
    (picture: Sharp) => picture.rotate(180),
    (picture: Sharp) => picture.flip(),
    (picture: Sharp) => picture.rotate(270).flop(),
    (picture: Sharp) => picture.rotate(270),
    (picture: Sharp) => picture.rotate(90).flop(),
    (picture: Sharp) => picture.rotate(90),
  ][orientation - 1];
  assert.ok(turned);
  const { data, info } = await turned(rgba(upright, size)).raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .withMetadata({ orientation })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/**
 * Separable Lanczos3 on premultiplied pixels in float64, centre to centre; straight RGBA, not rounded. Columns come first and are
 * clipped to 0 to 255 before the rows, as every filter does that keeps bytes in between.
 */
function lanczos(pixels: Buffer, source: Size, target: Size): number[] {
  const premultiplied = Array.from({ length: pixels.length }, (_, at) =>
    at % 4 === 3 ? (pixels[at] ?? 0) : ((pixels[at] ?? 0) * (pixels[at - (at % 4) + 3] ?? 0)) / 255,
  );
  const columns = reduce(premultiplied, source.height, source.width, target.height, source.width * 4, 4, 4);
  const clipped = columns.map((value) => Math.min(255, Math.max(0, value)));
  const both = reduce(clipped, source.width, target.height, target.width, 4, source.width * 4, target.width * 4);
  return both.map((value, at) => {
    const alpha = Math.min(255, Math.max(0, both[at - (at % 4) + 3] ?? 0));
    return at % 4 === 3 ? alpha : alpha === 0 ? 0 : Math.min(255, Math.max(0, (value * 255) / alpha));
  });
}

/** One direction: `from` samples a line become `to`; the strides say how far samples and lines lie apart. */
function reduce(
  values: readonly number[],
  from: number,
  lines: number,
  to: number,
  sampleStride: number,
  lineStride: number,
  outLineStride: number,
): number[] {
  const scale = from / to;
  const result = new Array<number>(lines * to * 4).fill(0);
  const kernel = (x: number) =>
    x === 0 ? 1 : Math.abs(x) >= 3 ? 0 : (3 * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / 3)) / (Math.PI * x) ** 2;
  for (let index = 0; index < to; index++) {
    const centre = (index + 0.5) * scale - 0.5;
    const taps: [number, number][] = [];
    for (let at = Math.ceil(centre - 3 * scale); at <= centre + 3 * scale; at++) {
      taps.push([Math.min(from - 1, Math.max(0, at)), kernel((at - centre) / scale)]);
    }
    const total = taps.reduce((sum, [, weight]) => sum + weight, 0);
    for (let line = 0; line < lines; line++) {
      for (let channel = 0; channel < 4; channel++) {
        const sum = taps.reduce((all, [at, weight]) => all + weight * (values[line * lineStride + at * sampleStride + channel] ?? 0), 0);
        result[line * outLineStride + index * sampleStride + channel] = sum / total;
      }
    }
  }
  return result;
}
