import assert from 'node:assert/strict';
import { masterEdge } from '../../src/core/icon';
import { modelsFor } from '../../src/core/models/catalogue';
import { formatPrice } from '../../src/core/money';
import { checkRequest, transparencyBy } from '../../src/core/request';
import type { PanelForm } from '../../src/protocol/panel';
import { openPanel, openStage, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import { defaults, withKey, withoutKey } from './samples';

const iconForm: PanelForm = { ...defaults, mode: 'icon', prompt: 'a paper plane' };

describe('the panel: an icon', function () {
  this.timeout(60_000);
  let stage: Stage;
  let panel: OpenPanel;
  const open = async (options: Partial<PanelOptions> = {}) =>
    (panel = await openPanel(stage, { snapshot: withKey, prefill: { mode: 'icon', prompt: 'a paper plane' }, ...options }));
  const prompt = () => panel.page.getByRole('textbox', { name: 'Prompt' });
  const button = () => panel.page.locator('vscode-button.generate');
  const pick = (name: string) => panel.page.getByRole('radio', { name, exact: true }).check();
  const swatch = (name: string) => panel.page.getByRole('checkbox', { name });
  const otherColour = () => panel.page.getByRole('textbox', { name: 'Other colour, hex' });
  const shows = (text: string) => until(async () => (await button().innerText()) === text, text);
  const sent = async () => {
    const before = panel.made('generate').length;
    await prompt().press('Control+Enter');
    await until(() => panel.made('generate').length > before, 'a run');
    return panel.made('generate').at(-1)?.form;
  };
  /** As the host checks it before it is sent. */
  const priceOf = (form: PanelForm) => {
    const model = modelsFor('icon').find((one) => one.id === form.iconModel);
    assert.ok(model);
    const transparency = transparencyBy(model);
    const ground = form.ground === 'transparent' ? { kind: form.ground } : { kind: form.ground, colour: form.groundColour };
    const { price } = checkRequest({
      id: 'a-price-of-an-icon',
      createdAt: 0,
      operation: 'icon',
      model: model.id,
      prompt: form.prompt,
      width: masterEdge,
      height: masterEdge,
      count: form.count,
      quality: form.quality,
      format: 'png',
      ...(transparency === 'model' ? { background: 'transparent' } : {}),
      icon: { style: form.style, ground, colours: form.colours, transparency },
      target: { folder: 'file:///a', name: 'a' },
      workspace: 'file:///a',
    });
    return formatPrice(price);
  };

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('sends what stands in it', async () => {
    await open({ prefill: {} });
    await pick('Icon');
    await prompt().fill('a red kite');
    await pick('Badge');
    await pick('Rounded plate');
    await panel.page.getByRole('radio', { name: '#f59e0b' }).click();
    await swatch('#ffffff').click();
    await swatch('#0ea5e9').click();
    await pick('3');
    await pick('High');
    await panel.page.getByRole('textbox', { name: 'File name' }).fill('kite');
    assert.deepEqual(await sent(), {
      ...defaults,
      mode: 'icon',
      prompt: 'a red kite',
      style: 'badge',
      ground: 'plate',
      groundColour: '#f59e0b',
      colours: ['#ffffff', '#0ea5e9'],
      count: 3,
      quality: 'high',
      name: 'kite',
    });
  });

  it('asks for nothing that an icon does not have, and names the file as a PNG', async () => {
    await open({ prefill: { ...iconForm, format: 'webp', density: '3' } });
    await panel.page.getByText('public/images/a-paper-plane.png', { exact: true }).waitFor();
    for (const name of ['Size in pixels', 'WebP', '2 pixels for each CSS pixel', 'Insert prompt template']) {
      assert.equal(await panel.page.getByLabel(name).count(), 0, name);
    }
    assert.equal(await panel.page.locator('.extension').innerText(), '.png');
    await panel.page.getByText('1024 × 1024 PNG master; Export Icon Set makes every size from it for free.').waitFor();
    assert.match((await prompt().getAttribute('placeholder')) ?? '', /paper plane/);
  });

  it('has the price that the host will check, with every model, style and colour', async () => {
    await open();
    const combobox = panel.page.getByRole('combobox', { name: 'Model' });
    for (const model of modelsFor('icon')) {
      const isDraft = model.service === 'draft';
      await combobox.click();
      await panel.page.getByRole('option', { name: model.name, exact: true }).click();
      await pick('1');
      const form = { ...iconForm, iconModel: model.id };
      await shows(`Generate ${isDraft ? 'draft' : 'icon'} · ${priceOf(form)}`);
      await pick('4');
      await shows(`Generate 4 ${isDraft ? 'drafts' : 'icons'} · ${priceOf({ ...form, count: 4 })}`);
    }
    const long = 'wing '.repeat(4000);
    await combobox.click();
    await panel.page.getByRole('option', { name: 'GPT Image 2', exact: true }).click();
    await prompt().fill(long);
    await pick('Isometric');
    await pick('Low');
    for (const colour of withKey.colours) {
      await swatch(colour).click();
    }
    const form: PanelForm = {
      ...iconForm,
      iconModel: 'openai/gpt-image-2',
      prompt: long,
      style: 'isometric',
      quality: 'low',
      count: 4,
      colours: withKey.colours,
    };
    await shows(`Generate 4 icons · ${priceOf(form)}`);
    assert.notEqual(priceOf(form), priceOf({ ...form, prompt: 'wing' }), 'the prompt counts');
  });

  it('keeps the fields of both modes when it is switched', async () => {
    await open({ prefill: { prompt: 'a cat', width: 300, height: 250, density: '2', format: 'webp', model: 'easel/draft' } });
    await pick('Icon');
    await pick('Glyph');
    await pick('Colour over the whole square');
    await swatch('#111827').click();
    assert.equal(await prompt().inputValue(), 'a cat');
    await pick('Image');
    assert.equal(await panel.page.getByRole('textbox', { name: 'Size in pixels' }).inputValue(), '300x250');
    assert.equal(await panel.page.getByRole('radio', { name: 'WebP' }).isChecked(), true);
    assert.equal(await panel.page.getByRole('combobox', { name: 'Model' }).innerText(), 'Draft (offline, free)');
    await panel.page.getByRole('textbox', { name: 'Size in pixels' }).fill('big');
    await panel.page.locator('#reason', { hasText: 'is no size' }).waitFor();
    await pick('Icon');
    await panel.page.locator('#reason').waitFor({ state: 'detached' });
    assert.equal(await panel.page.getByRole('radio', { name: 'Glyph' }).isChecked(), true);
    assert.equal(await panel.page.getByRole('combobox', { name: 'Model' }).innerText(), 'GPT Image 1 Edit');
    assert.equal(await swatch('#111827').isChecked(), true);
    await pick('Image');
    await shows('Generate draft · free');
    assert.equal((await sent())?.mode, 'image');
    await panel.page.reload();
    await pick('Icon');
    const form = await sent();
    assert.deepEqual([form?.style, form?.ground, form?.colours, form?.format, form?.width], ['glyph', 'colour', ['#111827'], 'webp', 300]);
  });

  it('takes the way back of a prompt over both modes', async () => {
    await open();
    await prompt().focus();
    await prompt().press('End');
    await panel.page.keyboard.type(' and a kite');
    await pick('Image');
    await pick('Icon');
    await prompt().press('Control+z');
    assert.notEqual(await prompt().inputValue(), 'a paper plane and a kite');
  });

  it('knows a form that was kept before there were icons', async () => {
    await open({ prefill: {} });
    const changes = { prompt: 'an old cat', width: 640, height: 480, quality: 'high', model: 'openai/gpt-image-2' };
    await panel.page.evaluate((state) => sessionStorage.setItem('state', JSON.stringify(state)), {
      version: 1,
      changes,
      scroll: 0,
      open: [],
    });
    await panel.page.reload();
    await button().waitFor();
    assert.deepEqual(await sent(), { ...defaults, ...changes });
    await pick('Icon');
    assert.equal((await sent())?.style, defaults.style);
  });

  it('takes over what a command hands it', async () => {
    await open({ prefill: {} });
    panel.prefill({ mode: 'icon', prompt: 'a bell', style: 'outline' });
    await until(async () => (await prompt().inputValue()) === 'a bell');
    assert.equal(await panel.page.getByRole('radio', { name: 'Outline' }).isChecked(), true);
    assert.equal(await panel.page.getByRole('radio', { name: 'Icon', exact: true }).isChecked(), true);
  });

  it('says which models can make icons, and how those without transparency do', async () => {
    await open();
    await panel.page.getByRole('combobox', { name: 'Model' }).click();
    assert.deepEqual(await panel.page.getByRole('option').allInnerTexts(), [
      'GPT Image 2',
      'GPT Image 2.5 Flare',
      'GPT Image 2.5 Sunburst',
      'GPT Image 1',
      'GPT Image 1 Edit',
      'GPT Image 1 Mini',
      'Draft (offline, free)',
      'GPT Image 2 Edit: needs a picture',
      'GPT Image 2.5 Flare Edit: needs a picture',
      'GPT Image 2.5 Sunburst Edit: needs a picture',
      'GPT Image 1.5 Edit: needs a picture',
      'GPT Image 1 Mini Edit: needs a picture',
    ]);
    assert.equal(await panel.page.getByText('has no transparency option').count(), 0);
    await panel.page.getByRole('option', { name: 'GPT Image 2', exact: true }).hover();
    await panel.page.getByText('drawn on a flat background that is taken away here').waitFor();
    await panel.page.getByRole('option', { name: 'GPT Image 2', exact: true }).click();
    await panel.page
      .getByText('GPT Image 2 has no transparency option: it draws on a flat background, which is taken away here.')
      .waitFor();
  });

  it('draws drafts without a key, and says what a real icon needs', async () => {
    await open({ snapshot: withoutKey });
    await shows('Generate draft · free');
    await panel.page.getByText('for real icons').waitFor();
    assert.equal(await panel.page.getByRole('radio', { name: 'High' }).count(), 0, 'a draft has no quality');
    await panel.page.getByRole('combobox', { name: 'Model' }).click();
    await panel.page.getByRole('option', { name: 'GPT Image 1 Edit' }).click();
    await panel.page.getByText('GPT Image 1 Edit needs a fal.ai key.').waitFor();
    await prompt().press('Control+Enter');
    assert.equal(panel.made('generate').length, 0);
  });

  it('leads to a prompt that is missing or too long with the words around it', async () => {
    await open({ prefill: { mode: 'icon' } });
    await otherColour().focus();
    await button().click({ force: true });
    await panel.page.getByText('Describe the icon that you want.').waitFor();
    assert.equal(await prompt().evaluate((area) => (area.getRootNode() as ShadowRoot).activeElement === area), true);
    await prompt().fill('x'.repeat(31_900));
    await panel.page.getByText(/The prompt has 31,900 characters; GPT Image 1 Edit takes 31,\d{3} for an icon/).waitFor();
    assert.equal(panel.made('generate').length, 0);
  });
});
