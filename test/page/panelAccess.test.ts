import assert from 'node:assert/strict';
import { openPanel, openStage, until, type OpenPanel, type Stage } from './harness';
import { accessibleControls, describeFocus, focusBox, poorContrast } from './perception';
import * as samples from './samples';
import { themeNames } from './themes';

const everything = { ...samples.withKey, jobs: [samples.running, samples.failed, samples.cancelled, ...samples.fourResults] };

describe('the panel: for everyone', function () {
  this.timeout(90_000);
  let stage: Stage;
  let panel: OpenPanel;

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(() => panel.close());

  it('names every control', async () => {
    panel = await openPanel(stage, { snapshot: everything });
    const nodes = await accessibleControls(await panel.page.context().newCDPSession(panel.page));
    assert.ok(nodes.length > 40, `only ${nodes.length} controls`);
    assert.deepEqual(
      nodes.filter((node) => node.name === ''),
      [],
    );
  });

  it('runs under a policy that forbids inline styles and scripts', async () => {
    panel = await openPanel(stage, { snapshot: everything });
    assert.deepEqual(await panel.violations(), []);
    await panel.page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await until(async () => (await panel.violations()).some((one) => one.startsWith('style-src')));
  });

  it('is used by keyboard alone, in reading order', async () => {
    panel = await openPanel(stage, {
      snapshot: { ...everything, jobs: [samples.running, samples.oneResult] },
      prefill: { prompt: 'a cat' },
    });
    await panel.page.getByRole('button', { name: 'Insert prompt template' }).focus();
    const stops: string[] = [];
    for (let step = 0; step < 24; step += 1) {
      stops.push(await panel.page.evaluate(describeFocus));
      await panel.page.keyboard.press('Tab');
    }
    const wanted = [
      'Insert prompt template',
      'Prompt',
      'Model',
      'Size in pixels',
      'Size presets',
      'density',
      'count',
      'format',
      'quality',
      'Folder',
      'Browse',
      'File name',
      'Generate',
      'Cancel',
      'summary',
      'Remove',
      'Generate again',
      'Use these',
      'spring-sale-hero.png',
      'Open',
    ];
    let at = -1;
    for (const name of wanted) {
      const next = stops.findIndex((stop, index) => index > at && stop.includes(name));
      assert.ok(next > at, `${name} does not follow ${stops[at] ?? 'the start'} in: ${stops.join(' | ')}`);
      at = next;
    }
  });

  it('shows where the focus is', async () => {
    panel = await openPanel(stage, { snapshot: everything, prefill: { prompt: 'a cat' } });
    await panel.page.getByRole('button', { name: 'Insert prompt template' }).focus();
    const unseen: string[] = [];
    for (let step = 0; step < 30; step += 1) {
      const before = await panel.page.evaluate(describeFocus);
      const clip = await panel.page.evaluate(focusBox);
      if (clip && clip.width > 0) {
        const focused = await panel.page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
        await panel.page.keyboard.press('Tab');
        const left = await panel.page.evaluate(focusBox);
        // Scrolling on moves everything, which proves nothing.
        if (left && (await panel.page.screenshot({ clip, animations: 'disabled', caret: 'hide' })).equals(focused)) {
          unseen.push(before);
        }
      } else {
        await panel.page.keyboard.press('Tab');
      }
    }
    assert.deepEqual(unseen, []);
  });

  it('does not move when motion is to be reduced', async () => {
    panel = await openPanel(stage, { snapshot: everything, reducedMotion: true });
    const moving = await panel.page.locator('.job .codicon-loading').evaluate((icon) => icon.getAnimations({ subtree: true }).length);
    assert.equal(moving, 0);
  });

  for (const theme of themeNames) {
    it(`has text that can be read in ${theme}`, async () => {
      panel = await openPanel(stage, { snapshot: everything, theme, prefill: { prompt: 'a cat' } });
      await panel.page.waitForTimeout(100);
      const poor = await panel.page.evaluate(poorContrast);
      // The theme's own error colour on its own background is not ours to change.
      assert.deepEqual(
        poor.filter((one) => !one.includes('refusal')),
        [],
      );
      assert.deepEqual(await panel.violations(), []);
    });
  }

  for (const width of [320, 480, 800, 1079, 1080, 1400]) {
    it(`never scrolls sideways at ${width} pixels`, async () => {
      panel = await openPanel(stage, {
        snapshot: {
          ...everything,
          jobs: [...everything.jobs, { ...samples.running, id: 'long', prompt: 'unbreakable'.repeat(60), logs: ['x'.repeat(400)] }],
        },
        prefill: { prompt: 'unbreakable'.repeat(60), name: 'a-long-name'.repeat(12), count: 4 },
        width,
      });
      await until(async () => (await panel.page.locator('.paths').innerText()).includes('a-long-name'));
      assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
      for (const name of ['Insert prompt template', 'Size presets']) {
        await panel.page.getByRole('button', { name }).click();
        const box = await panel.page.getByRole('menu').boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= width, `${name} at ${box?.x}+${box?.width}`);
        await panel.page.keyboard.press('Escape');
      }
    });
  }
});
