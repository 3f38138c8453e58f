import assert from 'node:assert/strict';
import { shownTotal } from '../../src/core/batchPrice';
import type { ReviewSnapshot } from '../../src/protocol/review';
import { openStage, until, type Stage } from './harness';
import { openReview, type OpenReview, type ReviewOptions } from './reviewHarness';
import { allDone, done, running, withKey } from './reviewSamples';

describe('the review of Replace All: run', function () {
  this.timeout(60_000);
  let stage: Stage;
  let review: OpenReview;
  const open = async (snapshot: ReviewSnapshot, options: Partial<ReviewOptions> = {}) =>
    (review = await openReview(stage, { snapshot, ...options }));
  const row = (id: string) => review.page.locator(`[data-row="${id}"]`);
  const status = () => review.page.locator('[role=status][aria-live=polite]').innerText();
  const shows = (text: string) => review.page.locator('.run-bar').getByText(text).waitFor();

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await review.violations(), [], 'the content policy forbade something');
    assert.deepEqual(review.errors, []);
    await review.close();
  });

  it('shows what each picture is doing', async () => {
    await open(running);
    await row('spring-sale-hero').getByText('Written:').waitFor();
    await row('team-at-work').getByText('The service refused the prompt.').waitFor();
    await row('logo').getByText('Saving').waitFor();
    await row('avatar').getByText('Running').waitFor();
    await row('banner').getByText('In queue, 2 ahead').waitFor();
    await row('next').getByText('Waiting').waitFor();
    await row('stopped').getByText('Cancelled').waitFor();
    assert.equal(await row('image').getByRole('checkbox').isDisabled(), true);
    await shows('3 of 7 · 1 failed');
    const bar = review.page.getByRole('progressbar', { name: 'Pictures replaced' });
    assert.deepEqual(await bar.evaluate((one: HTMLProgressElement) => [one.value, one.max]), [3, 7]);
  });

  it('lets nothing be edited while it runs', async () => {
    await open(running);
    assert.equal(await review.page.locator('.row textarea:not([readonly])').count(), 0);
    assert.equal(await review.page.locator('.row .tick-box:enabled, .row select, .row .size input').count(), 0);
    await row('logo').getByRole('textbox').focus();
    await review.page.keyboard.press('Control+Enter');
    await review.page.waitForTimeout(50);
    assert.equal(review.made('run').length, 0);
    const stops: string[] = [];
    await review.page
      .locator('.tick-box')
      .first()
      .evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (let step = 0; step < 30; step += 1) {
      await review.page.keyboard.press('Tab');
      stops.push(await review.page.evaluate(() => document.activeElement?.closest('main *')?.className ?? ''));
    }
    assert.deepEqual([...new Set(stops.filter((one) => one !== ''))].sort(), ['cancel', 'link', 'place']);
  });

  it('puts Cancel where the button was, and the focus with it', async () => {
    await open(withKey);
    await review.page.locator('vscode-button.run').focus();
    await review.page.keyboard.press('Enter');
    await until(() => review.made('run').length === 1);
    review.show(running);
    const cancel = review.page.locator('vscode-button.cancel');
    await cancel.waitFor();
    await until(() => cancel.evaluate((button) => button === document.activeElement), 'the focus is on Cancel');
    await review.page.keyboard.press('Escape');
    assert.equal(review.made('cancel').length, 0, 'Esc cancels nothing by itself');
    await cancel.click();
    await shows('Cancelling…');
    await cancel.click({ force: true });
    await shows('What the service finishes all the same is paid for, kept and used.');
    assert.equal(review.made('cancel').length, 1);
    review.show(done);
    await review.page.getByRole('region', { name: 'Summary' }).waitFor();
  });

  it('counts what was asked for, also in a second run', async () => {
    await open(done);
    await review.page.getByRole('checkbox', { name: 'Replace About.vue:8' }).check();
    await review.page.keyboard.press('Control+Enter');
    await until(() => review.made('run').length === 1);
    review.show({
      ...done,
      phase: 'running',
      rows: done.rows.map((one) => (one.id === 'team-at-work' ? { ...one, state: 'running' } : one)),
    });
    await shows('0 of 1');
  });

  it('says how far it is, but not with every picture', async () => {
    const at = (ended: number): ReviewSnapshot => ({
      ...running,
      rows: Array.from({ length: 40 }, (_, index) => {
        const [first] = withKey.rows;
        assert.ok(first);
        return { ...first, id: `row-${index}`, state: index < ended ? 'done' : 'running' };
      }),
    });
    await open(at(0));
    review.show(at(3));
    await shows('3 of 40');
    assert.equal(await status(), '');
    review.show(at(4));
    await until(async () => (await status()) === '4 of 40.');
    const failing = at(5);
    review.show({
      ...failing,
      rows: failing.rows.map((one) => (one.id === 'row-9' ? { ...one, state: 'failed', message: 'It was refused.' } : one)),
    });
    await until(async () => (await status()) === 'spring sale hero, pastel flowers, soft…: failed. It was refused.');
  });

  it('sums up what was done, and runs again what failed', async () => {
    await open(running);
    review.show(done);
    const summary = review.page.getByRole('region', { name: 'Summary' });
    await summary.getByText('5 files written, 10 references changed in 7 documents, 1 failed.').waitFor();
    await summary.getByText('about $0.13').waitFor();
    await summary.getByText('README.md has changed since it was read').waitFor();
    await until(async () => (await status()).startsWith('Finished. 5 files written'));
    await shows('3 of 5 replaced · 1 failed · 1 cancelled');
    assert.equal(await row('spring-sale-hero').getByRole('checkbox').count(), 0, 'what is done is fixed');
    assert.equal(await row('spring-sale-hero').locator('textarea:not([readonly])').count(), 0);
    const failed = row('team-at-work');
    assert.equal(await failed.getByRole('checkbox').isChecked(), false, 'spending again is a decision');
    await failed.getByRole('checkbox').check();
    await failed.getByRole('textbox').fill('the team in the garden');
    const order = { prompt: 'the team in the garden', width: 800, height: 600, model: 'openai/gpt-image-2', quality: 'medium' } as const;
    const price = shownTotal([order]);
    await shows(`Replace 1 picture · ${price}`);
    await review.page.reload();
    await shows(`Replace 1 picture · ${price}`);
    await review.page.locator('vscode-button.run').click();
    await until(() => review.made('run').length === 1);
    assert.deepEqual(review.made('run')[0], { orders: [{ id: 'team-at-work', ...order }], format: 'png', price });
  });

  it('offers to look again when all is done', async () => {
    await open(allDone);
    await shows('6 of 6 replaced');
    assert.equal(await review.page.locator('vscode-button.run').count(), 0);
    await review.page.locator('vscode-button.rescan').click();
    await until(() => review.made('rescan').length === 1);
  });
});
