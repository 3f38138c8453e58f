import assert from 'node:assert/strict';
import type { IconSetPlanForPage } from '../../src/protocol/iconSet';
import { openStage, until, type Stage } from './harness';
import { openIconSet, type IconSetOptions, type OpenIconSet } from './iconSetHarness';
import * as samples from './iconSetSamples';

describe('the icon set: writing', function () {
  this.timeout(60_000);
  let stage: Stage;
  let set: OpenIconSet;
  const open = async (options: Partial<IconSetOptions> = {}) => (set = await openIconSet(stage, { snapshot: samples.ready, ...options }));
  const button = () => set.page.locator('vscode-button.run');
  const shows = (text: string) => until(async () => (await button().innerText()) === text, text);
  const box = (name: string) => set.page.getByRole('checkbox', { name, exact: true });
  const status = () => set.page.locator('[role=status][aria-live=polite]').innerText();
  const says = (text: string) => until(async () => (await status()) === text, text);
  const summary = () => set.page.getByRole('region', { name: 'Summary' });
  const never = () => new Promise<never>(() => undefined);

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await set.violations(), [], 'the content policy forbade something');
    assert.deepEqual(set.errors, []);
    await set.close();
  });

  it('writes the form as it stands, and tells what that is', async () => {
    await open();
    await shows('Write 6 Files');
    await says('7 files, 1 of them there already, 2 changes.');
    await set.page.getByText('Changes 2 files. Free: nothing is sent.').waitFor();
    await button().click();
    await until(() => set.made('write').length === 1);
    assert.deepEqual(set.made('write')[0], { form: samples.ready.defaults, plan: 'plan' });
  });

  it('leaves alone what is there, unless it is told to replace it', async () => {
    await open();
    await shows('Write 6 Files');
    const replace = box('Replace 1 file that is there already');
    assert.equal(await replace.isChecked(), false);
    await replace.check();
    await shows('Write 7 Files');
    await set.page.keyboard.press('Control+Enter');
    await until(() => set.made('write').length === 1);
    assert.equal(set.made('write')[0]?.form.overwrite, true);
  });

  it('writes nothing in another colour than the one that stands there', async () => {
    await open();
    await shows('Write 6 Files');
    const colour = set.page.getByRole('group', { name: 'Options' }).locator('easel-hex-input input[type=text]').first();
    await colour.fill('#12');
    await set.page.locator('#reason').getByText('“#12” is no colour. Write it as #rrggbb.').waitFor();
    await button().click({ force: true });
    assert.equal(set.made('write').length, 0);
    await until(() => colour.evaluate((one) => one === document.activeElement), 'the focus in the field');
    await colour.fill('#123456');
    await button().click();
    await until(() => set.made('write').length === 1);
    assert.equal(set.made('write')[0]?.form.background, '#123456');
  });

  it('says when everything is there, and leads to what would write it anew', async () => {
    await open({ handlers: { plan: ({ form }) => ({ plan: samples.writtenPlan(form) }) } });
    await set.page.locator('#reason').getByText('All 7 files are there already.').waitFor();
    await button().click({ force: true });
    assert.equal(set.made('write').length, 0);
    const replace = box('Replace 7 files that are there already');
    assert.equal(await replace.evaluate((one) => one === document.activeElement), true);
    await set.page.keyboard.press('Space');
    await shows('Write 7 Files');
  });

  it('is about changes alone when no file is new', async () => {
    const plan = (form: Parameters<typeof samples.planFor>[0]): IconSetPlanForPage => ({
      ...samples.planFor(form),
      files: samples.writtenPlan(form).files,
    });
    await open({ handlers: { plan: ({ form }) => ({ plan: plan(form) }) } });
    await shows('Change 2 Files');
    await set.page.getByText('Free: nothing is sent.', { exact: true }).waitFor();
    await button().click();
    await until(() => set.made('write').length === 1);
  });

  it('waits for the list of files before it writes', async () => {
    let answer: () => void = () => undefined;
    await open({
      handlers: {
        plan: async ({ form }) => {
          if (form.presets.includes('ios')) {
            await new Promise<void>((resolve) => (answer = resolve));
          }
          return { plan: samples.planFor(form) };
        },
      },
    });
    await shows('Write 6 Files');
    await box('iOS').check();
    await set.page.keyboard.press('Control+Enter');
    await until(() => set.made('plan').length === 2);
    await set.page.keyboard.press('Control+Enter');
    await button().click({ force: true });
    assert.equal(set.made('write').length, 0, 'what is listed is not what would be written');
    answer();
    await shows('Write 8 Files');
    await button().click();
    await until(() => set.made('write').length === 1);
    assert.deepEqual(set.made('write')[0]?.form.presets, ['web-minimal', 'pwa', 'ios']);
  });

  it('asks for one writing, however often it is pressed', async () => {
    await open({ handlers: { write: never } });
    await shows('Write 6 Files');
    await button().click();
    await button().click({ force: true });
    await set.page.keyboard.press('Meta+Enter');
    await until(async () => (await button().getAttribute('aria-disabled')) === 'true');
    assert.equal(set.made('write').length, 1);
  });

  it('shows a refusal as one sentence, and looks again at what is there', async () => {
    await open({
      handlers: {
        write: () => {
          throw new Error('public/favicon.ico has changed since the files were listed.');
        },
      },
    });
    await shows('Write 6 Files');
    await button().click();
    await set.page.getByRole('alert').getByText('public/favicon.ico has changed').waitFor();
    await until(() => set.made('plan').length === 2);
    await shows('Write 6 Files');
    await until(async () => (await button().getAttribute('aria-disabled')) === 'false');
    await box('iOS').check();
    await set.page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('shows how far it is, with nothing to be changed and the focus on Cancel', async () => {
    await open();
    await shows('Write 6 Files');
    await set.page.getByRole('textbox', { name: 'App name' }).focus();
    await set.page.keyboard.press('Control+Enter');
    await until(() => set.made('write').length === 1);
    set.show({ ...samples.writing, progress: 0.1 });
    const cancel = set.page.locator('vscode-button.cancel');
    await cancel.waitFor();
    await until(() => cancel.evaluate((one) => one === document.activeElement), 'the focus is on Cancel');
    await says('Writing 6 files…');
    await set.page.getByText('Writing 6 files · 10 %').waitFor();
    const bar = set.page.getByRole('progressbar', { name: 'Files written' });
    assert.equal(await bar.evaluate((one: HTMLProgressElement) => one.value), 0.1);
    assert.equal(await set.page.locator('.form[inert], .changes[inert]').count(), 2);
    await set.page.keyboard.press('Control+Enter');
    set.show({ ...samples.writing, progress: 0.2 });
    set.show({ ...samples.writing, progress: 0.6 });
    await says('50 %.');
    await cancel.click();
    await set.page.getByText('Cancelling…').waitFor();
    await cancel.click({ force: true });
    assert.equal(set.made('cancel').length, 1);
    assert.equal(set.made('write').length, 1);
  });

  it('sums up what was written, shows it, and goes on', async () => {
    let written = false;
    await open({ handlers: { plan: ({ form }) => ({ plan: written ? samples.writtenPlan(form) : samples.planFor(form) }) } });
    await shows('Write 6 Files');
    await button().click();
    await until(() => set.made('write').length === 1);
    set.show(samples.writing);
    await set.page.locator('vscode-button.cancel').waitFor();
    written = true;
    set.show(samples.done);
    await summary().getByText('6 files written, 1 left as it was, 2 files changed.').waitFor();
    await says('Finished. 6 files written, 1 left as it was, 2 files changed.');
    const show = summary().getByRole('button', { name: 'Show Files' });
    await until(() => show.evaluate((one) => one === document.activeElement), 'the focus is on what comes next');
    await show.click();
    await summary().getByRole('button', { name: 'Show index.html' }).click();
    await until(() => set.made('open').length === 2);
    assert.deepEqual(set.made('open'), [{ path: 'public/apple-touch-icon.png' }, { path: 'index.html' }]);
    await set.page.locator('#reason').getByText('All 7 files are there already.').waitFor();
    assert.match(await status(), /^Finished/, 'the summary is not talked over');
    await box('Electron').check();
    await set.page.locator('details.files').getByText('9 files').waitFor();
    await summary().getByRole('button', { name: 'Dismiss summary' }).click();
    await summary().waitFor({ state: 'detached' });
    await until(() => set.page.evaluate(() => document.activeElement !== document.body));
  });

  it('lists what failed', async () => {
    await open({ snapshot: samples.faulty });
    await summary().getByText('4 files written, 1 replaced, 1 the same already, 1 file changed, 2 failed.').waitFor();
    assert.equal(await summary().getByRole('listitem').count(), 2);
    await summary().getByText('the folder is read-only').waitFor();
  });

  it('gives way to what unblocks', async () => {
    await open({ snapshot: samples.restricted });
    await set.page.locator('.run-bar').getByText('Easel writes no files in Restricted Mode.').waitFor();
    await set.page.keyboard.press('Control+Enter');
    await set.page.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await until(() => set.made('step').length === 1);
    assert.deepEqual(set.made('step')[0], { step: 'manageTrust' });
    assert.equal(set.made('write').length, 0);
    set.show(samples.noFolder);
    await set.page.getByRole('button', { name: 'Open Folder…' }).waitFor();
    set.show(samples.ready);
    await shows('Write 6 Files');
  });

  it('says that it is looking before there is anything to show', async () => {
    await open({ handlers: { ready: never } });
    await set.page.getByText('Looking at the picture…').waitFor();
    await set.close();
    await open({ handlers: { plan: never, previews: never } });
    await set.page.getByText('Drawing the icons…').waitFor();
    await set.page.getByText('Listing the files…').waitFor();
    await shows('Write');
    assert.equal(await button().getAttribute('aria-disabled'), 'true');
  });

  it('says why there is no list of files, and tries again', async () => {
    let failures = 1;
    await open({
      handlers: {
        plan: ({ form }) => {
          if (failures-- > 0) {
            throw new Error('The folder “assets” is gone. Choose another folder.');
          }
          return { plan: samples.planFor(form) };
        },
      },
    });
    await set.page.locator('#reason').getByText('The folder “assets” is gone.').waitFor();
    await set.page.getByRole('button', { name: 'Try Again' }).click();
    await shows('Write 6 Files');
    await until(() => set.page.evaluate(() => document.activeElement !== document.body), 'the focus stays in the bar');
  });

  it('tries again when the extension could not answer at all', async () => {
    let failures = 1;
    await open({
      handlers: {
        ready: () => {
          if (failures-- > 0) {
            throw new Error('“logo.png” is gone.');
          }
          return { snapshot: samples.ready };
        },
      },
    });
    await set.page.getByRole('alert').getByText('“logo.png” is gone.').waitFor();
    await set.page.getByRole('button', { name: 'Try Again' }).click();
    await shows('Write 6 Files');
  });

  it('asks for everything anew when something on disk has changed, without a flicker', async () => {
    let held: () => void = () => undefined;
    let asked = 0;
    await open({
      handlers: {
        plan: async ({ form }) => {
          if (++asked > 1) {
            await new Promise<void>((resolve) => (held = resolve));
          }
          return { plan: samples.planFor(form) };
        },
      },
    });
    await shows('Write 6 Files');
    await set.page.locator('.preview').first().waitFor();
    const [plans, looks] = [set.made('plan').length, set.made('previews').length];
    set.replan();
    await until(() => set.made('plan').length === plans + 1 && set.made('previews').length === looks + 1);
    assert.equal(await set.page.locator('.stale').count(), 0, 'what is only looked at again is not dimmed');
    await set.page.keyboard.press('Control+Enter');
    assert.equal(set.made('write').length, 0, 'the list may be another');
    held();
    await until(async () => (await button().getAttribute('aria-disabled')) === 'false');
    await shows('Write 6 Files');
  });

  it('comes back as it was after a reload', async () => {
    await open();
    await shows('Write 6 Files');
    await box('Electron').check();
    await box('PWA').uncheck();
    await box('Sharpen small sizes').check();
    await set.page.getByRole('textbox', { name: 'App name' }).fill('Tea House');
    await set.page.getByRole('radio', { name: /^Custom/ }).check({ force: true });
    await set.page.getByRole('slider').fill('30');
    await set.page.getByRole('radiogroup', { name: 'Background' }).getByRole('radio', { name: '#1f2937' }).click();
    await box('index.html').uncheck();
    await box('Replace 1 file that is there already').check();
    await shows('Write 8 Files');
    await set.page.locator('details.svg summary').click();
    await set.page.locator('details.files summary').click();
    await set.page.getByRole('button', { name: 'Save SVG' }).click();
    await set.page.locator('.svg-save').getByText('Saved as').waitFor();
    await set.page.reload();
    await shows('Write 8 Files');
    const form = {
      ...samples.ready.defaults,
      presets: ['web-minimal', 'electron'],
      name: 'Tea House',
      background: '#1f2937',
      padding: 0.3,
      sharpen: true,
      overwrite: true,
      withoutPatches: ['index.html'],
    };
    await button().click();
    await until(() => set.made('write').length === 1);
    assert.deepEqual(set.made('write')[0], { form, plan: 'plan' });
    await set.page.locator('.svg-save').getByText('Saved as').waitFor();
    assert.equal(await set.page.locator('details.files').evaluate((one: HTMLDetailsElement) => one.open), false);
  });

  it('keeps the choices for another picture, but not the consent to replace', async () => {
    await open();
    await shows('Write 6 Files');
    await box('Electron').check();
    await box('Sharpen small sizes').check();
    await box('Replace 1 file that is there already').check();
    await shows('Write 9 Files');
    set.show(samples.another);
    await set.page.getByRole('heading', { name: 'another-icon.png' }).waitFor();
    await shows('Write 8 Files');
    assert.equal(await box('Electron').isChecked(), true);
    assert.equal(await box('Sharpen small sizes').isChecked(), true);
    assert.equal(await box('Replace 1 file that is there already').isChecked(), false);
    assert.equal(set.made('master').length, 2);
    await until(() => set.made('previews').at(-1)?.form.sharpen === true);
  });

  it('starts anew when what was kept is of another version', async () => {
    await open();
    await shows('Write 6 Files');
    await set.page.evaluate(() => sessionStorage.setItem('state', JSON.stringify({ version: 99, changes: { presets: [] } })));
    await set.page.reload();
    await shows('Write 6 Files');
  });
});
