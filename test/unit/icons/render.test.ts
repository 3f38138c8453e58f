import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { ImageError } from '../../../src/core/errors';
import { opaque, plain, type IconDrawing } from '../../../src/icons/drawing';
import {
  boundsOf,
  factsOf,
  headerOf,
  inBox,
  inCircle,
  isDrawn,
  paint,
  pixelAt,
  pngOf,
  reachOf,
  renderAll,
  renderPixels,
  renderPng,
  type Pixel,
} from './renderMasters';

const clear: Pixel = [255, 0, 0, 0];
const teal: Pixel = [10, 140, 130, 255];
const inside = (x: number, y: number, [left, top, right, bottom]: readonly number[] = []): boolean =>
  x > (left ?? 0) && y > (top ?? 0) && x < (right ?? 0) && y < (bottom ?? 0);

/** A solid rectangle far off the middle of a transparent picture. */
const rectangle = (edge: number, bounds: readonly number[]) => paint(edge, edge, (x, y) => (inside(x, y, bounds) ? teal : clear));
const centred = rectangle(400, [100, 100, 300, 300]);
const offCentre = rectangle(400, [220, 30, 390, 115]);

/** A star of five points, which reaches to its circle only there. */
const star = paint(400, 400, (x, y) => {
  const [dx, dy] = [x - 150, y - 230];
  const angle = Math.atan2(dx, -dy);
  const wave = Math.abs((((((angle / (2 * Math.PI)) * 5) % 1) + 1.5) % 1) - 0.5) * 2;
  const distance = Math.hypot(dx, dy);
  const alpha = Math.min(1, Math.max(0, 140 * (1 - 0.6 * wave) - distance + 0.5));
  return alpha === 0 ? clear : [240, 180, 20, Math.round(alpha * 255)];
});

/** A mark on a flat white ground, opaque. */
const onWhite = paint(400, 400, (x, y) => (Math.hypot(x - 160, y - 180) < 90 ? [180, 20, 60, 255] : [255, 255, 255, 255]));
/** An opaque picture without any ground. */
const gradient = paint(300, 300, (x, y) => [Math.round(x * 0.8), Math.round(y * 0.8), Math.round(255 - x * 0.4 - y * 0.4), 255]);

describe('where an icon lies in its picture', function () {
  this.timeout(60_000);

  it('fills small pictures and keeps a margin in larger ones, on whole pixels', async () => {
    const master = await pngOf(centred);
    for (const [edge, margin] of [
      [16, 0],
      [32, 0],
      [48, 0],
      [64, 2],
      [96, 3],
      [128, 8],
      [192, 12],
      [512, 32],
    ] as const) {
      const made = await renderPixels(master, plain(edge));
      assert.deepEqual(boundsOf(made, isDrawn), [margin, margin, edge - margin, edge - margin], `${edge}`);
      assert.deepEqual(
        boundsOf(made, (pixel) => pixel[3] === 255),
        boundsOf(made, isDrawn),
        'no edge is soft',
      );
    }
  });

  it('is centred and keeps its ratio, whatever surrounds it in the master', async () => {
    const master = await pngOf(offCentre);
    assert.deepEqual(boundsOf(await renderPixels(master, plain(32)), isDrawn), [0, 8, 32, 24]);
    assert.deepEqual(boundsOf(await renderPixels(master, inBox(100, 0.8)), isDrawn), [10, 30, 90, 70]);
    assert.deepEqual(boundsOf(await renderPixels(master, { ...inBox(310, 0.8), height: 150 }), isDrawn), [95, 45, 215, 105]);
  });

  it('lies where the padding says, but never beyond a zone', async () => {
    const master = await pngOf(centred);
    const boundsWith = async (drawing: IconDrawing, padding: number) => boundsOf(await renderPixels(master, drawing, { padding }), isDrawn);
    assert.deepEqual(await boundsWith(plain(100), 0), [0, 0, 100, 100]);
    assert.deepEqual(await boundsWith(plain(32), 0.25), [8, 8, 24, 24]);
    assert.deepEqual(await boundsWith(inBox(100, 0.8), 0), [10, 10, 90, 90]);
    assert.deepEqual(await boundsWith(inBox(100, 0.8), 0.3), [30, 30, 70, 70]);
    assert.deepEqual(await boundsWith(opaqueOnNothing(100), 0.1), [10, 10, 90, 90]);
    const safe = reachOf(await renderPixels(master, inCircle(100, 0.8), { padding: 0 }), isDrawn);
    const smaller = reachOf(await renderPixels(master, inCircle(100, 0.8), { padding: 0.3 }), isDrawn);
    assert.ok(safe <= 40 && safe > 37 && smaller <= 20 && smaller > 17, `${safe} ${smaller}`);
  });

  it('lies with every pixel inside of a safe circle, and uses it', async () => {
    for (const [name, picture] of Object.entries({ centred, offCentre, star })) {
      const master = await pngOf(picture);
      for (const [edge, share] of [
        [192, 0.8],
        [512, 0.8],
        [108, 66 / 108],
        [81, 66 / 108],
        [36, 0.8],
      ] as const) {
        const reach = reachOf(await renderPixels(master, inCircle(edge, share)), isDrawn);
        const radius = (edge * share) / 2;
        assert.ok(reach <= radius && reach >= radius - 2.5, `${name} ${edge}: ${reach} of ${radius}`);
        const onColour = await renderPixels(master, { ...inCircle(edge, share), ground: 'background' });
        assert.ok(reachOf(onColour, (pixel) => pixel[0] !== 0x10 || pixel[1] !== 0x20 || pixel[2] !== 0x30) <= radius);
      }
    }
  });

  it('keeps the mark of an opaque master inside of a safe circle as well, and the corners of a photo', async () => {
    const mark = await pngOf(onWhite, false);
    const white = await renderPixels(mark, { ...inCircle(192, 0.8), ground: 'background' }, { background: '#ffffff' });
    const reach = reachOf(white, (pixel) => (pixel[1] ?? 0) < 255);
    assert.ok(reach <= 76.8 && reach > 74, `${reach}`);
    const photo = await renderPixels(await pngOf(gradient, false), inCircle(192, 0.8));
    assert.ok(reachOf(photo, isDrawn) <= 76.8);
  });
});

