import assert from 'node:assert/strict';
import type { IconSetPreview } from '../../src/protocol/iconSet';
import { enlargedSize, realSize } from '../../src/webview/iconSet/realSize';
import { byPlatform } from '../../src/webview/iconSet/platforms';
import { openStage, until, type Stage } from './harness';
import { openIconSet, type IconSetOptions, type OpenIconSet } from './iconSetHarness';
import * as samples from './iconSetSamples';

describe('the icon set: previews', function () {
  this.timeout(60_000);
  let stage: Stage;
  let set: OpenIconSet;
  const open = async (options: Partial<IconSetOptions> = {}) => (set = await openIconSet(stage, { snapshot: samples.ready, ...options }));
  const preview = (size: string) => set.page.locator('.preview', { hasText: size });
  const box = (name: string) => set.page.getByRole('checkbox', { name, exact: true });
  const details = () => set.page.locator('details.svg');

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await set.violations(), [], 'the content policy forbade something');
    assert.deepEqual(set.errors, []);
    await set.close();
  });

  it('shows what is transparent on light and on dark, and what is opaque once', async () => {
    await open();
    const favicon = preview('16 × 16');
    await favicon.getByRole('img', { name: 'Favicon on light' }).waitFor();
    await favicon.getByRole('img', { name: 'Favicon on dark' }).waitFor();
    const grounds = await favicon.locator('.tile').evaluateAll((tiles) => tiles.map((tile) => getComputedStyle(tile).backgroundColor));
    assert.deepEqual(grounds, ['rgb(255, 255, 255)', 'rgb(31, 31, 31)']);
    assert.equal(await preview('180 × 180').locator('.tile').count(), 1);
  });

  it('shows them at their real pixels, and small ones enlarged besides', async () => {
    await open();
    await preview('16 × 16').waitFor();
    const sizeOf = (size: string) =>
      preview(size)
        .locator('.real img')
        .first()
        .evaluate(async (image: HTMLImageElement) => {
          await image.decode();
          const { width, height } = image.getBoundingClientRect();
          return { width, height, file: image.naturalWidth };
        });
    assert.deepEqual(await sizeOf('16 × 16'), { width: 16, height: 16, file: 16 });
    assert.deepEqual(await sizeOf('32 × 32'), { width: 32, height: 32, file: 32 });
    assert.deepEqual(await sizeOf('48 × 48'), { width: 48, height: 48, file: 48 });
    assert.deepEqual(await sizeOf('180 × 180'), { width: 90, height: 90, file: 180 }, 'half: a whole part, so nothing is blurred');
    const large = preview('512 × 512').first().locator('.enlarged');
    assert.equal(await large.count(), 0);
    const enlarged = preview('16 × 16').locator('.enlarged').first();
    const look = await enlarged.evaluate((one) => [one.getBoundingClientRect().width, getComputedStyle(one).imageRendering]);
    assert.deepEqual(look, [64, 'pixelated']);
  });

  it('draws outlines that can be switched off', async () => {
    await open();
    const maskable = set.page.locator('.preview', { hasText: 'Maskable' });
    await maskable.getByText('safe zone').waitFor();
    const outline = await maskable.locator('.guide .over').boundingBox();
    const picture = await maskable.locator('.real').boundingBox();
    assert.ok(outline && picture);
    // The box of the outline has its stroke around it.
    assert.ok(Math.abs(outline.width - picture.width * 0.8) <= 4, `${outline.width} of ${picture.width}`);
    await box('Show safe zones').uncheck();
    await until(async () => (await set.page.locator('.guide').count()) === 0);
    await set.page.reload();
    await preview('16 × 16').waitFor();
    assert.equal(await box('Show safe zones').isChecked(), false);
    assert.equal(await set.page.locator('.guide').count(), 0);
  });

  it('groups them by platform, each once', async () => {
    await open();
    await box('Electron').check();
    await box('Android').check();
    const titles = () => set.page.locator('.platforms h3').allInnerTexts();
    await until(async () => (await titles()).join() === 'Web,Android,Desktop', 'the groups');
    await preview('32 × 32').getByText('also Desktop').waitFor();
    assert.equal(await preview('32 × 32').count(), 1);
  });

  it('keeps the former ones, dimmed, until the new ones are there', async () => {
    let answer: (previews: { previews: IconSetPreview[] }) => void = () => undefined;
    await open({
      handlers: {
        previews: ({ form }) => (form.sharpen ? new Promise((resolve) => (answer = resolve)) : { previews: samples.previewsFor(form) }),
      },
    });
    await preview('16 × 16').waitFor();
    const region = set.page.getByRole('region', { name: 'Preview' });
    await until(async () => (await region.getAttribute('aria-busy')) === 'false');
    const count = await set.page.locator('.preview').count();
    await box('Sharpen small sizes').check();
    await set.page.locator('.platforms.stale').waitFor();
    assert.equal(await region.getAttribute('aria-busy'), 'true');
    assert.equal(await set.page.locator('.preview').count(), count);
    await until(() => set.made('previews').length === 2);
    answer({ previews: samples.previewsFor(samples.ready.defaults).slice(0, 2) });
    await until(async () => (await set.page.locator('.preview').count()) === 2);
    assert.equal(await set.page.locator('.platforms.stale').count(), 0);
  });

  it('asks once for a fast hand, and shows only the answer to the last question', async () => {
    const late: (() => void)[] = [];
    await open({
      handlers: {
        previews: async ({ form }) => {
          const [first] = samples.previewsFor(form);
          if (form.background === '#2f81f7') {
            await new Promise<void>((resolve) => late.push(resolve));
          }
          return { previews: first ? [{ ...first, label: form.background }] : [] };
        },
      },
    });
    await set.page.getByText('#ffffff', { exact: true }).waitFor();
    const swatch = (colour: string) => set.page.getByRole('radiogroup', { name: 'Background' }).getByRole('radio', { name: colour });
    await swatch('#2f81f7').click();
    await until(() => late.length === 1);
    // In one turn: a pause between two clicks may be long on a slow machine.
    await set.page.evaluate(() => {
      for (const colour of ['#e86a92', '#1f2937']) {
        document.querySelector<HTMLElement>(`[role=radiogroup][aria-label=Background] [data-colour="${colour}"]`)?.click();
      }
    });
    await set.page.locator('.preview-label', { hasText: '#1f2937' }).waitFor();
    late[0]?.();
    await set.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await set.page.locator('.preview-label', { hasText: '#1f2937' }).waitFor();
    assert.deepEqual(
      set.made('previews').map(({ form }) => form.background),
      ['#ffffff', '#2f81f7', '#1f2937'],
    );
  });

  it('gives the addresses of pictures back, and keeps those of pictures that are the same', async () => {
    await open();
    await preview('16 × 16').waitFor();
    const addresses = () => set.page.locator('.real img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src));
    const before = await addresses();
    await box('Sharpen small sizes').check();
    await until(() => set.made('previews').length === 2);
    await until(async () => (await set.page.locator('.platforms.stale').count()) === 0);
    assert.deepEqual(await addresses(), before, 'the same bytes');
    await set.page.getByRole('radio', { name: /^Custom/ }).check({ force: true });
    await until(async () => (await addresses())[0] !== before[0]);
    const alive = await set.page.evaluate(async (urls) => {
      const loads = (url: string) =>
        new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve(true);
          image.onerror = () => resolve(false);
          image.src = url;
        });
      return Promise.all([...new Set(urls)].map(loads));
    }, before);
    assert.deepEqual([...new Set(alive)], [false], 'an address that nobody shows is given back');
    // The browser reports each of them.
    set.errors.length = 0;
  });

  it('says when they cannot be drawn, and tries again', async () => {
    let failures = 1;
    await open({
      handlers: {
        previews: ({ form }) => {
          if (failures-- > 0) {
            throw new Error('The picture could not be read.');
          }
          return { previews: samples.previewsFor(form) };
        },
      },
    });
    const region = set.page.getByRole('region', { name: 'Preview' });
    await region.getByRole('alert').getByText('The picture could not be read.').waitFor();
    await region.getByRole('button', { name: 'Try Again' }).click();
    await preview('16 × 16').waitFor();
    assert.equal(await region.getByRole('alert').count(), 0);
  });

  it('traces a flat picture when it is asked to, beside the picture, and saves it', async () => {
    await open();
    await preview('16 × 16').waitFor();
    assert.equal(set.made('trace').length, 0);
    await details().locator('summary').click();
    const traced = details().getByRole('img', { name: 'The picture as SVG' });
    await traced.waitFor();
    assert.match((await traced.getAttribute('src')) ?? '', /^blob:/);
    const sizes = await details()
      .locator('.trace img')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    assert.equal(sizes[0], sizes[1]);
    await details().getByText('42 kB').waitFor();
    await details().getByText('3.1 kB').waitFor();
    await details().getByText('2 paths').waitFor();
    await details().getByRole('button', { name: 'Save SVG' }).click();
    await details().getByText('Saved as assets/acme-shop-icon.svg').waitFor();
    await details().getByRole('button', { name: 'Show' }).click();
    await until(() => set.made('open').length === 1);
    assert.deepEqual(set.made('open')[0], { path: 'assets/acme-shop-icon.svg' });
    await details().locator('summary').click();
    await details().locator('summary').click();
    assert.equal(set.made('trace').length, 1, 'once for a picture');
    set.show(samples.another);
    await until(() => set.made('trace').length === 2);
    await until(async () => (await details().getByText('Saved as').count()) === 0);
  });

  it('never takes what stands in an SVG for a part of the page', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="parent.pwned=1"><script>parent.pwned=1</script></svg>';
    await open({ handlers: { trace: () => ({ svg, size: svg.length, pngSize: 100, paths: 1 }) } });
    await details().locator('summary').click();
    await details().getByRole('img', { name: 'The picture as SVG' }).waitFor();
    assert.equal(await set.page.evaluate(() => 'pwned' in window), false);
    assert.equal(await details().locator('svg').count(), 0);
  });

  it('says why there is no SVG, and when tracing failed', async () => {
    await open({ snapshot: samples.painted });
    await set.page.getByText('No SVG: only a picture of a few flat colours can be traced cleanly.').waitFor();
    assert.equal(await details().count(), 0);
    await set.close();
    let failures = 1;
    await open({
      handlers: {
        trace: () => {
          if (failures-- > 0) {
            throw new Error('The picture has too many shapes.');
          }
          return { svg: samples.tracedSvg, size: 3120, pngSize: 41_800, paths: 2 };
        },
      },
    });
    await details().locator('summary').click();
    await details().getByRole('alert').getByText('The picture has too many shapes.').waitFor();
    await details().getByRole('button', { name: 'Try Again' }).click();
    await details().getByRole('img', { name: 'The picture as SVG' }).waitFor();
  });
});

