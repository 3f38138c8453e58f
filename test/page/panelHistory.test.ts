import assert from 'node:assert/strict';
import type { HistoryAnswer, HistoryQuery } from '../../src/protocol/history';
import { openPanel, openStage, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import { poorContrast } from './perception';
import * as samples from './samples';
import { themeNames } from './themes';

describe('the panel: history', function () {
  this.timeout(90_000);
  let stage: Stage;
  let panel: OpenPanel;
  let asked: HistoryQuery[] = [];
  let answer: HistoryAnswer;

  const open = async (options: Partial<PanelOptions> = {}): Promise<void> => {
    panel = await openPanel(stage, {
      snapshot: { ...samples.withKey, jobs: [samples.running, samples.oneResult] },
      ...options,
      handlers: {
        history: ({ query }) => {
          asked.push(query);
          return answer;
        },
        ...options.handlers,
      },
    });
    await panel.page.getByRole('radio', { name: 'History' }).check({ force: true });
    await panel.page.locator('.history-card, .no-history, .compare').first().waitFor();
  };
  const card = (index: number) => panel.page.locator('.history-card').nth(index);
  const pick = async (index: number, item: string): Promise<void> => {
    await card(index).hover();
    await card(index).getByRole('button', { name: 'More Actions' }).click();
    await panel.page.getByRole('menuitem', { name: item }).click();
  };

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  beforeEach(() => {
    asked = [];
    answer = samples.historyAnswer();
  });
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('shows every image by day with prompt, model, size, price and file, and what runs above it', async () => {
    await open();
    await panel.page.locator('.job.running').waitFor();
    assert.equal(await panel.page.locator('easel-results').count(), 0);
    assert.deepEqual((await panel.page.locator('.day h3').allInnerTexts()).slice(0, 2), ['Today', 'Yesterday']);
    const first = await card(0).innerText();
    for (const told of ['spring sale hero', 'GPT Image 2', '1200 × 630', 'about $0.044', 'spring-sale-hero.png']) {
      assert.ok(first.includes(told), `${told} in ${first}`);
    }
    assert.match(await card(2).innerText(), /moved or deleted/);
    assert.match(await card(4).innerText(), /Not in the project/);
    assert.match(await panel.page.locator('.history-foot').innerText(), /7 images · 12\.4 MB of 500 MB/);
  });

  it('searches and filters, and says what was found', async () => {
    await open();
    const search = panel.page.getByRole('searchbox', { name: 'Search the history' });
    answer = samples.historyAnswer(samples.pastEntries.slice(1, 2), 7);
    await search.fill('sea');
    await until(() => asked.at(-1)?.text === 'sea');
    await until(async () => (await panel.page.locator('.history-card').count()) === 1);
    await until(async () => (await panel.page.locator('[role=status][aria-live=polite]').innerText()) === '1 image.');
    answer = samples.historyAnswer([], 7);
    await panel.page.getByRole('radio', { name: 'Starred' }).check({ force: true });
    await until(() => asked.at(-1)?.show === 'starred' && asked.at(-1)?.text === 'sea');
    await panel.page.getByText('No image matches “sea”.').waitFor();
    answer = samples.historyAnswer();
    await panel.page.getByRole('button', { name: 'Show all' }).click();
    await until(() => asked.at(-1)?.show === 'all' && asked.at(-1)?.text === '');
    assert.equal(await search.inputValue(), '');
  });

  it('asks anew when something has changed, and for more when there are more', async () => {
    answer = { ...samples.historyAnswer(), matching: 200, total: 200 };
    await open();
    assert.equal(asked.at(-1)?.limit, 60);
    await panel.page.getByRole('button', { name: 'Show More' }).click();
    await until(() => asked.at(-1)?.limit === 180);
    const before = asked.length;
    answer = samples.historyAnswer(samples.pastEntries.slice(0, 1));
    await panel.channel.request('historyChanged', {});
    await until(() => asked.length === before + 1);
    await until(async () => (await panel.page.locator('.history-card').count()) === 1);
    await panel.page.getByRole('radio', { name: 'Recent' }).check({ force: true });
    await panel.channel.request('historyChanged', {});
    await panel.page.locator('easel-results .card').first().waitFor();
    assert.equal(asked.length, before + 1, 'nobody looks at it');
  });

  it('offers each image only what can be done with it', async () => {
    await open();
    const labels = async (index: number): Promise<string[]> => {
      await card(index).hover();
      await card(index).getByRole('button', { name: 'More Actions' }).click();
      const items = await panel.page.getByRole('menuitem').allInnerTexts();
      await panel.page.keyboard.press('Escape');
      const tools = await card(index)
        .locator('.card-tools > .icon-button')
        .evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label') ?? ''));
      return [...tools, ...items].map((text) => text.replace(/ \(.*/, ''));
    };
    assert.deepEqual(await labels(0), [
      'Open',
      'Insert at Cursor',
      'Edit',
      'Delete from History',
      'Generate Again · about $0.044',
      'Use These Settings',
      'Save Again',
      'Compare…',
      'Copy Recipe',
      'Copy Relative Path',
      'Reveal in Explorer',
    ]);
    assert.deepEqual(await labels(3), ['Edit', 'Save Again', 'Delete from History', 'Save Again', 'Compare…', 'Copy Recipe']);
    assert.ok(!(await labels(5)).includes('Save Again'));
  });

  it('hands what is chosen to the extension', async () => {
    await open({ handlers: { recall: () => ({ form: { ...samples.defaults, prompt: 'again' } }) } });
    await card(0).hover();
    await card(0).getByRole('button', { name: 'Open', exact: true }).click();
    await card(0).getByRole('button', { name: 'Star', exact: true }).click();
    await pick(0, 'Copy Recipe');
    await pick(0, 'Save Again');
    await until(() => panel.made('historyAct').length === 4);
    assert.deepEqual(panel.made('historyAct'), [
      { key: { jobId: 'h1', index: 0 }, action: 'open' },
      { key: { jobId: 'h1', index: 0 }, action: 'star' },
      { key: { jobId: 'h1', index: 0 }, action: 'copyRecipe' },
      { key: { jobId: 'h1', index: 0 }, action: 'saveAgain' },
    ]);
    await pick(1, 'Use These Settings');
    await until(() => panel.made('recall').length === 1);
    assert.equal(panel.made('generate').length, 0, 'settings alone cost nothing');
    await pick(1, 'Generate Again');
    await until(() => panel.made('generate').length === 1);
    assert.equal(panel.made('generate')[0]?.form.prompt, 'again');
  });

  it('deletes in place and brings back', async () => {
    await open();
    await card(0).locator('.picture').focus();
    await panel.page.keyboard.press('Delete');
    await card(0).getByText('Deleted from history').waitFor();
    answer = samples.historyAnswer(samples.pastEntries.slice(1));
    await panel.channel.request('historyChanged', {});
    await until(async () => (await panel.page.locator('.history-card').count()) === samples.pastEntries.length);
    answer = samples.historyAnswer();
    await card(0).getByRole('button', { name: 'Undo', exact: true }).click();
    await card(0).getByText('GPT Image 2').waitFor();
    assert.deepEqual(
      panel.made('historyAct').map(({ action }) => action),
      ['delete', 'restore'],
    );
  });

  it('tells why something could not be done', async () => {
    await open({
      handlers: {
        historyAct: () => {
          throw new Error('What the model sent is no longer kept on this machine. Generate it again.');
        },
      },
    });
    await pick(0, 'Save Again');
    await panel.page.getByRole('alert').getByText('no longer kept').waitFor();
    await card(0).locator('.picture').focus();
    await panel.page.keyboard.press('Delete');
    await until(async () => !(await card(0).innerText()).includes('Deleted'));
  });

  it('compares two, beside each other and one over the other', async () => {
    await open({ handlers: { compare: () => ({ sources: ['/sample-hero-1200x630.svg', '/sample-sea-1200x630.svg'] }) } });
    await pick(0, 'Compare');
    await panel.page.locator('.compare-note').waitFor();
    await pick(1, 'Compare');
    await panel.page.locator('.compare-pair img').nth(1).waitFor();
    assert.deepEqual(panel.made('compare'), [{ keys: [{ jobId: 'h1', index: 0 }, { jobId: 'h2', index: 0 }] }]); // prettier-ignore
    await panel.page.getByRole('radio', { name: 'Overlay' }).check({ force: true });
    const slider = panel.page.getByRole('slider');
    await slider.fill('20');
    assert.equal(
      await panel.page.locator('.compare-over').evaluate((element) => getComputedStyle(element).getPropertyValue('--split')),
      '20%',
    );
    await slider.press('Escape');
    await card(0).waitFor();
  });

  it('is opened by a command, with two images beside each other when they are named', async () => {
    await open({ handlers: { compare: () => ({ sources: ['/sample-hero-1200x630.svg', '/sample-sea-1200x630.svg'] }) } });
    await panel.page.getByRole('radio', { name: 'Recent' }).check({ force: true });
    await panel.channel.request('showHistory', { compare: [{ jobId: 'h1', index: 0 }, { jobId: 'h3', index: 0 }] }); // prettier-ignore
    await panel.page.locator('.compare-pair img').nth(1).waitFor();
    assert.equal(await panel.page.getByRole('radio', { name: 'Overlay' }).count(), 0, 'they have different shapes');
    await panel.page.getByRole('button', { name: 'Back to History' }).click();
    await card(0).waitFor();
  });

  it('is walked through with arrow keys, one stop for all cards', async () => {
    await open();
    await card(0).locator('.picture').focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await panel.page.evaluate(() => document.activeElement?.closest<HTMLElement>('.card')?.dataset['key']), 'h2/0');
    await panel.page.keyboard.press('End');
    assert.equal(await panel.page.evaluate(() => document.activeElement?.closest<HTMLElement>('.card')?.dataset['key']), 'h7/0');
    assert.equal(await panel.page.locator('.history-card .picture[tabindex="0"]').count(), 1);
  });

  it('shows prompts of anybody as text, on every width', async () => {
    answer = samples.historyAnswer([
      ...samples.pastEntries,
      samples.past('h8', 92, { prompt: `${'W'.repeat(10_000)}\u202e${'\u0300'.repeat(500)}` }),
    ]);
    for (const width of [320, 479, 800, 1400]) {
      await open({ width });
      assert.equal(await panel.page.locator('.history-card img[src="x"], .history-card a').count(), 0);
      assert.ok(await panel.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `scrolls sideways at ${width}`);
      if (width !== 1400) {
        await panel.close();
      }
    }
  });

  for (const theme of themeNames) {
    it(`is readable in ${theme}`, async () => {
      await open({ theme });
      await card(0).hover();
      assert.deepEqual(await panel.page.evaluate(poorContrast), []);
    });
  }
});
