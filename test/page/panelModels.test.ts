/** The form of the panel with models that the user has added: what their schemas have, and nothing else. */
import assert from 'node:assert/strict';
import { openPanel, openStage, until, type OpenPanel, type PanelOptions, type Stage } from './harness';
import { accessibleControls } from './perception';
import { defaults, withAdded, withKey } from './samples';

describe('the panel: added models', function () {
  this.timeout(60_000);
  let stage: Stage;
  let panel: OpenPanel;
  const open = async (options: Partial<PanelOptions> = {}) => (panel = await openPanel(stage, { snapshot: withAdded, ...options }));
  const button = () => panel.page.locator('vscode-button.generate');
  const choose = async (name: RegExp) => {
    await panel.page.getByRole('combobox', { name: 'Model' }).click();
    await panel.page.getByRole('option', { name }).click();
  };
  const unfold = () => panel.page.locator('.more-options summary').click();
  const sentParameters = async () => {
    const before = panel.made('generate').length;
    await button().click();
    await until(() => panel.made('generate').length > before);
    return panel.made('generate').at(-1)?.form.parameters;
  };

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await panel.violations(), [], 'the content policy forbade something');
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it('shows the options that a model has and no others, and sends those that were changed', async () => {
    await open({ prefill: { prompt: 'a fox' } });
    assert.equal(await panel.page.locator('.more-options').count(), 0, 'the family has none');
    await choose(/^FLUX\.1 dev$/);
    assert.equal(await panel.page.locator('.quality, .segments-field.background').count(), 0);
    assert.equal(await button().innerText(), 'Generate · price unknown');
    await unfold();
    assert.deepEqual(await panel.page.locator('.parameter').evaluateAll((all) => all.map((one) => one.getAttribute('data-parameter'))), [
      'num_inference_steps',
      'seed',
      'guidance_scale',
      'enable_safety_checker',
      'acceleration',
    ]);
    assert.equal(await panel.page.getByRole('textbox', { name: 'Num Inference Steps' }).getAttribute('placeholder'), '28');
    assert.ok(await panel.page.getByRole('checkbox', { name: 'Enable Safety Checker' }).isChecked());
    assert.equal(await sentParameters(), undefined, 'nothing was changed');
    await panel.page.getByRole('textbox', { name: 'Seed' }).fill('42');
    await panel.page.getByRole('textbox', { name: 'Guidance scale (CFG)' }).fill('2.5');
    await panel.page.getByRole('checkbox', { name: 'Enable Safety Checker' }).uncheck();
    await panel.page.getByRole('combobox', { name: 'Acceleration' }).click();
    await panel.page.getByRole('option', { name: 'regular' }).click();
    await until(async () => (await panel.page.locator('.more-options summary').innerText()) === 'More options (4 set)');
    const set = { seed: 42, guidance_scale: 2.5, enable_safety_checker: false, acceleration: 'regular' };
    assert.deepEqual(await sentParameters(), set);
    await panel.page.reload();
    await until(async () => (await panel.page.getByRole('textbox', { name: 'Seed' }).inputValue()) === '42', 'what was set after a reload');
    await panel.page.getByRole('textbox', { name: 'Seed' }).fill('');
    await panel.page.getByRole('checkbox', { name: 'Enable Safety Checker' }).check();
    assert.deepEqual(await sentParameters(), { guidance_scale: 2.5, acceleration: 'regular' });
  });

  it('says what a value must be, and runs nothing until it is', async () => {
    await open({ prefill: { prompt: 'a fox', model: 'fal-ai/flux/dev' } });
    await unfold();
    const steps = panel.page.getByRole('textbox', { name: 'Num Inference Steps' });
    await steps.fill('51');
    await panel.page.getByText('Must be a whole number, at least 1, at most 50.', { exact: true }).waitFor();
    await until(async () => (await button().getAttribute('aria-disabled')) === 'true');
    await panel.page.getByRole('textbox', { name: 'Seed' }).fill('7');
    assert.equal(await panel.page.locator('.parameter .wrong').count(), 1, 'the other one stays wrong');
    assert.equal(await steps.inputValue(), '51');
    await steps.fill('12');
    await until(async () => (await button().getAttribute('aria-disabled')) === 'false');
    assert.deepEqual(await sentParameters(), { seed: 7, num_inference_steps: 12 });
  });

  it('hides a count where there is none, and drops options with their model', async () => {
    await open({ prefill: { prompt: 'a fox', model: 'fal-ai/flux/dev', count: 3, parameters: { seed: 1, acceleration: 'high' } } });
    await choose(/Imagen 4/);
    await unfold();
    assert.deepEqual(await sentParameters(), { seed: 1 });
    panel.show(withKey);
    await until(async () => (await panel.page.locator('.more-options').count()) === 0, 'the removed model to be gone');
    assert.equal((await sentParameters()) ?? 'none', 'none');
    assert.equal(panel.made('generate').at(-1)?.form.model, defaults.model);
  });

  it('lists what a model lacks for the task, with the reason', async () => {
    await open({ prefill: { prompt: 'a fox', model: 'openai/gpt-image-2.5/flare/text-to-image', background: 'transparent' } });
    await panel.page.getByRole('combobox', { name: 'Model' }).click();
    const text = async (name: RegExp) => panel.page.getByRole('option', { name }).first().innerText();
    assert.match(await text(/FLUX\.1 dev/), /FLUX\.1 dev: no transparency/);
    assert.match(await text(/GPT Image 2:/), /no transparency/);
    assert.match(await text(/Kontext/), /needs a picture/);
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('radio', { name: 'As the model thinks fit' }).check({ force: true });
    await panel.page.getByRole('textbox', { name: 'Size in pixels' }).fill('8000x4000');
    await panel.page.getByRole('combobox', { name: 'Model' }).click();
    await until(async () => /draws only/.test(await text(/Imagen 4/)));
  });

  it('names every control of them', async () => {
    await open({ prefill: { prompt: 'a fox', model: 'fal-ai/flux/dev' } });
    await unfold();
    const session = await panel.page.context().newCDPSession(panel.page);
    // What assistive technology is told follows what is shown by a moment.
    await until(async () => (await accessibleControls(session)).some(({ name }) => name === 'Guidance scale (CFG)'));
    const nodes = await accessibleControls(session);
    assert.deepEqual(
      nodes.filter(({ name }) => name === ''),
      [],
    );
  });

  it('shows texts of a schema as text', async () => {
    const [model] = withAdded.models ?? [];
    assert.ok(model);
    const words = '<img src=x onerror=alert(1)><b>bold</b>';
    const parameters = [{ kind: 'text', name: 'hint', label: words, description: words, maxLength: 10, usual: words }] as const;
    await open({
      snapshot: { ...withAdded, models: [{ ...model, name: words, parameters: [...parameters] }] },
      prefill: { prompt: 'a fox', model: model.id },
    });
    await unfold();
    assert.equal(await panel.page.locator('.parameter label').innerText(), words);
    assert.equal(await panel.page.locator('.parameter .note').innerText(), words);
    assert.equal(await panel.page.locator('.parameters img, .parameters b').count(), 0);
  });
});
