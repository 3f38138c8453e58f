import assert from 'node:assert/strict';
import { createFalClient } from '@fal-ai/client';
import sharp from 'sharp';
import { castOf, driftOf, redraw, type Drift, type Pixels } from '../fal/drift';
import type { Job } from '../fal/job';
import { rewritingFetch, startSimulator, type Simulator } from '../fal/simulator';
import { promptHash, readEditStamp, readStamp } from '../fal/stamp';

const edit = 'openai/gpt-image-2/edit';
const size = { width: 1024, height: 704 };
const hole = { left: 300, top: 200, width: 360, height: 240 };

describe('edits of the simulator', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ timing: { queueMs: 5, runMs: 5 } });
  });
  after(() => simulator.close());
  beforeEach(() => simulator.reset());

  async function upload(bytes: Buffer, type = 'image/png'): Promise<string> {
    const fal = createFalClient({ credentials: 'test-key', fetch: rewritingFetch(simulator) });
    return fal.storage.upload(new File([new Uint8Array(bytes)], 'picture.png', { type }));
  }

  async function run(input: Record<string, unknown>, endpoint = edit): Promise<Job> {
    const response = await fetch(simulator.rewrite(`https://queue.fal.run/${endpoint}`), {
      method: 'POST',
      headers: { authorization: 'Key test-key', 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'a moon', quality: 'low', output_format: 'png', ...input }),
    });
    assert.equal(response.status, 200, await response.clone().text());
    simulator.finish();
    const job = simulator.jobs.at(-1);
    assert.ok(job);
    return job;
  }

  async function result(job: Job): Promise<{ status: number; text: string }> {
    const address = `https://queue.fal.run/openai/gpt-image-2/requests/${job.requestId}`;
    const response = await fetch(simulator.rewrite(address), { headers: { authorization: 'Key test-key' } });
    return { status: response.status, text: await response.text() };
  }

  async function answers(input: Record<string, unknown>): Promise<Buffer[]> {
    const { status, text } = await result(await run(input));
    assert.equal(status, 200, text);
    const { images } = JSON.parse(text) as { images: { url: string }[] };
    return Promise.all(images.map(async ({ url }) => Buffer.from(await (await fetch(simulator.rewrite(url))).arrayBuffer())));
  }

  async function answer(input: Record<string, unknown>): Promise<Buffer> {
    const [first] = await answers(input);
    assert.ok(first);
    return first;
  }

  it('repaint the whole picture: other colours, another place, and something new inside the mask', async () => {
    const image = await upload(await textured());
    const first = await answers({ image_urls: [image], mask_url: await upload(await maskOf('white')), num_images: 2 });
    const before = await rgb(await textured());
    for (const bytes of first) {
      const after = await rgb(bytes);
      assert.deepEqual({ width: after.width, height: after.height }, size);
      assert.ok(changedShare(before, after, 'outside') > 0.9, 'nothing outside stayed as it was');
      assert.ok(meanDifference(before, after, 'inside') > 20);
    }
    const again = await answers({ image_urls: [image], mask_url: await upload(await maskOf('white')), num_images: 2 });
    assert.deepEqual(again, first, 'the same request gives the same pictures');
    assert.notDeepEqual(first[0], first[1]);
  });

  it('drift and lose their colours as the switches say', async () => {
    const image = await upload(await textured());
    const mask_url = await upload(await maskOf('white'));
    const before = await rgb(await textured());
    Object.assign(simulator.switches, { drift: 'none', cast: 'none' });
    const still = await rgb(await answer({ image_urls: [image], mask_url }));
    assert.equal(changedShare(before, still, 'outside'), 0);
    assert.ok(changedShare(before, still, 'inside') > 0.8);

    const cast = { gain: [1.1, 1, 0.9], offset: [0, 10, 3] } as const;
    Object.assign(simulator.switches, { cast });
    const tinted = await rgb(await answer({ image_urls: [image], mask_url }));
    for (let at = 0; at < 3000; at++) {
      const expected = Math.min(255, Math.round((before.data[at] ?? 0) * (cast.gain[at % 3] ?? 0) + (cast.offset[at % 3] ?? 0)));
      assert.equal(tinted.data[at], expected);
    }

    Object.assign(simulator.switches, { cast: 'none', drift: { dx: 7, dy: -3, scale: 1 } });
    const moved = await rgb(await answer({ image_urls: [image], mask_url }));
    // The redrawing is soft, so the best match is looked for and not an equal one.
    assert.deepEqual(bestShift(before, moved), { dx: 7, dy: -3 });
  });

  it('take white or transparent parts of the mask for what is to be edited', async () => {
    Object.assign(simulator.switches, { drift: 'none', cast: 'none' });
    const image = await upload(await textured());
    const before = await rgb(await textured());
    for (const convention of ['white', 'alpha'] as const) {
      const after = await rgb(await answer({ image_urls: [image], mask_url: await upload(await maskOf(convention)) }));
      assert.equal(changedShare(before, after, 'outside'), 0, convention);
      assert.ok(changedShare(before, after, 'inside') > 0.8, convention);
    }
    const free = await rgb(await answer({ image_urls: [image] }));
    assert.ok(changedShare(before, free, 'outside') > 0.9, 'without a mask the whole picture is retouched');
    assert.ok(meanDifference(before, free, 'inside') > 1.5 * meanDifference(before, free, 'outside'));
  });

  it('follow the tones around the mask', async () => {
    const inside = async (tone: number): Promise<number> => {
      const plain = await sharp({ create: { ...size, channels: 3, background: { r: tone, g: tone, b: tone } } })
        .png()
        .toBuffer();
      const after = await rgb(await answer({ image_urls: [await upload(plain)], mask_url: await upload(await maskOf('white')) }));
      return meanOf(after, hole);
    };
    const [dark, light] = [await inside(30), await inside(220)];
    assert.ok(light - dark > 60, `${dark}, ${light}`);
  });

  it('show the references', async () => {
    const image = await upload(await textured());
    const mask_url = await upload(await maskOf('white'));
    const colour = async (background: string) =>
      upload(
        await sharp({ create: { width: 64, height: 32, channels: 3, background } })
          .png()
          .toBuffer(),
      );
    const centre = { left: 440, top: 290, width: 80, height: 60 };
    const seen = async (urls: string[]) => channelMeans(await rgb(await answer({ image_urls: [image, ...urls], mask_url })), centre);
    const red = await seen([await colour('#ff0000')]);
    const blue = await seen([await colour('#0000ff')]);
    assert.ok((red[0] ?? 0) > 200 && (red[2] ?? 0) < 60, `red: ${red.join()}`);
    assert.ok((blue[2] ?? 0) > 200 && (blue[0] ?? 0) < 60, `blue: ${blue.join()}`);
    const job = simulator.jobs.at(-1);
    assert.deepEqual(
      job?.inputs?.images.slice(1).map(({ width, height }) => ({ width, height })),
      [{ width: 64, height: 32 }],
    );
  });

  it('tell what was sent', async () => {
    const job = await run({ image_urls: [await upload(await textured())], mask_url: await upload(await maskOf('white')) });
    await result(job);
    const { images = [], mask } = job.inputs ?? {};
    assert.deepEqual(
      images.map(({ width, height, type, hasAlpha, orientation }) => ({ width, height, type, hasAlpha, orientation })),
      [{ ...size, type: 'png', hasAlpha: false, orientation: 1 }],
    );
    assert.ok(mask);
    assert.deepEqual([mask.isBlackAndWhite, mask.convention, mask.hasAlpha], [true, 'white', false]);
    assert.equal(mask.share, (hole.width * hole.height) / (size.width * size.height));
    const soft = await sharp(await maskOf('white'))
      .blur(3)
      .png()
      .toBuffer();
    const others = [await maskOf('alpha'), soft];
    const read = [];
    for (const other of others) {
      const again = await run({ image_urls: [await upload(await textured())], mask_url: await upload(other) });
      await result(again);
      read.push(again.inputs?.mask);
    }
    assert.deepEqual(
      read.map((one) => [one?.isBlackAndWhite, one?.convention]),
      [
        [false, 'alpha'],
        [false, 'white'],
      ],
    );
  });

  it('refuse what the service cannot read', async () => {
    const image = await upload(await textured());
    const gif = await upload(
      await sharp(await maskOf('white'))
        .gif()
        .toBuffer(),
      'image/gif',
    );
    const small = await upload(
      await sharp(await maskOf('white'))
        .resize(1024, 640)
        .png()
        .toBuffer(),
    );
    const cases: readonly (readonly [Record<string, unknown>, RegExp])[] = [
      [{ image_urls: [image], mask_url: gif }, /unsupported_image_format/],
      [{ image_urls: [gif] }, /unsupported_image_format/],
      [{ image_urls: [image], mask_url: small }, /must have the size of the image: 1024x704, not 1024x640/],
      [{ image_urls: ['https://example.com/a.png'] }, /file_download_error/],
      [{ image_urls: [image, image.replace('picture', 'other')] }, /file_download_error/],
      [{ image_urls: [await upload(Buffer.from('no picture'))] }, /image_load_error/],
    ];
    for (const [input, expected] of cases) {
      const job = await run(input);
      const { status, text } = await result(job);
      assert.equal(status, 422, text);
      assert.match(text, expected);
      assert.deepEqual([job.inputs, job.billed], [undefined, 0]);
    }
    const uri = `data:image/png;base64,${(await textured()).toString('base64')}`;
    assert.equal((await result(await run({ image_urls: Array.from({ length: 16 }, () => uri) }))).status, 200);
    await assert.rejects(run({ image_urls: Array.from({ length: 17 }, () => image) }), /sequence_too_long/);
  });

  it('come in another size when that is wanted', async () => {
    simulator.switches.answerSize = { width: 500, height: 344 };
    const mask_url = await upload(await maskOf('white'));
    const after = await rgb(await answer({ image_urls: [await upload(await textured())], mask_url, image_size: size }));
    assert.deepEqual({ width: after.width, height: after.height }, { width: 500, height: 344 });
  });

  it('say in their metadata what they were made for, and nowhere in their pixels', async () => {
    for (const output_format of ['png', 'jpeg', 'webp']) {
      const made = await answers({
        image_urls: [await upload(await textured())],
        mask_url: await upload(await maskOf('white')),
        output_format,
        num_images: 2,
      });
      for (const [index, bytes] of made.entries()) {
        assert.deepEqual(readEditStamp(bytes), { prompt: promptHash('a moon'), index, ...size }, output_format);
        const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
        assert.equal(readStamp(data, info.width, info.height), undefined);
      }
    }
    assert.equal(readEditStamp(await textured()), undefined);
  });
});

