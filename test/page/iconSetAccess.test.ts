import assert from 'node:assert/strict';
import type { IconSetSnapshot } from '../../src/protocol/iconSet';
import { openStage, until, type Stage } from './harness';
import { openIconSet, type OpenIconSet } from './iconSetHarness';
import * as samples from './iconSetSamples';
import { accessibleControls, describeFocus, focusBox, poorContrast } from './perception';
import { themeNames } from './themes';

const all: IconSetSnapshot = {
  ...samples.ready,
  defaults: { ...samples.ready.defaults, presets: samples.presets.map((preset) => preset.id) },
};
const states: Readonly<Record<string, IconSetSnapshot>> = {
  ready: samples.ready,
  all,
  painted: samples.painted,
  writing: samples.writing,
  done: samples.done,
  faulty: samples.faulty,
  restricted: samples.restricted,
  long: samples.longNames,
};

describe('the icon set: for everyone', function () {
  this.timeout(120_000);
  let stage: Stage;
  let set: OpenIconSet;
  const settled = () => until(async () => (await set.page.locator('.preview img').count()) > 0, 'the previews');

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(() => set.close());

  it('names every control and every group', async () => {
    set = await openIconSet(stage, { snapshot: all });
    await settled();
    await set.page.locator('details.svg summary').click();
    await set.page.getByRole('button', { name: 'Save SVG' }).waitFor();
    const nodes = await accessibleControls(await set.page.context().newCDPSession(set.page));
    assert.ok(nodes.length > 40, `only ${nodes.length} controls`);
    assert.deepEqual(
      nodes.filter((node) => node.name === ''),
      [],
    );
    const groups = nodes.filter((node) => node.role === 'group').map((node) => node.name);
    for (const name of ['Sets', 'Options', 'Changes']) {
      assert.ok(groups.includes(name), `${name} is not among ${groups.join()}`);
    }
  });

  it('says with each set what is in it, where it goes and why', async () => {
    set = await openIconSet(stage, { snapshot: samples.ready });
    const session = await set.page.context().newCDPSession(set.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const box = nodes.find((node) => node.role?.value === 'checkbox' && node.name?.value === 'PWA');
    const words = String(box?.description?.value).replace(/\s+/g, ' ');
    assert.match(words, /192 and 512 px.*goes to public\/ ?: public\/manifest\.webmanifest lists icons/);
  });

  it('is used by keyboard alone, in reading order', async () => {
    set = await openIconSet(stage, { snapshot: samples.opaque });
    await settled();
    await set.page.getByText('Lists 3 icons').waitFor();
    await set.page.getByRole('button', { name: 'Remove Background…' }).focus();
    const stops: string[] = [];
    const last = 'Write 6 Files';
    while (!stops.at(-1)?.includes(last) && stops.length < 50) {
      stops.push(await set.page.evaluate(describeFocus));
      await set.page.keyboard.press('Tab');
    }
    const wanted = [
      'Remove Background',
      ...['web-minimal', 'pwa', 'web-full', 'next-app', 'ios', 'android', 'electron', 'tauri', 'vscode-extension', 'chrome-extension'],
      '#ffffff',
      'Background, pick',
      'Background, hex',
      '#2f81f7',
      'Browser colour, pick',
      'Browser colour, hex',
      'input',
      'padding',
      'sharpen',
      'Folder',
      'Browse',
      'guides',
      'SVG',
      'input',
      'Show index.html',
      'input',
      'Show public/manifest.webmanifest',
      '7 files',
      'Show public/',
      'Copy',
      'rel="icon"',
      'overwrite',
      last,
    ];
    assert.equal(stops.length, wanted.length, stops.join(' | '));
    wanted.forEach((name, index) => assert.ok(stops[index]?.includes(name), `${stops[index]} is not ${name}: ${stops.join(' | ')}`));
  });

  it('leads from box to box with the arrow keys', async () => {
    set = await openIconSet(stage, { snapshot: samples.ready });
    await set.page.locator('input[name=preset-web-minimal]').focus();
    await set.page.keyboard.press('ArrowDown');
    await set.page.keyboard.press('ArrowDown');
    assert.match(await set.page.evaluate(describeFocus), /preset-web-full/);
    await set.page.keyboard.press('Space');
    assert.equal(await set.page.locator('input[name=preset-web-full]').isChecked(), true);
    await set.page.keyboard.press('ArrowUp');
    assert.match(await set.page.evaluate(describeFocus), /preset-pwa/);
  });

  it('does not lose the focus with what was focused', async () => {
    set = await openIconSet(stage, { snapshot: samples.painted });
    await settled();
    await set.page.getByRole('button', { name: 'Remove Background…' }).focus();
    set.show(samples.another);
    await set.page.getByText('Transparent').waitFor();
    await until(() => set.page.evaluate(() => document.activeElement !== document.body), 'the focus is somewhere');
    await set.page.locator('.change input').first().focus();
    await set.page.evaluate(() => document.querySelector<HTMLElement>('input[name=preset-web-minimal]')?.click());
    await set.page.evaluate(() => document.querySelector<HTMLElement>('input[name=preset-pwa]')?.click());
    await set.page.locator('.changes').waitFor({ state: 'detached' });
    await until(() => set.page.evaluate(() => document.activeElement !== document.body), 'the focus is somewhere');
  });

  for (const theme of ['dark', 'hc-light'] as const) {
    it(`shows where the focus is in ${theme}`, async () => {
      set = await openIconSet(stage, { snapshot: samples.opaque, theme });
      await settled();
      await set.page.getByRole('button', { name: 'Remove Background…' }).focus();
      const unseen: string[] = [];
      for (let step = 0; step < 34; step += 1) {
        const before = await set.page.evaluate(describeFocus);
        const clip = await set.page.evaluate(focusBox);
        const focused = clip && (await set.page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
        await set.page.keyboard.press('Tab');
        if (clip && focused && (await set.page.screenshot({ clip, animations: 'disabled', caret: 'hide' })).equals(focused)) {
          unseen.push(before);
        }
      }
      assert.deepEqual(unseen, []);
    });
  }

  for (const width of [480, 1200]) {
    it(`does not hide what is focused under its bar at ${width} pixels`, async () => {
      set = await openIconSet(stage, { snapshot: samples.done, width, height: 600 });
      await settled();
      await set.page.locator('input[name=preset-web-minimal]').focus();
      for (let step = 0; step < 30; step += 1) {
        const hidden = await set.page.evaluate(() => {
          const bar = document.querySelector('.run-bar');
          const active = document.activeElement;
          const box = active?.getBoundingClientRect();
          return bar && active && box && !bar.contains(active) && box.bottom > bar.getBoundingClientRect().top ? active.outerHTML : '';
        });
        // What is higher than the room above the bar cannot be shown whole.
        assert.ok(hidden === '' || hidden.startsWith('<pre'), hidden);
        await set.page.keyboard.press('Tab');
      }
    });
  }

  it('does not scroll when the button in the bar is focused', async () => {
    set = await openIconSet(stage, { snapshot: samples.ready, height: 500 });
    await settled();
    await set.page.locator('vscode-button.run').focus();
    assert.equal(await set.page.evaluate(() => window.scrollY), 0);
  });

  it('does not move when motion is to be reduced', async () => {
    const never = () => new Promise<never>(() => undefined);
    set = await openIconSet(stage, { snapshot: samples.writing, reducedMotion: true, handlers: { plan: never, previews: never } });
    set.show({ ...samples.writing, progress: 0.8 });
    await set.page.getByText('80 %').waitFor();
    assert.equal(await set.page.evaluate(() => document.getAnimations().length), 0);
  });

  it('has a checkerboard and outlines that can be seen in high contrast', async () => {
    for (const theme of ['hc-black', 'hc-light'] as const) {
      set = await openIconSet(stage, { snapshot: samples.ready, theme });
      await settled();
      const looks = await set.page.evaluate(() => ({
        ground: getComputedStyle(document.querySelector('.checkered') ?? document.body).backgroundImage,
        line: getComputedStyle(document.querySelector('.guide .over') ?? document.body).strokeWidth,
        border: getComputedStyle(document.querySelector('.tile') ?? document.body).borderTopColor,
      }));
      assert.match(looks.ground, /conic-gradient/);
      assert.equal(looks.line, '2.5px');
      assert.notEqual(looks.border, 'rgba(0, 0, 0, 0)');
      await set.close();
    }
    set = await openIconSet(stage, { snapshot: samples.ready });
  });

  for (const theme of themeNames) {
    it(`has text that can be read in ${theme}`, async () => {
      for (const snapshot of [samples.opaque, samples.painted, samples.writing, samples.faulty, samples.restricted]) {
        set = await openIconSet(stage, { snapshot, theme });
        if (snapshot.phase !== 'writing') {
          await settled();
        }
        assert.deepEqual(await set.page.evaluate(poorContrast), []);
        assert.deepEqual(await set.violations(), []);
        await set.close();
      }
      set = await openIconSet(stage, { snapshot: samples.ready, theme });
    });
  }

  for (const width of [320, 479, 480, 639, 640, 800, 959, 960, 1400]) {
    it(`never scrolls sideways at ${width} pixels`, async () => {
      set = await openIconSet(stage, { snapshot: samples.ready, width });
      await settled();
      await set.page.locator('details.svg summary').click();
      await set.page.locator('.traces').waitFor();
      for (const [name, snapshot] of Object.entries(states)) {
        set.show(snapshot);
        await set.page.locator('.head').getByText(snapshot.master.name).waitFor();
        await set.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
        assert.deepEqual(await set.page.evaluate(widerThanTheirs), [], name);
      }
    });
  }
});

/** Runs in the page: the page itself, and parts whose content hangs over their edge. */
function widerThanTheirs(): string[] {
  const page = document.documentElement;
  const parts = [...document.querySelectorAll('.run-bar, .head, .form-column, .preset, .tile, .preview, .file, .change, .trace, .summary')];
  return [
    ...(page.scrollWidth > page.clientWidth ? [`page: ${page.scrollWidth}`] : []),
    ...parts
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > page.clientWidth + 1)
      .map((one) => `${one.className} ${one.textContent?.trim().slice(0, 40)}`),
  ];
}
