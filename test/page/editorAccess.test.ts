import assert from 'node:assert/strict';
import type { EditorSnapshot } from '../../src/protocol/imageEditor';
import { openEditor, type OpenEditor } from './editorHarness';
import * as samples from './editorSamples';
import { openStage, until, type Stage } from './harness';
import { accessibleControls, describeFocus, focusBox, poorContrast } from './perception';
import { longPrompt } from './samples';
import { themeNames } from './themes';

describe('the image editor: for everyone', function () {
  this.timeout(90_000);
  let stage: Stage;
  let editor: OpenEditor;
  let everything: EditorSnapshot;

  before(async () => {
    stage = await openStage();
    everything = {
      ...(await samples.applied()),
      notes: samples.jpeg.notes,
      changedOnDisk: true,
      references: await samples.references(3),
      jobs: [samples.running, samples.failed, samples.cancelled, await samples.done(3)],
    };
  });
  after(() => stage.close());
  afterEach(() => editor.close());

  /** Everything that can be on the page at once, with a variant looked at. */
  const openAll = async (options: Partial<Parameters<typeof openEditor>[1]> = {}) => {
    editor = await openEditor(stage, { snapshot: everything, prefill: { prompt: 'a cat' }, ...options });
    await editor.paint();
    await editor.page.getByRole('option', { name: 'Variant 1' }).click();
    await editor.page.locator('.report').getByText('outside').waitFor();
    return editor;
  };

  it('names every control', async () => {
    await openAll();
    await editor.page.locator('.proof').click();
    const nodes = await accessibleControls(await editor.page.context().newCDPSession(editor.page));
    assert.ok(nodes.length > 50, `only ${nodes.length} controls`);
    assert.deepEqual(
      nodes.filter((node) => node.name === ''),
      [],
    );
    // A screen reader's list of them must not hold two of one name that do different things.
    const buttons = nodes.filter((node) => node.role === 'button').map((node) => node.name);
    assert.ok(buttons.includes('Remove reference-1.png') && buttons.includes('Apply') && buttons.includes('Hide Inspector'));
  });

  it('runs under a policy that forbids inline styles and scripts', async () => {
    await openAll();
    assert.deepEqual(await editor.violations(), []);
    await editor.page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await until(async () => (await editor.violations()).some((one) => one.startsWith('style-src')));
  });

  it('is used by keyboard alone, in reading order', async () => {
    editor = await openEditor(stage, {
      snapshot: { ...everything, jobs: [await samples.done(3)], blocked: undefined },
      prefill: { prompt: 'a cat' },
    });
    await editor.paint();
    await editor.page.getByRole('option', { name: 'Variant 1' }).click();
    await editor.page.locator('.report').getByText('outside').waitFor();
    await editor.page.getByRole('button', { name: 'Reload' }).focus();
    const stops: string[] = [];
    for (let step = 0; step < 45; step += 1) {
      stops.push(await editor.page.evaluate(describeFocus));
      await editor.page.keyboard.press('Tab');
    }
    const wanted = [
      'Reload',
      'Keep Mine',
      'Save as PNG',
      'Brush',
      'Picture and mask',
      'Prompt',
      'Remove reference-1.png',
      'Add reference',
      'region',
      'form-edge',
      'Model',
      'quality',
      'count',
      'Edit region',
      'Discard All',
      'Use mask',
      'Variant 1',
      'Next Variant',
      'Back to painting',
      'Apply',
      'Save as New File',
      'Discard',
      'compare',
      'blend-edge',
      '0 px changed',
      'Hide Inspector',
    ];
    let at = -1;
    for (const name of wanted) {
      const next = stops.findIndex((stop, index) => index > at && stop.includes(name));
      assert.ok(next > at, `${name} does not follow ${stops[at] ?? 'the start'} in: ${stops.join(' | ')}`);
      at = next;
    }
  });

  it('shows where the focus is', async () => {
    await openAll({ height: 1400 });
    await editor.page.getByRole('button', { name: 'Reload' }).focus();
    // The pointer was used last: only after a key are rings shown.
    await editor.page.keyboard.press('Tab');
    await editor.page.keyboard.press('Shift+Tab');
    const unseen: string[] = [];
    for (let step = 0; step < 45; step += 1) {
      const before = await editor.page.evaluate(describeFocus);
      const clip = await editor.page.evaluate(focusBox);
      if (clip && clip.width > 0) {
        const focused = await editor.page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
        await editor.page.keyboard.press('Tab');
        if ((await editor.page.screenshot({ clip, animations: 'disabled', caret: 'hide' })).equals(focused)) {
          unseen.push(before);
        }
      } else {
        await editor.page.keyboard.press('Tab');
      }
    }
    assert.deepEqual(unseen, []);
  });

  it('does not move when motion is to be reduced', async () => {
    await openAll({ reducedMotion: true });
    const moving = await editor.page.locator('easel-image-editor').evaluate((one) => one.getAnimations({ subtree: true }).length);
    assert.equal(moving, 0);
  });

  it('tells a screen reader how a run goes', async () => {
    editor = await openEditor(stage, { snapshot: samples.withKey });
    const said = () => editor.page.locator('easel-image-editor > .visually-hidden').innerText();
    editor.show({ ...samples.withKey, jobs: [samples.queued] });
    await until(async () => /In queue, 2 ahead\./.test(await said()));
    editor.show({ ...samples.withKey, jobs: [{ ...samples.failed, id: 'queued' }] });
    await until(async () => /Failed\. fal\.ai has no credit left/.test(await said()));
    editor.show({ ...samples.withKey, jobs: [await samples.done(3, { id: 'queued' })] });
    await until(async () => /3 results\./.test(await said()));
  });

  for (const theme of themeNames) {
    it(`has text that can be read in ${theme}`, async () => {
      await openAll({ theme });
      await editor.page.locator('.proof').click();
      await editor.page.waitForTimeout(100);
      assert.deepEqual(await editor.page.evaluate(poorContrast), []);
      assert.deepEqual(await editor.violations(), []);
    });
  }

  for (const width of [320, 480, 699, 700, 800, 1400]) {
    it(`never scrolls sideways at ${width} pixels`, async () => {
      const name = 'a-very-long-name-of-a-file-that-does-not-fit'.repeat(3);
      const long = { ...samples.longRunning, id: 'long', prompt: 'unbreakable'.repeat(60), logs: ['x'.repeat(400)] };
      editor = await openEditor(stage, {
        snapshot: {
          ...everything,
          name: `${name}.png`,
          references: (await samples.references(12)).map((one) => ({ ...one, name: `${name}-${one.id}.png` })),
          notes: [{ id: 'long', message: `${name} ${name}` }],
          jobs: [long, ...everything.jobs, await samples.done(4, { id: 'four', prompt: longPrompt })],
        },
        prefill: { prompt: 'unbreakable'.repeat(60), count: 4 },
        width,
        handlers: { saveAsNew: () => ({ path: `public/images/${name}.png` }) },
      });
      await editor.page.locator('[data-job="four"] .variant').first().click();
      await editor.page.locator('.report').getByText('outside').waitFor();
      await editor.page.getByRole('button', { name: 'Save as New File…' }).click();
      await editor.page.locator('.saved').waitFor();
      const wide = await editor.page.evaluate(() =>
        ['html', '.editor', '.inspector', '.status', '.banners'].filter((one) => {
          const element = document.querySelector(one);
          return element !== null && element.scrollWidth > element.clientWidth;
        }),
      );
      assert.deepEqual(wide, []);
      const stageBox = await editor.page.locator('.stage').boundingBox();
      assert.ok(stageBox && stageBox.height >= 100 && stageBox.width >= 200, JSON.stringify(stageBox));
      await editor.page.locator('.proof').click();
      const figures = await editor.page.getByRole('dialog').boundingBox();
      assert.ok(figures && figures.x >= 0 && figures.x + figures.width <= width && figures.y >= 0, JSON.stringify(figures));
    });
  }

  it('folds the inspector away and remembers it', async () => {
    editor = await openEditor(stage, { snapshot: samples.withKey, width: 480 });
    await editor.page.getByRole('button', { name: 'Hide Inspector' }).click();
    assert.equal(await editor.page.locator('.inspector').count(), 0);
    const box = await editor.page.locator('easel-canvas').boundingBox();
    assert.ok(box && box.width > 400 && box.height > 600, JSON.stringify(box));
    await editor.page.reload();
    await editor.loaded();
    assert.equal(await editor.page.locator('.inspector').count(), 0);
    await editor.page.keyboard.press('Control+Enter');
    await editor.page.locator('.inspector').waitFor();
    assert.equal(
      await editor.page.locator('easel-prompt-area').evaluate((one) => one === document.activeElement),
      true,
      'where the run stumbled',
    );
  });
});