describe('the drift of an answer', () => {
  it('is the same for the same prompt and number, and stays within its limits', () => {
    const seen = new Set<number>();
    let [shift, scale, gain] = [0, 0, 0];
    for (let index = 0; index < 200; index++) {
      const scene = { prompt: 'a moon', index };
      const drift = driftOf('random', scene);
      const cast = castOf('random', scene);
      assert.deepEqual(driftOf('random', scene), drift);
      assert.deepEqual(castOf('random', scene), cast);
      seen.add(drift.dx);
      shift = Math.max(shift, Math.abs(drift.dx), Math.abs(drift.dy));
      scale = Math.max(scale, Math.abs(drift.scale - 1));
      gain = Math.max(gain, ...cast.gain.map((one) => Math.abs(one - 1)));
    }
    assert.equal(seen.size, 200);
    assert.ok(shift > 5 && shift <= 6 && scale > 0.009 && scale <= 0.01 && gain > 0.03 && gain <= 0.04);
  });

  it('moves every point to where it should lie, to a twentieth of a pixel', () => {
    const centres = [
      [40, 30],
      [150, 80],
      [100, 60],
      [30, 95],
    ] as const;
    const [width, height] = [200, 120];
    const data = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = centres.reduce((sum, [cx, cy]) => sum + 200 * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / 18), 20);
        data.fill(Math.round(value), (y * width + x) * 3, (y * width + x) * 3 + 3);
      }
    }
    const drifts: readonly Drift[] = [
      { dx: 3.5, dy: -2.25, scale: 1 },
      { dx: -5.9, dy: 0.3, scale: 1.01 },
      { dx: 0, dy: 0, scale: 0.99 },
    ];
    for (const drift of drifts) {
      const moved = redraw({ data, width, height }, drift, castOf('none', { prompt: '', index: 0 }));
      for (const [cx, cy] of centres) {
        const x = (width - 1) / 2 + (cx - (width - 1) / 2) * drift.scale + drift.dx;
        const y = (height - 1) / 2 + (cy - (height - 1) / 2) * drift.scale + drift.dy;
        const found = centroid(moved, x, y);
        assert.ok(Math.hypot(found.x - x, found.y - y) < 0.05, `${JSON.stringify(drift)}: ${x},${y} is at ${found.x},${found.y}`);
      }
    }
  });
});

