import assert from 'node:assert/strict';
import { openPanel, openStage, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import { withKey } from './samples';

describe('the panel: colours of an icon', function () {
  this.timeout(60_000);
  let stage: Stage;
  let panel: OpenPanel;
  const open = async (prefill: PanelOptions['prefill'] = {}, snapshot = withKey) =>
    (panel = await openPanel(stage, { snapshot, prefill: { mode: 'icon', prompt: 'a bell', ...prefill } }));
  const button = () => panel.page.locator('vscode-button.generate');
  const ground = () => panel.page.getByRole('textbox', { name: 'Background colour, hex' });
  const other = () => panel.page.getByRole('textbox', { name: 'Other colour, hex' });
  const swatches = () => panel.page.getByRole('checkbox');
  const chosen = () => panel.page.getByRole('checkbox', { checked: true });
  const focused = () => panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const sent = async () => {
    const before = panel.made('generate').length;
    await panel.page.keyboard.press('Control+Enter');
    await until(() => panel.made('generate').length > before, 'a run');
    return panel.made('generate').at(-1)?.form;
  };

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('offers a colour of the background only where there is one', async () => {
    await open();
    assert.equal(await ground().count(), 0);
    await panel.page.getByRole('radio', { name: 'Rounded plate' }).check();
    await panel.page.getByRole('textbox', { name: 'Plate colour, hex' }).waitFor();
    assert.deepEqual(
      await panel.page
        .getByRole('radiogroup', { name: 'Plate colour' })
        .getByRole('radio')
        .evaluateAll((all) => all.map((one) => one.getAttribute('title'))),
      withKey.colours,
    );
    await panel.page.getByRole('radio', { name: 'Transparent' }).check();
    assert.equal(await panel.page.getByRole('radiogroup', { name: 'Plate colour' }).count(), 0);
  });

  it('takes a colour as a person types it', async () => {
    await open({ ground: 'colour' });
    for (const [typed, colour] of [
      ['#1188cc', '#1188cc'],
      ['18C', '#1188cc'],
      [' #FFEE00 ', '#ffee00'],
    ] as const) {
      await ground().fill(typed);
      assert.equal(await ground().inputValue(), typed, 'it stays as typed while it is typed');
      assert.equal((await sent())?.groundColour, colour);
    }
    await ground().press('Tab');
    assert.equal(await ground().inputValue(), '#ffee00');
    assert.equal(await panel.page.getByLabel('Background colour, pick').inputValue(), '#ffee00');
    await panel.page.getByLabel('Background colour, pick').fill('#00ff7f');
    await until(async () => (await ground().inputValue()) === '#00ff7f');
    await ground().fill('');
    await ground().press('Tab');
    assert.equal(await ground().inputValue(), '#00ff7f', 'nothing means the colour that was there');
    assert.equal(await panel.page.locator('#reason').count(), 0);
  });

  it('says what is no colour and sends nothing', async () => {
    await open({ ground: 'colour' });
    await ground().fill('#12');
    assert.equal(await ground().getAttribute('aria-invalid'), 'false', 'half a colour is no mistake yet');
    await panel.page.keyboard.press('Control+Enter');
    await ground().fill('tomato');
    await panel.page.locator('#reason', { hasText: '“tomato” is no colour.' }).waitFor();
    assert.equal(await ground().getAttribute('aria-invalid'), 'true');
    await panel.page.getByRole('radio', { name: 'Glyph' }).focus();
    await panel.page.keyboard.press('Control+Enter');
    assert.equal(await focused(), 'Background colour, hex', 'the key leads to the field');
    await button().click({ force: true });
    assert.equal(panel.made('generate').length, 0);
    await panel.page.getByRole('radio', { name: '#0ea5e9' }).click();
    await panel.page.locator('#reason').waitFor({ state: 'detached' });
    assert.equal(await ground().inputValue(), '#0ea5e9');
    await ground().fill('x');
    await panel.page.getByRole('radio', { name: 'Transparent' }).check();
    assert.equal((await sent())?.ground, 'transparent');
  });

  it('goes through the swatches of a background with arrow keys, as one stop of Tab', async () => {
    await open({ ground: 'colour', groundColour: '#0ea5e9' });
    const group = panel.page.getByRole('radiogroup', { name: 'Background colour' });
    assert.equal(await group.locator('[tabindex="0"]').count(), 1);
    await group.getByRole('radio', { name: '#0ea5e9' }).focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await focused(), '#f59e0b');
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('ArrowUp');
    assert.equal(await focused(), '#ffffff', 'around the end');
    assert.equal(await group.getByRole('radio', { checked: true }).getAttribute('aria-label'), '#ffffff');
    assert.equal((await sent())?.groundColour, '#ffffff');
  });

  it('draws in up to six colours, the project’s and others', async () => {
    await open();
    await panel.page.getByText('the model chooses').waitFor();
    await swatches().nth(2).focus();
    await panel.page.keyboard.press('Space');
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('Enter');
    await panel.page.getByText('2 of 6').waitFor();
    await other().fill('#E14');
    await other().press('Enter');
    assert.equal(await other().inputValue(), '');
    await other().fill('#16a34a');
    await panel.page.getByRole('button', { name: 'Add Colour' }).click();
    await panel.page.getByLabel('Other colour, pick').fill('#7c3aed');
    await panel.page.getByText('5 of 6').waitFor();
    await other().fill('#16a34a');
    await other().press('Enter');
    await panel.page.getByText('5 of 6').waitFor();
    await other().fill('#010203');
    await other().press('Enter');
    await panel.page.getByText('6 of 6').waitFor();
    await until(async () => (await focused()) === '#010203');
    assert.equal(await other().count(), 0, 'there is no room for more');
    await panel.page.getByRole('checkbox', { name: '#ffffff' }).click({ force: true });
    assert.equal(await chosen().count(), 6);
    assert.deepEqual((await sent())?.colours, ['#f59e0b', '#0ea5e9', '#ee1144', '#16a34a', '#7c3aed', '#010203']);
  });

  it('keeps an own colour to be chosen again, and one of a kept form over a reload', async () => {
    await open({ colours: ['#e11d48'] });
    await panel.page.getByRole('checkbox', { name: '#e11d48' }).click();
    await panel.page.getByText('the model chooses').waitFor();
    await panel.page.getByRole('checkbox', { name: '#e11d48' }).click();
    await panel.page.reload();
    await panel.page.getByRole('checkbox', { name: '#e11d48', checked: true }).waitFor();
    assert.equal(await swatches().count(), withKey.colours.length + 1);
  });

  it('takes a typed colour along that was not yet added', async () => {
    await open();
    await other().fill('#e11d48');
    assert.deepEqual((await sent())?.colours, ['#e11d48']);
    await other().fill('no colour');
    assert.deepEqual((await sent())?.colours, ['#e11d48']);
  });

  it('does without the project’s colours when it has none', async () => {
    await open({ ground: 'colour' }, { ...withKey, colours: [] });
    await ground().waitFor();
    await other().waitFor();
    assert.equal(await swatches().count(), 0);
    assert.equal(await panel.page.getByRole('radiogroup', { name: 'Background colour' }).count(), 0);
  });
});
