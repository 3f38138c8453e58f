import assert from 'node:assert/strict';
import sharp, { type Sharp } from 'sharp';
import { chunk } from '../../../src/imaging/containers/png';
import { joined } from '../../../src/imaging/containers/bytes';
import { embedRecipe, readRecipe } from '../../../src/imaging/containers/recipe';
import { sourceTypes } from '../../../src/core/recipe';

const recipe = '{"v":1,"prompt":"a <harbour> & ]]> \\"quays\\" 港 👩‍🚀 \\u202e"}';
const { generated, edited } = sourceTypes;

/** Noise and a ramp, `width × height` RGBA, the same each time. */
function picture(width = 37, height = 23): Sharp {
  const data = Buffer.alloc(width * height * 4);
  for (let index = 0, state = 7; index < data.length; index++) {
    state = (state * 1103515245 + 12345) >>> 0;
    data[index] = index % 4 === 3 ? 255 - ((index * 3) & 127) : ((index >> 3) & 0xc0) + ((state >>> 24) & 0x3f);
  }
  return sharp(data, { raw: { width, height, channels: 4 } });
}

const exif = { IFD0: { Copyright: 'somebody', Artist: 'Ana' } };
const xmp = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="uuid:1" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Camera"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">A &amp; B</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>${' '.repeat(300)}<?xpacket end="w"?>`;

const files: Readonly<Record<string, () => Promise<Buffer>>> = {
  'png, 8 bit with alpha': () => picture().png().toBuffer(),
  'png, 16 bit': () => picture().toColourspace('rgb16').png().toBuffer(),
  'png, palette': () => picture().png({ palette: true }).toBuffer(),
  'png, grey': () => picture().removeAlpha().greyscale().png().toBuffer(),
  'png with profile and EXIF': () => picture().withIccProfile('p3').withExif(exif).png().toBuffer(),
  'png with XMP': () => picture().withXmp(xmp).png().toBuffer(),
  'png, interlaced': () => picture().png({ progressive: true }).toBuffer(),
  'jpeg, baseline': () => picture().jpeg().toBuffer(),
  'jpeg, progressive': () => picture().jpeg({ progressive: true }).toBuffer(),
  'jpeg with profile, EXIF and XMP': () => picture().withIccProfile('p3').withExif(exif).withXmp(xmp).jpeg().toBuffer(),
  'webp, lossy': () => picture().removeAlpha().webp().toBuffer(),
  'webp, lossy with alpha': () => picture().webp().toBuffer(),
  'webp, lossless': () => picture().webp({ lossless: true }).toBuffer(),
  'webp, lossless, opaque, odd size': () => picture(31, 7).removeAlpha().webp({ lossless: true }).toBuffer(),
  'webp with profile, EXIF and XMP': () => picture().withIccProfile('p3').withExif(exif).withXmp(xmp).webp().toBuffer(),
};

async function pixelsOf(file: Uint8Array): Promise<{ data: Buffer; facts: string }> {
  const { data, info } = await sharp(file).raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
  return { data, facts: JSON.stringify([info.width, info.height, info.channels]) };
}

describe('a recipe in a file', () => {
  for (const [name, make] of Object.entries(files)) {
    describe(name, () => {
      it('is read again, and nothing else has changed', async () => {
        const before = await make();
        const after = await embedRecipe(before, recipe, generated);
        assert.notEqual(after.length, before.length);
        assert.equal(readRecipe(after), recipe);
        const [old, now] = [await pixelsOf(before), await pixelsOf(after)];
        assert.equal(now.facts, old.facts);
        assert.ok(now.data.equals(old.data), 'a pixel has changed');
        const [was, is] = [await sharp(before).metadata(), await sharp(after).metadata()];
        assert.deepEqual(is.icc, was.icc);
        assert.deepEqual(is.exif, was.exif);
        assert.equal(is.hasAlpha, was.hasAlpha);
        assert.equal(is.density, was.density);
        const packet = is.xmp?.toString('utf8') ?? '';
        assert.ok(packet.includes(`>${generated}<`), packet);
        if (was.xmp) {
          assert.ok(packet.includes('A &amp; B') && packet.includes('xmp:CreatorTool="Camera"'), packet);
          assert.ok(!packet.includes('>Easel<'), 'one creator only');
          assert.ok(packet.includes('rdf:about="uuid:1">') || packet.match(/rdf:about="uuid:1"/g)?.length === 2, packet);
        }
      });

      it('is replaced by a second one, to the byte', async () => {
        const file = await make();
        const once = await embedRecipe(file, recipe, edited);
        const twice = await embedRecipe(
          await embedRecipe(await embedRecipe(file, '{"other":true}', generated), recipe, generated),
          recipe,
          edited,
        );
        assert.deepEqual(Buffer.from(twice), Buffer.from(once));
      });

      it('cut off anywhere never throws and loses nothing', async () => {
        const file = await embedRecipe(await make(), recipe, generated);
        for (let length = 0; length < file.length; length += length < 2000 ? 1 : 37) {
          const cut = file.subarray(0, length);
          readRecipe(cut);
          const again = await embedRecipe(cut, '{"new":1}', edited);
          assert.ok(again === cut || readRecipe(again) === '{"new":1}', `${length}`);
        }
      });

      it('changed anywhere never throws, and what decodes decodes the same', async function () {
        this.timeout(60_000);
        const file = await embedRecipe(await make(), recipe, generated);
        let state = 99;
        const next = (): number => (state = (state * 1664525 + 1013904223) >>> 0);
        for (let round = 0; round < 150; round++) {
          const bent = new Uint8Array(file);
          for (let count = 1 + (next() % 4); count > 0; count--) {
            bent[next() % bent.length] = next() & 255;
          }
          readRecipe(bent);
          const again = await embedRecipe(bent, '{"new":1}', edited);
          if (again !== bent && round % 10 === 0) {
            const [old, now] = await Promise.all([bent, again].map((one) => pixelsOf(one).catch(() => undefined)));
            assert.ok(!old || now?.data.equals(old.data), `round ${round}`);
          }
        }
      });
    });
  }

  it('is not put into anything else', async () => {
    for (const file of [
      Buffer.from('<svg/>'),
      Buffer.alloc(0),
      await picture().gif().toBuffer(),
      await picture().tiff().toBuffer(),
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ]) {
      assert.equal(await embedRecipe(file, recipe, generated), file);
      assert.equal(readRecipe(file), undefined);
    }
  });

  it('keeps the animation of a WebP', async () => {
    const frames = await sharp(Buffer.alloc(10 * 30 * 3, 90), { raw: { width: 10, height: 30, channels: 3, pageHeight: 10 } })
      .webp({ loop: 0, delay: [90, 90, 90] })
      .toBuffer();
    const after = await embedRecipe(frames, recipe, generated);
    assert.equal(readRecipe(after), recipe);
    assert.equal((await sharp(after, { animated: true }).metadata()).pages, (await sharp(frames, { animated: true }).metadata()).pages);
  });

  it('keeps texts, and what follows the end of the file', async () => {
    const plain = await picture().png().toBuffer();
    const text = chunk('tEXt', Buffer.from('Comment\0kept', 'latin1'));
    const file = joined([plain.subarray(0, 33), text, plain.subarray(33), Buffer.from('appendix')]);
    const after = Buffer.from(await embedRecipe(file, recipe, generated));
    assert.ok(after.includes(Buffer.from(text)));
    assert.ok(after.subarray(-8).equals(Buffer.from('appendix')));
    assert.equal(readRecipe(after), recipe);
  });

  it('too long for a JPEG leaves what kind of picture it is', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const fits = JSON.stringify('x'.repeat(64_500));
    assert.equal(readRecipe(await embedRecipe(jpeg, fits, generated)), fits);
    const long = await embedRecipe(jpeg, JSON.stringify('x'.repeat(70_000)), generated);
    assert.equal(readRecipe(long), undefined);
    assert.ok((await sharp(long).metadata()).xmp?.toString().includes(generated));
    const webp = await picture().webp().toBuffer();
    const longer = JSON.stringify('<'.repeat(70_000));
    assert.equal(readRecipe(await embedRecipe(webp, longer, generated)), longer);
  });

  it('corrects what another program said of the source, and leaves packets that it does not understand', async () => {
    const typed = xmp.replace(
      '<dc:title>',
      `<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="x">http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture</Iptc4xmpExt:DigitalSourceType><dc:title>`,
    );
    for (const file of [await picture().withXmp(typed.replace(' xmlns:Iptc4xmpExt="x"', '')).webp().toBuffer()]) {
      const packet = (await sharp(await embedRecipe(file, recipe, edited)).metadata()).xmp?.toString() ?? '';
      assert.ok(!packet.includes('digitalCapture') && packet.split(edited).length === 2, packet);
    }
    const odd = await picture().withXmp('<notRdf/>').webp().toBuffer();
    assert.equal(await embedRecipe(odd, recipe, generated), odd);
    const png = await picture().withXmp('<notRdf/>').png().toBuffer();
    const after = await embedRecipe(png, recipe, generated);
    assert.equal(readRecipe(after), recipe);
    assert.equal((await sharp(after).metadata()).xmp?.toString(), '<notRdf/>');
  });

  // What goes through such a packet anew from each place takes minutes for it.
  for (const [name, filling] of [
    ['one long word', 'a'.repeat(2_000_000)],
    ['many recipes', `<rdf:Description xmlns:easel="urn:easel:recipe/"></rdf:Description>`.repeat(50_000)],
    ['many source types that are not ended', ' a:DigitalSourceType='.repeat(100_000)],
  ] as const) {
    it(`goes into a packet of ${name} in one pass`, async () => {
      const packet = `<rdf:RDF xmlns:rdf="r"><a/>${filling}</rdf:RDF>`;
      const png = await picture().png().toBuffer();
      const text = chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${packet}`, 'latin1'));
      const after = await embedRecipe(joined([png.subarray(0, 33), text, png.subarray(33)]), recipe, edited);
      assert.equal(readRecipe(after), recipe);
    });
  }
});