let made: Promise<Buffer> | undefined;

/** Soft structure of many sizes in three colours. */
function textured(): Promise<Buffer> {
  return (made ??= sharp(
    Uint8Array.from({ length: size.width * size.height * 3 }, (_, at) => {
      const pixel = Math.floor(at / 3);
      const [x, y, channel] = [pixel % size.width, Math.floor(pixel / size.width), at % 3];
      return 128 + 40 * Math.sin(x / (9 + channel) + y / 23) + 35 * Math.sin(y / 7 - x / 31) + 25 * Math.sin((x * y) / 4000);
    }),
    { raw: { ...size, channels: 3 } },
  )
    .png()
    .toBuffer());
}

function maskOf(convention: 'white' | 'alpha'): Promise<Buffer> {
  const pixels = Buffer.alloc(size.width * size.height * 4);
  for (let pixel = 0; pixel < size.width * size.height; pixel++) {
    const value = isInside(pixel) ? 255 : 0;
    pixels.fill(convention === 'white' ? value : 90, pixel * 4, pixel * 4 + 3);
    pixels[pixel * 4 + 3] = convention === 'white' ? 255 : 255 - value;
  }
  const image = sharp(pixels, { raw: { ...size, channels: 4 } });
  return (convention === 'white' ? image.removeAlpha() : image).png().toBuffer();
}

