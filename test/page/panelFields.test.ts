import assert from 'node:assert/strict';
import { openPanel, openStage, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import { rightToLeft, withKey } from './samples';

describe('the panel: prompt and size', function () {
  this.timeout(60_000);
  let stage: Stage;
  let panel: OpenPanel;
  const open = async (options: Partial<PanelOptions> = {}) => (panel = await openPanel(stage, { snapshot: withKey, ...options }));
  const prompt = () => panel.page.getByRole('textbox', { name: 'Prompt' });
  const size = () => panel.page.getByRole('textbox', { name: 'Size in pixels' });
  const button = () => panel.page.locator('vscode-button.generate');
  /** A button that is dimmed takes clicks, but the test driver waits for one that is not. */
  const pressDimmed = () => button().click({ force: true });
  const pick = (name: string) => panel.page.getByRole('radio', { name, exact: true }).check();

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('takes a size as a person types it', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    for (const [typed, width, height] of [
      ['1200x630', 1200, 630],
      ['1200 × 630', 1200, 630],
      ['640*480', 640, 480],
      ['512', 512, 512],
      ['16:9 1600', 1600, 900],
      ['300, 250px', 300, 250],
    ] as const) {
      await size().fill(typed);
      const before = panel.made('generate').length;
      await size().press('Control+Enter');
      await until(() => panel.made('generate').length > before, typed);
      const form = panel.made('generate').at(-1)?.form;
      assert.deepEqual([form?.width, form?.height], [width, height], typed);
    }
    await size().fill('16:9 1600');
    assert.equal(await size().inputValue(), '16:9 1600', 'it stays as typed while it is typed');
    await size().press('Tab');
    assert.equal(await size().inputValue(), '1600x900');
  });

  it('says what is wrong with a size and sends nothing', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    for (const [typed, says] of [
      ['big', 'is no size'],
      ['0x10', 'at least 1'],
      ['9000x100', 'too large'],
    ] as const) {
      await size().fill(typed);
      await panel.page.locator('#reason', { hasText: says }).waitFor();
      assert.equal(await size().getAttribute('aria-invalid'), 'true');
      await pressDimmed();
    }
    assert.equal(panel.made('generate').length, 0);
    assert.equal(
      await size().evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field),
      true,
      'the button leads to the field',
    );
    await size().fill('10x10');
    await panel.page.locator('#reason').waitFor({ state: 'detached' });
  });

  it('fills in a preset with the keyboard', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    await size().press('ArrowDown');
    await panel.page.getByRole('menuitem', { name: 'Hero 1600' }).waitFor();
    await panel.page.keyboard.press('o');
    await panel.page.keyboard.press('Enter');
    assert.equal(await size().inputValue(), '1200x630');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    assert.equal(await size().inputValue(), '1920x1080');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('End');
    await panel.page.keyboard.press('Escape');
    assert.equal(await panel.page.getByRole('menu').count(), 0);
    assert.equal(
      await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'Size presets',
      'the focus is back on the button',
    );
  });

  it('says when a part of the rendering is cut away, and how large the file is', async () => {
    await open({ prefill: { prompt: 'a cat', width: 728, height: 90 } });
    await panel.page.getByText('the middle band is kept').waitFor();
    await pick('2 pixels for each CSS pixel');
    await panel.page.getByText('a-cat.png · 1456 × 180').waitFor();
    await size().fill('1200x630');
    await panel.page.getByText('the middle band is kept').waitFor({ state: 'detached' });
  });

  it('puts the template around the prompt, with the caret at the first part to fill in, and takes it back', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    await panel.page.getByRole('button', { name: 'Insert prompt template' }).click();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.type('a kitchen');
    const text = 'Scene: a kitchen\nSubject: a cat\nImportant details: \nUse case: \nConstraints: ';
    assert.equal(await prompt().inputValue(), text);
    await prompt().press('Control+Enter');
    await until(() => panel.made('generate').length === 1);
    assert.equal(panel.made('generate')[0]?.form.prompt, text);
    for (let step = 0; step < 12 && (await prompt().inputValue()) !== 'a cat'; step += 1) {
      await prompt().press('Control+z');
    }
    assert.equal(await prompt().inputValue(), 'a cat');
  });

  it('grows with the prompt from 3 to 12 lines, in the direction of its text', async () => {
    await open();
    const height = () => prompt().evaluate((area) => area.clientHeight);
    assert.equal(await height(), 3 * 18 + 8);
    await prompt().fill('one\ntwo\nthree\nfour\nfive');
    assert.equal(await height(), 5 * 18 + 8);
    await prompt().fill('line\n'.repeat(40));
    assert.equal(await height(), 12 * 18 + 8);
    await prompt().fill(rightToLeft);
    assert.equal(await prompt().evaluate((area) => getComputedStyle(area).direction), 'rtl');
  });
});
