import assert from 'node:assert/strict';
import { thumbnail } from './editorPictures';
import { openPanel, openStage, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import {
  cancelled,
  cancelling,
  defaults,
  failed,
  fourResults,
  job,
  manyResults,
  oneResult,
  paused,
  queued,
  running,
  saving,
  withKey,
} from './samples';
import type { PanelJob } from '../../src/protocol/panel';

describe('the panel: jobs and results', function () {
  this.timeout(60_000);
  let stage: Stage;
  let panel: OpenPanel;
  const open = async (jobs: readonly PanelJob[], options: Partial<PanelOptions> = {}) =>
    (panel = await openPanel(stage, { snapshot: withJobs(jobs), ...options }));
  const withJobs = (jobs: readonly PanelJob[]) => ({ ...withKey, jobs: [...jobs] });
  const status = () => panel.page.locator('[role=status][aria-live=polite]').innerText();
  const focused = () =>
    panel.page.evaluate(
      () =>
        (document.activeElement as HTMLElement | null)?.getAttribute('aria-label') ?? document.activeElement?.tagName.toLowerCase() ?? '',
    );

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('shows what each job is doing', async () => {
    await open([queued, running, saving, cancelling]);
    const rows = panel.page.locator('.job');
    await rows.nth(0).getByText('In queue, 2 ahead').waitFor();
    await rows.nth(1).getByText('Running').waitFor();
    await rows.nth(1).getByText('about $0.088').waitFor();
    await rows.nth(1).locator('summary', { hasText: 'step 12 of 40' }).click();
    await rows.nth(1).getByText('Request accepted').waitFor();
    await rows.nth(2).getByText('Saving').waitFor();
    await rows.nth(3).getByText('Cancelling').waitFor();
    assert.equal(
      await rows
        .nth(3)
        .getByRole('button', { name: /^Cancel/ })
        .count(),
      0,
    );
  });

  it('shows the unfinished picture of a live run while it runs, and gives its memory back', async () => {
    const [first, second] = await Promise.all((['hero', 'sea'] as const).map((kind) => thumbnail(kind, { width: 480, height: 252 })));
    const drawing = (preview?: Uint8Array) => job('live', 'running', preview ? { preview: new Uint8Array(preview) } : {});
    await open([drawing()]);
    const picture = panel.page.getByRole('img', { name: 'Unfinished picture' });
    const address = () => picture.evaluate((image: HTMLImageElement) => image.src);
    const isGivenBack = (url: string) => panel.page.evaluate((old) => (window as unknown as { back: string[] }).back.includes(old), url);
    await panel.page.evaluate(() => {
      const back: string[] = [];
      const revoke = URL.revokeObjectURL.bind(URL);
      Object.assign(window, { back });
      URL.revokeObjectURL = (url) => {
        back.push(url);
        revoke(url);
      };
    });
    await panel.page.locator('.job').getByText('Running').waitFor();
    assert.equal(await picture.count(), 0);

    panel.show(withJobs([drawing(first)]));
    await picture.waitFor();
    await until(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 480));
    await panel.page.getByText('Preview, not finished').waitFor();
    const shown = await address();

    // The same picture in the next snapshot does not flicker; another one takes its place.
    panel.show(withJobs([{ ...drawing(first), position: 0, logs: ['step 2'] }]));
    await panel.page.getByText('step 2').first().waitFor();
    assert.equal(await address(), shown);
    panel.show(withJobs([drawing(second)]));
    await until(async () => (await address()) !== shown);
    assert.equal(await isGivenBack(shown), true);

    // The finished picture is the host's to show; a preview never stays for it.
    const last = await address();
    panel.show(withJobs([{ ...oneResult, id: 'live' }]));
    await until(async () => (await picture.count()) === 0);
    assert.equal(await isGivenBack(last), true);
  });

  it('shows the unfinished pictures of several runs, each with its name, on the squares of what is transparent', async () => {
    const pictures = await Promise.all((['hero', 'sea'] as const).map((kind) => thumbnail(kind, { width: 480, height: 252 })));
    const names = ['A lighthouse', 'A quiet sea'];
    const jobs = pictures.map((preview, index) => job(`live-${index}`, 'running', { prompt: names[index] ?? '', preview }));
    await open(jobs);
    for (const name of names) {
      const picture = panel.page.getByRole('img', { name: `Unfinished picture of ${name}` });
      await picture.waitFor();
      assert.match(await picture.evaluate((image) => getComputedStyle(image).backgroundImage), /conic-gradient/);
    }
    const address = () =>
      panel.page.getByRole('img', { name: 'Unfinished picture of A quiet sea' }).evaluate((image: HTMLImageElement) => image.src);
    const before = await address();
    // The first is done; the other's picture stays what it is.
    panel.show(withJobs([{ ...oneResult, id: 'live-0' }, ...jobs.slice(1)]));
    await until(async () => (await panel.page.getByRole('img', { name: 'Unfinished picture of A lighthouse' }).count()) === 0);
    assert.equal(await address(), before);
  });

  it('shows nothing unfinished of a run that failed', async () => {
    await open([{ ...failed, preview: await thumbnail('hero', { width: 480, height: 252 }) }]);
    await panel.page.locator('.job.failed').waitFor();
    assert.equal(await panel.page.getByRole('img', { name: 'Unfinished picture' }).count(), 0);
  });

  it('counts the time', async () => {
    await open([job('a', 'running', { startedAt: Date.now() - 55_000 })]);
    assert.match(await panel.page.getByRole('timer').innerText(), /^0:5\d$/);
    await panel.page.getByRole('timer').getByText('1:00').waitFor();
  });

  it('cancels', async () => {
    await open([running]);
    await panel.page.getByRole('button', { name: /^Cancel/ }).click();
    await until(() => panel.made('cancel').length === 1);
    assert.deepEqual(panel.made('cancel')[0], { jobId: 'running' });
  });

  it('keeps a log unfolded over a reload', async () => {
    await open([running]);
    await panel.page.locator('summary').click();
    // The page is told of it a moment after it is unfolded.
    await until(() => panel.page.evaluate(() => (sessionStorage.getItem('state') ?? '').includes('"open":["running"]')));
    await panel.page.reload();
    await panel.page.getByText('Request accepted').waitFor();
    assert.equal(await panel.page.locator('details').evaluate((element: HTMLDetailsElement) => element.open), true);
  });

  it('says why a job failed and what to do', async () => {
    await open([failed, paused, cancelled]);
    const rows = panel.page.locator('.job');
    await rows.nth(0).getByText('fal.ai has no credit left').waitFor();
    await rows.nth(0).getByRole('button', { name: 'Open fal.ai Billing' }).click();
    await rows.nth(1).getByRole('button', { name: 'Continue' }).click();
    await until(() => panel.made('step').length === 2);
    assert.deepEqual(panel.made('step'), [
      { step: 'openBilling', jobId: 'failed' },
      { step: 'continueJob', jobId: 'paused' },
    ]);
    assert.equal(await rows.nth(1).getByText('Try again').count(), 0, 'what can go on is not offered to be paid again');
    await rows
      .nth(2)
      .getByRole('button', { name: /^Dismiss/ })
      .click();
    await until(() => panel.made('dismiss').length === 1);
  });

  it('carries out the actions of a picture', async () => {
    await open([oneResult]);
    const card = panel.page.locator('.card').first();
    for (const name of ['Open', 'Insert at Cursor', 'Edit', 'Icon Set…', 'Copy Relative Path', 'Reveal in Explorer', 'Discard']) {
      await card.hover();
      await card.getByRole('button', { name, exact: true }).click();
    }
    await until(() => panel.made('act').length === 7);
    assert.deepEqual(
      panel.made('act').map((call) => call.action),
      ['open', 'insert', 'edit', 'iconSet', 'copyPath', 'reveal', 'discard'],
    );
    assert.deepEqual(panel.made('act')[0], { jobId: 'done-1', index: 0, action: 'open' });
  });

  it('offers to take a discarded picture back', async () => {
    await open([{ ...oneResult, images: oneResult.images.map((image) => ({ ...image, state: 'discarded' as const })) }]);
    await panel.page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await until(() => panel.made('act').length === 1);
    assert.deepEqual(panel.made('act')[0], { jobId: 'done-1', index: 0, action: 'restore' });
  });

  it('shows a small picture pixel by pixel and a large one whole', async () => {
    await open(fourResults);
    const drawn = (name: string) =>
      panel.page
        .locator('.card', { hasText: name })
        .locator('img')
        .evaluate((image: HTMLImageElement) => [image.getBoundingClientRect().width, image.getBoundingClientRect().height]);
    assert.deepEqual(await drawn('app-icon-16.png'), [16, 16]);
    assert.deepEqual(await drawn('app-icon-64.png'), [64, 64]);
    const [width = 0, height = 0] = await drawn('spring-sale-hero.png');
    assert.ok(width <= 240 && Math.abs(width / height - 1200 / 630) < 0.02, `${width}x${height}`);
  });

  it('leads through the pictures with arrow keys, as one stop of Tab', async () => {
    await open(fourResults);
    assert.equal(await panel.page.locator('.picture[tabindex="0"]').count(), 1);
    await panel.page.locator('.picture').first().focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.match(await focused(), /spring-sale-hero-2/);
    await panel.page.keyboard.press('ArrowRight');
    assert.match(await focused(), /app-icon-16/);
    await panel.page.keyboard.press('ArrowUp');
    assert.match(await focused(), /spring-sale-hero\.png/);
    await panel.page.keyboard.press('ArrowDown');
    assert.match(await focused(), /app-icon-16/);
    await panel.page.keyboard.press('End');
    assert.match(await focused(), /coffee-roastery/);
    await panel.page.keyboard.press('Home');
    await panel.page.keyboard.press('Tab');
    assert.equal(await focused(), 'Open');
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'Insert at Cursor');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Escape');
    assert.match(await focused(), /spring-sale-hero\.png/);
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Delete');
    await until(() => panel.made('act').length === 3);
    assert.deepEqual(
      panel.made('act').map((call) => call.action),
      ['insert', 'open', 'discard'],
    );
  });

  it('keeps the focus when a new result comes and when a run is taken off the list', async () => {
    await open(fourResults);
    await panel.page.locator('.picture').nth(3).focus();
    const before = await focused();
    panel.show(withJobs([...manyResults.slice(0, 1), ...fourResults]));
    await panel.page.locator('.run').nth(4).waitFor();
    assert.equal(await focused(), before);
    panel.show(withJobs(manyResults.slice(0, 1)));
    await until(async () => /landscape-1-1/.test(await focused()));
  });

  it('generates again with the settings of a run, and can give back what stood in the form', async () => {
    const form = { ...defaults, prompt: 'an older prompt', width: 300, height: 250, count: 2 };
    await open([oneResult], { prefill: { prompt: 'my new prompt' }, handlers: { recall: () => ({ form }) } });
    const prompt = panel.page.getByRole('textbox', { name: 'Prompt' });
    await panel.page.getByRole('button', { name: 'Generate again · about $0.088' }).click();
    await until(() => panel.made('generate').length === 1);
    assert.deepEqual(panel.made('generate')[0]?.form, form);
    assert.equal(await prompt.inputValue(), 'an older prompt');
    await panel.page.getByRole('button', { name: 'Undo' }).click();
    await until(async () => (await prompt.inputValue()) === 'my new prompt');
    await panel.page.getByRole('button', { name: 'Use these settings' }).click();
    await until(async () => (await prompt.inputValue()) === 'an older prompt');
    await panel.page.getByRole('button', { name: 'Generate again' }).click({ modifiers: ['Shift'] });
    await until(() => panel.made('recall').length === 3);
    await panel.page.waitForTimeout(100);
    assert.equal(panel.made('generate').length, 1, 'only the first was a run');
  });

  it('tells a screen reader what happens, and no more', async () => {
    await open([]);
    assert.equal(await status(), '');
    panel.show(withJobs([queued]));
    await until(async () => /spring sale hero.*In queue, 2 ahead/.test(await status()));
    panel.show(withJobs([{ ...queued, state: 'running', logs: ['a line'] }]));
    await until(async () => /Running\./.test(await status()));
    panel.show(withJobs([{ ...queued, state: 'running', logs: ['a line', 'another'] }]));
    panel.show(withJobs([{ ...oneResult, id: 'queued' }]));
    await until(async () => /Saved 2 images, 1200 × 630\./.test(await status()));
    panel.show(
      withJobs([
        {
          ...oneResult,
          id: 'queued',
          images: oneResult.images.map((image, index) => (index === 0 ? { ...image, state: 'discarded' as const } : image)),
        },
      ]),
    );
    await until(async () => /spring-sale-hero\.png discarded/.test(await status()));
    panel.show(withJobs([failed]));
    await until(async () => /Failed\. fal\.ai has no credit/.test(await status()));
  });

  it('shows forty pictures quickly and scrolls back to where it was', async () => {
    await open(manyResults);
    assert.equal(await panel.page.locator('.card').count(), 40);
    await panel.page.evaluate(() => window.scrollTo(0, 1500));
    await panel.page.waitForTimeout(300);
    await panel.page.reload();
    await panel.page.locator('.card').nth(39).waitFor();
    await until(async () => (await panel.page.evaluate(() => window.scrollY)) === 1500);
  });

  it('tells when an action was refused', async () => {
    await open([oneResult], {
      handlers: {
        act: () => {
          throw new Error('There is no open editor to insert into. Open a file first.');
        },
      },
    });
    await panel.page.locator('.card').first().hover();
    await panel.page.getByRole('button', { name: 'Insert at Cursor' }).first().click();
    await panel.page.getByRole('alert').getByText('There is no open editor').waitFor();
    await panel.page.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await panel.page.getByRole('alert').waitFor({ state: 'detached' });
  });
});