function opaqueOnNothing(edge: number): IconDrawing {
  return { ...opaque(edge), ground: 'none' };
}

describe('an opaque master', function () {
  this.timeout(60_000);

  it('fills a picture as it is, cut to a square in the middle', async () => {
    const wide = paint(400, 200, (x, y) => (x < 100 || x > 300 ? [255, 0, 0, 255] : [Math.round(y), Math.round(x / 2), 90, 255]));
    const made = await renderPixels(await pngOf(wide, false), opaque(50));
    assert.equal(boundsOf(made, (pixel) => pixel[2] === 0)[2], 0, 'nothing of what was cut off is left');
    const same = await renderPixels(await pngOf(gradient, false), opaque(300));
    assert.deepEqual(same.data, gradient.data);
    assert.deepEqual((await renderPixels(await pngOf(gradient, false), plain(300))).data, gradient.data);
    assert.deepEqual((await renderPixels(await pngOf(onWhite, false), opaque(400))).data, onWhite.data);
  });

  it('fills a zone that it may bleed out of, where a transparent one keeps its margin', async () => {
    const bleeding: IconDrawing = { ...opaque(300), zone: { kind: 'box', share: 0.8, bleed: true } };
    assert.deepEqual((await renderPixels(await pngOf(gradient, false), bleeding)).data, gradient.data);
    const kept = await renderPixels(await pngOf(centred), bleeding);
    assert.deepEqual(
      boundsOf(kept, (pixel) => pixel[0] === teal[0]),
      [30, 30, 270, 270],
    );
  });

  it('fills a favicon with its mark, and its own ground around that', async () => {
    const made = await renderPixels(await pngOf(onWhite, false), plain(32));
    assert.deepEqual(
      boundsOf(made, (pixel) => (pixel[1] ?? 0) < 200),
      [0, 0, 32, 32],
    );
    assert.deepEqual(pixelAt(made, 0, 0), [255, 255, 255, 255]);
  });

  it('loses its ground on another background and leaves no rectangle', async () => {
    const made = await renderPixels(await pngOf(onWhite, false), opaque(200, 0.5));
    assert.deepEqual(pixelAt(made, 100, 100), [180, 20, 60, 255]);
    for (const [x, y] of [
      [0, 0],
      [52, 52],
      [147, 52],
      [199, 100],
    ] as const) {
      assert.deepEqual(pixelAt(made, x, y), [0x10, 0x20, 0x30, 255], `${x} ${y}`);
    }
    assert.deepEqual(pixelAt(await renderPixels(await pngOf(onWhite, false), inCircle(100, 0.6)), 0, 0), [0, 0, 0, 0]);
  });
});

