import assert from 'node:assert/strict';
import { modelOf } from '../../src/core/models/catalogue';
import { formatPrice } from '../../src/core/money';
import { planSize } from '../../src/core/sizes';
import type { PanelForm } from '../../src/protocol/panel';
import { openPanel, openStage, pathsFor, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import { defaults, longPrompt, noFolder, withKey, withoutKey } from './samples';

describe('the panel: form', function () {
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
  const priceOf = (form: PanelForm) => {
    const model = modelOf(form.model);
    const plan = planSize({ width: form.width * Number(form.density), height: form.height * Number(form.density) }, model.sizes);
    return formatPrice(
      model.price({ size: plan.render, quality: form.quality, count: form.count, promptLength: form.prompt.length, inputs: [] }),
    );
  };

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('says beside the price what of the limit is used, and nothing where nothing can be spent', async () => {
    await open();
    assert.equal(await panel.page.locator('.generate-bar .spent').innerText(), 'Today $0.31 of $20.00');
    await panel.close();
    await open({ snapshot: withoutKey });
    assert.equal(await panel.page.locator('.spent').count(), 0);
  });

  it('sends what stands in it', async () => {
    await open();
    await prompt().fill('a red kite over dunes');
    await size().fill('300 250');
    await pick('2 pixels for each CSS pixel');
    await pick('3');
    await pick('WebP');
    await pick('High');
    await panel.page.getByRole('textbox', { name: 'File name' }).fill('kite');
    await panel.page.getByRole('combobox', { name: 'Folder' }).click();
    await panel.page.getByRole('option', { name: 'src/assets' }).click();
    await button().click();
    await until(() => panel.made('generate').length === 1);
    const expected: PanelForm = {
      ...defaults,
      prompt: 'a red kite over dunes',
      width: 300,
      height: 250,
      density: '2',
      count: 3,
      format: 'webp',
      quality: 'high',
      name: 'kite',
      folder: 'f2',
    };
    assert.deepEqual(panel.made('generate')[0]?.form, expected);
  });

  it('runs with Ctrl+Enter from anywhere, and only once while the answer is out', async () => {
    let accept: () => void = () => undefined;
    await open({ handlers: { generate: () => new Promise((resolve) => (accept = () => resolve({ jobId: 'x' }))) } });
    await prompt().fill('a cat');
    await prompt().press('Control+Enter');
    await panel.page.getByRole('combobox', { name: 'Model' }).press('Control+Enter');
    await pressDimmed();
    await until(() => panel.made('generate').length > 0);
    await panel.page.waitForTimeout(100);
    assert.equal(panel.made('generate').length, 1);
    assert.equal(await panel.page.getByRole('option').count(), 0, 'the model list did not open');
    accept();
    await until(async () => (await button().getAttribute('aria-disabled')) === 'false');
    await button().press('Enter');
    await until(() => panel.made('generate').length === 2);
  });

  it('has the price on the button, following every input', async () => {
    await open();
    await prompt().fill('a cat');
    const form: PanelForm = { ...defaults, prompt: 'a cat' };
    const shows = (text: string) => until(async () => (await button().innerText()) === text, text);
    await shows(`Generate · ${priceOf(form)}`);
    await pick('High');
    await shows(`Generate · ${priceOf({ ...form, quality: 'high' })}`);
    await pick('2');
    await shows(`Generate 2 images · ${priceOf({ ...form, quality: 'high', count: 2 })}`);
    await size().fill('3840x2160');
    await shows(`Generate 2 images · ${priceOf({ ...form, quality: 'high', count: 2, width: 3840, height: 2160 })}`);
    await prompt().fill(longPrompt);
    await shows(`Generate 2 images · ${priceOf({ ...form, prompt: longPrompt, quality: 'high', count: 2, width: 3840, height: 2160 })}`);
    await panel.page.getByRole('combobox', { name: 'Model' }).click();
    await panel.page.getByRole('option', { name: 'Draft' }).click();
    await shows('Generate 2 drafts · free');
    assert.equal(await panel.page.getByRole('radio', { name: 'High' }).count(), 0, 'a draft has no quality');
    await pick('1');
    await shows('Generate draft · free');
  });

  it('comes back as it was after a reload, and follows the defaults where nobody has touched it', async () => {
    await open({ snapshot: withoutKey, prefill: { prompt: 'from a command' } });
    await prompt().fill('a cat');
    await size().fill('300x250');
    await pick('JPEG');
    panel.show(withKey);
    await until(async () => (await button().innerText()).includes('$'));
    await panel.page.reload();
    await button().waitFor();
    assert.equal(await prompt().inputValue(), 'a cat');
    assert.equal(await size().inputValue(), '300x250');
    assert.equal(await panel.page.getByRole('radio', { name: 'JPEG' }).isChecked(), true);
    assert.equal(await panel.page.getByRole('combobox', { name: 'Model' }).innerText(), 'GPT Image 2');
  });

  it('starts anew when what was kept is of another version', async () => {
    await open();
    await panel.page.evaluate(() => sessionStorage.setItem('state', JSON.stringify({ version: 99, changes: { prompt: 'old' } })));
    await panel.page.reload();
    await button().waitFor();
    assert.equal(await prompt().inputValue(), '');
  });

  it('takes over what a command hands it', async () => {
    await open({ prefill: { prompt: 'first', folder: 'f2' } });
    assert.equal(await prompt().inputValue(), 'first');
    panel.prefill({ prompt: 'second' });
    await until(async () => (await prompt().inputValue()) === 'second');
    assert.equal(await panel.page.getByRole('combobox', { name: 'Folder' }).innerText(), 'src/assets');
  });

  it('previews the paths and ignores answers that come late', async () => {
    const answers: { prompt: string; answer: () => void }[] = [];
    await open({
      handlers: {
        previewPath: ({ form }) =>
          new Promise((resolve) => answers.push({ prompt: form.prompt, answer: () => resolve({ paths: pathsFor(form) }) })),
      },
    });
    await prompt().fill('one');
    await until(() => answers.some((one) => one.prompt === 'one'));
    await prompt().fill('two');
    await until(() => answers.some((one) => one.prompt === 'two'));
    answers.find((one) => one.prompt === 'two')?.answer();
    await panel.page.getByText('public/images/two.png').waitFor();
    answers.find((one) => one.prompt === 'one')?.answer();
    await panel.page.waitForTimeout(100);
    assert.equal(await panel.page.getByText('public/images/one.png').count(), 0);
  });

  it('asks for one preview when a prompt is typed quickly', async () => {
    await open();
    await until(() => panel.made('previewPath').length === 1);
    await prompt().pressSequentially('a quick brown fox', { delay: 10 });
    await panel.page.getByText('a-quick-brown-fox.png').waitFor();
    assert.ok(panel.made('previewPath').length <= 4, `${panel.made('previewPath').length} requests`);
  });

  it('takes a folder that was picked', async () => {
    await open({ handlers: { browseFolder: () => ({ folder: 'f3' }) } });
    await panel.page.getByRole('button', { name: 'Browse' }).click();
    await until(async () => (await panel.page.getByRole('combobox', { name: 'Folder' }).innerText()) === 'docs/images/screenshots');
  });

  it('opens the list of folders upwards when there is no room below', async () => {
    await open({ height: 330 });
    await panel.page.getByRole('combobox', { name: 'Folder' }).click();
    const list = await panel.page.getByRole('option', { name: 'docs/images/screenshots' }).boundingBox();
    const field = await panel.page.locator('#folder').boundingBox();
    assert.ok(list && field && list.y + list.height <= field.y + 2, `list at ${list?.y}, field at ${field?.y}`);
  });

  it('shows what the extension refuses as one sentence, until something is changed', async () => {
    await open({
      prefill: { prompt: 'a cat' },
      handlers: {
        generate: () => {
          throw new Error('The folder public/images cannot be written to. Choose another folder.');
        },
      },
    });
    await button().click();
    await panel.page.getByRole('alert').getByText('The folder public/images cannot be written to.').waitFor();
    assert.equal(await button().getAttribute('aria-disabled'), 'false');
    await prompt().fill('a dog');
    await panel.page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('leads to the settings from a limit that is reached', async () => {
    await open({
      prefill: { prompt: 'a cat' },
      handlers: {
        generate: () => {
          throw new Error(
            'Nothing was sent: $0.05 of today’s limit of $0.06 is used. Choose something cheaper, or raise easel.budget.perDay.',
          );
        },
      },
    });
    await button().click();
    await panel.page.getByRole('alert').getByRole('button', { name: 'Open Settings' }).click();
    await until(() => panel.made('step').length === 1);
    assert.deepEqual(panel.made('step')[0], { step: 'openSettings' });
  });

  it('leads to what is missing instead of doing nothing', async () => {
    await open();
    await panel.page.getByRole('radio', { name: 'PNG' }).focus();
    await pressDimmed();
    assert.equal(await prompt().evaluate((area) => (area.getRootNode() as ShadowRoot).activeElement === area), true);
    await panel.page.getByText('Describe the image that you want.').waitFor();
    assert.equal(panel.made('generate').length, 0);
    await prompt().fill('x'.repeat(32_001));
    await panel.page.getByText('32,001 characters').waitFor();
  });

  it('says how to get from drafts to images', async () => {
    await open({ snapshot: withoutKey, prefill: { prompt: 'a cat' } });
    assert.equal(await button().innerText(), 'Generate draft · free');
    await panel.page.getByRole('button', { name: 'Add a fal.ai key' }).click();
    await until(() => panel.made('step').length === 1);
    assert.deepEqual(panel.made('step')[0], { step: 'setApiKey' });
    await panel.page.getByRole('combobox', { name: 'Model' }).click();
    await panel.page.getByRole('option', { name: 'GPT Image 2', exact: true }).click();
    await panel.page.getByText('GPT Image 2 needs a fal.ai key.').waitFor();
    await prompt().press('Control+Enter');
    assert.equal(panel.made('generate').length, 0);
  });

  it('offers only the step out when nothing can be generated', async () => {
    await open({ snapshot: noFolder, prefill: { prompt: 'a cat' } });
    await panel.page.getByText('Easel saves images into a project.').waitFor();
    await panel.page.getByRole('button', { name: 'Open Folder…' }).click();
    await until(() => panel.made('step').length === 1);
    assert.deepEqual(panel.made('step')[0], { step: 'openFolder' });
    await prompt().press('Control+Enter');
    assert.equal(panel.made('generate').length, 0);
  });
});
