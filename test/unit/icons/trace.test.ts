import assert from 'node:assert/strict';
import sharp from 'sharp';
import { isImageError } from '../../../src/core/errors';
import type { Raster } from '../../../src/imaging/blend/raster';
import { isFlatDrawing, mainColours } from '../../../src/imaging/icons/trace/flat';
import { trace } from '../../../src/imaging/icons/trace/trace';
import { drawIcon, onGround, rendered } from './samples';

async function pngOf({ width, height, channels, data }: Raster): Promise<Uint8Array> {
  return new Uint8Array(await sharp(data, { raw: { width, height, channels } }).png().toBuffer());
}

async function shown(svg: string): Promise<Uint8Array> {
  return new Uint8Array(await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer());
}

/** Of premultiplied colours and alpha, in dB. */
function psnr(a: Uint8Array | Uint16Array, b: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 4) {
    const [one, other] = [a[at + 3] as number, b[at + 3] as number];
    sum += (one - other) ** 2;
    for (let channel = at; channel < at + 3; channel++) {
      sum += (((a[channel] as number) * one - (b[channel] as number) * other) / 255) ** 2;
    }
  }
  return sum === 0 ? 99 : 10 * Math.log10((255 * 255 * a.length) / sum);
}

const flat = ['ring', 'star', 'heart', 'letterA', 'letters', 'gear', 'tile', 'cube', 'eye', 'padlock', 'dashes', 'rings', 'badge', 'leaf'];

describe('the trace of an icon', function () {
  this.timeout(60_000);

  it('looks like the icon, with one path for each colour', async () => {
    for (const name of flat) {
      const { icon } = await drawIcon(name, 5, 256);
      const { svg, paths, size } = await trace({ bytes: await pngOf(icon) });
      const like = psnr(icon.data, await shown(svg));
      assert.ok(like > 35, `${name}: ${like.toFixed(1)} dB`);
      assert.ok(paths <= 4 && size < 6000 && size === Buffer.byteLength(svg), `${name}: ${paths} paths, ${size} bytes`);
    }
  });

  it('keeps every pixel of a drawing with hard edges', async () => {
    const { icon } = await drawIcon('pixels', 5, 192);
    const { svg } = await trace({ bytes: await pngOf(icon) });
    assert.ok(psnr(icon.data, await shown(svg)) > 60);
    assert.doesNotMatch(svg, /C/);
  });

  it('writes plain SVG in the size of the picture, with the colours as they are', async () => {
    const icon = await rendered(
      '<circle cx="50" cy="50" r="40" fill="#2563eb"/><path d="M30 52l14 14 28-32" fill="none" stroke="#ffffff" stroke-width="9"/>',
      128,
    );
    const { svg } = await trace({ bytes: await pngOf(icon) });
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="128" height="128" viewBox="0 0 128 128">\n/);
    assert.deepEqual(
      [...svg.matchAll(/fill="([^"]+)"/g)].map((match) => match[1]),
      ['#2563eb', '#ffffff'],
    );
    assert.deepEqual([...new Set([...svg.matchAll(/<\/?(\w+)/g)].map((match) => match[1]))].sort(), ['path', 'svg']);
  });

  it('traces a picture on an opaque ground, and one through which the ground shines', async () => {
    const sample = await drawIcon('star', 5, 128, [[255, 255, 255]]);
    const opaque = await onGround(sample, { name: 'white', colour: [255, 255, 255] });
    const { svg } = await trace({ bytes: await pngOf(opaque) });
    const pixels = await shown(svg);
    assert.ok(pixels.every((sample, index) => index % 4 !== 3 || sample >= 254));
    const glass = await rendered('<path d="M20 20h60v60h-60z" fill="#2563eb" fill-opacity=".5"/>', 128);
    const traced = await trace({ bytes: await pngOf(glass) });
    assert.match(traced.svg, /fill-opacity="0\.50/);
    assert.ok(psnr(glass.data, await shown(traced.svg)) > 35);
  });

  it('gives the same again', async () => {
    const bytes = await pngOf((await drawIcon('cube', 5, 128)).icon);
    assert.deepEqual(await trace({ bytes: bytes.slice() }), await trace({ bytes: bytes.slice() }));
  });

  it('refuses gradients and photographs', async () => {
    const gradient = (await drawIcon('disc', 5, 128)).icon;
    const data = Uint8Array.from(
      { length: 128 * 128 * 3 },
      (_, index) => 128 + 90 * Math.sin(index / 61) * Math.cos(index / 1777) + ((index * 7919) % 23),
    );
    for (const picture of [gradient, { width: 128, height: 128, channels: 3, data } as const]) {
      assert.equal(isFlatDrawing(picture), false);
      await assert.rejects(trace({ bytes: await pngOf(picture) }), (error) => isImageError(error) && error.kind === 'invalid-request');
    }
  });
});

describe('the colours of an icon', () => {
  it('are the most frequent ones without the ground, and none that is mixed at an edge', async () => {
    const sample = {
      name: 'two',
      icon: await rendered('<path d="M20 20h60v60h-60z" fill="#2563eb"/><circle cx="50" cy="50" r="15" fill="#facc15"/>', 200),
    };
    assert.deepEqual(mainColours(sample.icon), ['#2563eb', '#facc15']);
    assert.deepEqual(mainColours(await onGround(sample, { name: 'grey', colour: [200, 200, 200] })), ['#2563eb', '#facc15']);
  });

  it('tell a flat drawing from one with a gradient, also after JPEG', async () => {
    const sample = await drawIcon('gear', 3, 200, [[255, 255, 255]]);
    assert.equal(isFlatDrawing(sample.icon), true);
    assert.equal(isFlatDrawing(await onGround(sample, { name: 'jpeg', colour: [255, 255, 255], jpeg: 90 })), true);
    assert.equal(isFlatDrawing((await drawIcon('radial', 3, 200)).icon), false);
  });
});