describe('what a picture of a set is made of', function () {
  this.timeout(60_000);

  it('has an alpha channel unless it fills a square on a background', async () => {
    const master = await pngOf(centred);
    const typeOf = async (drawing: IconDrawing) => headerOf(await renderPng(master, drawing)).colourType;
    assert.equal(await typeOf(plain(64)), 6);
    assert.equal(await typeOf(opaque(180)), 2);
    assert.equal(await typeOf(opaque(180, 0.5)), 2);
    assert.equal(await typeOf({ ...opaque(1170, 0.3), height: 2532 }), 2);
    assert.equal(await typeOf({ ...opaque(96), outline: 'circle' }), 6);
    assert.equal(await typeOf({ ...plain(600), zone: { kind: 'box', share: 0.2 } }), 6);
    assert.equal(headerOf(await renderPng(await pngOf(gradient, false), plain(64))).colourType, 6);
  });

  it('has exactly the size and the background that were asked for', async () => {
    const made = await renderPixels(await pngOf(centred), { ...opaque(1170, 0.3), height: 2532 });
    assert.deepEqual([made.width, made.height], [1170, 2532]);
    assert.deepEqual(
      boundsOf(made, (pixel) => pixel[0] !== 0x10),
      [410, 1091, 760, 1441],
    );
    assert.deepEqual(pixelAt(made, 0, 0), [0x10, 0x20, 0x30, 255]);
    assert.deepEqual(pixelAt(made, 1169, 2531), [0x10, 0x20, 0x30, 255]);
    assert.deepEqual(pixelAt(made, 585, 1266), [...teal]);
  });

  it('is laid over the background as a browser does it', async () => {
    const half = paint(100, 100, () => [200, 100, 0, 128]);
    const made = await renderPixels(await pngOf(half), opaque(50));
    assert.deepEqual(pixelAt(made, 25, 25), [
      Math.round((200 * 128 + 16 * 127) / 255),
      Math.round((100 * 128 + 32 * 127) / 255),
      Math.round((48 * 127) / 255),
      255,
    ]);
  });

  it('is cut to a circle or to round corners with a soft edge', async () => {
    const master = await pngOf(gradient, false);
    const circle = await renderPixels(master, { ...opaque(100), outline: 'circle' });
    assert.ok(reachOf(circle, (pixel) => (pixel[3] ?? 0) > 200) <= 51 && reachOf(circle, isDrawn) >= 50);
    assert.deepEqual([pixelAt(circle, 0, 0)[3], pixelAt(circle, 50, 1)[3], pixelAt(circle, 50, 50)[3]], [0, 255, 255]);
    const rounded = await renderPixels(master, { ...opaque(100), outline: 'rounded' });
    assert.deepEqual(
      [0, 23, 50, 99].map((x) => pixelAt(rounded, x, 0)[3]),
      [0, 255, 255, 0],
    );
    assert.equal(pixelAt(rounded, 5, 5)[3], 0);
    assert.equal(pixelAt(rounded, 8, 8)[3], 255);
    const area = circle.data.reduce((sum, sample, at) => sum + (at % 4 === 3 ? sample / 255 : 0), 0);
    assert.ok(Math.abs(area - Math.PI * 2500) < 5, 'the soft edge has the right weight');
  });

  it('is white with the shape of the content when it is to have one colour', async () => {
    const mono = (edge: number): IconDrawing => ({ ...inCircle(edge, 66 / 108), tone: 'mono' });
    const shape = await renderPixels(await pngOf(star), mono(108));
    const coloured = await renderPixels(await pngOf(star), inCircle(108, 66 / 108));
    for (let at = 0; at < shape.data.length; at += 4) {
      assert.equal(shape.data[at + 3], coloured.data[at + 3]);
      assert.ok(shape.data[at + 3] === 0 || (shape.data[at] === 255 && shape.data[at + 1] === 255 && shape.data[at + 2] === 255));
    }
    const sign = paint(200, 200, (x, y) =>
      inside(x, y, [60, 80, 140, 120]) ? [250, 250, 240, 255] : [Math.round(x / 2), 40, Math.round(y / 2), 255],
    );
    for (const master of [onWhite, sign]) {
      const made = await renderPixels(await pngOf(master, false), mono(108));
      const solid = made.data.filter((sample, at) => at % 4 === 3 && sample > 128).length;
      assert.ok(solid > 200, 'there is a shape');
      assert.equal(pixelAt(made, 54, 54)[3], 255);
      assert.ok(reachOf(made, isDrawn) <= 33);
    }
    const wide = boundsOf(await renderPixels(await pngOf(sign, false), mono(108)), (pixel) => (pixel[3] ?? 0) > 128);
    assert.ok(Math.abs((wide[2] - wide[0]) / (wide[3] - wide[1]) - 2) < 0.2, 'the shape of the sign and not of its plate');
  });

  it('has no colour when it is to be grey', async () => {
    const made = await renderPixels(await pngOf(star), { ...opaque(64, 0.8), tone: 'grey' }, { background: '#ff0000' });
    assert.ok(made.data.every((sample, at) => at % 4 === 3 || sample === made.data[at - (at % 4)]));
    assert.equal(pixelAt(made, 0, 0)[0], 127, 'as light as pure red');
    const clearOne = await renderPixels(await pngOf(star), { ...plain(64), tone: 'grey' });
    assert.equal(pixelAt(clearOne, 0, 0)[3], 0);
  });

  it('stays readable when it is small: two bars keep apart at 16 pixels', async () => {
    const bars = paint(320, 320, (x, y) =>
      y > 20 && y < 300 && (inside(x, y, [20, 20, 120, 300]) || inside(x, y, [200, 20, 300, 300])) ? [0, 0, 0, 255] : clear,
    );
    for (const sharpen of [false, true]) {
      const made = await renderPixels(await pngOf(bars), plain(16), { sharpen });
      const alphas = Array.from({ length: 16 }, (_, x) => pixelAt(made, x, 8)[3] ?? 0);
      assert.ok(alphas[2] === 255 && alphas[13] === 255 && (alphas[7] ?? 255) < 10 && (alphas[8] ?? 255) < 10, alphas.join(' '));
    }
  });

  it('is sharpened below 48 pixels only, when that is wanted', async () => {
    const master = await pngOf(star);
    const both = async (edge: number) => {
      const [off, on] = [await renderPixels(master, plain(edge)), await renderPixels(master, plain(edge), { sharpen: true })];
      return { isSame: off.data.every((sample, at) => sample === on.data[at]), edges: [softness(off.data), softness(on.data)] };
    };
    assert.equal((await both(48)).isSame, true);
    const { isSame, edges } = await both(32);
    assert.equal(isSame, false);
    assert.ok((edges[1] ?? 0) < (edges[0] ?? 0), 'its edges are steeper');
  });

  const softness = (data: Uint8Array): number =>
    data.reduce((sum, sample, at) => sum + (at % 4 === 3 ? Math.min(sample, 255 - sample) : 0), 0);
});

