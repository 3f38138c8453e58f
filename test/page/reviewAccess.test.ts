import assert from 'node:assert/strict';
import { openStage, until, type Stage } from './harness';
import { accessibleControls, describeFocus, focusBox, poorContrast } from './perception';
import { openReview, type OpenReview } from './reviewHarness';
import * as samples from './reviewSamples';
import { themeNames } from './themes';

const states = { review: samples.withKey, running: samples.running, done: samples.done, long: samples.long };

describe('the review of Replace All: for everyone', function () {
  this.timeout(90_000);
  let stage: Stage;
  let review: OpenReview;

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(() => review.close());

  it('names every control', async () => {
    review = await openReview(stage, { snapshot: samples.withKey });
    const nodes = await accessibleControls(await review.page.context().newCDPSession(review.page));
    assert.ok(nodes.length > 30, `only ${nodes.length} controls`);
    assert.deepEqual(
      nodes.filter((node) => node.name === ''),
      [],
    );
  });

  for (const width of [480, 1200]) {
    it(`is a table for screen readers at ${width} pixels`, async () => {
      review = await openReview(stage, { snapshot: samples.withKey, width });
      const table = review.page.getByRole('table', { name: 'Pictures to replace' });
      assert.equal(await table.getByRole('row').count(), 7);
      assert.equal(await table.getByRole('columnheader').count(), 6);
      assert.equal(await table.getByRole('rowheader').count(), 6);
      assert.equal(await table.getByRole('row').nth(1).getByRole('cell').count(), 5);
    });
  }

  it('is used by keyboard alone, in reading order', async () => {
    review = await openReview(stage, { snapshot: { ...samples.withKey, rows: [samples.hero, { ...samples.bare, included: true }] } });
    await review.page.getByRole('button', { name: 'Rescan' }).focus();
    const stops: string[] = [];
    for (let step = 0; step < 17; step += 1) {
      stops.push(await review.page.evaluate(describeFocus));
      await review.page.keyboard.press('Tab');
    }
    const wanted = [
      'Rescan',
      'Model',
      'format',
      'quality',
      'All pictures',
      'Replace index.html:12',
      'index.html:12',
      'Home.tsx:31',
      'Prompt for index.html:12',
      'Model for index.html:12',
      'Replace card.scss:44',
      'card.scss:44',
      'Width in pixels',
      'Height in pixels',
      'Prompt for card.scss:44',
      'Model for card.scss:44',
      'Replace 2 pictures',
    ];
    assert.equal(stops.length, wanted.length);
    wanted.forEach((name, index) => assert.ok(stops[index]?.includes(name), `${stops[index]} is not ${name}: ${stops.join(' | ')}`));
  });

  it('leads from tick to tick with the arrow keys', async () => {
    review = await openReview(stage, { snapshot: samples.withKey });
    await review.page.getByRole('checkbox', { name: 'All pictures' }).focus();
    await review.page.keyboard.press('ArrowDown');
    await review.page.keyboard.press('ArrowDown');
    assert.match(await review.page.evaluate(describeFocus), /^Replace About\.vue:8/);
    await review.page.keyboard.press('Space');
    assert.equal(await review.page.getByRole('checkbox', { name: 'Replace About.vue:8' }).isChecked(), false);
    await review.page.keyboard.press('ArrowUp');
    assert.match(await review.page.evaluate(describeFocus), /^Replace index\.html:12/);
  });

  for (const theme of ['dark', 'hc-light'] as const) {
    it(`shows where the focus is in ${theme}`, async () => {
      review = await openReview(stage, { snapshot: samples.withKey, theme });
      await review.page.getByRole('button', { name: 'Rescan' }).focus();
      const unseen: string[] = [];
      for (let step = 0; step < 24; step += 1) {
        const before = await review.page.evaluate(describeFocus);
        const clip = await review.page.evaluate(focusBox);
        const focused = clip && (await review.page.screenshot({ clip, animations: 'disabled', caret: 'hide' }));
        await review.page.keyboard.press('Tab');
        if (clip && focused && (await review.page.screenshot({ clip, animations: 'disabled', caret: 'hide' })).equals(focused)) {
          unseen.push(before);
        }
      }
      assert.deepEqual(unseen, []);
    });
  }

  it('does not hide what is focused under its bar', async () => {
    review = await openReview(stage, { snapshot: samples.many, height: 500 });
    await review.page.getByRole('checkbox', { name: 'Replace page-1.html:4' }).focus();
    const bar = await review.page.locator('.run-bar').boundingBox();
    for (let step = 0; step < 24; step += 1) {
      await review.page.keyboard.press('Tab');
      const bottom = await review.page.evaluate(() => document.activeElement?.getBoundingClientRect().bottom ?? 0);
      assert.ok(bar && bottom <= bar.y, `${await review.page.evaluate(describeFocus)} ends at ${bottom}`);
    }
  });

  it('does not move when motion is to be reduced', async () => {
    review = await openReview(stage, { snapshot: samples.running, reducedMotion: true });
    const moving = await review.page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0);
  });

  it('writes a prompt in the direction of its language', async () => {
    review = await openReview(stage, { snapshot: samples.long });
    const direction = (id: string) => review.page.locator(`[data-row=${id}] textarea`).evaluate((area) => area.matches(':dir(rtl)'));
    assert.deepEqual([await direction('rtl'), await direction('long-prompt')], [true, false]);
  });

  for (const theme of themeNames) {
    it(`has text that can be read in ${theme}`, async () => {
      for (const snapshot of [samples.withKey, samples.running, samples.done, samples.keyNeeded, samples.empty]) {
        review = await openReview(stage, { snapshot, theme });
        await review.page.waitForTimeout(100);
        const poor = await review.page.evaluate(poorContrast);
        // The theme's own error colour on its own background is not ours to change.
        assert.deepEqual(
          poor.filter((one) => !/service refused|Describe/.test(one)),
          [],
        );
        assert.deepEqual(await review.violations(), []);
        await review.close();
      }
    });
  }

  for (const width of [320, 480, 719, 720, 800, 1400]) {
    it(`never scrolls sideways at ${width} pixels`, async () => {
      for (const theme of themeNames) {
        review = await openReview(stage, { snapshot: samples.withKey, theme, width });
        for (const [name, snapshot] of Object.entries(states)) {
          review.show(snapshot);
          await until(async () => (await review.page.locator('.row').count()) === snapshot.rows.length);
          const wide = await review.page.evaluate(widerThanTheirs);
          assert.deepEqual(wide, [], `${name} in ${theme}`);
        }
        await review.close();
      }
    });
  }
});

/** Runs in the page: the page itself, and cells whose content hangs over their edge. */
function widerThanTheirs(): string[] {
  const page = document.documentElement;
  const cells = [...document.querySelectorAll('.row > *, .run-bar, .head')].filter((one) => one.scrollWidth > one.clientWidth + 8);
  return [
    ...(page.scrollWidth > page.clientWidth ? ['page'] : []),
    ...cells.map((one) => `${one.className} ${one.textContent?.trim().slice(0, 40)}`),
  ];
}
