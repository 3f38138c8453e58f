/** The local operations in the image editor: their panels, previews, keys, and what Apply does to mask and view. */
import assert from 'node:assert/strict';
import type { EditorSnapshot } from '../../src/protocol/imageEditor';
import type { EaselCanvas } from '../../src/webview/editor/canvas/canvas';
import { openEditor, type EditorOptions, type OpenEditor } from './editorHarness';
import { encodedPicture, shapedPicture } from './editorPictures';
import * as samples from './editorSamples';
import { openStage, until, type Stage } from './harness';

const { withKey } = samples;

/** After a trim: another version of another size. */
const trimmed: EditorSnapshot = { ...withKey, version: 'v2', width: 1200, height: 676, dirty: true };

describe('the image editor: local operations', function () {
  this.timeout(60_000);
  let stage: Stage;
  let editor: OpenEditor;
  const open = async (options: Partial<EditorOptions> = {}) => (editor = await openEditor(stage, { snapshot: withKey, ...options }));
  const panel = () => editor.page.locator('.adjust');
  const outcome = (text: RegExp) => editor.page.locator('.outcome-text').filter({ hasText: text }).waitFor();
  const apply = () => panel().locator('vscode-button.apply');
  const said = () => editor.page.locator('easel-image-editor > .visually-hidden').innerText();
  const operations = () => editor.made('shape').map((one) => one.operation);
  const focusIs = (selector: string) => editor.page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector);
  const canvas = <T>(read: (canvas: EaselCanvas) => T) =>
    editor.page.evaluate<T>(`(${read.toString()})(document.querySelector('easel-canvas'))`);
  const pick = async (name: string) => {
    await editor.page.getByRole('button', { name: 'Adjust Picture' }).click();
    await editor.page.getByRole('menuitem', { name }).click();
    await panel().waitFor();
  };
  /** The colour of the drawn picture at a place of the picture, in its pixels. */
  const drawn = (x: number, y: number) =>
    editor.page.evaluate(
      ([atX, atY]) => {
        const element = document.querySelector('easel-canvas') as unknown as EaselCanvas & {
          workbench: { view: { scale: number; x: number; y: number } };
        };
        const { view } = element.workbench;
        const [left, top] = [Math.floor(view.x + (atX ?? 0) * view.scale), Math.floor(view.y + (atY ?? 0) * view.scale)];
        return element.querySelector<HTMLCanvasElement>('.canvas-picture')?.getContext('2d')?.getImageData(left, top, 1, 1).data.join(' ');
      },
      [x, y],
    );

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await editor.violations(), []);
    assert.deepEqual(editor.errors, []);
    await editor.close();
  });

  it('opens a panel in place of the form, from the menu, with the preview and the new size', async () => {
    await open();
    await pick('Trim…');
    assert.equal(await panel().getByRole('heading', { name: 'Trim' }).count(), 1);
    assert.equal(await editor.page.locator('easel-prompt-area').count(), 0);
    await outcome(/^1600 × 900 → 1200 × 676$/);
    assert.deepEqual(editor.made('shape'), [{ version: 'v1', operation: { kind: 'trim', tolerance: 8, margin: 0 } }]);
    assert.ok(await focusIs('#trim-tolerance'), 'the first field has the focus');
    assert.match(await said(), /Preview: 1600 × 900 becomes 1200 × 676/);
    assert.deepEqual(editor.made('run'), []);
  });

  it('starts what a command asked for, when it is opened and when it is open already', async () => {
    await open({ startShape: 'square' });
    await panel().getByRole('heading', { name: 'Make Square' }).waitFor();
    await editor.page.getByRole('button', { name: 'Hide Inspector' }).click();
    editor.startShape('removeBackground');
    await panel().getByRole('heading', { name: 'Remove Background' }).waitFor();
    assert.deepEqual(operations().at(-1), { kind: 'removeBackground', tolerance: 24, holes: true });
    await outcome(/^1600 × 900 · 50 % made transparent$/);
  });

  it('asks once the slider rests, shows only the newest answer, and one sentence when it is refused', async () => {
    const answers: (() => void)[] = [];
    await open({
      startShape: 'removeBackground',
      handlers: {
        shape: ({ operation }) =>
          new Promise((resolve, reject) => {
            answers.push(() => {
              if (operation.kind === 'removeBackground' && operation.tolerance === 100) {
                reject(new Error('Nothing would be left. Lower the tolerance.'));
              } else {
                void shapedPicture(withKey, operation).then(resolve);
              }
            });
          }),
      },
    });
    await until(() => answers.length === 1);
    const slider = editor.page.locator('#remove-tolerance');
    await slider.evaluate((one) => {
      for (const value of ['30', '40', '50', '0']) {
        (one as HTMLInputElement).value = value;
        one.dispatchEvent(new Event('input'));
      }
    });
    await until(() => answers.length === 2);
    assert.deepEqual(operations().at(-1), { kind: 'removeBackground', tolerance: 0, holes: true });
    assert.equal(await panel().getByRole('status', { name: 'Making the preview' }).count(), 1);
    answers.at(-1)?.();
    await outcome(/no even background to remove/);
    answers.slice(0, -1).forEach((answer) => answer());
    await editor.page.waitForTimeout(150);
    await outcome(/no even background to remove/);
    assert.equal(await panel().getByRole('status', { name: 'Making the preview' }).count(), 0);
    const asked = answers.length;
    await slider.fill('100');
    await until(() => answers.length === asked + 1);
    answers.at(-1)?.();
    await panel().getByRole('alert').getByText('Nothing would be left. Lower the tolerance.').waitFor();
    assert.equal(await apply().getAttribute('aria-disabled'), 'true');
  });

  it('says when there is nothing to do, and applies nothing then', async () => {
    await open({ startShape: 'trim' });
    await editor.page.locator('#trim-tolerance').fill('0');
    await outcome(/^Nothing to trim/);
    assert.equal(await apply().getAttribute('aria-disabled'), 'true');
    await apply().click({ force: true });
    await editor.page.locator('#trim-tolerance').press('Enter');
    await editor.page.keyboard.press('Control+Enter');
    await editor.page.waitForTimeout(100);
    assert.deepEqual(editor.made('applyShape'), []);
    assert.equal(await editor.page.locator('.compare-hint').count(), 0, 'there is no other picture to see');
  });

  it('pads all sides alike or each on its own, transparent or with a colour', async () => {
    await open({ startShape: 'pad' });
    await outcome(/→ 1664 × 964/);
    assert.deepEqual(operations(), [{ kind: 'pad', left: 32, top: 32, right: 32, bottom: 32 }]);
    await editor.page.keyboard.type('100');
    await outcome(/→ 1800 × 1100/);
    const link = panel().getByRole('button', { name: 'Same on All Sides' });
    assert.equal(await link.getAttribute('aria-pressed'), 'true');
    await link.click();
    await panel().getByLabel('Left').fill('');
    await editor.page.waitForTimeout(200);
    assert.equal(await panel().getByLabel('Left').inputValue(), '', 'a field may be empty while it is typed');
    await panel().getByLabel('Left').fill('7');
    await outcome(/→ 1707 × 1100/);
    await panel().getByRole('radio', { name: 'Colour' }).check();
    await until(() => JSON.stringify(operations().at(-1)).includes('"colour":"#ffffff"'));
    await panel().locator('.hex-text').fill('#1188cc');
    await until(() => JSON.stringify(operations().at(-1)).includes('"colour":"#1188cc"'));
    assert.deepEqual(operations().at(-1), { kind: 'pad', left: 7, top: 100, right: 100, bottom: 100, colour: '#1188cc' });
    await until(async () => (await drawn(-4, -50)) === '17 136 204 255', 'it is drawn beyond the picture');
    await link.click();
    await outcome(/→ 1800 × 1100/);
  });

  it('makes squares by adding or cutting, and dims what is cut', async () => {
    await open({ startShape: 'square' });
    await outcome(/→ 1600 × 1600/);
    const before = await drawn(10, 10);
    await panel().getByRole('radio', { name: 'Cut the long side' }).check();
    await outcome(/→ 900 × 900/);
    assert.deepEqual(operations().at(-1), { kind: 'square', by: 'crop' });
    assert.equal(await panel().getByRole('radio', { name: 'Transparent' }).count(), 0, 'nothing is added');
    await until(async () => (await drawn(10, 10)) !== before, 'what goes is dimmed');
    await editor.page.keyboard.down(' ');
    await until(async () => (await drawn(10, 10)) === before, 'Space shows the original');
    await editor.page.keyboard.up(' ');
    await until(async () => (await drawn(10, 10)) !== before);
  });

  it('applies with Enter, with Ctrl+Enter, on the picture and with the button, exactly what is set', async () => {
    await open({ startShape: 'trim' });
    await outcome(/×/);
    await editor.page.locator('#trim-margin').fill('12');
    await editor.page.keyboard.press('Enter');
    await until(() => editor.made('applyShape').length === 1);
    assert.deepEqual(editor.made('applyShape')[0], { version: 'v1', operation: { kind: 'trim', tolerance: 8, margin: 12 } });
    editor.show(trimmed);
    await panel().waitFor({ state: 'detached' });
    for (const [at, press] of [
      () => editor.page.keyboard.press('Control+Enter'),
      () => editor.page.locator('.canvas-surface').press('Enter'),
      () => apply().click(),
    ].entries()) {
      editor.startShape('pad');
      await outcome(/×/);
      await press();
      await until(() => editor.made('applyShape').length === at + 2);
      editor.show({ ...trimmed, version: `v${at + 3}` });
      await panel().waitFor({ state: 'detached' });
    }
    assert.deepEqual(editor.made('run'), []);
  });

  it('shows the new picture after Apply, fitted, without a mask and without a preview of what would come next', async () => {
    await open({
      handlers: {
        picture: async (wanted) => ({
          bytes: await encodedPicture('version' in wanted && wanted.version === 'v2' ? trimmed : withKey),
          type: 'image/png',
        }),
      },
    });
    await editor.paint();
    await until(async () => /mask/.test(await editor.status()) && !/no mask/.test(await editor.status()));
    await editor.page.getByRole('radio', { name: 'Custom' }).check();
    await editor.page.keyboard.press('Control+1');
    await pick('Trim…');
    await outcome(/→ 1200 × 676/);
    await apply().click();
    await until(() => editor.made('applyShape').length === 1);
    assert.ok(await canvas((one) => one.adjusted !== undefined), 'the preview stays until the document has it');
    editor.show(trimmed);
    await panel().waitFor({ state: 'detached' });
    await until(async () => /1200 × 676.*no mask/s.test(await editor.status()));
    assert.deepEqual(await canvas((one) => [one.picture?.width, one.adjusted === undefined, one.disabled]), [1200, true, false]);
    assert.notEqual(await canvas((one) => one.zoom), 1, 'it is fitted');
    assert.equal(await editor.page.getByRole('radio', { name: 'Auto' }).isChecked(), true, 'a box of the old size is gone');
    assert.match(await said(), /The picture is 1200 × 676 now\./);
    assert.equal(editor.made('shape').length, 1, 'nothing is asked for again');
    assert.ok(await focusIs('.canvas-surface'));
  });

  it('keeps the mask when only pixels change, and while an operation is put away', async () => {
    await open();
    await editor.paint();
    const area = await canvas((one) => one.maskArea);
    assert.ok(area > 0);
    await pick('Add Padding…');
    await outcome(/→ 1664/);
    await editor.page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    assert.equal(await canvas((one) => one.maskArea), area);
    await pick('Remove Background…');
    await outcome(/transparent/);
    await editor.page.keyboard.press('Enter');
    await until(() => editor.made('applyShape').length === 1);
    editor.show({ ...withKey, version: 'v2', hasAlpha: true, dirty: true });
    await panel().waitFor({ state: 'detached' });
    await until(() => canvas((one) => one.adjusted === undefined));
    assert.equal(await canvas((one) => one.maskArea), area);
  });

  it('is put away by Esc and Cancel, leads back to the form, and remembers what was set', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    await pick('Trim…');
    await editor.page.locator('#trim-margin').fill('9');
    await outcome(/→ 1218/);
    await editor.page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    assert.ok(await focusIs('.canvas-surface'), 'the focus is not lost');
    assert.equal(await canvas((one) => one.adjusted === undefined), true);
    assert.equal(await editor.page.locator('easel-prompt-area').count(), 1);
    await pick('Trim…');
    assert.equal(await editor.page.locator('#trim-margin').inputValue(), '9');
    await editor.page.locator('.canvas-surface').focus();
    await editor.page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    await pick('Trim…');
    await panel().getByText('Cancel').click();
    await panel().waitFor({ state: 'detached' });
    assert.deepEqual(editor.made('applyShape'), []);
  });

  it('paints nothing meanwhile, and lets VS Code undo', async () => {
    await open();
    await editor.paint();
    const area = await canvas((one) => one.maskArea);
    await pick('Remove Background…');
    await outcome(/transparent/);
    await editor.paint(0.3, 0.3);
    await editor.page.keyboard.press('e');
    await editor.page.keyboard.press('Shift+V');
    await editor.page.keyboard.press('Control+z');
    assert.equal(await canvas((one) => one.maskArea), area);
    assert.equal(await canvas((one) => one.tool), 'brush');
    assert.equal(await editor.page.getByRole('button', { name: 'Eraser (E)' }).getAttribute('aria-disabled'), 'true');
    const zoom = await canvas((one) => one.zoom);
    await editor.page.keyboard.press('+');
    await until(async () => (await canvas((one) => one.zoom)) > zoom, 'the view can be changed');
  });

  it('asks anew when the picture becomes another one, and stays open over a reload', async () => {
    await open({ startShape: 'trim' });
    await outcome(/→ 1200/);
    await editor.page.locator('#trim-margin').fill('5');
    await outcome(/→ 1210/);
    editor.show({ ...withKey, version: 'v5' });
    await until(() => editor.made('shape').at(-1)?.version === 'v5');
    await editor.page.reload();
    await panel().waitFor();
    assert.equal(await editor.page.locator('#trim-margin').inputValue(), '5');
    await outcome(/→ 1210/);
  });

  it('offers PNG for what a JPEG cannot hold, and adds colour to it by default', async () => {
    await open({ snapshot: { ...samples.jpeg, notes: [] }, startShape: 'removeBackground' });
    await outcome(/transparent/);
    assert.equal(await apply().getAttribute('aria-disabled'), 'true');
    await editor.page.keyboard.press('Enter');
    await panel().getByRole('button', { name: 'Save as PNG' }).click();
    await until(() => editor.made('saveAsPng').length === 1);
    assert.deepEqual(editor.made('saveAsPng'), [{ startShape: 'removeBackground' }]);
    editor.startShape('pad');
    await outcome(/→ 1664/);
    assert.deepEqual(operations().at(-1), { kind: 'pad', left: 32, top: 32, right: 32, bottom: 32, colour: '#ffffff' });
    await apply().click();
    await until(() => editor.made('applyShape').length === 1);
  });

  it('needs no key, but is held back by what holds back an edit', async () => {
    await open({ snapshot: { ...samples.withoutKey, blocked: samples.readOnly.blocked }, startShape: 'pad' });
    await outcome(/→ 1664/);
    assert.equal(await apply().getAttribute('aria-disabled'), 'true');
    assert.equal(await apply().getAttribute('aria-describedby'), 'blocked');
    await editor.page.keyboard.press('Enter');
    await apply().click({ force: true });
    assert.deepEqual(editor.made('applyShape'), []);
    editor.show(samples.withoutKey);
    await until(async () => (await apply().getAttribute('aria-disabled')) === 'false');
    await apply().click();
    await until(() => editor.made('applyShape').length === 1);
  });

  it('shows what Apply was refused with, and stays', async () => {
    await open({
      startShape: 'trim',
      handlers: {
        applyShape: () => {
          throw new Error('The picture has just changed. Look at it and try again.');
        },
      },
    });
    await outcome(/×/);
    await apply().click();
    await panel().getByRole('alert').getByText('The picture has just changed.').waitFor();
    assert.equal(await panel().count(), 1);
    assert.equal(await canvas((one) => one.adjusted !== undefined), true);
  });

  it('takes a result of a run that ends meanwhile not into sight', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    await editor.page.locator('vscode-button.run').click();
    await until(() => editor.made('run').length === 1);
    await pick('Trim…');
    // Its preview is announced too: what is announced after it is what is looked for.
    await outcome(/×/);
    editor.show({ ...withKey, jobs: [await samples.done(2, { id: 'new' })] });
    await until(async () => /2 results/.test(await said()));
    assert.equal(await panel().count(), 1);
    assert.deepEqual(editor.made('preview'), []);
  });
});
