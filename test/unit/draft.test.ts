import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { isImageError, type ErrorKind } from '../../src/core/errors';
import { draft, draftModelId } from '../../src/core/models/draft';
import type { ImageService, Order, Progress } from '../../src/core/service';
import type { Size } from '../../src/core/sizes';
import { drawDraft, promptShown } from '../../src/draft/drawing';
import { drawDraftIcon } from '../../src/draft/icon';
import { lettersOf, outlineOf, widthOf } from '../../src/draft/lettering';
import { paletteOf } from '../../src/draft/palette';
import { createDraftService, type DraftTools } from '../../src/draft/service';
import { typeset, wrap } from '../../src/draft/typesetting';
import { createCodec, type Codec } from '../../src/imaging/codec';

const workerPath = path.join(__dirname, '../../dist/imageWorker.js');
const textOf = (line: readonly { text: string }[]) => line.map((letter) => letter.text || '▮').join('');
const kind = (expected: ErrorKind) => (error: unknown) => isImageError(error) && error.kind === expected;

const hostile: Readonly<Record<string, string>> = {
  markup: '"><script>alert(1)</script><image href="file:///etc/passwd"/>&lt;&#x41;]]>--><!--',
  'right-to-left marks': '\u202egnp.exe\u202c \u200f\u2067שלום\u2069 \u0000\u0007',
  'an emoji family': '👨‍👩‍👧‍👦👨‍👩‍👧‍👦 🇩🇪 ❤️',
  'half a pair': 'broken \ud83d and \udc00 text',
  'stacked marks': `Z${'\u0335'.repeat(5000)}algo`,
  'no ink': '\u200b\u200d\u202e \u00ad',
  space: ' \n\t ',
  'long words': 'x'.repeat(32_000),
  'long text': 'many words in here '.repeat(1684),
  names: '__proto__ constructor toString',
};

/** All that drafts may be made of: five elements, numbers and our own colours, and nothing that comes from a prompt. */
const harmless = /^(<\/?(svg|rect|path|circle|g)( [a-zA-Z0-9-]+="[-#a-zA-Z0-9 .,:/()%]*")*\/?>)+$/;

describe('drawDraft', () => {
  it('is the same for the same arguments, and no two variants are alike', () => {
    for (const size of [
      { width: 1200, height: 630 },
      { width: 32, height: 32 },
    ]) {
      const drawings = [0, 1, 2, 3].map((variant) => drawDraft('A lighthouse', size, variant));
      assert.deepEqual(
        drawings,
        [0, 1, 2, 3].map((variant) => drawDraft('A lighthouse', size, variant)),
      );
      assert.equal(new Set(drawings).size, 4);
    }
    assert.notEqual(drawDraft('A lighthouse', { width: 300, height: 200 }, 0), drawDraft('A windmill', { width: 300, height: 200 }, 0));
  });

  it('lets nothing of a prompt into the markup', () => {
    for (const [name, prompt] of Object.entries(hostile)) {
      for (const size of [
        { width: 640, height: 360 },
        { width: 40, height: 40 },
        { width: 60, height: 900 },
      ]) {
        const svg = drawDraft(prompt, size, 1);
        assert.match(svg, harmless, name);
        assert.doesNotMatch(svg, /NaN|Infinity|undefined/, name);
        assert.ok(svg.length < 120_000, `${name}: ${svg.length}`);
      }
    }
  });

  it('keeps its lines inside the picture, whatever the shape', () => {
    const prompt = 'A calm mountain lake at sunrise with quiteextraordinarilylongwords, flat illustration';
    for (const size of sizes) {
      for (const [, place = '', d = ''] of drawDraft(prompt, size, 0).matchAll(
        /<path transform="(translate\([^"]*?scale[^"]*-[^"]*)" fill="[^"]*" d="([^"]*)"/g,
      )) {
        const [x = NaN, y = NaN, scale = NaN] = [...place.matchAll(/-?[\d.]+/g)].map(Number);
        const starts = [...d.matchAll(/M(-?\d+)/g)].map(([, left]) => x + Number(left) * scale);
        const area = size.height > size.width * 5 ? { width: size.height, height: size.width } : size;
        const label = `${size.width}x${size.height}: ${x} ${y}`;
        assert.ok(y > 0 && y < area.height && x >= 0, label);
        assert.ok(
          starts.every((start) => start > -1 && start < area.width),
          label,
        );
      }
    }
  });

  it('has light text on a dark ground in every palette, at 7 to 1 or better', () => {
    for (let index = 0; index < 12; index++) {
      const { ground, text, accent } = paletteOf(index);
      for (const colour of ground) {
        assert.ok(contrast(text, colour) >= 7, `palette ${index}: ${contrast(text, colour).toFixed(1)}`);
        assert.ok(contrast(accent, colour) >= 4.5, `palette ${index}, size: ${contrast(accent, colour).toFixed(1)}`);
      }
    }
  });
});