function isInside(pixel: number): boolean {
  const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
  return x >= hole.left && x < hole.left + hole.width && y >= hole.top && y < hole.top + hole.height;
}

async function rgb(bytes: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function differences(before: Pixels, after: Pixels, where: 'inside' | 'outside'): number[] {
  const found: number[] = [];
  for (let pixel = 0; pixel < before.data.length / 3; pixel++) {
    if (isInside(pixel) === (where === 'inside')) {
      const off = [0, 1, 2].map((channel) => Math.abs((before.data[pixel * 3 + channel] ?? 0) - (after.data[pixel * 3 + channel] ?? 0)));
      found.push(Math.max(...off));
    }
  }
  return found;
}

function changedShare(before: Pixels, after: Pixels, where: 'inside' | 'outside'): number {
  const found = differences(before, after, where);
  return found.filter((one) => one > 0).length / found.length;
}

function meanDifference(before: Pixels, after: Pixels, where: 'inside' | 'outside'): number {
  const found = differences(before, after, where);
  return found.reduce((sum, one) => sum + one, 0) / found.length;
}

function channelMeans({ data, width }: Pixels, box: typeof hole): number[] {
  const sums = [0, 0, 0];
  for (let y = box.top; y < box.top + box.height; y++) {
    for (let x = box.left; x < box.left + box.width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        sums[channel] = (sums[channel] ?? 0) + (data[(y * width + x) * 3 + channel] ?? 0);
      }
    }
  }
  return sums.map((sum) => sum / (box.width * box.height));
}

function meanOf(picture: Pixels, box: typeof hole): number {
  return channelMeans(picture, box).reduce((sum, one) => sum + one, 0) / 3;
}

/** The whole shift under which a corner of the first picture is most like the second. */
function bestShift(before: Pixels, after: Pixels): { dx: number; dy: number } {
  let best = { dx: 0, dy: 0 };
  let least = Infinity;
  for (let dy = -9; dy <= 9; dy++) {
    for (let dx = -9; dx <= 9; dx++) {
      let sum = 0;
      for (let y = 40; y < 160; y += 3) {
        for (let x = 40; x < 260; x += 3) {
          sum += Math.abs((before.data[(y * size.width + x) * 3] ?? 0) - (after.data[((y + dy) * size.width + x + dx) * 3] ?? 0));
        }
      }
      if (sum < least) {
        least = sum;
        best = { dx, dy };
      }
    }
  }
  return best;
}

function centroid({ data, width }: Pixels, near: number, at: number): { x: number; y: number } {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = Math.round(at) - 10; y <= Math.round(at) + 10; y++) {
    for (let x = Math.round(near) - 10; x <= Math.round(near) + 10; x++) {
      const weight = (data[(y * width + x) * 3] ?? 0) - 20;
      sum += weight;
      sumX += weight * x;
      sumY += weight * y;
    }
  }
  return { x: sumX / sum, y: sumY / sum };
}
