import assert from 'node:assert/strict';
import { priceOfOrder, shownTotal } from '../../src/core/batchPrice';
import { formatPrice } from '../../src/core/money';
import type { ReviewOrder, ReviewRow } from '../../src/protocol/review';
import { openStage, until, type Stage } from './harness';
import { withAdded } from './samples';
import { openReview, type OpenReview, type ReviewOptions } from './reviewHarness';
import { bare, drafts, empty, hero, keyNeeded, many, restricted, rows, scanning, withKey } from './reviewSamples';

describe('the review of Replace All: table', function () {
  this.timeout(60_000);
  let stage: Stage;
  let review: OpenReview;
  const open = async (options: Partial<ReviewOptions> = {}) => (review = await openReview(stage, { snapshot: withKey, ...options }));
  const button = () => review.page.locator('vscode-button.run');
  const shows = (text: string) => until(async () => (await button().innerText()) === text, text);
  const tick = (name: string) => review.page.getByRole('checkbox', { name: `Replace ${name}` });
  const all = () => review.page.getByRole('checkbox', { name: 'All pictures' });
  const prompt = (name: string) => review.page.getByRole('textbox', { name: `Prompt for ${name}` });
  const size = (side: string) => review.page.getByRole('textbox', { name: `${side} in pixels for card.scss:44` });
  const pick = async (name: string) => {
    await review.page.getByRole('combobox', { name: 'Model', exact: true }).click();
    await review.page.locator('#model').getByRole('option', { name, exact: true }).click();
  };
  const model = (name: string) => review.page.getByRole('combobox', { name: `Model for ${name}` });
  const own = (name: string, label: string) => model(name).selectOption({ label });
  const orderOf = (row: ReviewRow, part: Partial<ReviewOrder> = {}): ReviewOrder => ({
    id: row.id,
    prompt: row.prompt,
    width: row.width,
    height: row.height,
    model: 'openai/gpt-image-2',
    quality: 'medium',
    ...part,
  });
  const ordered = rows.filter((row) => row.included).map((row) => orderOf(row));

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await review.violations(), [], 'the content policy forbade something');
    assert.deepEqual(review.errors, []);
    await review.close();
  });

  it('tells what was found, and what each picture costs and all of them', async () => {
    await open();
    await review.page.getByRole('heading', { name: '6 pictures in 14 places' }).waitFor();
    await review.page.getByText('2 broken now').waitFor();
    const prices = (await review.page.locator('.row .price').allInnerTexts()).map((text) => text.trim().split('\n')[0]);
    assert.deepEqual(
      prices,
      rows.map((row) => (row === bare ? '–' : formatPrice(priceOfOrder(orderOf(row))))),
    );
    await shows(`Replace 5 pictures in 13 places · ${shownTotal(ordered)}`);
  });

  it('offers models that were added, for all pictures or for one', async () => {
    await open({ snapshot: { ...withKey, models: withAdded.models } });
    await own('index.html:12', 'FLUX.1 dev');
    await shows('Replace 5 pictures in 13 places · price unknown');
    await pick('Imagen 4');
    assert.equal(await review.page.getByRole('radio', { name: 'High' }).count(), 0, 'none of them has a quality');
  });

  it('adds missing alt text when it is asked to, and offers it only where some is missing', async () => {
    await open();
    assert.equal(await review.page.getByRole('radio', { name: /alt text/ }).count(), 0);
    await review.close();
    await open({ snapshot: { ...withKey, rows: withKey.rows.map((row) => ({ ...row, lacksAlt: row.id === hero.id })) } });
    await review.page.getByRole('radio', { name: 'Add missing alt text from the prompt' }).check({ force: true });
    await button().click();
    await until(() => review.made('run').length === 1, 'the run');
    assert.equal((review.made('run')[0] as { addAlt?: boolean }).addAlt, true);
  });

  it('runs what is ticked, as it stands in the table, for the price on the button', async () => {
    await open();
    await tick('guide.md:7').uncheck();
    await prompt('index.html:12').fill('  a red kite over dunes ');
    await own('About.vue:8', 'Draft (offline, free)');
    await review.page.getByRole('radio', { name: 'High' }).check();
    await review.page.getByRole('radio', { name: 'WebP' }).check();
    const orders = ordered
      .filter((one) => one.id !== 'banner')
      .map((one) => ({ ...one, quality: 'high' as const }))
      .map((one) => (one.id === 'spring-sale-hero' ? { ...one, prompt: 'a red kite over dunes' } : one))
      .map((one) => (one.id === 'team-at-work' ? { ...one, model: 'easel/draft' } : one));
    const price = shownTotal(orders);
    await shows(`Replace 4 pictures in 12 places · ${price}`);
    await button().click();
    await until(() => review.made('run').length === 1);
    assert.deepEqual(review.made('run')[0], { orders, format: 'webp', price });
  });

  it('has the total on the button, following every input', async () => {
    await open();
    const with_ = (part: Partial<ReviewOrder>) => shownTotal(ordered.map((one) => ({ ...one, ...part })));
    await review.page.getByRole('radio', { name: 'Low' }).check();
    await shows(`Replace 5 pictures in 13 places · ${with_({ quality: 'low' })}`);
    await prompt('About.vue:8').fill('x'.repeat(20_000));
    const long = ordered.map((one) => ({
      ...one,
      quality: 'low' as const,
      prompt: one.id === 'team-at-work' ? 'x'.repeat(20_000) : one.prompt,
    }));
    await shows(`Replace 5 pictures in 13 places · ${shownTotal(long)}`);
    await pick('Draft (offline, free)');
    await shows('Replace 5 pictures in 13 places with drafts · free');
    assert.equal(await review.page.getByRole('radio', { name: 'High' }).count(), 0, 'a draft has no quality');
    await own('guide.md:7', 'GPT Image 2');
    await review.page.getByRole('radio', { name: 'High' }).waitFor();
    await shows(`Replace 5 pictures in 13 places · ${shownTotal(long.filter((one) => one.id === 'banner'))}`);
    await own('guide.md:7', 'Same as above');
    await shows('Replace 5 pictures in 13 places with drafts · free');
  });

  it('ticks all and none, and says when it is some', async () => {
    await open({ snapshot: { ...withKey, rows: rows.filter((row) => row !== bare) } });
    const mixed = () => all().evaluate((box: HTMLInputElement) => box.indeterminate);
    assert.deepEqual([await all().isChecked(), await mixed()], [true, false]);
    await tick('guide.md:7').uncheck();
    assert.deepEqual([await all().isChecked(), await mixed()], [false, true]);
    await all().click();
    assert.deepEqual([await all().isChecked(), await tick('guide.md:7').isChecked()], [true, true]);
    await all().click();
    await review.page.getByText('Tick the pictures that are to be replaced.').waitFor();
    await shows('Replace');
    await button().click({ force: true });
    assert.equal(review.made('run').length, 0);
  });

  it('leads to the size and the prompt that are missing', async () => {
    await open();
    await tick('card.scss:44').check();
    await shows('Replace 6 pictures in 14 places');
    await button().click({ force: true });
    assert.equal(await size('Width').evaluate((field) => field === document.activeElement), true);
    assert.equal(await size('Width').getAttribute('aria-invalid'), 'true');
    await size('Width').fill('600x400');
    assert.deepEqual([await size('Width').inputValue(), await size('Height').inputValue()], ['600', '400']);
    await size('Height').fill('40o');
    assert.equal(await size('Height').inputValue(), '40');
    await size('Height').press('Control+Enter');
    assert.equal(await prompt('card.scss:44').evaluate((field) => field === document.activeElement), true);
    await review.page.locator('#reason').getByText('Describe the picture.').waitFor();
    await prompt('card.scss:44').fill('a stack of cards');
    await prompt('card.scss:44').press('Control+Enter');
    await until(() => review.made('run').length === 1);
    const sent = review.made('run')[0]?.orders.find((one) => one.id === bare.id);
    assert.deepEqual(sent, orderOf(bare, { prompt: 'a stack of cards', width: 600, height: 40 }));
  });

  it('counts what is missing when it is more than one thing', async () => {
    await open();
    await tick('card.scss:44').check();
    await prompt('About.vue:8').fill('');
    await prompt('guide.md:7').fill(' ');
    await review.page.getByText('1 picture needs a size, 2 pictures need a prompt.').waitFor();
    await tick('About.vue:8').uncheck();
    await tick('card.scss:44').uncheck();
    await review.page.locator('#reason').getByText('Describe the picture.').waitFor();
  });

  it('shows what the extension refuses as one sentence, until something is changed', async () => {
    await open({
      handlers: {
        run: () => {
          throw new Error('The price has changed: it is about $0.19 now.');
        },
      },
    });
    await button().click();
    await review.page.getByRole('alert').getByText('The price has changed').waitFor();
    assert.equal(await button().getAttribute('aria-disabled'), 'false');
    await tick('guide.md:7').uncheck();
    await review.page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('asks for one run, however often it is pressed', async () => {
    await open({ handlers: { run: () => new Promise(() => undefined) } });
    await button().click();
    await button().click({ force: true });
    await review.page.keyboard.press('Control+Enter');
    await review.page.waitForTimeout(50);
    assert.equal(review.made('run').length, 1);
  });

  it('says that a key is needed, and how to get one', async () => {
    await open({ snapshot: keyNeeded });
    await review.page.getByText('GPT Image 2 needs a fal.ai key.').waitFor();
    await review.page.getByRole('button', { name: 'Set API Key…' }).click();
    await until(() => review.made('step').length === 1);
    assert.deepEqual(review.made('step')[0], { step: 'setApiKey' });
    await button().click({ force: true });
    assert.equal(review.made('run').length, 0);
    review.show(drafts);
    await shows('Replace 5 pictures in 13 places with drafts · free');
  });

  it('opens places, and unfolds those that are too many', async () => {
    await open();
    await review.page.getByRole('button', { name: 'src/pages/Home.tsx:31' }).click();
    await until(() => review.made('open').length === 1);
    assert.deepEqual(review.made('open')[0], { placeId: hero.places[1]?.id });
    const hidden = review.page.getByRole('button', { name: 'README.md:3' });
    assert.equal(await hidden.count(), 0);
    await review.page.getByRole('button', { name: '+4 more' }).click();
    await hidden.waitFor();
    await review.page.getByRole('button', { name: 'Show fewer' }).click();
    await hidden.waitFor({ state: 'detached' });
  });

  it('comes back as it was after a reload, without what is gone', async () => {
    await open();
    await prompt('About.vue:8').fill('the team in the garden');
    await tick('guide.md:7').uncheck();
    await size('Width').fill('600x400');
    await own('index.html:12', 'Draft (offline, free)');
    await review.page.getByRole('radio', { name: 'High' }).check();
    const label = await button().innerText();
    await review.page.reload();
    await button().waitFor();
    assert.equal(await prompt('About.vue:8').inputValue(), 'the team in the garden');
    assert.equal(await tick('guide.md:7').isChecked(), false);
    assert.equal(await size('Height').inputValue(), '400');
    assert.equal(await model('index.html:12').inputValue(), 'easel/draft');
    assert.equal(await button().innerText(), label);
    review.show(scanning);
    await review.page.locator('.scanning').getByText('Looking for placeholders…').waitFor();
    review.show({ ...withKey, rows: rows.filter((row) => row.id !== 'banner') });
    await prompt('About.vue:8').waitFor();
    assert.equal(await prompt('About.vue:8').inputValue(), 'the team in the garden');
    review.show(withKey);
    await tick('guide.md:7').waitFor();
    assert.equal(await tick('guide.md:7').isChecked(), true, 'what was gone begins anew');
  });

  it('starts anew when what was kept is of another version', async () => {
    await open();
    await review.page.evaluate(() => sessionStorage.setItem('state', JSON.stringify({ version: 99, rows: { banner: { ticked: false } } })));
    await review.page.reload();
    await button().waitFor();
    assert.equal(await tick('guide.md:7').isChecked(), true);
  });

  it('has an answer where there is no table', async () => {
    await open({ snapshot: scanning });
    await review.page.locator('.scanning').getByText('Looking for placeholders…').waitFor();
    review.show(empty);
    await review.page.getByRole('heading', { name: 'No placeholders found' }).waitFor();
    await review.page.getByRole('button', { name: 'Rescan' }).click();
    await until(() => review.made('rescan').length === 1);
    review.show(restricted);
    await review.page.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await until(() => review.made('step').length === 1);
    assert.deepEqual(review.made('step')[0], { step: 'manageTrust' });
  });

  it('filters many rows, and ticks only those that are shown', async () => {
    await open({ snapshot: many });
    const shown = () => review.page.locator('.row').count();
    assert.equal(await shown(), 200);
    await review.page.getByRole('textbox', { name: 'Filter' }).fill('PAGE-19 picsum');
    await until(async () => (await shown()) === 3);
    // The third of them is not ticked at first.
    await all().click();
    await all().click();
    await review.page.getByRole('textbox', { name: 'Filter' }).fill('');
    await until(async () => (await shown()) === 200);
    await shows((await button().innerText()).replace(/^Replace \d+/, `Replace ${many.rows.filter((row) => row.included).length - 2}`));
  });

  it('takes a key on 200 rows without a stutter', async () => {
    await open({ snapshot: many });
    const field = prompt('page-100.html:103');
    await field.focus();
    const took = await field.evaluate(async (area: HTMLTextAreaElement) => {
      const page = document.querySelector('easel-review') as unknown as { updateComplete: Promise<unknown> };
      const times: number[] = [];
      for (const key of 'morning mist') {
        const began = performance.now();
        area.value += key;
        area.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await page.updateComplete;
        document.body.getBoundingClientRect();
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    });
    assert.ok(took < 50, `${took.toFixed(1)} ms for a key`);
  });
});
