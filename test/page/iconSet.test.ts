import assert from 'node:assert/strict';
import { openStage, until, type Stage } from './harness';
import { openIconSet, type IconSetOptions, type OpenIconSet } from './iconSetHarness';
import * as samples from './iconSetSamples';

describe('the icon set: form', function () {
  this.timeout(60_000);
  let stage: Stage;
  let set: OpenIconSet;
  const open = async (options: Partial<IconSetOptions> = {}) => (set = await openIconSet(stage, { snapshot: samples.ready, ...options }));
  const button = () => set.page.locator('vscode-button.run');
  const shows = (text: string) => until(async () => (await button().innerText()) === text, text);
  const box = (name: string) => set.page.getByRole('checkbox', { name, exact: true });
  const lastPlan = () => set.made('plan').at(-1)?.form;
  const lastLook = () => set.made('previews').at(-1)?.form;

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await set.violations(), [], 'the content policy forbade something');
    assert.deepEqual(set.errors, []);
    await set.close();
  });

  it('tells what the picture is', async () => {
    await open();
    const head = set.page.locator('.head');
    await head.getByRole('heading', { name: 'acme-shop-icon.png' }).waitFor();
    await head.getByText('1024 × 1024').waitFor();
    await head.getByText('Transparent').waitFor();
    await head.locator('img[src^="blob:"]').waitFor();
    assert.equal(await head.getByRole('button').count(), 0);
    set.show(samples.opaque);
    await head.getByText('Opaque').waitFor();
    await head.getByRole('button', { name: 'Remove Background…' }).waitFor();
  });

  it('warns of a painted checkerboard and of noise, and offers what helps', async () => {
    await open({ snapshot: samples.painted });
    const notes = set.page.getByRole('list', { name: 'To know' });
    await notes.getByText('The checkerboard is painted: this picture is not transparent.').waitFor();
    assert.equal(await set.page.getByText('Transparent', { exact: true }).count(), 0);
    await notes.getByRole('button', { name: 'Remove Background…' }).click();
    await until(() => set.made('removeBackground').length === 1);
    await shows('Write 6 Files');
    set.show(samples.noisy);
    await notes.getByText('this picture is not cleanly transparent').waitFor();
    assert.equal(await notes.getByRole('button').count(), 0, 'it cannot be removed');
  });

  it('tells what the plan has to say, and writes all the same', async () => {
    const note = 'The picture has 256 pixels; 512 are asked for. Large icons will look soft.';
    await open({ snapshot: samples.small, handlers: { plan: ({ form }) => ({ plan: { ...samples.planFor(form), notes: [note] } }) } });
    await set.page.getByRole('list', { name: 'To know' }).getByText(note).waitFor();
    await shows('Write 6 Files');
    await box('Web, minimal').uncheck();
    await box('PWA').uncheck();
    await set.page.getByText(note).waitFor({ state: 'detached' });
  });

  it('offers the sets that the project asks for first, ticked', async () => {
    await open();
    const names = await set.page.locator('.sets .check').allInnerTexts();
    assert.deepEqual(names.slice(0, 3), ['Web, minimal', 'PWA', 'Web, full']);
    assert.equal(names.length, samples.presets.length);
    const ticked = await set.page.locator('.sets input:checked').count();
    assert.equal(ticked, 2);
    const place = set.page.locator('[data-preset="pwa"] .place');
    assert.equal(await place.locator('bdi').innerText(), 'public/');
    assert.equal(await place.getAttribute('title'), 'public/manifest.webmanifest lists icons');
    await box('PWA').uncheck();
    assert.equal((await set.page.locator('.sets .check').allInnerTexts())[1], 'PWA', 'a row stays where it is');
  });

  it('takes any combination of sets, in the order in which they are offered', async () => {
    await open();
    await shows('Write 6 Files');
    await box('Electron').check();
    await box('iOS').check();
    await shows('Write 10 Files');
    assert.deepEqual(lastPlan()?.presets, ['web-minimal', 'pwa', 'ios', 'electron']);
    await box('Web, minimal').uncheck();
    await box('PWA').uncheck();
    await box('iOS').uncheck();
    await shows('Write 2 Files');
    assert.deepEqual(lastPlan()?.presets, ['electron']);
    assert.deepEqual(lastLook()?.presets, ['electron']);
  });

  it('asks for a set when there is none, and says what to do', async () => {
    await open();
    await box('Web, minimal').uncheck();
    await box('PWA').uncheck();
    await set.page.locator('#reason').getByText('Tick at least one set.').waitFor();
    await shows('Write');
    await set.page.getByText('Tick a set to see its icons.').waitFor();
    assert.equal(await set.page.locator('.preview, .files, .changes, .snippet').count(), 0);
    await button().click({ force: true });
    assert.equal(await box('Web, minimal').evaluate((one) => one === document.activeElement), true);
    assert.equal(set.made('write').length, 0);
  });

  it('asks for what only the web needs only then', async () => {
    await open();
    await set.page.getByRole('textbox', { name: 'App name' }).waitFor();
    await set.page.getByRole('textbox', { name: 'Browser colour, hex' }).waitFor();
    await box('Web, minimal').uncheck();
    await box('PWA').uncheck();
    await box('iOS').check();
    assert.equal(await set.page.getByRole('textbox', { name: 'App name' }).count(), 0);
    assert.equal(await set.page.getByRole('textbox', { name: 'Browser colour, hex' }).count(), 0);
    await set.page.getByRole('textbox', { name: 'Background, hex' }).waitFor();
  });

  it('sends the look as it is set, and draws anew only what changes', async () => {
    await open();
    await shows('Write 6 Files');
    await set.page.locator('.preview').first().waitFor();
    const [plans, looks] = [set.made('plan').length, set.made('previews').length];
    await box('Sharpen small sizes').check();
    await set.page.getByRole('radio', { name: /^Custom/ }).check({ force: true });
    const slider = set.page.getByRole('slider', { name: 'Padding on each side' });
    await slider.fill('25');
    await until(() => lastLook()?.padding === 0.25 && lastLook()?.sharpen === true, 'the padding');
    assert.equal(await slider.getAttribute('aria-valuetext'), '25 %');
    assert.equal(set.made('plan').length, plans, 'the files are the same');
    assert.ok(set.made('previews').length > looks);
    await set.page.getByRole('radio', { name: /^Automatic/ }).check({ force: true });
    await until(() => lastLook()?.padding === undefined, 'automatic again');
    const drawings = set.made('previews').length;
    await set.page.getByRole('textbox', { name: 'App name' }).fill('  Tea House ');
    await until(() => lastPlan()?.name === 'Tea House', 'the name');
    await set.page.getByRole('textbox', { name: 'App name' }).fill('');
    await until(() => lastPlan()?.name === 'Acme Shop', 'the usual name');
    assert.equal(set.made('previews').length, drawings, 'the pictures are the same');
  });

  it('takes colours from swatches and as text', async () => {
    await open();
    const group = set.page.getByRole('radiogroup', { name: 'Background' });
    await group.getByRole('radio', { name: '#1f2937' }).click();
    await until(() => lastLook()?.background === '#1f2937' && lastPlan()?.background === '#1f2937', 'the swatch');
    const text = set.page.getByRole('textbox', { name: 'Browser colour, hex' });
    await text.fill('#E86A92');
    await text.press('Tab');
    await until(() => lastPlan()?.theme === '#e86a92', 'the text');
    assert.equal(lastPlan()?.background, '#1f2937');
  });

  it('puts everything into one folder on request', async () => {
    let folders = 0;
    await open({ handlers: { browseFolder: () => ({ folder: folders++ === 0 ? '' : 'brand/icons' }) } });
    await set.page.getByRole('combobox', { name: 'Folder' }).click();
    await set.page.getByRole('option', { name: 'assets' }).click();
    await until(() => lastPlan()?.folder === 'assets');
    assert.equal(await set.page.locator('.place').count(), 0, 'the places of the project are not where it goes');
    const browse = set.page.getByRole('button', { name: 'Browse…' });
    await browse.click();
    await until(() => set.made('browseFolder').length === 1);
    await browse.click();
    await until(() => lastPlan()?.folder === 'brand/icons');
    assert.equal(await set.page.locator('#folder').evaluate((one: HTMLSelectElement) => one.value), 'brand/icons');
  });

  it('lists every file with its folder, kind and sizes, and whether it is there', async () => {
    await open();
    const files = set.page.locator('details.files');
    await files.getByText('7 files').waitFor();
    await files.getByText('in 1 folder, 1 there already').waitFor();
    const first = files.getByRole('list', { name: 'public/' }).getByRole('listitem').first();
    assert.match((await first.innerText()).replace(/\s+/g, ' '), /favicon\.ico ICO 16, 32, 48 exists, stays as it is/);
    await box('Replace 1 file that is there already').check();
    await first.getByText('will be replaced').waitFor();
    await files.getByRole('button', { name: 'Show public/' }).click();
    await until(() => set.made('open').length === 1);
    assert.deepEqual(set.made('open')[0], { path: 'public/favicon.ico' });
    await box('Android').check();
    await files.getByText('22 files').waitFor();
    await files.getByText('in 6 folders, 11 there already').waitFor();
  });

  it('leaves a change out, and keeps it to be ticked again', async () => {
    await open();
    await set.page.getByText('Adds 4 lines to the head').waitFor();
    await box('index.html').uncheck();
    await set.page.getByText('Changes 1 file.').waitFor();
    await button().click();
    await until(() => set.made('write').length === 1);
    assert.deepEqual(set.made('write')[0]?.form.withoutPatches, ['index.html']);
    assert.deepEqual(lastPlan()?.withoutPatches, [], 'the plan is asked for with all changes');
    await box('index.html').check();
    await set.page.getByText('Changes 2 files.').waitFor();
    await set.page.getByRole('button', { name: 'Show index.html' }).click();
    await until(() => set.made('open').length === 1);
    assert.deepEqual(set.made('open')[0], { path: 'index.html' });
  });

  it('copies the lines for a page', async () => {
    await open();
    const snippet = set.page.getByRole('region', { name: 'HTML' });
    await snippet.getByText('apple-touch-icon').waitFor();
    await snippet.getByRole('button', { name: 'Copy' }).click();
    await snippet.getByText('Copied').waitFor();
    assert.deepEqual(set.made('copySnippet')[0]?.form.presets, ['web-minimal', 'pwa']);
    await box('Web, minimal').uncheck();
    await snippet.waitFor({ state: 'detached' });
  });
});