/** The same PNG with another size in its header. */
function claiming(png: Uint8Array, width: number, height: number): Uint8Array {
  const file = png.slice();
  const view = new DataView(file.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  view.setUint32(29, crc32(file.subarray(12, 29)));
  return file;
}

describe('files of a set', function () {
  this.timeout(60_000);

  it('come in the order in which they were asked for, and each has memory of its own', async () => {
    const pictures = [64, 16, 64, 300, 64].map((edge) => ({ kind: 'png' as const, drawing: plain(edge) }));
    const files = await renderAll(await pngOf(star), pictures);
    assert.deepEqual(
      files.map((file) => headerOf(file).width),
      [64, 16, 64, 300, 64],
    );
    assert.equal(new Set(files.map((file) => file.buffer)).size, 5);
    assert.deepEqual(files[0], files[2]);
    assert.ok(files.every((file) => file.byteLength === file.buffer.byteLength));
  });

  it('are drawn from every kind of picture, upright and in its own colours', async () => {
    const upright = paint(120, 120, (x, y) => (y < 60 ? [220, 30, 30, 255] : x < 60 ? [30, 200, 60, 255] : [20, 60, 220, 255]));
    const picture = sharp(upright.data, { raw: { width: 120, height: 120, channels: 4 } }).removeAlpha();
    const kinds = {
      jpeg: picture.clone().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
      webp: picture.clone().webp({ lossless: true }),
      palette: picture.clone().png({ palette: true }),
      deep: picture.clone().toColourspace('rgb16').png(),
      turned: picture.clone().rotate(270).withMetadata({ orientation: 6 }).png(),
      wide: picture.clone().withIccProfile('p3').png(),
    };
    for (const [name, kind] of Object.entries(kinds)) {
      const made = await renderPixels(new Uint8Array(await kind.toBuffer()), opaque(60));
      for (const [x, y, colour] of [
        [30, 10, [220, 30, 30]],
        [10, 50, [30, 200, 60]],
        [50, 50, [20, 60, 220]],
      ] as const) {
        const found = pixelAt(made, x, y);
        assert.ok(
          colour.every((sample, channel) => Math.abs(sample - (found[channel] ?? 0)) <= 4),
          `${name}: ${found.join(' ')}`,
        );
      }
    }
  });

  it('are refused with a sentence when the master is damaged or too large, or a picture cannot be', async () => {
    const master = await pngOf(star);
    const refusal = (kind: ImageError['kind']) => (error: unknown) => error instanceof ImageError && error.kind === kind;
    await assert.rejects(renderPng(master.slice(0, master.length / 2), plain(16)), refusal('not-an-image'));
    await assert.rejects(renderPng(new TextEncoder().encode('no picture at all'), plain(16)), refusal('not-an-image'));
    await assert.rejects(factsOf(master.slice(0, 60)), refusal('not-an-image'));
    await assert.rejects(renderPng(master, plain(0)), refusal('invalid-request'));
    await assert.rejects(renderPng(master, plain(20_000)), refusal('invalid-request'));
    const huge = claiming(master, 9000, 9000);
    await assert.rejects(factsOf(huge), refusal('too-large'));
    await assert.rejects(renderPng(huge, plain(16)), refusal('too-large'));
  });

  it('are made of whatever is in the master, also of nothing', async () => {
    const nothing = await renderPixels(await pngOf(paint(64, 64, () => clear)), plain(32));
    assert.ok(nothing.data.every((sample) => sample === 0));
    const dot = await renderPixels(await pngOf(rectangle(64, [3, 60, 4, 61])), plain(32));
    assert.deepEqual([boundsOf(dot, isDrawn), pixelAt(dot, 16, 16)], [[0, 0, 32, 32], [...teal]]);
    const line = await renderPixels(await pngOf(rectangle(64, [0, 10, 64, 11])), inCircle(64, 0.8));
    assert.ok(reachOf(line, isDrawn) <= 25.6 && boundsOf(line, isDrawn)[2] > 50);
    const flat = await renderPixels(
      await pngOf(
        paint(64, 64, () => [...teal]),
        false,
      ),
      opaque(32, 0.8),
    );
    assert.equal(flat.data.length, 32 * 32 * 4);
  });
});

describe('the facts of a master', function () {
  this.timeout(60_000);

  it('tell size, content, ground and lightness', async () => {
    const transparent = await factsOf(await pngOf(offCentre));
    assert.deepEqual([transparent.width, transparent.height], [400, 400]);
    assert.deepEqual(transparent.content, { left: 220, top: 30, width: 170, height: 85 });
    assert.equal(transparent.ground, undefined);
    assert.equal(transparent.transparency.verdict, 'real');
    const mark = await factsOf(await pngOf(onWhite, false));
    assert.equal(mark.ground, '#ffffff');
    assert.deepEqual(mark.content, { left: 70, top: 90, width: 180, height: 180 });
    assert.ok(mark.luminance > 0.05 && mark.luminance < 0.15, `${mark.luminance}`);
    const whole = await factsOf(await pngOf(gradient, false));
    assert.deepEqual([whole.ground, whole.content.width, whole.content.height], [undefined, 300, 300]);
    const white = await factsOf(await pngOf(paint(80, 80, (x, y) => (Math.hypot(x - 40, y - 40) < 30 ? [255, 255, 255, 255] : clear))));
    assert.ok(white.luminance > 0.99);
  });
});