describe('lettering', () => {
  it('has the letters of Europe, and a bar for every other', () => {
    const known = 'The quick brown fox 0123456789 äöüßéçñøåœ łőžřğş ΑΒΓαβγάώς АБВгдеёЯ “quotes” – € № … × ½';
    assert.equal(textOf(lettersOf(known, 200)), known);
    assert.equal(textOf(lettersOf('山 مرحبا 🚀', 20)), '▮ ▮▮▮▮▮ ▮');
    assert.equal(textOf(lettersOf('e\u0301 a\u200db \u202e c', 20)), 'é ab c');
    const [narrow, wide] = [...lettersOf('ש', 1), ...lettersOf('山', 1)];
    assert.ok(narrow && wide && narrow.advance < wide.advance && wide.breaks);
  });

  it('outlines a line in numbers only', () => {
    assert.match(outlineOf(lettersOf('AV <山> "é"', 20)), /^[MlqcvhazMz\d\s.-]+$/);
    assert.equal(outlineOf(lettersOf('   ', 20)), '');
    assert.ok(widthOf(lettersOf('AV', 2)) < widthOf(lettersOf('A', 1)) + widthOf(lettersOf('V', 1)), 'AV is kerned');
  });

  it('stays under 120 kB', () => {
    assert.ok(readFileSync(path.join(__dirname, '../../src/draft/glyphs.json')).length < 120_000);
  });
});

