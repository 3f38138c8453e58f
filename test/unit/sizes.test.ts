import assert from 'node:assert/strict';
import { sniffImageType } from '../../src/core/imageType';
import { checkRequest, type ImageRequest } from '../../src/core/request';
import { formatSize, parseSize } from '../../src/core/sizes';

describe('sizes as a person types them', () => {
  for (const [text, width, height] of [
    ['1200x630', 1200, 630],
    ['1200 630', 1200, 630],
    [' 1200 X 630 px ', 1200, 630],
    ['1200×630', 1200, 630],
    ['1200px * 630px', 1200, 630],
    ['512', 512, 512],
    ['16:9 1200', 1200, 675],
    ['3:2 99', 99, 66],
  ] as const) {
    it(`“${text}” is ${width}x${height}`, () => assert.deepEqual(parseSize(text), { width, height }));
  }

  it('or not at all', () => {
    for (const text of ['', 'x', '12x', 'x12', '-5x5', '1.5x2', '12x12x12', 'large', '123456x1', '0:9 100']) {
      assert.equal(parseSize(text), undefined, text);
    }
  });

  it('are written as they are read', () => assert.deepEqual(parseSize(formatSize({ width: 7, height: 9 })), { width: 7, height: 9 }));
});

describe('the type of bytes', () => {
  it('is told by the bytes and nothing else', () => {
    assert.equal(sniffImageType(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])), 'image/png');
    assert.equal(sniffImageType(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])), 'image/jpeg');
    assert.equal(sniffImageType(new TextEncoder().encode('RIFF1234WEBPVP8 ')), 'image/webp');
    for (const text of ['', '<svg onload="alert(1)">', '<!doctype html>', 'GIF', '{"detail":"x"}', '%PDF-1.7']) {
      assert.equal(sniffImageType(new TextEncoder().encode(text)), undefined, text);
    }
  });
});

describe('a request', () => {
  const request: ImageRequest = {
    id: '20260301-142530-1a2b3c4d',
    createdAt: 1,
    operation: 'generate',
    model: 'openai/gpt-image-2',
    prompt: 'a fox',
    width: 10,
    height: 10,
    count: 1,
    quality: 'low',
    format: 'png',
    target: { folder: 'file:///p', name: 'fox' },
    workspace: 'file:///p',
  };

  it('is planned and priced when it is right', () => {
    const { plan, price } = checkRequest({ ...request, prompt: '  a fox ' });
    assert.deepEqual(plan.render, { width: 816, height: 816 });
    assert.ok(price.known && price.likely > 0);
  });

  for (const [change, reason] of [
    [{ prompt: ' \n' }, /prompt is empty/],
    [{ prompt: 'x'.repeat(32_001) }, /32,001 characters/],
    [{ count: 0 }, /1 to 4 images/],
    [{ count: 5 }, /1 to 4 images/],
    [{ count: 1.5 }, /1 to 4 images/],
    [{ width: 0 }, /at least 1/],
    [{ width: 8193 }, /too large/],
    [{ model: 'x/y' }, /no model “?"x\/y"/],
    [{ model: 'fal-ai/gpt-image-1/edit-image' }, /cannot make an image from text alone/],
    [{ operation: 'edit' }, /cannot edit images/],
    [{ background: 'transparent' }, /no transparent background/],
    [{ id: '../../etc' }, /“id”/],
    [{ target: { folder: '', name: 'x' } }, /“target.folder”/],
  ] as const) {
    it(`with ${JSON.stringify(change).slice(0, 40)} is refused with one sentence`, () => {
      assert.throws(
        () => checkRequest({ ...request, ...change }),
        (error: Error & { kind?: string }) => error.kind === 'invalid-request' && reason.test(error.message),
      );
    });
  }
});
