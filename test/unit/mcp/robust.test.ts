/** What goes wrong around the MCP server, and what happens at once. Needs a build, as `npm test` makes it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import type { Simulator } from '../../fal/simulator';
import { image, page, serverFile, useServers, type Connection, type Project, type ServerOptions } from './harness';

describe('the MCP server, when things go wrong or all at once', function () {
  this.timeout(60_000);
  const servers = useServers();
  let simulator: Simulator;
  let project: Project;
  const start = (options?: ServerOptions): Promise<Connection> => servers().start(options);
  const inProject = (...names: string[]): string => path.join(project.folder, ...names);
  const openJobs = (): Promise<string[]> => readdir(path.join(project.storage, 'jobs/open')).catch(() => []);
  const submitted = (): number => simulator.requests.filter(({ step }) => step === 'submit').length;

  beforeEach(() => ({ simulator, project } = servers()));

  it('replaces eight placeholders of one page at once, and loses none of the changes', async () => {
    const lines = Array.from({ length: 8 }, (_, index) => `<img src="https://placehold.co/${100 + index}x80" alt="Boat ${index}">`);
    await writeFile(inProject('index.html'), `\ufeff<!doctype html>\r\n${lines.join('\r\n')}\r\n`);
    const { call } = await start();
    const answers = await Promise.all(
      lines.map((_, index) => call('replace_placeholder_image', { file: 'index.html', line: index + 2, model: 'easel/draft' })),
    );
    assert.ok(answers.every(({ isError }) => !isError));
    const text = await readFile(inProject('index.html'), 'utf8');
    const expected = answers.map(({ facts }, index) => {
      const [file] = facts['files'] as { path: string }[];
      return `<img src="/images/${path.basename(file?.path ?? '')}" alt="Boat ${index}">`;
    });
    assert.equal(text, `\ufeff<!doctype html>\r\n${expected.join('\r\n')}\r\n`);
  });

  it('leaves what came into a page while its picture was drawn', async () => {
    const { call } = await start();
    simulator.hold();
    const calling = call('replace_placeholder_image', { file: 'index.html', line: 2, quality: 'low' });
    await until(() => simulator.jobs.length === 1);
    await writeFile(inProject('index.html'), `<!-- written meanwhile -->\n${page}<p>and this</p>\n`);
    simulator.release();
    const { isError, text } = await calling;
    assert.equal(isError, false, text);
    const after = await readFile(inProject('index.html'), 'utf8');
    assert.match(after, /^<!-- written meanwhile -->\n.*src="\/images\/.*<p>and this<\/p>\n$/s);
    assert.doesNotMatch(after, /placehold/);
  });

  it('sends nothing that was cancelled while its question stood, whatever is answered then', async () => {
    const questions: (() => void)[] = [];
    const { client, call } = await start({
      settings: { 'easel.budget.confirmAbove': 0.0001 },
      answer: () => new Promise((resolve) => questions.push(() => resolve({ action: 'accept', content: {} }))),
    });
    const stop = new AbortController();
    const calling = call('generate_image_asset', image(), { signal: stop.signal });
    const rejected = assert.rejects(calling);
    await until(() => questions.length === 1);
    stop.abort(new Error('stop it'));
    await rejected;
    questions[0]?.();
    // Whatever the answer sets going has begun before the next call is answered, and ended when nothing is open.
    await client.listTools();
    assert.equal((await call('list_image_history')).isError, false);
    await until(async () => (await openJobs()).length === 0);
    assert.equal(submitted(), 0);
  });

  it('says where the key goes when there is none, and buys nothing later that was refused', async () => {
    const without = await start({ env: { FAL_KEY: '' }, settings: { 'easel.model': 'openai/gpt-image-2' } });
    for (const more of [{ model: 'openai/gpt-image-2' }, {}]) {
      const { isError, text } = await without.call('generate_image_asset', image(more));
      assert.ok(isError);
      assert.match(text, /FAL_KEY/);
    }
    assert.match((await without.call('replace_placeholder_image', { file: 'index.html', line: 2 })).text, /FAL_KEY/);
    await without.close();
    const { call } = await start();
    assert.equal((await call('generate_image_asset', image({ name: 'wanted' }))).isError, false);
    await until(async () => (await openJobs()).length === 0);
    assert.equal(submitted(), 1);
  });

  it('says nothing but the protocol on its output', async () => {
    const child = spawn(process.execPath, [serverFile, '--workspace', project.folder, '--storage', project.storage], { env: {} });
    const lines: { id?: number; jsonrpc?: string; result?: { isError?: boolean } }[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line) as (typeof lines)[number]));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const say = (message: Record<string, unknown>): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const clientInfo = { name: 'raw', version: '1' };
    say({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
    await until(() => lines.length === 1);
    say({ method: 'notifications/initialized' });
    child.stdin.write('this is no message\n');
    say({ id: 2, method: 'tools/call', params: { name: 'generate_image_asset', arguments: image({ model: 'easel/draft' }) } });
    say({ id: 3, method: 'tools/call', params: { name: 'find_placeholder_images' } });
    await until(() => lines.length === 3);
    assert.ok(lines.every(({ jsonrpc, result }) => jsonrpc === '2.0' && result && !result.isError));
    child.stdin.end();
    assert.equal(await ended, 0);
  });

  it('goes on after it was killed, and the page gets the picture that was paid for', async () => {
    const first = await start();
    simulator.hold();
    first.call('replace_placeholder_image', { file: 'index.html', line: 2, quality: 'low' }).catch(() => undefined);
    await until(() => simulator.jobs.length === 1);
    process.kill(first.pid, 'SIGKILL');
    await until(() => !isAlive(first.pid));
    simulator.release();
    await start();
    await until(async () => /src="\/images\//.test(await readFile(inProject('index.html'), 'utf8')));
    assert.equal(submitted(), 1);
  });

  it('ends soon although the service is silent, and sends nothing twice', async () => {
    const first = await start();
    simulator.fail('submit', { kind: 'blackHole' });
    first.call('generate_image_asset', image()).catch(() => undefined);
    await until(() => submitted() === 1);
    await first.close();
    await until(() => !isAlive(first.pid));
    const second = await start();
    assert.equal((await second.call('list_image_history')).isError, false);
    assert.equal(submitted(), 1);
  });

  it('follows no link out of the workspace, for pictures or for code', async () => {
    const outside = path.dirname(project.folder);
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#0b6bcb' } })
      .png()
      .toFile(path.join(outside, 'secret.png'));
    await writeFile(path.join(outside, 'secret.html'), page);
    await symlink(path.join(outside, 'secret.png'), inProject('link.png'));
    await symlink(path.join(outside, 'secret.html'), inProject('link.html'));
    await symlink(outside, inProject('away'), 'junction');
    const { call } = await start();
    const edit = { prompt: 'a boat', model: 'easel/draft' };
    const refusals = [
      await call('edit_image_region', { image: 'link.png', ...edit }),
      await call('edit_image_region', { image: 'away/secret.png', ...edit }),
      await call('generate_icon_set', { image: 'link.png' }),
      await call('find_placeholder_images', { files: ['link.html'] }),
      await call('replace_placeholder_image', { file: 'away/secret.html', line: 2, model: 'easel/draft' }),
      await call('generate_image_asset', image({ folder: 'file:///etc', model: 'easel/draft' })),
      await call('generate_image_asset', image({ folder: 'https://example.com/a', model: 'easel/draft' })),
    ];
    for (const { isError, text } of refusals) {
      assert.ok(isError && /outside the workspace/.test(text), text);
    }
    assert.equal(await readFile(path.join(outside, 'secret.html'), 'utf8'), page);
    const found = (await call('find_placeholder_images')).facts['placeholders'] as { file: string }[];
    assert.deepEqual(
      found.map(({ file }) => file),
      [inProject('index.html')],
    );
  });

  it('takes no settings from a storage folder inside the workspace, where they would be the repository’s', async () => {
    // A limit that would be seen at once.
    const { call, errors } = await start({ storage: inProject('.easel'), settings: { 'easel.budget.perDay': 0 } });
    const { isError, text } = await call('generate_image_asset', image());
    assert.equal(isError, false, text);
    assert.match(errors(), /settings\.json lies in the workspace/);
  });

  it('keeps to limits that the user changes while it runs', async () => {
    const { call } = await start();
    await mkdir(project.storage, { recursive: true });
    const file = path.join(project.storage, 'settings.json');
    await writeFile(file, '{ "easel.budget.perDay": 0 }');
    assert.match((await call('generate_image_asset', image())).text, /today’s limit/);
    await writeFile(file, '{ "easel.budget.perDay": 0 ');
    assert.match((await call('generate_image_asset', image())).text, /so that your limits hold/);
    await writeFile(file, '{ "easel.budget.perDay": 1 }');
    assert.equal((await call('generate_image_asset', image())).isError, false);
    assert.equal(submitted(), 1);
  });

  it('takes a question back together with its call', async () => {
    const stops: AbortSignal[] = [];
    const { call } = await start({
      settings: { 'easel.budget.confirmAbove': 0.0001 },
      // The official client does not hear that the first of all questions, number 0, was taken back: that one is answered.
      answer: (_, signal) => (stops.push(signal) === 1 ? { action: 'decline' } : new Promise(() => undefined)),
    });
    assert.match((await call('generate_image_asset', image())).text, /did not agree/);
    const stop = new AbortController();
    const rejected = assert.rejects(call('generate_image_asset', image(), { signal: stop.signal }));
    await until(() => stops.length === 2);
    stop.abort(new Error('stop it'));
    await rejected;
    await until(() => stops[1]?.aborted === true);
    assert.equal(submitted(), 0);
  });

  it('leaves a page alone that is not UTF-8, and says so; the picture is there', async () => {
    const bytes = Buffer.from(page.replace('quiet', 'm\u00fcde'), 'latin1');
    await writeFile(inProject('index.html'), bytes);
    const { call } = await start();
    const { isError, facts, text } = await call('replace_placeholder_image', { file: 'index.html', line: 2, model: 'easel/draft' });
    assert.equal(isError, false, text);
    assert.match(JSON.stringify(facts['skipped']), /is not UTF-8/);
    assert.ok((await readFile(inProject('index.html'))).equals(bytes));
  });

  it('tells that it works to who wants to know', async () => {
    const { call } = await start();
    const told: number[] = [];
    await call('generate_image_asset', image({ model: 'easel/draft' }), { onprogress: ({ progress }) => told.push(progress) });
    assert.ok(told.length > 0);
  });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