describe('typesetting', () => {
  const room = { width: 400, height: 200, largest: 60, smallest: 10, maxLines: 6 };

  it('breaks at spaces, and between letters where a script does', () => {
    assert.deepEqual(wrap(lettersOf('one two three', 20), 4).map(textOf), ['one two', 'three']);
    assert.deepEqual(wrap(lettersOf('山山山山山', 20), 2.5).map(textOf), ['▮▮', '▮▮', '▮']);
  });

  it('loses no letter while there is room, and ends in an ellipsis when there is none', () => {
    for (const text of ['Short', 'A calm mountain lake at sunrise, flat illustration', 'x'.repeat(150)]) {
      const { lines, size } = typeset(lettersOf(text, 280), room);
      assert.equal(lines.map(textOf).join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
      assert.ok(lines.every((line) => widthOf(line) * size <= room.width + 0.01));
    }
    const cut = typeset(lettersOf('many words '.repeat(200), 2000), room);
    assert.equal(cut.lines.length, 6);
    assert.ok(textOf(cut.lines.at(-1) ?? []).endsWith('…'));
    assert.ok(cut.lines.every((line) => widthOf(line) * cut.size <= room.width));
  });
});

describe('draft service', function () {
  this.timeout(60_000);
  let codec: Codec;
  let service: ImageService;
  const never = new AbortController().signal;

  before(() => {
    assert.ok(existsSync(workerPath), 'Run `node esbuild.mjs` first.');
    codec = createCodec(workerPath);
    service = createDraftService(tools());
  });
  after(() => codec.dispose());

  /** The codec, and native sharp for what is laid over. */
  const tools = (): DraftTools => ({
    rasterize: (svg, signal) => codec.rasterize(svg, signal),
    drawOver: async (bytes, svg, left, top) =>
      sharp(bytes)
        .composite([{ input: Buffer.from(svg), left, top }])
        .png()
        .toBuffer(),
  });

  const orderOf = (prompt: string, size: Size, count = 1): Order => ({
    endpoint: draftModelId,
    input: draft.buildInput({ prompt, size, quality: 'medium', count, format: 'png', imageUrls: [] }),
  });
  const make = async (order: Order) => {
    const { images } = await service.follow(order, await service.submit(order), () => undefined, never);
    return Promise.all(images.map((image) => service.download(image, never)));
  };

  it('goes the whole way of a request, without anything kept in between', async () => {
    const order = orderOf('A lighthouse & <b>storm</b> "?#%', { width: 320, height: 200 }, 4);
    const seen: Progress[] = [];
    const ticket = await service.submit(order);
    assert.deepEqual(await createDraftService(tools()).submit(order), ticket);
    assert.deepEqual(await service.find(order, 0, never), ticket);
    const { images, cost } = await service.follow(order, ticket, (progress) => seen.push(progress), never);
    assert.equal(cost, 0);
    assert.equal(new Set(images.map((image) => image.url)).size, 4);
    assert.ok(images.every((image) => image.url.startsWith('draft:') && image.width === 320));
    assert.ok(seen.length > 0);
    assert.equal(await service.cancel(ticket), 'accepted');
    const pictures = await Promise.all(images.map((image) => service.download(image, never)));
    assert.equal(new Set(pictures.map((picture) => Buffer.from(picture.bytes).toString('base64'))).size, 4);
    const again = await createDraftService(tools()).download({ url: images[2]?.url ?? '' }, never);
    assert.ok(Buffer.from(again.bytes).equals(pictures[2]?.bytes ?? Buffer.of()));
  });

  it('has one ticket for one order', async () => {
    const size = { width: 10, height: 10 };
    const ids = await Promise.all(
      [orderOf('a', size), orderOf('b', size), orderOf('a', { ...size, width: 11 })].map((order) => service.submit(order)),
    );
    assert.equal(new Set(ids.map((ticket) => ticket.requestId)).size, 3);
  });

  it('makes PNG files of exactly the asked size', async () => {
    for (const size of sizes) {
      const [picture] = await make(orderOf('Team photo', size));
      const { format, width, height, hasAlpha } = await sharp(picture?.bytes).metadata();
      assert.deepEqual({ format, width, height, hasAlpha }, { format: 'png', ...size, hasAlpha: false });
    }
  });

  it('draws what nobody would ask for', async () => {
    for (const [name, prompt] of Object.entries(hostile)) {
      const [picture] = await make(orderOf(prompt, { width: 300, height: 200 }));
      const { width, height } = await sharp(picture?.bytes).metadata();
      assert.deepEqual({ width, height }, { width: 300, height: 200 }, name);
    }
    const { images } = await service.follow(
      orderOf('😀'.repeat(16_000), { width: 9, height: 9 }),
      { endpoint: '', requestId: '' },
      () => undefined,
      never,
    );
    assert.ok((images[0]?.url.length ?? Infinity) < promptShown * 8 * 6 + 200);
  });

  it('refuses foreign orders and foreign addresses', async () => {
    await assert.rejects(service.submit({ endpoint: 'openai/gpt-image-2', input: {} }), kind('invalid-request'));
    await assert.rejects(
      service.submit({ endpoint: draftModelId, input: { prompt: 'x', width: 0, height: 4, count: 1 } }),
      kind('invalid-request'),
    );
    for (const url of ['https://example.com/a.png', 'draft:', 'draft:%', 'draft:{}']) {
      await assert.rejects(service.download({ url }, never), kind('bad-response'), url);
    }
  });

  describe('of an edit', () => {
    const size = { width: 160, height: 120 };
    const region = { left: 40, top: 30, width: 64, height: 50 };
    const editOf = (imageUrls: string[], count = 1, prompt = 'A red door'): Order => ({
      endpoint: draftModelId,
      input: draft.buildInput({ prompt, size, quality: 'low', count, format: 'png', imageUrls, maskUrl: 'draft-input:mask', region }),
    });
    const picture = (tone: number, noise = 0): Promise<Buffer> =>
      sharp(
        Uint8Array.from({ length: size.width * size.height * 3 }, (_, index) => (tone + noise * ((index * 7919) % 97)) & 255),
        { raw: { ...size, channels: 3 } },
      )
        .png()
        .toBuffer();
    const upload = (bytes: Uint8Array, to = service): Promise<string> => to.upload({ bytes, type: 'image/png' }, 'input-0.png', never);

    it('draws over the region of the picture and leaves the rest as it is', async () => {
      const source = await picture(90, 1);
      const pictures = await make(editOf([await upload(source), await upload(await picture(3))], 3));
      const before = await sharp(source).raw().toBuffer();
      const drawn = await Promise.all(pictures.map(({ bytes }) => sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })));
      assert.equal(new Set(drawn.map(({ data }) => data.toString('base64'))).size, 3, 'variants differ');
      for (const { data, info } of drawn) {
        assert.deepEqual({ width: info.width, height: info.height }, size);
        let inside = 0;
        for (let at = 0; at < data.length; at += 3) {
          const x = (at / 3) % size.width;
          const y = Math.floor(at / 3 / size.width);
          const isInside = x >= region.left && x < region.left + region.width && y >= region.top && y < region.top + region.height;
          const isChanged = !data.subarray(at, at + 3).equals(before.subarray(at, at + 3));
          assert.ok(isInside || !isChanged, `${x},${y} was changed`);
          inside += isChanged ? 1 : 0;
        }
        assert.ok(inside > region.width * region.height * 0.9);
      }
    });

    it('is the same for the same bytes, in another window and after a crash', async () => {
      const source = await picture(20, 2);
      const order = editOf([await upload(source)]);
      assert.match(String(order.input['image_url']), /^draft-input:[0-9a-f]{64}$/);
      const { images } = await service.follow(order, await service.submit(order), () => undefined, never);
      const later = createDraftService(tools());
      const [image] = images;
      assert.ok(image);
      await assert.rejects(later.download(image, never), {
        kind: 'bad-response',
        message: 'The picture of this draft is no longer in memory. Run it again, it is free.',
      });
      const shared = new Uint8Array(source);
      assert.deepEqual(editOf([await upload(shared, later)]), order);
      shared.fill(0);
      assert.deepEqual(await later.find(order, 0, never), await service.submit(order));
      assert.deepEqual(await later.download(image, never), await service.download(image, never));
      const other = editOf([await upload(await picture(21, 2))]);
      assert.notDeepEqual(await service.submit(other), await service.submit(order));
    });

    it('forgets old pictures, never the one that was ordered last', async () => {
      const first = editOf([await upload(await picture(1))]);
      await service.submit(first);
      const large = new Uint8Array(40_000_000);
      const urls: string[] = [];
      for (let index = 0; index < 4; index++) {
        large[0] = index;
        urls.push(await upload(large));
      }
      const images = async (order: Order) => (await service.follow(order, await service.submit(order), () => undefined, never)).images;
      const [kept] = await images(first);
      const last = editOf([await upload(await picture(2))]);
      const [second] = await images(last);
      assert.ok(kept && second);
      await service.download(kept, never);
      await service.download(second, never);
      const [gone] = await images(editOf(urls.slice(0, 1)));
      assert.ok(gone);
      await assert.rejects(service.download(gone, never), kind('bad-response'));
    });

    it('refuses what is no edit', async () => {
      const url = await upload(await picture(5));
      const { input } = editOf([url]);
      for (const wrong of [
        { ...input, region: undefined },
        { ...input, image_url: undefined },
        { ...input, region: { ...region, left: size.width } },
        { ...input, region: { ...region, height: 0 } },
        { ...input, region: { ...region, top: -1 } },
        { ...input, region: { ...region, width: 1.5 } },
      ]) {
        await assert.rejects(service.submit({ endpoint: draftModelId, input: wrong }), kind('invalid-request'), JSON.stringify(wrong));
      }
      assert.deepEqual(
        draft.buildInput({ prompt: 'x', size, quality: 'low', count: 1, format: 'png', imageUrls: [url] })['region'],
        { left: 0, top: 0, ...size },
        'the whole picture unless told',
      );
    });
  });

  it('stops waiting when told', async () => {
    const order = orderOf('A lighthouse', { width: 100, height: 100 });
    const stopped = AbortSignal.abort();
    await assert.rejects(
      service.follow(order, await service.submit(order), () => undefined, stopped),
      kind('cancelled'),
    );
    await assert.rejects(service.download({ url: 'draft:{}' }, stopped), kind('cancelled'));
  });
});

