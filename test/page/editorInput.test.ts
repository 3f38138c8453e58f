import assert from 'node:assert/strict';
import type { EaselCanvas } from '../../src/webview/editor/canvas/canvas';
import { openEditor, type EditorOptions, type OpenEditor } from './editorHarness';
import * as samples from './editorSamples';
import { openStage, until, type Stage } from './harness';

const { withKey } = samples;

describe('the image editor: keys, undo and references', function () {
  this.timeout(60_000);
  let stage: Stage;
  let editor: OpenEditor;
  const prompt = () => editor.page.getByRole('textbox', { name: 'Prompt' });
  const area = () => editor.page.evaluate(() => (document.querySelector('easel-canvas') as unknown as EaselCanvas).maskArea);
  const tool = () => editor.page.evaluate(() => (document.querySelector('easel-canvas') as unknown as EaselCanvas).tool as string);
  /** Opens the page with a listener in the place of VS Code's own, which takes what reaches the window. */
  const open = async (options: Partial<EditorOptions> = {}) => {
    editor = await openEditor(stage, { snapshot: withKey, ...options });
    await editor.page.evaluate(() => {
      const scope = window as unknown as { reached: string[] };
      scope.reached = [];
      window.addEventListener('keydown', (event) => scope.reached.push(event.key));
    });
    return editor;
  };
  const reached = () => editor.page.evaluate(() => (window as unknown as { reached: string[] }).reached.splice(0));

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(await editor.violations(), []);
    assert.deepEqual(editor.errors, []);
    await editor.close();
  });

  it('takes back strokes first and leaves the rest to VS Code', async () => {
    await open();
    await editor.paint();
    await until(async () => (await area()) > 0);
    await editor.page.keyboard.press('Control+z');
    assert.equal(await area(), 0);
    assert.deepEqual(await reached(), ['Control'], 'VS Code did not see the first');
    await editor.page.keyboard.press('Control+z');
    assert.deepEqual(await reached(), ['Control', 'z'], 'VS Code undoes the document');
    await editor.page.keyboard.press('Control+Shift+z');
    assert.ok((await area()) > 0);
    assert.deepEqual(await reached(), ['Control', 'Shift']);
    await editor.page.keyboard.press('Control+y');
    assert.deepEqual(await reached(), ['Control', 'y']);
  });

  it('never undoes the document while text is typed', async () => {
    await open();
    await editor.paint();
    await prompt().fill('a cat');
    await prompt().press('Control+z');
    assert.deepEqual(await reached(), ['Control']);
    assert.ok((await area()) > 0, 'the stroke stays');
    await prompt().press('Control+s');
    assert.deepEqual(await reached(), ['Control', 's'], 'saving goes through');
  });

  it('takes tools by one key, but not out of text', async () => {
    await open();
    await editor.page.locator('easel-canvas').evaluate((one) => (one as HTMLElement).focus());
    await editor.page.keyboard.press('e');
    assert.equal(await tool(), 'eraser');
    await prompt().focus();
    await editor.page.keyboard.type('blue');
    assert.equal(await tool(), 'eraser');
    assert.equal(await prompt().inputValue(), 'blue');
    await editor.page.getByRole('combobox', { name: 'Model' }).press('b');
    assert.equal(await tool(), 'eraser');
  });

  it('keeps the zoom keys and Alt from VS Code, which would leave the page, and lets letters go on', async () => {
    await open();
    const zoom = async () => (await editor.status()).split('\n').find((part) => part.includes('%'));
    await editor.page.locator('easel-canvas').evaluate((one) => (one as HTMLElement).focus());
    await editor.page.keyboard.press('Control+2');
    await until(async () => (await zoom()) === '200 %');
    assert.deepEqual(await reached(), ['Control']);
    await prompt().focus();
    await editor.page.keyboard.press('Control+3');
    await until(async () => (await zoom()) === '400 %');
    assert.equal(await prompt().inputValue(), '');
    await editor.page.getByRole('radio', { name: '1', exact: true }).focus();
    await editor.page.keyboard.press('Control+1');
    await until(async () => (await zoom()) === '100 %');
    await editor.page.getByRole('combobox', { name: 'Model' }).focus();
    await editor.page.keyboard.press('Control+2');
    await until(async () => (await zoom()) === '200 %');
    assert.deepEqual(await reached(), ['Control', 'Control', 'Control']);
    await editor.page.locator('easel-canvas').evaluate((one) => (one as HTMLElement).focus());
    await editor.page.locator('easel-canvas').hover();
    await editor.page.keyboard.press('Alt');
    assert.deepEqual(await reached(), [], 'the menu bar stays alone after a brush was sized');
    await editor.page.keyboard.press('e');
    assert.deepEqual(await reached(), ['e'], 'it may end a chord');
    await editor.page.keyboard.press('Control+p');
    assert.deepEqual(await reached(), ['Control', 'p']);
  });

  it('zooms by the digit that is on the key where digits need Shift', async () => {
    await open();
    const press = (init: { key: string; code: string; ctrlKey?: boolean }) =>
      editor.page.evaluate((event) => {
        const key = new KeyboardEvent('keydown', { ...event, bubbles: true, cancelable: true, composed: true });
        document.querySelector('easel-canvas')?.dispatchEvent(key);
      }, init);
    await press({ key: '"', code: 'Digit3', ctrlKey: true });
    await until(async () => (await editor.status()).includes('400 %'));
    await press({ key: '&', code: 'Digit1', ctrlKey: true });
    await until(async () => (await editor.status()).includes('100 %'));
    await press({ key: 'à', code: 'Digit0', ctrlKey: true });
    await until(async () => !(await editor.status()).includes('100 %'));
    const fitted = await editor.status();
    await press({ key: '(', code: 'Digit5', ctrlKey: true });
    await press({ key: '"', code: 'Digit3' });
    await editor.page.waitForTimeout(50);
    assert.equal(await editor.status(), fitted);
  });

  it('takes tools by one key from a radio button', async () => {
    await open();
    await editor.page.getByRole('radio', { name: '1', exact: true }).focus();
    await editor.page.keyboard.press('e');
    assert.equal(await tool(), 'eraser');
  });

  it('keeps what is painted when a mask from elsewhere marks nothing', async () => {
    const mask = `1600x900:${Buffer.from(leb(1600 * 900)).toString('base64')}`;
    await open({ handlers: { maskFrom: () => ({ mask }) } });
    await editor.paint();
    const before = await area();
    await editor.page
      .locator('easel-canvas')
      .evaluate((one) => one.dispatchEvent(new CustomEvent('mask-from', { bubbles: true, detail: { from: 'alpha' } })));
    await editor.page.getByText('The picture has no transparent pixels.').waitFor();
    assert.equal(await area(), before);
  });

  it('asks for the new picture when the document changes, keeps the mask and forgets the strokes', async () => {
    await open();
    await editor.paint();
    const before = await area();
    editor.show({ ...withKey, version: 'v2', dirty: true });
    await until(() => editor.made('picture').length === 2);
    assert.deepEqual(editor.made('picture')[1], { version: 'v2' });
    await until(async () => (await area()) === before);
    await reached();
    await editor.page.keyboard.press('Control+z');
    assert.deepEqual(await reached(), ['Control', 'z'], 'the next undo is that of the document');
    assert.equal(await area(), before);
  });

  it('loads a mask from elsewhere when the tools ask for one', async () => {
    const mask = `1600x900:${Buffer.from([100, 50, ...leb(1600 * 900 - 150)]).toString('base64')}`;
    await open({ handlers: { maskFrom: () => ({ mask }) } });
    await editor.page
      .locator('easel-canvas')
      .evaluate((one) => one.dispatchEvent(new CustomEvent('mask-from', { bubbles: true, detail: { from: 'alpha' } })));
    await until(async () => (await area()) === 50);
    assert.deepEqual(editor.made('maskFrom'), [{ from: 'alpha' }]);
    assert.match(await editor.status(), /under 0.1 % of the picture/);
  });

  it('takes references from the Explorer', async () => {
    await open();
    const drop = (type: string, value: string) =>
      editor.page.evaluate(
        ([kind, text]) => {
          const data = new DataTransfer();
          data.setData(kind ?? '', text ?? '');
          for (const name of ['dragover', 'drop']) {
            document.body.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
          }
        },
        [type, value],
      );
    await drop('application/vnd.code.uri-list', 'file:///work/a.png\r\nfile:///work/b%20c.png');
    await until(() => editor.made('addReferences').length === 1);
    assert.deepEqual(editor.made('addReferences')[0], { uris: ['file:///work/a.png', 'file:///work/b%20c.png'], files: [] });
    await drop('ResourceURLs', '["vscode-vfs://github/a/b.png"]');
    await until(() => editor.made('addReferences').length === 2);
    assert.deepEqual(editor.made('addReferences')[1], { uris: ['vscode-vfs://github/a/b.png'], files: [] });
    await drop('text/uri-list', '# a comment\nhttps://example.com/c.png');
    await until(() => editor.made('addReferences').length === 3);
    assert.deepEqual(editor.made('addReferences')[2], { uris: ['https://example.com/c.png'], files: [] });
    await drop('text/plain', 'hello');
    await editor.page.waitForTimeout(50);
    assert.equal(editor.made('addReferences').length, 3);
  });

  it('takes references from the system and the clipboard, and leaves pasted text alone', async () => {
    await open();
    await editor.page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([1, 2, 250])], 'from-disk.png', { type: 'image/png' }));
      data.items.add(new File(['text'], 'notes.txt', { type: 'text/plain' }));
      document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await until(() => editor.made('addReferences').length === 1);
    assert.deepEqual(editor.made('addReferences')[0], { uris: [], files: [{ name: 'from-disk.png', base64: 'AQL6' }] });
    const pasted = await editor.page.evaluate(() => {
      const paste = (data: DataTransfer) =>
        document
          .querySelector('easel-prompt-area')
          ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      const text = new DataTransfer();
      text.setData('text/plain', 'hello');
      const picture = new DataTransfer();
      picture.items.add(new File([new Uint8Array([9])], 'image.png', { type: 'image/png' }));
      return [paste(text), paste(picture)];
    });
    assert.deepEqual(pasted, [true, false], 'only a picture is taken');
    await until(() => editor.made('addReferences').length === 2);
    assert.deepEqual(editor.made('addReferences')[1], { uris: [], files: [{ name: 'image.png', base64: 'CQ==' }] });
  });

  it('shows references, takes them away, and says when there are too many', async () => {
    await open({ snapshot: { ...withKey, references: await samples.references(2) }, prefill: { prompt: 'a cat' } });
    assert.equal(
      await editor.page.locator('.reference img').evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0)),
      true,
    );
    await editor.page.getByRole('button', { name: 'Remove reference-1.png' }).focus();
    await editor.page.keyboard.press('Enter');
    await until(() => editor.made('removeReference').length === 1);
    assert.deepEqual(editor.made('removeReference')[0], { id: 'r0' });
    await editor.page.getByRole('button', { name: 'Add reference' }).click();
    await until(() => editor.made('pickReferences').length === 1);
    editor.show({ ...withKey, references: await samples.references(16) });
    await editor.page.getByText('takes 15 references. Remove 1.').waitFor();
    assert.equal(await editor.page.getByRole('button', { name: 'Add reference' }).count(), 0);
    await prompt().press('Control+Enter');
    assert.equal(editor.made('run').length, 0);
  });

  it('has lines for what is worth knowing, which can be put away', async () => {
    await open({ snapshot: { ...samples.jpeg, changedOnDisk: true } });
    await editor.page.getByRole('button', { name: 'Save as PNG' }).click();
    await until(() => editor.made('saveAsPng').length === 1);
    await editor.page.locator('#note-jpeg').getByRole('button', { name: 'Dismiss' }).click();
    await editor.page.locator('#note-jpeg').waitFor({ state: 'detached' });
    assert.deepEqual(editor.made('noteRead'), [{ id: 'jpeg' }], 'the extension remembers it for every other JPEG');
    await editor.page.getByRole('button', { name: 'Reload' }).click();
    await until(() => editor.made('reload').length === 1);
    await editor.page.getByRole('button', { name: 'Keep Mine' }).click();
    await editor.page.getByText('The file has changed on disk.').waitFor({ state: 'detached' });
    editor.show(samples.jpeg);
    editor.show({ ...samples.jpeg, changedOnDisk: true });
    await editor.page.getByText('The file has changed on disk.').waitFor();
    await editor.page.reload();
    await editor.loaded();
    assert.equal(await editor.page.locator('#note-jpeg').count(), 0, 'stays away');
  });

  it('shows no picture that is not as large as the one that is edited', async () => {
    const { encodedPicture } = await import('./editorPictures');
    const lying = { width: withKey.height, height: withKey.width };
    await open({ waits: false, handlers: { picture: async () => ({ bytes: await encodedPicture(lying), type: 'image/png' }) } });
    await editor.page.getByText('It would be shown with 900 × 1600 pixels and has 1600 × 900.').waitFor();
    await prompt().fill('a cat');
    await prompt().press('Control+Enter');
    assert.equal(editor.made('run').length, 0);
  });

  it('says when the picture cannot be shown, and tries again', async () => {
    let fails = true;
    const { encodedPicture } = await import('./editorPictures');
    await open({
      waits: false,
      handlers: {
        picture: async () => {
          if (fails) {
            throw new Error('The file was deleted.');
          }
          return { bytes: await encodedPicture(withKey), type: 'image/png' };
        },
      },
    });
    await editor.page.getByText('The file was deleted.').waitFor();
    fails = false;
    await editor.page.getByRole('button', { name: 'Try Again' }).click();
    await editor.loaded();
    assert.equal(await editor.page.getByText('The file was deleted.').count(), 0);
  });
});

function leb(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...leb(Math.floor(value / 128))];
}
