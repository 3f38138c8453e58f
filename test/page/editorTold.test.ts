import assert from 'node:assert/strict';
import type { EditorSnapshot } from '../../src/protocol/imageEditor';
import type { EaselCanvas } from '../../src/webview/editor/canvas/canvas';
import { openEditor, type EditorOptions, type OpenEditor } from './editorHarness';
import { blended, goodReport } from './editorPictures';
import * as samples from './editorSamples';
import { openStage, until, type Stage } from './harness';

const { withKey, settings } = samples;

describe('the image editor: what is told of results', function () {
  this.timeout(60_000);
  let stage: Stage;
  let editor: OpenEditor;
  const open = async (options: Partial<EditorOptions> = {}) =>
    (editor = await openEditor(stage, { snapshot: { ...withKey, jobs: [await samples.done(3)] }, ...options }));
  const variant = (at: number) => editor.page.getByRole('option', { name: `Variant ${at}` });
  const isLaidOver = () =>
    editor.page.evaluate(() => (document.querySelector('easel-canvas') as unknown as EaselCanvas).overlay !== undefined);
  const said = () => editor.page.locator('easel-image-editor > .visually-hidden').innerText();

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await editor.violations(), []);
    assert.deepEqual(editor.errors, []);
    await editor.close();
  });

  it('does not take the brush out of the hand when a result comes, but marks it and says so', async () => {
    const old = await samples.done(3);
    const arrived = async () => editor.show({ ...withKey, jobs: [await samples.done(2, { id: 'new' }), old] });
    const strip = () => editor.page.locator('[data-job="new"] .new-result');
    const runs = async (times: number) => {
      await editor.page.locator('vscode-button.run').click();
      await until(() => editor.made('run').length === times);
      editor.show({ ...withKey, jobs: [samples.job('new', 'running'), old] });
      await editor.page.locator('.job.running').waitFor();
    };
    await open({ prefill: { prompt: 'a cat' } });
    await runs(1);
    await editor.paint(0.3, 0.3);
    await arrived();
    await strip().waitFor();
    assert.match(await said(), /2 results\. Painting goes on/);
    assert.equal(await isLaidOver(), false);
    assert.deepEqual(editor.made('preview'), []);
    await editor.page.locator('[data-job="new"] .variant').first().click();
    await strip().waitFor({ state: 'detached' });
    await editor.page.getByText('1 of 2').waitFor();

    await editor.page.getByRole('button', { name: 'Back to painting' }).click();
    await runs(2);
    const box = await editor.page.locator('easel-canvas').boundingBox();
    assert.ok(box);
    await editor.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await editor.page.mouse.down();
    await editor.page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2);
    await arrived();
    await strip().waitFor();
    await editor.page.mouse.up();
    await editor.page.waitForTimeout(100);
    assert.equal(await isLaidOver(), false, 'nor when the stroke is done');
  });

  it('says all that was measured in the chip, which is cut off where there is no room', async () => {
    const full = '0 px changed outside the mask · shift corrected 3.1 px · ΔE 4.2 → 0.6 · the model had changed 28 % outside';
    await open({ snapshot: await samples.applied(), width: 1200 });
    const chip = editor.page.locator('button.proof');
    assert.equal((await chip.innerText()).trim(), full);
    assert.equal(await chip.getAttribute('title'), full);
    assert.equal(await chip.getAttribute('aria-label'), full);
    for (const width of [1200, 640, 320]) {
      await editor.page.setViewportSize({ width, height: 800 });
      const line = await editor.page.locator('.status').evaluate((one) => {
        const text = one.querySelector('.proof > span:last-child');
        return {
          fits: one.scrollWidth <= one.clientWidth,
          cut: text ? text.scrollWidth > text.clientWidth : false,
          lines: Math.round((one.querySelector('.status-facts')?.clientHeight ?? 0) / 20),
        };
      });
      assert.deepEqual(line, { fits: true, cut: width < 1200, lines: 1 }, `${width}`);
    }
    editor.show(
      await samples.applied({
        proof: {
          jobId: 'done',
          index: 1,
          settings,
          state: 'saved',
          report: {
            ...goodReport(withKey),
            modelChangedOutside: undefined,
            alignment: { applied: false, dx: 0, dy: 0, scale: 1, reason: 'in-place' },
          },
        },
      }),
    );
    await until(async () => (await chip.getAttribute('title')) === '0 px changed outside the mask · ΔE 4.2 → 0.6');
    await chip.click();
    await editor.page.getByRole('dialog', { name: 'Figures of the last edit' }).waitFor();
  });

  it('keeps transparency or not, where there is any, and says when an edit cannot be seen for it', async () => {
    const snapshot: EditorSnapshot = { ...withKey, hasAlpha: true, jobs: [await samples.done(1)] };
    const [job] = snapshot.jobs;
    assert.ok(job);
    const keeps = () => editor.page.getByRole('checkbox', { name: 'Keep transparency' });
    await open({
      snapshot,
      handlers: {
        preview: async ({ settings: wanted }) => {
          const notes = wanted.alpha === 'answer' ? [] : (['stays-transparent'] as const);
          return { ...(await blended(withKey, job, 0, wanted)), report: { ...goodReport(withKey), notes } };
        },
      },
    });
    await variant(1).click();
    await editor.page.getByText('Transparent parts stay transparent').waitFor();
    assert.equal(await keeps().isChecked(), true);
    await keeps().uncheck();
    await until(() => editor.made('preview').at(-1)?.settings.alpha === 'answer');
    await editor.page.getByText('ransparent parts stay').waitFor({ state: 'detached' });
    assert.deepEqual(editor.made('run'), []);
    editor.show({ ...snapshot, hasAlpha: false });
    await keeps().waitFor({ state: 'detached' });
  });

  it('says why nothing can be seen of an edit that has ended', async () => {
    const message = 'What this edit brought is kept, but cannot be shown. The picture is damaged or incomplete and cannot be read.';
    await open({ snapshot: { ...withKey, jobs: [await samples.done(0, { error: { message, steps: [] } })] } });
    await editor.page.getByText(message).waitFor();
    await editor.page.getByRole('button', { name: /^Dismiss/ }).click();
    await until(() => editor.made('dismiss').length === 1);
  });
});