const sizes: readonly Size[] = [
  [1, 1],
  [16, 16],
  [17, 400],
  [32, 32],
  [64, 48],
  [96, 96],
  [100, 2000],
  [120, 600],
  [320, 50],
  [728, 90],
  [970, 250],
  [1080, 1920],
  [1200, 630],
  [2000, 100],
  [3840, 2160],
].map(([width = 0, height = 0]) => ({ width, height }));

/** WCAG 2 contrast of two `#rrggbb`. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('a draft of an icon', () => {
  const size = { width: 1024, height: 1024 };

  it('is the same for the same words, and another for each variant', () => {
    const drawings = [0, 1, 2, 3].map((variant) => drawDraftIcon('A coffee cup', size, variant));
    assert.equal(drawDraftIcon('A coffee cup', size, 0), drawings[0]);
    assert.equal(new Set(drawings).size, 4);
  });

  it('has clear corners and a solid middle, and fills about four fifths', async () => {
    for (const variant of [0, 1, 2, 3]) {
      const { data } = await sharp(Buffer.from(drawDraftIcon('Rocket', { width: 100, height: 100 }, variant)))
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const alphaAt = (x: number, y: number): number | undefined => data[(y * 100 + x) * 4 + 3];
      assert.deepEqual([alphaAt(0, 0), alphaAt(99, 0), alphaAt(0, 99), alphaAt(99, 99), alphaAt(50, 50)], [0, 0, 0, 0, 255]);
    }
  });

  it('takes any words: nothing of them gets into the drawing', () => {
    for (const words of ['<script>alert(1)</script>', '', '   ', '‮؜ﷺ', '👩‍👩‍👧‍👦 family', 'x'.repeat(40_000)]) {
      assert.doesNotMatch(drawDraftIcon(words, size, 0), /script|alert|family/);
    }
  });
});
