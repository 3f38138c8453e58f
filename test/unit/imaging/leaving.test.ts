/** Pictures on their way out of the extension: to the page, which shows them in a browser, and to the model. */
import assert from 'node:assert/strict';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { bytesForPage } from '../../../src/editor/imageEditor/pageBytes';
import { chanceFrom } from '../../../src/draft/chance';
import { createCodec, type Codec } from '../../../src/imaging/codec';
import { decoded, paintPhoto, paintUi, raw8, shown } from './sources';

const workerPath = path.join(__dirname, '../../../dist/imageWorker.js');
const size = { width: 48, height: 32 };

describe('a picture that leaves the extension', function () {
  this.timeout(60_000);
  let codec: Codec;
  before(() => (codec = createCodec(workerPath)));
  after(() => codec.dispose());

  const picture = (): Sharp => raw8(paintUi(size, chanceFrom(1)), size).removeAlpha();
  const photographed = (from: Sharp): Sharp =>
    from.withExif({ IFD0: { Copyright: 'Somebody' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } });

  describe('for the page', () => {
    it('is upright where browsers leave it lying, without loss', async () => {
      for (let orientation = 2; orientation <= 8; orientation++) {
        const lying = await picture().withMetadata({ orientation }).webp({ lossless: true }).toBuffer();
        const { bytes, type } = await bytesForPage(lying, codec);
        assert.equal(type, 'image/png');
        assert.equal((await sharp(bytes).metadata()).orientation ?? 1, 1);
        assert.deepEqual(await decoded(bytes), await decoded(lying), `${orientation}`);
      }
    });

    it('goes as it is where that is how it is shown', async () => {
      const upright = await picture().webp({ lossless: true }).toBuffer();
      const turned = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
      for (const file of [upright, turned]) {
        const { bytes } = await bytesForPage(file, codec);
        assert.deepEqual(Buffer.from(bytes), file);
        assert.notEqual(bytes.buffer, file.buffer, 'memory of its own');
      }
    });
  });

  describe('as a reference', () => {
    it('is the same file when it is nothing but pixels', async () => {
      for (const file of [await picture().png().toBuffer(), await picture().jpeg().toBuffer(), await picture().webp().toBuffer()]) {
        const { bytes, width, height } = await codec.bare(file);
        assert.deepEqual(Buffer.from(bytes), file);
        assert.deepEqual({ width, height }, size);
      }
    });

    it('says nothing of who made it and where', async () => {
      for (const file of [
        await photographed(picture()).png().toBuffer(),
        await photographed(picture()).jpeg().toBuffer(),
        await photographed(picture()).webp({ lossless: true }).toBuffer(),
        await picture().withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>').png().toBuffer(),
      ]) {
        const before = await sharp(file).metadata();
        assert.ok(before.exif ?? before.xmp, 'the picture of the test has metadata');
        const { bytes, type } = await codec.bare(file);
        const { exif, xmp, iptc, comments } = await sharp(bytes).metadata();
        assert.deepEqual([exif, xmp, iptc, comments], [undefined, undefined, undefined, undefined], before.format);
        assert.equal(Buffer.from(bytes).includes('Somebody'), false);
        assert.equal(type, before.format === 'jpeg' ? 'image/jpeg' : 'image/png');
        if (type === 'image/png') {
          assert.deepEqual(await shown(bytes), await shown(file));
        }
      }
    });

    it('is upright', async () => {
      const photo = raw8(paintPhoto(size, chanceFrom(2)), size).removeAlpha();
      for (const file of [
        await photo.clone().withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer(),
        await photo.clone().withMetadata({ orientation: 6 }).webp({ lossless: true }).toBuffer(),
      ]) {
        const { bytes, width, height } = await codec.bare(file);
        assert.deepEqual({ width, height }, { width: 32, height: 48 });
        const [before, after] = [await shown(file), await shown(bytes)];
        assert.deepEqual([after.width, after.height], [32, 48]);
        let difference = 0;
        after.data.forEach((sample, index) => (difference += Math.abs(sample - (before.data[index] ?? 0))));
        assert.ok(difference / after.data.length < 4, `${difference / after.data.length}`);
      }
    });

    it('is RGB and the first frame of a moving one', async () => {
      const cmyk = await picture().toColourspace('cmyk').jpeg().toBuffer();
      assert.equal((await sharp((await codec.bare(cmyk)).bytes).metadata()).space, 'srgb');
      const frames = [paintUi(size, chanceFrom(1)), paintUi(size, chanceFrom(2))].map((data) => ({
        input: data,
        raw: { ...size, channels: 4 as const },
      }));
      const stills = await Promise.all(frames.map(({ input, raw }) => sharp(input, { raw }).png().toBuffer()));
      const moving = await sharp(stills, { join: { animated: true } })
        .webp({ lossless: true })
        .toBuffer();
      const { bytes, type } = await codec.bare(moving);
      assert.equal(type, 'image/png');
      assert.equal((await sharp(bytes).metadata()).pages ?? 1, 1);
    });
  });
});
