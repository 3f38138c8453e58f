import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { ErrorKind } from '../../../src/core/errors';
import { isImageError } from '../../../src/core/errors';
import type { GroundChoice, IconGround, IconOrder } from '../../../src/core/icon';
import { finishIcon } from '../../../src/imaging/icons/finish';

const kind = (expected: ErrorKind) => (error: unknown) => isImageError(error) && error.kind === expected;
const transparent: IconGround = { kind: 'transparent' };
const shapes = '<circle cx="128" cy="128" r="90" fill="#c02040"/><rect x="100" y="100" width="56" height="56" fill="#ffd0a0"/>';

/** An icon of 256 pixels, on nothing or on what is drawn first. */
function icon(ground = '', drawn = shapes): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">${ground}${drawn}</svg>`;
  const picture = sharp(Buffer.from(svg));
  return (ground ? picture.removeAlpha() : picture).png().toBuffer();
}

const flat = (colour: string): string => `<rect width="256" height="256" fill="${colour}"/>`;
const board =
  '<defs><pattern id="b" width="32" height="32" patternUnits="userSpaceOnUse"><rect width="32" height="32" fill="#fff"/>' +
  '<path d="M0 0H16V16H0ZM16 16H32V32H16Z" fill="#ccc"/></pattern></defs><rect width="256" height="256" fill="url(#b)"/>';

interface Wish {
  readonly ground?: IconGround;
  readonly asked?: string;
  readonly choice?: GroundChoice;
  readonly format?: 'png' | 'webp';
  readonly edge?: number;
}

async function finish(bytes: Buffer, { ground = transparent, asked, choice, format = 'png', edge = 128 }: Wish = {}) {
  const order: IconOrder = { style: 'flat', ground, colours: [], transparency: asked === undefined ? 'model' : 'removal' };
  const target = { width: edge, height: edge };
  const file = await finishIcon({ bytes: new Uint8Array(bytes), target, format, icon: order, asked, choice });
  const { data, info } = await sharp(file.bytes).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([file.width, file.height, info.width, info.height], [edge, edge, edge, edge]);
  const at = (x: number, y: number): number[] => [...data.subarray((y * edge + x) * info.channels, (y * edge + x + 1) * info.channels)];
  return { file, at, channels: info.channels };
}

describe('the finished icon', () => {
  it('is what the model sent, in the asked size, when that is really transparent', async () => {
    const { file, at, channels } = await finish(await icon());
    assert.equal(file.type, 'image/png');
    assert.equal(channels, 4);
    assert.deepEqual(at(0, 0), [0, 0, 0, 0]);
    assert.deepEqual(at(30, 64), [0xc0, 0x20, 0x40, 255]);
    const webp = await finish(await icon(), { format: 'webp' });
    assert.equal(webp.file.type, 'image/webp');
    assert.deepEqual(webp.at(0, 0), [0, 0, 0, 0]);
  });

  it('loses a haze that nobody sees without a question', async () => {
    const { data, info } = await sharp(await icon())
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (let at = 3, pixel = 0; at < data.length; at += 4, pixel++) {
      data[at] = Math.max(data[at] ?? 0, 1 + ((pixel * 31 + (pixel >> 8) * 17) % 5));
    }
    const hazy = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png()
      .toBuffer();
    const { at } = await finish(hazy);
    assert.deepEqual(at(0, 0), [0, 0, 0, 0]);
    assert.deepEqual(at(30, 64), [0xc0, 0x20, 0x40, 255]);
  });

  it('is refused when it only seems to be, each time with what came and what to do', async () => {
    for (const [name, ground] of [
      ['checkerboard', board],
      ['opaque background', flat('#f4f4f4')],
    ] as const) {
      await assert.rejects(finish(await icon(ground)), (error: Error) => kind('not-transparent')(error) && error.message.includes(name));
    }
    const noise = Buffer.from(Uint8Array.from({ length: 256 * 256 * 3 }, (_, index) => (index * 7919 * (index % 13)) & 255));
    const photo = await sharp(noise, { raw: { width: 256, height: 256, channels: 3 } })
      .png()
      .toBuffer();
    await assert.rejects(finish(photo), kind('not-removable'));
    const empty = await sharp({ create: { width: 64, height: 64, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    await assert.rejects(finish(empty), /nothing in it/);
  });

  it('loses its background when that was chosen, and keeps it when that was', async () => {
    for (const ground of [board, flat('#f4f4f4')]) {
      const removed = await finish(await icon(ground), { choice: 'remove' });
      assert.equal(removed.at(2, 2)[3], 0);
      assert.equal(removed.at(30, 64)[3], 255);
      const kept = await finish(await icon(ground), { choice: 'keep', ground: { kind: 'plate', colour: '#000000' } });
      assert.equal(kept.channels, 3, 'opaque, and never on a plate');
    }
    const noise = Buffer.from(Uint8Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 7919 * (index % 13)) & 255));
    const photo = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    await assert.rejects(finish(photo, { choice: 'remove' }), kind('not-removable'));
  });

  it('is cut out of the ground that was asked for, also when the model hit its colour only roughly', async () => {
    for (const colour of ['#ff00ff', '#e81ce0']) {
      const { at } = await finish(await icon(flat(colour)), { asked: '#ff00ff' });
      assert.equal(at(2, 2)[3], 0);
      assert.deepEqual(at(30, 64), [0xc0, 0x20, 0x40, 255]);
    }
  });

  it('is cut out of white too, but then keeps the white inside', async () => {
    const ring = '<circle cx="128" cy="128" r="80" fill="#fff" stroke="#204080" stroke-width="24"/>';
    const { at } = await finish(await icon(flat('#ffffff'), ring), { asked: '#ff00ff' });
    assert.equal(at(2, 2)[3], 0);
    assert.deepEqual(at(64, 64), [255, 255, 255, 255]);
  });

  it('is not cut out of a tile that nobody asked for: that may be the icon itself', async () => {
    const tile = icon(flat('#2060d0'), '<circle cx="128" cy="128" r="70" fill="#fff"/>');
    await assert.rejects(finish(await tile, { asked: '#ff00ff' }), kind('not-transparent'));
    assert.equal((await finish(await tile, { asked: '#ff00ff', choice: 'remove' })).at(2, 2)[3], 0);
  });

  it('stands on a colour without an alpha channel, and on a plate with round corners', async () => {
    const colour = await finish(await icon(), { ground: { kind: 'colour', colour: '#0b6bcb' } });
    assert.equal(colour.channels, 3);
    assert.deepEqual(colour.at(0, 0), [0x0b, 0x6b, 0xcb]);
    const plate = await finish(await icon(), { ground: { kind: 'plate', colour: '#0b6bcb' } });
    assert.deepEqual(plate.at(0, 0), [0, 0, 0, 0]);
    assert.deepEqual(plate.at(64, 3), [0x0b, 0x6b, 0xcb, 255]);
    assert.deepEqual(plate.at(64, 64), [0xff, 0xd0, 0xa0, 255]);
  });

  it('is an error with a picture that is damaged', async () => {
    const whole = await icon();
    await assert.rejects(finish(whole.subarray(0, whole.length / 2)), kind('not-an-image'));
    await assert.rejects(finish(Buffer.from('no picture')), kind('not-an-image'));
  });
});
