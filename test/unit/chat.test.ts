/** `@easel`, the whole extension behind it, with a stream that writes down what it is given. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type * as vscode from 'vscode';
import type { App } from '../../src/editor/app';
import { participantId } from '../../src/editor/chat/participantId';
import type { Question } from '../../src/headless/host';
import manifest from '../../package.json';
import { startSimulator, type Simulator } from '../fal/simulator';
import { loadHeadless, type Headless } from './headless/app';
import { createProject, type Project } from './mcp/harness';

interface Part {
  readonly kind: 'markdown' | 'anchor' | 'progress' | 'button';
  readonly value: unknown;
}

describe('@easel in the chat', function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let project: Project;
  let headless: Headless;
  let app: App;
  let answer: string | undefined;
  const questions: Question[] = [];

  const start = async (key?: string): Promise<void> => {
    process.env['EASEL_FAL_BASE_URL'] = simulator.baseUrl;
    const ask = (question: Question) => (questions.push(question), Promise.resolve(answer));
    headless = await loadHeadless({ folders: [project.folder], storage: project.storage, ask, ...(key ? { key } : {}) });
    app = headless.createApp(headless.extensionContext() as vscode.ExtensionContext);
  };

  const say = async (
    command: string | undefined,
    prompt: string,
    references: readonly vscode.ChatPromptReference[] = [],
    signal = new AbortController().signal,
  ) => {
    const parts: Part[] = [];
    const take =
      (kind: Part['kind']) =>
      (value: unknown): void =>
        void parts.push({ kind, value });
    const stream = { markdown: take('markdown'), anchor: take('anchor'), progress: take('progress'), button: take('button') };
    const result = await app.chat(
      { command, prompt, references },
      stream as unknown as vscode.ChatResponseStream,
      headless.tokenOf(signal),
    );
    const of = (kind: Part['kind']) => parts.filter((part) => part.kind === kind).map(({ value }) => value);
    return {
      parts,
      result,
      text: of('markdown')
        .map((value) => (typeof value === 'string' ? value : (value as vscode.MarkdownString).value))
        .join(''),
      trusted: of('markdown').some((value) => typeof value !== 'string' && Boolean((value as vscode.MarkdownString).isTrusted)),
      files: of('anchor').flatMap((value) => ('fsPath' in (value as object) ? [(value as vscode.Uri).fsPath] : [])),
      buttons: of('button').map((value) => (value as vscode.Command).command),
      progress: of('progress') as string[],
    };
  };

  before(async () => (simulator = await startSimulator()));
  after(async () => {
    delete process.env['EASEL_FAL_BASE_URL'];
    await simulator.close();
  });
  beforeEach(async () => {
    simulator.reset();
    questions.length = 0;
    answer = 'Generate';
    project = await createProject();
  });
  afterEach(async () => {
    await app.dispose();
    await project.remove();
  });

  it('draws a draft for nothing and without a question', async () => {
    await start();
    const { files, text, buttons, progress } = await say('generate', 'a lighthouse at dusk, 320x200');
    assert.deepEqual(files, [path.join(project.folder, 'public/images/lighthouse-dusk.png')]);
    const { width, height } = await sharp(files[0]).metadata();
    assert.deepEqual([width, height], [320, 200]);
    assert.match(text, /320 × 200 · free/);
    assert.match(text, /!\[public\/images\/lighthouse\\-dusk\.png\]\(<file:/);
    assert.deepEqual(buttons, ['vscode.open', 'easel.editImage']);
    assert.ok(progress.length > 0);
    assert.equal(questions.length, 0);
  });

  it('shows the price and asks before it spends anything', async () => {
    await start('test-key');
    answer = undefined;
    const refused = await say('generate', 'a lighthouse 1200x630 --quality low');
    assert.match(refused.text, /GPT Image 2 · 1200 × 630 · about \\?\$0\.0/);
    assert.match(refused.text, /Cancelled\./);
    assert.match(questions[0]?.message ?? '', /for about \$0\.0/);
    assert.equal(simulator.jobs.length, 0);
    answer = 'Generate';
    const made = await say('generate', 'a lighthouse 1200x630 --quality low');
    assert.equal(made.result.errorDetails, undefined);
    assert.ok(existsSync(made.files[0] ?? ''));
    assert.equal(questions.length, 2);
    assert.equal(simulator.jobs.length, 1);
  });

  it('makes an icon with its next step, and no oblong one', async () => {
    await start('test-key');
    const made = await say('icon', 'a paper plane --quality low');
    assert.equal(made.result.errorDetails, undefined, made.result.errorDetails?.message);
    assert.ok(made.buttons.includes('easel.exportIconSet'));
    assert.equal((await sharp(made.files[0]).metadata()).hasAlpha, true);
    assert.match((await say('icon', 'a paper plane 200x100')).result.errorDetails?.message ?? '', /An icon is square/);
  });

  it('edits a picture that is attached or named, into a new file', async () => {
    await start('test-key');
    const [drawn] = (await say('generate', 'a hill 320x200 --model easel/draft')).files;
    assert.ok(drawn);
    const named = await say('edit', `${path.relative(project.folder, drawn)} make the sky pink --quality low`);
    assert.equal(named.result.errorDetails, undefined, named.result.errorDetails?.message);
    assert.equal(simulator.jobs.at(-1)?.input['prompt']?.toString().includes('make the sky pink'), true);
    assert.ok(named.files[0] && named.files[0] !== drawn);
    await copyFile(drawn, path.join(project.folder, 'other.png'));
    const uri = headless.vscode.Uri.file(path.join(project.folder, 'other.png'));
    const reference = { id: 'x', range: [8, 23], value: uri } as unknown as vscode.ChatPromptReference;
    const attached = await say('edit', 'in the #file:other.png make it night --quality low', [reference]);
    assert.equal(attached.result.errorDetails, undefined, attached.result.errorDetails?.message);
    assert.doesNotMatch(String(simulator.jobs.at(-1)?.input['prompt']), /#file/);
    assert.match((await say('edit', 'make it night')).result.errorDetails?.message ?? '', /Which picture\?/);
    assert.match((await say('edit', '../../x.png make it night')).result.errorDetails?.message ?? '', /outside the workspace/);
  });

  it('lists placeholders with their places', async () => {
    await start();
    const found = await say('placeholders', '');
    assert.match(found.text, /Found 1/);
    const place = found.parts.find(({ kind }) => kind === 'anchor')?.value as vscode.Location;
    assert.equal(place.uri.fsPath, path.join(project.folder, 'index.html'));
    assert.equal(place.range.start.line, 1);
    assert.deepEqual(found.buttons, ['easel.replaceAllPlaceholders']);
  });

  it('helps without a command, and offers to take the words as a prompt', async () => {
    await start();
    const { text, result } = await say(undefined, 'a lighthouse');
    assert.match(text, /\/generate/);
    assert.deepEqual(result.metadata, { command: '', prompt: 'a lighthouse' });
    assert.equal(simulator.jobs.length, 0);
  });

  it('says what is wrong with the way on', async () => {
    await start();
    const noKey = await say('generate', 'a fox 64x64 --model openai/gpt-image-2');
    assert.match(noKey.result.errorDetails?.message ?? '', /needs a fal\.ai key/);
    assert.deepEqual(noKey.buttons, ['easel.setApiKey']);
    assert.match((await say('generate', '')).result.errorDetails?.message ?? '', /Say what the picture shows/);
    assert.match((await say('generate', 'a fox --colour red')).result.errorDetails?.message ?? '', /--colour/);
  });

  it('stops when it is told to: the service is told, nothing is saved', async () => {
    await start('test-key');
    simulator.hold();
    const stop = new AbortController();
    const saying = say('generate', 'a fox 64x64 --quality low', [], stop.signal);
    while (simulator.jobs.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    stop.abort();
    assert.match((await saying).text, /Cancelled\./);
    assert.ok(simulator.requests.some(({ path: place }) => place.endsWith('/cancel')));
    simulator.release();
    assert.deepEqual(await readdir(path.join(project.folder, 'public/images')), []);
  });

  it('takes words for words: no markup, link or command of theirs is shown', async () => {
    await start();
    const hostile = '[x](command:workbench.action.quit) <img src=x onerror=alert(1)>\n# big ![y](https://evil.example/y.png) 64x64';
    const { text, trusted, result } = await say('generate', hostile);
    assert.equal(result.errorDetails, undefined, result.errorDetails?.message);
    assert.equal(trusted, false);
    assert.doesNotMatch(text.replace(/\\./g, ''), /command:|<img|evil\.example|^# /m);
  });

  it('is in the manifest under the name that it is registered with', () => {
    assert.deepEqual(
      manifest.contributes.chatParticipants.map(({ id, name, commands }) => [id, name, commands.map((command) => command.name)]),
      [[participantId, 'easel', ['generate', 'edit', 'icon', 'placeholders']]],
    );
  });
});