describe('the icon set: figures', () => {
  it('shows a whole number of device pixels for a pixel of the file, or the other way round', () => {
    for (const density of [1, 1.25, 1.5, 2, 3, 0.8]) {
      for (const edge of [16, 24, 32, 48, 128, 180, 192, 256, 512, 1024]) {
        const { width } = realSize({ width: edge, height: edge }, density);
        const [file, device] = [Math.min(edge, 256), width * density];
        const ratio = device > file ? device / file : file / device;
        assert.ok(Math.abs(ratio - Math.round(ratio)) < 1e-9, `${edge} at ${density}: ${device} device pixels`);
        assert.ok(width <= 128, `${edge} at ${density}: ${width}`);
      }
    }
    assert.deepEqual(realSize({ width: 310, height: 150 }, 1), { width: 128, height: 62 });
  });

  it('enlarges up to 32 pixels', () => {
    assert.deepEqual(enlargedSize({ width: 32, height: 32 }, 1), { width: 128, height: 128 });
    assert.equal(enlargedSize({ width: 33, height: 33 }, 1), undefined);
  });

  it('puts a picture that several platforms share where the first of them stands', () => {
    const groups = byPlatform([{ presets: ['tauri', 'ios', 'electron'] }, { presets: ['unknown'] }, { presets: ['pwa'] }], samples.presets);
    assert.deepEqual(
      groups.map(({ platform, previews }) => [platform, previews.map((one) => one.also)]),
      [
        ['unknown', [[]]],
        ['Web', [[]]],
        ['iOS', [['Desktop']]],
      ],
    );
  });
});
