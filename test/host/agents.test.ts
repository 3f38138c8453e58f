/** The tools of agents, called as agents call them: through VS Code itself. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readHeader } from './imageHeader';

const root = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const folder = 'agent-made';

async function call(name: string, input: Record<string, unknown>, token?: vscode.CancellationToken) {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  const [text] = content;
  assert.ok(text instanceof vscode.LanguageModelTextPart);
  assert.ok(!/base64|iVBOR/.test(text.value), 'no picture as text');
  const pictures = content.filter((part) => part instanceof vscode.LanguageModelDataPart);
  return { facts: JSON.parse(text.value) as Record<string, unknown>, pictures };
}

const refusal = (name: string, input: Record<string, unknown>): Promise<string> =>
  call(name, input).then(
    () => assert.fail('it was not refused'),
    (error: unknown) => String(error),
  );

describe('agents', function () {
  this.timeout(120_000);
  const limits = vscode.workspace.getConfiguration('easel.budget');

  before(async () => {
    await vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' });
  });

  after(async () => {
    await limits.update('perDay', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('easel.removeApiKey', {});
    await rm(path.join(root(), folder), { recursive: true, force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('see six tools', () => {
    const own = vscode.lm.tools.filter(({ tags }) => tags.includes('easel')).map(({ name }) => name);
    assert.deepEqual(own.sort(), [
      'edit_image_region',
      'find_placeholder_images',
      'generate_icon_set',
      'generate_image_asset',
      'list_image_history',
      'replace_placeholder_image',
    ]);
  });

  it('read without a question', async () => {
    const { facts } = await call('find_placeholder_images', { files: ['index.html'] });
    const placeholders = facts['placeholders'] as { id: string; file: string; line: number }[];
    assert.equal(placeholders.length, facts['found']);
    assert.ok(placeholders.every(({ file, line }) => path.isAbsolute(file) && line > 0));
    const history = await call('list_image_history', { limit: 3 });
    assert.ok(Array.isArray(history.facts['images']));
  });

  it('have an image made, edit a region of it and find it in the history', async () => {
    // A test's window answers the question of VS Code with yes.
    const made = await call('generate_image_asset', { prompt: 'A quiet canal', width: 320, height: 240, quality: 'low', folder });
    const [file] = made.facts['files'] as { path: string; bytes: number; width: number; height: number }[];
    assert.ok(file);
    const bytes = await readFile(file.path);
    assert.equal(bytes.length, file.bytes);
    assert.deepEqual({ width: file.width, height: file.height }, { width: 320, height: 240 });
    assert.deepEqual(readHeader(bytes), { type: 'png', width: 320, height: 240 });
    assert.ok(typeof made.facts['cost_usd'] === 'number' && made.facts['cost_usd'] > 0);
    const [preview] = made.pictures;
    assert.ok(made.pictures.length === 1 && preview instanceof vscode.LanguageModelDataPart);
    assert.equal(preview.mimeType, 'image/webp');
    const { width, height } = readHeader(Buffer.from(preview.data));
    assert.ok(Math.max(width, height) <= 512);

    const polygons = [
      [
        { x: 40, y: 40 },
        { x: 200, y: 60 },
        { x: 80, y: 200 },
      ],
    ];
    const rects = [{ x: 250, y: 180, width: 40, height: 40 }];
    const edited = await call('edit_image_region', { image: file.path, prompt: 'a red boat', quality: 'low', rects, polygons });
    assert.equal(edited.facts['pixels_changed_outside'], 0);
    assert.ok((await readFile(file.path)).equals(bytes), 'the picture itself stays');

    const { facts } = await call('list_image_history', { query: 'quiet canal' });
    const [edit, image] = facts['images'] as { path?: string; edit_of?: string }[];
    assert.equal(edit?.edit_of, file.path);
    assert.equal(image?.path, file.path);
  });

  it('replace a placeholder in the code by a picture that they have made', async () => {
    const page = vscode.Uri.file(path.join(root(), 'agent-page.html'));
    await vscode.workspace.fs.writeFile(page, Buffer.from('<img src="https://placehold.co/120x80" alt="A small bridge">\n'));
    try {
      const { facts } = await call('find_placeholder_images', { files: ['agent-page.html'] });
      const [placeholder] = facts['placeholders'] as { id: string; width: number }[];
      assert.equal(placeholder?.width, 120);
      const replaced = await call('replace_placeholder_image', { file: 'agent-page.html', id: placeholder.id, quality: 'low' });
      const [file] = replaced.facts['files'] as { path: string }[];
      assert.ok(file);
      const { width, height } = readHeader(await readFile(file.path));
      assert.deepEqual([width, height], [120, 80]);
      const text = (await vscode.workspace.openTextDocument(page)).getText();
      assert.ok(!text.includes('placehold.co') && text.includes(path.basename(file.path)), text);
      await rm(file.path);
    } finally {
      await vscode.window.showTextDocument(page);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await rm(page.fsPath);
    }
  });

  it('make a set of icons from a prompt, paid for once', async () => {
    const { facts } = await call('generate_icon_set', { prompt: 'a kite', presets: ['chrome-extension'], quality: 'low', name: 'kite' });
    const written = facts['written'] as string[];
    assert.ok(written.length > 0 && written.every((file) => existsSync(file)));
    assert.ok(typeof facts['cost_usd'] === 'number' && facts['cost_usd'] > 0);
    const master = facts['master'] as string;
    await Promise.all([...written, master].map((file) => rm(file, { force: true })));
  });

  it('make a set of icons from a picture that is there for nothing', async () => {
    const draft = { prompt: 'A mark', width: 512, height: 512, model: 'easel/draft', folder };
    const [master] = (await call('generate_image_asset', draft)).facts['files'] as { path: string }[];
    const { facts } = await call('generate_icon_set', { image: master?.path, presets: ['chrome-extension'] });
    assert.equal(facts['cost_usd'], 0);
    const written = facts['written'] as string[];
    assert.ok(written.length > 0 && written.every((file) => existsSync(file)));
    await Promise.all(written.map((file) => rm(file)));
  });

  it('are told what to do next, and nothing is written outside the workspace', async () => {
    const base = { prompt: 'A fox', width: 64, height: 64 };
    assert.match(await refusal('generate_image_asset', { ...base, folder: '/tmp' }), /outside the workspace/);
    assert.match(await refusal('generate_image_asset', { ...base, colour: 'red' }), /do not fit/);
    assert.match(await refusal('edit_image_region', { image: '../x.png', prompt: 'a' }), /outside the workspace/);
    assert.match(await refusal('replace_placeholder_image', { file: 'index.html', id: 'none' }), /no such placeholder/i);
    assert.match(await refusal('generate_icon_set', {}), /either a prompt/i);
  });

  it('are stopped by the limit of the day, however often they ask', async () => {
    await limits.update('perDay', 0, vscode.ConfigurationTarget.Global);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        refusal('generate_image_asset', { prompt: `Fox ${index}`, width: 64, height: 64, quality: 'low', folder }),
      ),
    );
    assert.ok(answers.every((answer) => /today’s limit/.test(answer)));
    await limits.update('perDay', undefined, vscode.ConfigurationTarget.Global);
  });

  it('get as much as the limit of the day leaves, of a hundred that they ask for at once', async () => {
    const spent = async () => {
      const page = await vscode.commands.executeCommand<string>('easel.showSpending');
      return Number(/Today: \*\*\$([\d.]+)/.exec(page)?.[1]);
    };
    const limit = Math.ceil((await spent()) * 100) / 100 + 0.05;
    await limits.update('perDay', limit, vscode.ConfigurationTarget.Global);
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        call('generate_image_asset', { prompt: `Badger ${index}`, width: 64, height: 64, quality: 'low', folder }),
      ),
    );
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []));
    assert.ok(
      refused.every((reason) => /today’s limit/.test(reason)),
      refused.find((reason) => !/today’s limit/.test(reason)),
    );
    assert.ok(refused.length < 100 && refused.length >= 90, `${refused.length} of 100 refused`);
    assert.ok((await spent()) <= limit);
    await limits.update('perDay', undefined, vscode.ConfigurationTarget.Global);
  });

  it('say why nothing is done for them when the user has turned them off', async () => {
    const tools = vscode.workspace.getConfiguration('easel.agentTools');
    const before = vscode.lm.tools.find(({ name }) => name === 'list_image_history');
    assert.ok(before);
    await tools.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      const reason = await refusal('list_image_history', {});
      assert.ok(!/unexpected/i.test(reason), reason);
    } finally {
      await tools.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('cancel what they have asked for', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(call('generate_image_asset', { prompt: 'Never', width: 64, height: 64, folder, name: 'never' }, source.token));
    assert.equal(existsSync(path.join(root(), folder, 'never.png')), false);
  });
});
