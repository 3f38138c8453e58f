import assert from 'node:assert/strict';
import type { EditorSnapshot } from '../../src/protocol/imageEditor';
import type { EaselCanvas } from '../../src/webview/editor/canvas/canvas';
import { openEditor, type EditorOptions, type OpenEditor } from './editorHarness';
import { blended, goodReport, thumbnail } from './editorPictures';
import * as samples from './editorSamples';
import { openStage, until, type Stage } from './harness';

const { withKey, settings } = samples;

describe('the image editor: results', function () {
  this.timeout(60_000);
  let stage: Stage;
  let editor: OpenEditor;
  const open = async (options: Partial<EditorOptions> = {}) =>
    (editor = await openEditor(stage, { snapshot: { ...withKey, jobs: [await samples.done(3)] }, ...options }));
  const variant = (at: number) => editor.page.getByRole('option', { name: `Variant ${at}` });
  const choose = async (at: number) => {
    await variant(at).click();
    await editor.page.locator('.report').getByText('outside').waitFor();
  };
  const overlay = () =>
    editor.page.evaluate(() => {
      const shown = (document.querySelector('easel-canvas') as unknown as EaselCanvas).overlay;
      return shown && [shown.box.left, shown.box.top, shown.bitmap.width, shown.bitmap.height];
    });
  /** The colour in the middle of what is laid over the picture. */
  const overlayPixel = () =>
    editor.page.evaluate(() => {
      const shown = (document.querySelector('easel-canvas') as unknown as EaselCanvas).overlay;
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      if (shown) {
        context?.drawImage(shown.bitmap, -shown.bitmap.width / 2, -shown.bitmap.height / 2);
      }
      return context?.getImageData(0, 0, 1, 1).data.join(' ');
    });
  const said = () => editor.page.locator('easel-image-editor > .visually-hidden').innerText();

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await editor.violations(), []);
    assert.deepEqual(editor.errors, []);
    await editor.close();
  });

  it('shows a variant in its box over the picture that it was made of', async () => {
    await open();
    assert.equal(await overlay(), undefined);
    await choose(2);
    assert.deepEqual(editor.made('preview'), [{ jobId: 'done', index: 1, settings }]);
    assert.deepEqual(editor.made('picture').at(-1), { jobId: 'done' });
    await until(async () => JSON.stringify(await overlay()) === '[900,120,512,400]');
    await editor.page.getByText('2 of 3').waitFor();
    await editor.page.getByText('Shift corrected 3.1 px · ΔE 4.2 → 0.6 · the model had changed 28 % outside').waitFor();
  });

  it('shows the unfinished picture of a live run', async () => {
    const preview = await thumbnail('sea', { width: 480, height: 375 });
    await open({ snapshot: { ...withKey, jobs: [samples.job('live', 'running', { preview })] } });
    const picture = editor.page.getByRole('img', { name: 'Unfinished picture' });
    await until(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 480));
    editor.show({ ...withKey, jobs: [samples.cancelled] });
    await until(async () => (await picture.count()) === 0);
  });

  it('stays as it was when the run was taken back', async () => {
    await open({ snapshot: withKey, prefill: { prompt: 'a moon' }, handlers: { run: () => ({ jobId: '' }) } });
    await editor.paint();
    await editor.page.locator('vscode-button.run').click();
    await until(() => editor.made('run').length === 1);
    await until(async () => (await editor.page.locator('vscode-button.run').getAttribute('aria-disabled')) === 'false');
    assert.equal(await editor.page.locator('.refusal').count(), 0);
  });

  it('goes through the variants with arrow keys, and back to painting with Esc', async () => {
    await open();
    await variant(1).focus();
    await editor.page.keyboard.press('ArrowRight');
    await editor.page.getByText('1 of 3').waitFor();
    await editor.page.keyboard.press('ArrowRight');
    await editor.page.getByText('2 of 3').waitFor();
    await editor.page.keyboard.press('End');
    await editor.page.getByText('3 of 3').waitFor();
    await editor.page.keyboard.press('ArrowRight');
    await editor.page.getByText('1 of 3').waitFor();
    assert.equal(await variant(1).getAttribute('aria-selected'), 'true');
    await editor.page.getByRole('button', { name: 'Previous Variant' }).click();
    await editor.page.getByText('3 of 3').waitFor();
    await editor.page.keyboard.press('Escape');
    await editor.page.keyboard.press('Escape');
    await editor.page.getByText('of 3').waitFor({ state: 'detached' });
    await until(async () => (await overlay()) === undefined);
  });

  it('blends anew when a setting changes, once the slider rests, and never runs', async () => {
    await open();
    await choose(1);
    const feather = editor.page.locator('#blend-feather');
    await feather.focus();
    for (let step = 0; step < 8; step += 1) {
      await feather.press('ArrowRight');
    }
    await until(() => editor.made('preview').some((one) => one.settings.feather === 12));
    assert.ok(editor.made('preview').length <= 4, `${editor.made('preview').length} previews`);
    const results = editor.page.locator('.outcome');
    await results.getByRole('radio', { name: 'Soft' }).check();
    await until(() => editor.made('preview').at(-1)?.settings.edge === 'soft');
    await results.getByRole('checkbox', { name: 'Align' }).uncheck();
    await until(() => editor.made('preview').at(-1)?.settings.align === false);
    await results.getByRole('slider', { name: 'Colour match' }).fill('40');
    await until(() => editor.made('preview').at(-1)?.settings.match === 0.4);
    assert.deepEqual(editor.made('run'), []);
    await editor.page.getByRole('button', { name: 'Apply' }).click();
    await until(() => editor.made('apply').length === 1);
    assert.deepEqual(editor.made('apply')[0], {
      jobId: 'done',
      index: 0,
      settings: { edge: 'soft', feather: 12, align: false, match: 0.4 },
    });
  });

  it('drops previews that come late, and shows the newest', async () => {
    const answers: (() => void)[] = [];
    const snapshot: EditorSnapshot = { ...withKey, jobs: [await samples.done(3)] };
    const [job] = snapshot.jobs;
    assert.ok(job);
    await open({
      snapshot,
      handlers: {
        preview: ({ index, settings: wanted }) =>
          new Promise((resolve) => {
            answers.push(() => {
              const report = { ...goodReport(withKey), modelChangedOutside: index === 0 ? 0.11 : 0.22 };
              void blended(withKey, job, index, wanted).then((one) => resolve({ ...one, report }));
            });
          }),
      },
    });
    await variant(1).click();
    await until(() => answers.length === 1);
    await variant(2).click();
    await until(() => answers.length === 2);
    assert.equal(await editor.page.getByRole('status', { name: 'Blending' }).count(), 1);
    answers[1]?.();
    await editor.page.getByText('22 % outside').waitFor();
    answers[0]?.();
    await editor.page.waitForTimeout(150);
    assert.equal(await editor.page.getByText('11 % outside').count(), 0);
    assert.equal(await editor.page.getByRole('status', { name: 'Blending' }).count(), 0);
  });

  it('does not move while it blends', async () => {
    await open();
    await choose(1);
    const places = () =>
      editor.page
        .locator('.variant-actions, .report, .compare, #blend-feather')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    const before = await places();
    await editor.page.locator('#blend-feather').fill('20');
    assert.deepEqual(await places(), before);
    await until(() => editor.made('preview').length === 2);
    await editor.page.waitForTimeout(100);
    assert.deepEqual(await places(), before);
  });

  it('shows the first variant of a run when it is done, unless the user looks at another', async () => {
    await open({ prefill: { prompt: 'a cat' } });
    await editor.page.locator('vscode-button.run').click();
    await until(() => editor.made('run').length === 1);
    const old = await samples.done(3);
    editor.show({ ...withKey, jobs: [samples.job('new', 'running', { position: 1 }), old] });
    await editor.page.locator('.job.running').waitFor();
    editor.show({ ...withKey, jobs: [await samples.done(2, { id: 'new' }), old] });
    await until(() => editor.made('preview').some((one) => one.jobId === 'new' && one.index === 0));
    await editor.page.getByText('1 of 2').waitFor();
    await editor.page.locator('vscode-button.run').click();
    await until(() => editor.made('run').length === 2);
    await editor.page.locator('[data-job="done"] .variant').nth(2).click();
    await editor.page.getByText('3 of 3').waitFor();
    editor.show({ ...withKey, jobs: [await samples.done(2, { id: 'new' }), old, samples.cancelled] });
    await editor.page.locator('.job.cancelled').waitFor();
    assert.equal(await editor.page.getByText('3 of 3').count(), 1);
  });

  it('applies, keeps the result in sight until the document has it, and proves it', async () => {
    await open();
    await choose(2);
    await editor.page.getByRole('button', { name: 'Apply' }).click();
    await until(() => editor.made('apply').length === 1);
    assert.ok(await overlay(), 'still in sight');
    editor.show(await samples.applied());
    await until(async () => (await overlay()) === undefined);
    assert.deepEqual(editor.made('picture').at(-1), { version: 'v2' });
    await until(() => editor.page.evaluate(() => document.activeElement?.matches('.variant') ?? false), 'the focus stays near');
    assert.match(await said(), /Applied\. 0 px changed outside the mask\./);
    const chip = editor.page.getByRole('button', { name: '0 px changed outside the mask' });
    await chip.click();
    const figures = await editor.page.getByRole('dialog', { name: 'Figures of the last edit' }).innerText();
    assert.match(figures, /0 of 1,382,400 px/);
    assert.match(figures, /57,600 px \(4 %\)/);
    assert.match(figures, /Outside, before blending\s+28 %/);
    assert.match(figures, /not saved yet/);
    await editor.page.keyboard.press('Escape');
    assert.equal(await editor.page.getByRole('dialog').count(), 0);
    assert.equal(await chip.evaluate((one) => one === document.activeElement), true);
    editor.show(await samples.applied({}, 'saved'));
    await chip.click();
    await editor.page.getByText('in the saved file').waitFor();
    assert.equal(await editor.page.getByRole('option', { name: 'Variant 2 of 3, applied' }).count(), 1);
  });

  it('says of a JPEG that the figure is that before encoding', async () => {
    const report = { ...goodReport(withKey), changedInFile: 1_204_331, notes: ['jpeg-encoded-again'] as const };
    const proof = { jobId: 'done', index: 0, settings, report, state: 'saved' as const };
    await open({ snapshot: await samples.applied({ type: 'image/jpeg', lossless: false, proof }) });
    await editor.page.getByRole('button', { name: '0 px changed outside before JPEG encoding' }).click();
    await editor.page.getByText('1,204,331 of 1,382,400 px').waitFor();
    await editor.page.getByText('JPEG encodes the whole picture again').waitFor();
  });

  it('says when the answer does not line up and when nothing was changed', async () => {
    const snapshot: EditorSnapshot = { ...withKey, jobs: [await samples.done(1)] };
    const [job] = snapshot.jobs;
    assert.ok(job);
    const report = {
      ...goodReport(withKey),
      modelChangedInside: 0.001,
      alignment: { applied: false, dx: 0, dy: 0, scale: 1, reason: 'unlike' as const },
      colour: { applied: false, before: 0, after: 0, reason: 'unlike' as const },
    };
    await open({
      snapshot,
      handlers: { preview: async ({ settings: wanted }) => ({ ...(await blended(withKey, job, 0, wanted)), report }) },
    });
    await variant(1).click();
    await editor.page
      .getByText('The answer does not line up with the original · nothing changed inside: rephrase or enlarge the region')
      .waitFor();
  });

  it('says that a soft edge stays within its halo', async () => {
    const snapshot = await samples.applied();
    assert.ok(snapshot.proof);
    await open({ snapshot: { ...snapshot, proof: { ...snapshot.proof, settings: { ...settings, edge: 'soft' } } } });
    await editor.page.getByText('0 px changed outside the mask and its halo').waitFor();
  });

  it('shows the answer as the model sent it, over what was sent', async () => {
    await open();
    await choose(2);
    await until(async () => JSON.stringify(await overlay()) === '[900,120,512,400]');
    const raw = editor.page.getByRole('button', { name: 'Show the Answer as the Model Sent It' });
    const blend = await overlayPixel();
    await raw.click();
    await until(async () => (await overlayPixel()) !== blend);
    assert.deepEqual(editor.made('answer'), [{ jobId: 'done', index: 1 }]);
    assert.deepEqual(await overlay(), [900, 120, 512, 400]);
    assert.equal(await raw.getAttribute('aria-pressed'), 'true');
    await editor.page.locator('.outcome').getByRole('radio', { name: 'Soft' }).check();
    assert.equal(await raw.getAttribute('aria-pressed'), 'false', 'what is blended anew is to be seen');
    await raw.click();
    await raw.click();
    assert.equal(await raw.getAttribute('aria-pressed'), 'false');
    assert.deepEqual(editor.made('run'), []);
  });

  it('says why the answer cannot be shown, and goes on with the preview', async () => {
    await open({
      handlers: {
        answer: () => {
          throw new Error('What this edit brought is no longer kept on this machine.');
        },
      },
    });
    await choose(1);
    const raw = editor.page.getByRole('button', { name: 'Show the Answer as the Model Sent It' });
    await raw.click();
    await editor.page.getByText('no longer kept on this machine').waitFor();
    assert.equal(await raw.getAttribute('aria-pressed'), 'false');
    assert.ok(await overlay());
  });

  it('shows the original while Space is held on the variant that is looked at', async () => {
    await open();
    await choose(1);
    const original = () =>
      editor.page.evaluate(
        () => (document.querySelector('easel-canvas') as unknown as { workbench: { original: boolean } }).workbench.original,
      );
    await variant(1).focus();
    await editor.page.keyboard.down(' ');
    assert.equal(await original(), true);
    await editor.page.keyboard.up(' ');
    assert.equal(await original(), false);
    assert.equal(await variant(1).getAttribute('aria-selected'), 'true', 'it stays chosen');
    await editor.page.locator('.outcome').getByRole('radio', { name: 'Blink' }).focus();
    await editor.page.keyboard.down(' ');
    assert.equal(await original(), true);
    await editor.page.keyboard.up(' ');
  });

  it('never leaves the focus on the button that runs when a job is cancelled', async () => {
    await open({ snapshot: { ...withKey, jobs: [samples.queued] }, prefill: { prompt: 'a cat' } });
    await editor.page.getByRole('button', { name: 'Cancel' }).focus();
    editor.show({ ...withKey, jobs: [{ ...samples.queued, state: 'cancelling' }] });
    await editor.page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    await editor.page.keyboard.press('Enter');
    await editor.page.waitForTimeout(100);
    assert.deepEqual(editor.made('run'), []);
  });

  it('discards with Undo, one or all', async () => {
    await open();
    await choose(1);
    await editor.page.getByRole('button', { name: 'Discard', exact: true }).click();
    await until(() => editor.made('discard').length === 1);
    assert.deepEqual(editor.made('discard')[0], { jobId: 'done', index: 0, discarded: true });
    editor.show({ ...withKey, jobs: [await samples.done(3, { variants: await samples.variants(3, [0]) })] });
    await editor.page.getByText('1 of 2').waitFor();
    await editor.page.getByText('One discarded.').waitFor();
    await editor.page.getByRole('button', { name: 'Discard All' }).click();
    await until(() => editor.made('discard').length === 3);
    editor.show({ ...withKey, jobs: [await samples.done(3, { variants: await samples.variants(3, [0, 1, 2]) })] });
    await editor.page.getByText('3 discarded.').waitFor();
    await editor.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await until(() => editor.made('discard').length === 5);
    assert.deepEqual(editor.made('discard').slice(3), [
      { jobId: 'done', index: 1, discarded: false },
      { jobId: 'done', index: 2, discarded: false },
    ]);
  });

  it('saves as a new file and says where', async () => {
    await open({ handlers: { saveAsNew: () => ({ path: 'public/images/order-page-2.png' }) } });
    await choose(1);
    await editor.page.getByRole('button', { name: 'Save as New File…' }).click();
    await editor.page.getByText('Saved as public/images/order-page-2.png').first().waitFor();
    assert.deepEqual(editor.made('saveAsNew'), [{ jobId: 'done', index: 0, settings }]);
    assert.match(await said(), /Saved as/);
  });

  it('compares in every way, and taking a tool goes on painting over the result', async () => {
    await open();
    await choose(1);
    const compare = () => editor.page.evaluate(() => (document.querySelector('easel-canvas') as unknown as EaselCanvas).compare as string);
    for (const [name, value] of [
      ['Slider', 'slider'],
      ['Side by side', 'side'],
      ['Difference', 'difference'],
      ['Blink', 'blink'],
    ] as const) {
      await editor.page.getByRole('radio', { name }).check();
      await until(async () => (await compare()) === value);
    }
    await editor.page.getByRole('button', { name: 'Eraser (E)' }).click();
    await until(async () => (await compare()) === 'none');
    assert.equal(await editor.page.getByRole('radio', { name: 'Off' }).isChecked(), true);
    assert.ok(await overlay());
  });

  it('looks at the same variant in the same way after a reload', async () => {
    await open();
    await choose(3);
    await editor.page.getByRole('radio', { name: 'Slider' }).check();
    await editor.page.locator('#blend-feather').fill('20');
    await until(() => editor.made('preview').length === 2);
    await editor.page.reload();
    await editor.page.getByText('3 of 3').waitFor();
    await until(() => editor.made('preview').length === 3);
    assert.deepEqual(editor.made('preview')[2], { jobId: 'done', index: 2, settings: { ...settings, feather: 20 } });
    assert.equal(await editor.page.getByRole('radio', { name: 'Slider' }).isChecked(), true);
  });

  it('paints on from the mask of a run', async () => {
    const mask = `1600x900:${Buffer.from([100, 50, 234, 240, 87]).toString('base64')}`;
    await open({ handlers: { maskOf: () => ({ mask }) } });
    await choose(1);
    await editor.page.getByRole('button', { name: 'Use mask' }).click();
    await until(async () => /under 0\.1 %/.test(await editor.status()));
    assert.deepEqual(editor.made('maskOf'), [{ jobId: 'done' }]);
    await until(async () => (await overlay()) === undefined);
  });

  it('follows a run: queue, log, cancel, failure with its steps', async () => {
    await open({ snapshot: { ...withKey, jobs: [samples.queued, samples.failed] }, prefill: { prompt: 'another one' } });
    await editor.page.getByText('In queue, 2 ahead').waitFor();
    await editor.page.getByRole('button', { name: /^Cancel/ }).click();
    await until(() => editor.made('cancel').length === 1);
    await editor.page.getByText('fal.ai has no credit left').waitFor();
    await editor.page.getByRole('button', { name: 'Open fal.ai Billing' }).click();
    await until(() => editor.made('step').length === 1);
    assert.deepEqual(editor.made('step')[0], { step: 'openBilling', jobId: 'failed' });
    await editor.page.getByRole('button', { name: 'Use prompt' }).first().click();
    assert.equal(await editor.page.getByRole('textbox', { name: 'Prompt' }).inputValue(), samples.failed.prompt);
    assert.deepEqual(editor.made('run'), [], 'a prompt is filled in, nothing is spent');
    await editor.page.getByRole('button', { name: /^Dismiss/ }).click();
    await until(() => editor.made('dismiss').length === 1);
  });
});
