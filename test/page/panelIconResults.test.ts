import assert from 'node:assert/strict';
import type { PanelJob } from '../../src/protocol/panel';
import { openPanel, openStage, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import { accessibleControls, describeFocus, focusBox, poorContrast } from './perception';
import { iconResults, job, notTransparent, withKey } from './samples';
import { themeNames } from './themes';

const sixColours = ['#4f46e5', '#0ea5e9', '#f59e0b', '#111827', '#e11d48', '#16a34a'];

describe('the panel: icons that were made', function () {
  this.timeout(90_000);
  let stage: Stage;
  let panel: OpenPanel;
  const withJobs = (jobs: readonly PanelJob[]) => ({ ...withKey, jobs: [...jobs] });
  const open = async (jobs: readonly PanelJob[], options: Partial<PanelOptions> = {}) =>
    (panel = await openPanel(stage, { snapshot: withJobs(jobs), prefill: { mode: 'icon', prompt: 'a bell' }, ...options }));
  const status = () => panel.page.locator('[role=status][aria-live=polite]').innerText();

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('carries out the actions of an icon, the set first', async () => {
    await open(iconResults);
    const card = panel.page.locator('.card').first();
    await card.hover();
    const names = await card
      .getByRole('toolbar')
      .getByRole('button')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    assert.deepEqual(names, ['Icon Set…', 'Edit', 'Open', 'Insert at Cursor', 'Copy Relative Path', 'Reveal in Explorer', 'Discard']);
    await card.getByRole('button', { name: 'Icon Set…' }).click();
    await card.getByRole('button', { name: 'Edit', exact: true }).click();
    await until(() => panel.made('act').length === 2);
    assert.deepEqual(panel.made('act'), [
      { jobId: 'icons-1', index: 0, action: 'iconSet' },
      { jobId: 'icons-1', index: 0, action: 'edit' },
    ]);
  });

  it('shows an icon whole on a checkerboard, and a small one pixel by pixel', async () => {
    const small = iconResults[0]?.images.map((image) => ({ ...image, width: 64, height: 64, src: '/sample-plane-64x64.svg' })) ?? [];
    await open([...iconResults, job('small', 'done', { mode: 'icon', width: 64, height: 64, images: small })]);
    const pictures = panel.page.locator('.card img');
    const drawn = (index: number) =>
      pictures.nth(index).evaluate((image) => [image.getBoundingClientRect().width, image.getBoundingClientRect().height]);
    const [width = 0, height = 0] = await drawn(0);
    assert.ok(width > 150 && width === height, `${width}x${height}`);
    assert.match(await pictures.first().evaluate((image) => getComputedStyle(image).backgroundImage), /conic-gradient/);
    assert.deepEqual(await drawn(5), [64, 64]);
  });

  it('asks what becomes of an icon that is not transparent', async () => {
    await open([notTransparent]);
    const row = panel.page.locator('.job');
    await row.getByText('The icon is not transparent').waitFor();
    const steps = row.locator('.job-steps vscode-button');
    assert.deepEqual(await steps.allInnerTexts(), ['Remove Background', 'Try Again (about $0.05)', 'Keep as It Is']);
    assert.deepEqual(await steps.evaluateAll((all) => all.map((one) => one.hasAttribute('secondary'))), [false, true, true]);
    assert.equal(await row.getByRole('button', { name: /try again/i }).count(), 1, 'paying again is offered once');
    assert.match((await row.getAttribute('aria-label')) ?? '', /Waits for you/);
    for (let index = 0; index < 3; index += 1) {
      await steps.nth(index).click();
    }
    await until(() => panel.made('step').length === 3);
    assert.deepEqual(
      panel.made('step'),
      ['removeGround', 'tryAgain', 'keepGround'].map((step) => ({ step, jobId: 'ground' })),
    );
  });

  it('tells a screen reader what happens', async () => {
    await open([]);
    panel.show(withJobs([{ ...notTransparent, state: 'running' }]));
    await until(async () => /Running\./.test(await status()));
    panel.show(withJobs([notTransparent]));
    await until(async () => /a paper plane.*: Waits for you\. The icon is not transparent/.test(await status()));
    panel.show(withJobs(iconResults.map((one) => ({ ...one, id: one.id === 'icons-1' ? 'ground' : one.id }))));
    await until(async () => /Saved 4 icons, 1024 × 1024\./.test(await status()));
  });

  it('says what will be here', async () => {
    await open([], { width: 1400 });
    await panel.page.getByText('Icons that you generate appear here').waitFor();
    await panel.page.getByRole('radio', { name: 'Image', exact: true }).check();
    await panel.page.getByText('Images that you generate appear here').waitFor();
  });

  it('names every control, and is used by keyboard alone in reading order', async () => {
    await open([notTransparent, ...iconResults], { prefill: { mode: 'icon', prompt: 'a bell', ground: 'plate', colours: ['#e11d48'] } });
    const nodes = await accessibleControls(await panel.page.context().newCDPSession(panel.page));
    assert.deepEqual(
      nodes.filter((node) => node.name === ''),
      [],
    );
    await panel.page.getByRole('radio', { name: 'Icon', exact: true }).focus();
    const stops: string[] = [];
    for (let step = 0; step < 30; step += 1) {
      stops.push(await panel.page.evaluate(describeFocus));
      await panel.page.keyboard.press('Tab');
    }
    const wanted = ['mode', 'Prompt', 'style', 'ground', '#4f46e5', 'Plate colour, pick', 'Plate colour, hex', '#4f46e5', 'Other colour, pick',
      'Other colour, hex', 'Add Colour', 'Model', 'count', 'quality', 'Folder', 'Browse', 'File name', 'Generate', 'Dismiss', 'Remove Background',
      'Try Again', 'Keep', 'Remove from', 'Generate again', 'Use these', 'paper-plane.png', 'Icon Set']; // prettier-ignore
    let at = -1;
    for (const name of wanted) {
      const next = stops.findIndex((stop, index) => index > at && stop.includes(name));
      assert.ok(next > at, `${name} does not follow ${stops[at] ?? 'the start'} in: ${stops.join(' | ')}`);
      at = next;
    }
  });

  it('shows where the focus is', async () => {
    await open([], {
      height: 1000,
      prefill: { mode: 'icon', prompt: 'a bell', ground: 'plate', groundColour: '#0ea5e9', colours: ['#0ea5e9'] },
    });
    await panel.page.getByRole('radio', { name: 'Icon', exact: true }).focus();
    const unseen: string[] = [];
    for (let step = 0; step < 18; step += 1) {
      const before = await panel.page.evaluate(describeFocus);
      const clip = await panel.page.evaluate(focusBox);
      const focused = clip && (await panel.page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
      await panel.page.keyboard.press('Tab');
      if (focused && (await panel.page.screenshot({ clip, animations: 'disabled', caret: 'hide' })).equals(focused)) {
        unseen.push(before);
      }
    }
    assert.deepEqual(unseen, []);
  });

  for (const theme of themeNames) {
    it(`has text that can be read in ${theme}`, async () => {
      await open([notTransparent, ...iconResults], {
        theme,
        prefill: { mode: 'icon', prompt: 'a bell', iconModel: 'openai/gpt-image-2', ground: 'colour' },
      });
      await panel.page.waitForTimeout(100);
      assert.deepEqual(await panel.page.evaluate(poorContrast), []);
    });
  }

  for (const width of [320, 480, 800, 1079, 1080, 1400]) {
    it(`never scrolls sideways at ${width} pixels, and keeps the actions on one line`, async () => {
      await open([{ ...notTransparent, prompt: 'unbreakable'.repeat(60) }, ...iconResults], {
        width,
        prefill: {
          mode: 'icon',
          prompt: 'unbreakable'.repeat(60),
          name: 'a-long-name'.repeat(12),
          count: 4,
          ground: 'plate',
          colours: sixColours,
        },
      });
      await until(async () => (await panel.page.locator('.paths').innerText()).includes('a-long-name'));
      assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
      const tools = await panel.page.locator('.card-tools').first().boundingBox();
      const picture = await panel.page.locator('.picture').first().boundingBox();
      assert.ok(tools && picture && tools.height < 30 && tools.x >= picture.x, `${tools?.width}x${tools?.height} over ${picture?.width}`);
    });
  }
});
