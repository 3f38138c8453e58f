import assert from 'node:assert/strict';
import { modelOf } from '../../src/core/models/catalogue';
import { formatPrice } from '../../src/core/money';
import { contextBox, planPlacement, wholeImage } from '../../src/core/placement';
import type { Rectangle } from '../../src/core/sizes';
import { areaOf, boundsOf } from '../../src/imaging/mask/mask';
import { decodeMask } from '../../src/imaging/mask/maskCode';
import type { EditForm, EditorSnapshot } from '../../src/protocol/imageEditor';
import type { EaselCanvas } from '../../src/webview/editor/canvas/canvas';
import { openEditor, type EditorOptions, type OpenEditor } from './editorHarness';
import * as samples from './editorSamples';
import { withAdded } from './samples';
import { openStage, until, type Stage } from './harness';

const { withKey, withoutKey, defaults } = samples;

describe('the image editor: form', function () {
  this.timeout(60_000);
  let stage: Stage;
  let editor: OpenEditor;
  const open = async (options: Partial<EditorOptions> = {}) => (editor = await openEditor(stage, { snapshot: withKey, ...options }));
  const prompt = () => editor.page.getByRole('textbox', { name: 'Prompt' });
  const button = () => editor.page.locator('vscode-button.run');
  /** A button that is dimmed takes clicks, but the test driver waits for one that is not. */
  const pressDimmed = () => button().click({ force: true });
  const pick = (name: string) => editor.page.getByRole('radio', { name, exact: true }).check();
  const shows = (text: string) => until(async () => (await button().innerText()) === text, text);
  const canvas = <T>(act: (canvas: EaselCanvas) => T): Promise<T> =>
    editor.page.evaluate<T>(`(${act.toString()})(document.querySelector('easel-canvas'))`);
  const bounds = () => canvas((one) => one.maskBounds);
  const priceOf = (form: EditForm, box: Rectangle, masked: boolean, snapshot: EditorSnapshot = withKey) => {
    const model = modelOf(form.model);
    const { render } = planPlacement(box, snapshot, model.sizes);
    const inputs = [render, ...snapshot.references, ...(masked && model.takesMask ? [render] : [])];
    return formatPrice(model.price({ size: render, quality: form.quality, count: form.count, promptLength: form.prompt.length, inputs }));
  };

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await editor.violations(), [], 'the content policy forbade something');
    assert.deepEqual(editor.errors, []);
    await editor.close();
  });

  it('says on the button what will happen and what it costs', async () => {
    await open();
    await prompt().fill('a moon');
    const form: EditForm = { ...defaults, prompt: 'a moon' };
    await shows(`Edit image · ${priceOf(form, wholeImage(withKey), false)}`);
    await editor.paint();
    const painted = await bounds();
    assert.ok(painted);
    const box = contextBox(painted, withKey, 0);
    await shows(`Edit region · ${priceOf(form, box, true)}`);
    await pick('High');
    await pick('3');
    await shows(`Edit region 3 times · ${priceOf({ ...form, quality: 'high', count: 3 }, box, true)}`);
    await pick('Whole image');
    await shows(`Edit region 3 times · ${priceOf({ ...form, quality: 'high', count: 3 }, wholeImage(withKey), true)}`);
    await editor.page.getByRole('combobox', { name: 'Model' }).click();
    await editor.page.getByRole('option', { name: 'Draft' }).click();
    await shows('Draft region 3 times · free');
    assert.equal(await editor.page.getByRole('radio', { name: 'High' }).count(), 0, 'a draft has no quality');
    await canvas((one) => one.apply('clear'));
    await pick('1');
    await shows('Draft image · free');
  });

  it('offers models that were added, and says which of them need a mask', async () => {
    await open({ snapshot: { ...withKey, models: withAdded.models }, prefill: { prompt: 'a moon' } });
    const list = () => editor.page.getByRole('combobox', { name: 'Model' }).click();
    await list();
    await editor.page.getByRole('option', { name: 'FLUX.1 dev Inpainting: needs a mask' }).waitFor();
    await editor.page.getByRole('option', { name: /Kontext/ }).click();
    await shows('Edit image · price unknown');
    await editor.paint();
    await list();
    await editor.page.getByRole('option', { name: 'FLUX.1 dev Inpainting', exact: true }).click();
    await shows('Edit region · price unknown');
    await canvas((one) => one.apply('clear'));
    await editor.page.getByText('FLUX.1 dev Inpainting needs a mask. Paint over what is to change.').first().waitFor();
  });

  it('counts references in the price, and no mask where the model is given none', async () => {
    await open({ snapshot: { ...withKey, references: await samples.references(2), convention: 'none' }, prefill: { prompt: 'a moon' } });
    await editor.paint();
    const painted = await bounds();
    assert.ok(painted);
    const snapshot = { ...withKey, references: await samples.references(2) };
    await shows(`Edit region · ${priceOf({ ...defaults, prompt: 'a moon' }, contextBox(painted, withKey, 0), false, snapshot)}`);
  });

  it('sends the mask as it was painted, the box that was quoted, and the form', async () => {
    await open();
    await prompt().fill('a moon');
    await pick('2');
    await editor.paint();
    const painted = await bounds();
    const area = await canvas((one) => one.maskArea);
    await button().click();
    await until(() => editor.made('run').length === 1);
    const [run] = editor.made('run');
    assert.ok(run && painted);
    assert.deepEqual(run.form, { ...defaults, prompt: 'a moon', count: 2 });
    assert.equal(run.version, 'v1');
    assert.deepEqual(run.box, contextBox(painted, withKey, 0));
    const mask = decodeMask(run.mask ?? '', withKey);
    assert.deepEqual(boundsOf(mask), painted);
    assert.equal(areaOf(mask), area);
    assert.ok(area > 0);
  });

  it('sends no mask when nothing is painted, and everything as the box', async () => {
    await open({ prefill: { prompt: 'at night' } });
    await button().click();
    await until(() => editor.made('run').length === 1);
    assert.equal(editor.made('run')[0]?.mask, undefined);
    assert.deepEqual(editor.made('run')[0]?.box, wholeImage(withKey));
  });

  it('sends the box that the user has set, and says what becomes of it', async () => {
    await open({ prefill: { prompt: 'at night' } });
    await pick('Custom: a box that you drag on the picture');
    await canvas((one) => {
      one.box = { left: 100, top: 50, width: 1024, height: 768 };
      one.dispatchEvent(new CustomEvent('box-change', { bubbles: true }));
    });
    await editor.page.getByText('Sends 1024 × 768 as it is').waitFor();
    await shows(`Edit region · ${priceOf({ ...defaults, prompt: 'at night' }, { left: 100, top: 50, width: 1024, height: 768 }, false)}`);
    await button().click();
    await until(() => editor.made('run').length === 1);
    assert.deepEqual(editor.made('run')[0]?.box, { left: 100, top: 50, width: 1024, height: 768 });
  });

  it('draws what is sent of a box that is too small for the model, and lets only the box change', async () => {
    await open({ prefill: { prompt: 'at night' } });
    const own = { left: 700, top: 400, width: 100, height: 80 };
    const { box: sent } = planPlacement(own, withKey, modelOf(defaults.model).sizes);
    const sentBox = () => canvas((one) => one.sentBox);
    const shownBox = () => canvas((one) => (one as unknown as { workbench: { sentBox: Rectangle | undefined } }).workbench.sentBox);
    const drawn = () =>
      canvas((one) => {
        const guides = one.querySelector<HTMLCanvasElement>('.canvas-guides');
        const data = guides?.getContext('2d')?.getImageData(0, 0, guides.width, guides.height).data ?? [];
        let inked = 0;
        for (let at = 3; at < data.length; at += 4) {
          inked += data[at] === 0 ? 0 : 1;
        }
        return inked;
      });
    await pick('Custom: a box that you drag on the picture');
    await canvas((one) => {
      one.box = { left: 700, top: 400, width: 100, height: 80 };
      one.dispatchEvent(new CustomEvent('box-change', { bubbles: true }));
    });
    await until(async () => JSON.stringify(await sentBox()) === JSON.stringify(sent), 'the canvas knows what is sent');
    assert.deepEqual(await shownBox(), sent);
    await until(
      async () => (await drawn()) > 2 * (sent.width + sent.height) * (await canvas((one) => one.zoom)),
      'the large frame is drawn',
    );
    assert.ok(sent.width * sent.height > 50 * own.width * own.height);
    // Held by its middle and let go with Esc, everything is as before; while it is held nobody knows yet what would be sent.
    const middle = await canvas((one) => {
      const { view, ratio } = (one as unknown as { workbench: { view: { scale: number; x: number; y: number }; ratio: number } }).workbench;
      const { left, top } = one.getBoundingClientRect();
      return { x: left + (750 * view.scale + view.x) / ratio, y: top + (440 * view.scale + view.y) / ratio };
    });
    await editor.page.mouse.move(middle.x, middle.y);
    await editor.page.mouse.down();
    await editor.page.mouse.move(middle.x + 60, middle.y, { steps: 3 });
    assert.equal(await shownBox(), undefined);
    await editor.page.keyboard.press('Escape');
    await editor.page.mouse.up();
    assert.deepEqual(await shownBox(), sent);
    assert.deepEqual(await canvas((one) => one.box), own);
    await editor.page.getByText(`changes only your 100 × 80`).waitFor();
    // The box goes along as the mask, and is paid for as one.
    await shows(`Edit region · ${priceOf({ ...defaults, prompt: 'at night' }, own, true)}`);
    await button().click();
    await until(() => editor.made('run').length === 1);
    assert.deepEqual(editor.made('run')[0]?.box, own);
    assert.equal(editor.made('run')[0]?.mask, undefined);
    await editor.page.getByRole('combobox', { name: 'Model' }).click();
    await editor.page.getByRole('option', { name: 'Draft' }).click();
    await editor.page.getByText('Draws 100 × 80').waitFor();
    assert.equal(await shownBox(), undefined, 'a draft draws just the box');
  });

  it('runs with Ctrl+Enter from anywhere, and only once while the answer is out', async () => {
    let accept: () => void = () => undefined;
    await open({ handlers: { run: () => new Promise((resolve) => (accept = () => resolve({ jobId: 'x' }))) } });
    await prompt().fill('a cat');
    await prompt().press('Control+Enter');
    await editor.page.getByRole('combobox', { name: 'Model' }).press('Control+Enter');
    await pressDimmed();
    await until(() => editor.made('run').length > 0);
    await editor.page.waitForTimeout(100);
    assert.equal(editor.made('run').length, 1);
    assert.equal(await editor.page.getByRole('option').count(), 0, 'the model list did not open');
    accept();
    await until(async () => (await button().getAttribute('aria-disabled')) === 'false');
  });

  it('leads to what is missing instead of doing nothing', async () => {
    await open();
    await editor.page.getByText('Describe the change that you want.').waitFor();
    await pressDimmed();
    assert.equal(await prompt().evaluate((area) => (area.getRootNode() as ShadowRoot).activeElement === area), true);
    await prompt().fill('x'.repeat(32_001));
    await editor.page.getByText('32,001 characters').waitFor();
    await prompt().fill('a cat');
    await canvas((one) => one.apply('all'));
    await editor.page.getByText('The mask covers the whole picture').waitFor();
    await pressDimmed();
    assert.equal(editor.made('run').length, 0);
    await editor.page.getByRole('button', { name: 'Clear mask' }).click();
    await until(async () => (await button().getAttribute('aria-disabled')) === 'false');
    assert.equal(await canvas((one) => one.maskArea), 0);
  });

  it('does not send a region that leaves a part of the mask out', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    await editor.paint(0.3, 0.3);
    await pick('Custom: a box that you drag on the picture');
    await canvas((one) => {
      one.box = { left: 1400, top: 700, width: 200, height: 200 };
      one.dispatchEvent(new CustomEvent('box-change', { bubbles: true }));
    });
    await editor.page.getByText('A part of the mask lies outside the region').waitFor();
    await pressDimmed();
    assert.equal(editor.made('run').length, 0);
    await editor.page.getByRole('button', { name: 'Use Auto' }).click();
    await until(async () => (await button().getAttribute('aria-disabled')) === 'false');
  });

  it('says how to get from drafts to edits', async () => {
    await open({ snapshot: withoutKey, prefill: { prompt: 'a cat' } });
    assert.equal(await button().innerText(), 'Draft image · free');
    await editor.page.getByRole('button', { name: 'Add a fal.ai key' }).click();
    await until(() => editor.made('step').length === 1);
    assert.deepEqual(editor.made('step')[0], { step: 'setApiKey' });
    await editor.page.getByRole('combobox', { name: 'Model' }).click();
    await editor.page.getByRole('option', { name: 'GPT Image 2 Edit', exact: true }).click();
    await editor.page.getByText('GPT Image 2 Edit needs a fal.ai key.').waitFor();
    await prompt().press('Control+Enter');
    assert.equal(editor.made('run').length, 0);
  });

  it('offers only the step out when nothing can be run', async () => {
    await open({ snapshot: samples.restricted, prefill: { prompt: 'a cat' } });
    assert.equal(await editor.page.getByText('Easel writes no files in Restricted Mode.').count(), 1, 'said once');
    await editor.page.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await until(() => editor.made('step').length === 1);
    await prompt().press('Control+Enter');
    assert.equal(editor.made('run').length, 0);
  });

  it('shows what the extension refuses as one sentence, until something is changed', async () => {
    const run = () => {
      throw new Error('The picture has just changed. Look at it and run the edit again.');
    };
    await open({ prefill: { prompt: 'a cat' }, handlers: { run } });
    await button().click();
    await editor.page.getByRole('alert').getByText('The picture has just changed.').waitFor();
    await prompt().fill('a dog');
    await editor.page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('comes back as it was after a reload', async () => {
    await open();
    await prompt().fill('a cat');
    await pick('4');
    await editor.paint();
    await pick('Soft: fades outward into a halo around the mask');
    await editor.page.getByRole('slider', { name: 'Feather' }).fill('9');
    const before = await canvas((one) => one.code());
    await editor.page.waitForTimeout(400);
    await editor.page.reload();
    await editor.loaded();
    assert.equal(await prompt().inputValue(), 'a cat');
    assert.equal(await editor.page.getByRole('radio', { name: '4' }).isChecked(), true);
    assert.equal(await editor.page.getByRole('radio', { name: 'Soft' }).isChecked(), true);
    assert.equal(await editor.page.getByRole('slider', { name: 'Feather' }).inputValue(), '9');
    await until(async () => (await canvas((one) => one.code())) === before, 'the mask is back');
    await until(async () => (await editor.status()).includes('mask '), 'the mask is counted');
  });

  it('starts anew when what was kept is of another version', async () => {
    await open();
    await editor.page.evaluate(() => sessionStorage.setItem('state', JSON.stringify({ version: 99, changes: { prompt: 'old' } })));
    await editor.page.reload();
    await editor.loaded();
    assert.equal(await prompt().inputValue(), '');
  });

  it('takes over what a command hands it', async () => {
    await open({ prefill: { prompt: 'first' } });
    assert.equal(await prompt().inputValue(), 'first');
    editor.prefill({ prompt: 'second', count: 3 });
    await until(async () => (await prompt().inputValue()) === 'second');
    assert.equal(await editor.page.getByRole('radio', { name: '3' }).isChecked(), true);
  });

  it('gives each edge its usual feather, until the user sets one', async () => {
    await open();
    await editor.paint();
    const feather = () => editor.page.getByRole('slider', { name: 'Feather' }).inputValue();
    assert.equal(await feather(), '4');
    await pick('Soft: fades outward into a halo around the mask');
    assert.equal(await feather(), '24');
    await editor.page.getByRole('slider', { name: 'Feather' }).fill('11');
    await pick('Exact: fades inward, nothing outside the mask changes');
    assert.equal(await feather(), '11');
  });
});
