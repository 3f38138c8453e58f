/** A full run of the MCP server with the official client. Needs a build, as `npm test` makes it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import manifest from '../../../package.json';
import { describeModel } from '../../../src/core/models/added/describe';
import { otherModels } from '../../fal/otherModels';
import type { Simulator } from '../../fal/simulator';
import { image, key, page, serverFile, useServers, type Connection, type Project, type ServerOptions } from './harness';

describe('the MCP server', function () {
  this.timeout(60_000);
  const servers = useServers();
  let simulator: Simulator;
  let project: Project;
  const start = (options?: ServerOptions): Promise<Connection> => servers().start(options);
  const filesOf = (facts: Record<string, unknown>): string[] => (facts['files'] as { path: string }[]).map((file) => file.path);

  beforeEach(() => ({ simulator, project } = servers()));

  it('lists the tools of the manifest, and says which only read', async () => {
    const { client } = await start();
    assert.equal(client.getServerVersion()?.name, 'easel');
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
      manifest.contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => ({
        name,
        description: modelDescription,
        inputSchema,
      })),
    );
    assert.deepEqual(
      tools.filter(({ annotations }) => annotations?.readOnlyHint).map(({ name }) => name),
      ['find_placeholder_images', 'list_image_history'],
    );
    assert.ok(tools.every(({ title }) => title && !title.includes('%')));
  });

  it('makes a picture, edits a region of it and nothing else, and finds both in the history', async () => {
    const { call } = await start();
    const made = await call('generate_image_asset', image());
    assert.equal(made.isError, false, made.text);
    const [file = ''] = filesOf(made.facts);
    assert.equal(path.relative(project.folder, file), path.join('public', 'images', 'quiet-canal.png'));
    const { width, height, format } = await sharp(file).metadata();
    assert.deepEqual([width, height, format], [320, 240, 'png']);
    assert.ok((made.facts['cost_usd'] as number) > 0);
    const [preview] = made.images;
    assert.equal(preview?.mimeType, 'image/webp');
    assert.ok(Math.max((await sharp(preview.bytes).metadata()).width, 0) <= 512);
    assert.ok(!made.text.includes(key));

    const before = await sharp(file).ensureAlpha().raw().toBuffer();
    const edited = await call('edit_image_region', {
      image: file,
      prompt: 'a red boat',
      quality: 'low',
      rects: [{ x: 40, y: 40, width: 100, height: 80 }],
    });
    assert.equal(edited.isError, false, edited.text);
    assert.equal(edited.facts['pixels_changed_outside'], 0);
    const [second = ''] = filesOf(edited.facts);
    const after = await sharp(second).ensureAlpha().raw().toBuffer();
    let outside = 0;
    for (let at = 0; at < before.length; at += 4) {
      const [x, y] = [(at / 4) % 320, Math.floor(at / 4 / 320)];
      const isIn = x >= 40 && x < 140 && y >= 40 && y < 120;
      outside += !isIn && !before.subarray(at, at + 4).equals(after.subarray(at, at + 4)) ? 1 : 0;
    }
    assert.equal(outside, 0);

    const { facts } = await call('list_image_history', { query: 'canal' });
    const images = facts['images'] as { path?: string; edit_of?: string }[];
    assert.ok(images.some((one) => one.edit_of === file));
    assert.ok(images.some((one) => one.path === file));
    assert.equal(simulator.jobs.length, 2);
  });

  it('finds placeholders and replaces one, in the text and on disk', async () => {
    const { call } = await start();
    const found = await call('find_placeholder_images');
    const [placeholder] = found.facts['placeholders'] as { id: string; file: string; line: number; width: number }[];
    assert.deepEqual([placeholder?.file, placeholder?.line, placeholder?.width], [path.join(project.folder, 'index.html'), 2, 320]);
    const replaced = await call('replace_placeholder_image', { file: 'index.html', id: placeholder?.id, quality: 'low' });
    assert.equal(replaced.isError, false, replaced.text);
    const [file = ''] = filesOf(replaced.facts);
    const text = await readFile(path.join(project.folder, 'index.html'), 'utf8');
    assert.equal(text, page.replace('https://placehold.co/320x200', `/images/${path.basename(file)}`));
    assert.deepEqual((await sharp(file).metadata()).width, 320);
    assert.deepEqual((await call('find_placeholder_images')).facts['placeholders'], []);
    // What comes to the project meanwhile is seen.
    await writeFile(path.join(project.folder, 'about.html'), page);
    assert.equal((await call('find_placeholder_images')).facts['found'], 1);
  });

  it('makes an icon set from a prompt', async () => {
    const { call } = await start();
    const { facts, isError, text } = await call('generate_icon_set', { prompt: 'a paper plane', presets: ['pwa'], quality: 'low' });
    assert.equal(isError, false, text);
    const written = facts['written'] as string[];
    assert.ok(written.length > 3 && written.every((file) => existsSync(file)));
    assert.equal(simulator.jobs.length, 1);
  });

  it('makes drafts without a key, and says how to get further', async () => {
    const { call } = await start({ env: { FAL_KEY: '' } });
    const draft = await call('generate_image_asset', image({ model: 'easel/draft' }));
    assert.equal(draft.facts['cost_usd'], 0);
    assert.ok(existsSync(filesOf(draft.facts)[0] ?? ''));
    const paid = await call('generate_image_asset', image({ model: 'openai/gpt-image-2' }));
    assert.ok(paid.isError);
    assert.match(paid.text, /needs a fal\.ai key/);
    assert.equal(simulator.jobs.length, 0);
  });

  it('says what is wrong and what to do, and stays alive', async () => {
    const { call } = await start();
    await symlink(path.dirname(project.storage), path.join(project.folder, 'out'), 'junction');
    const refusals = [
      await call('generate_image_asset', image({ folder: path.dirname(project.folder) })),
      await call('generate_image_asset', image({ folder: '../elsewhere' })),
      await call('generate_image_asset', image({ folder: 'out' })),
      await call('edit_image_region', { image: '../x.png', prompt: 'a' }),
      await call('find_placeholder_images', { files: ['../../etc/passwd'] }),
    ];
    assert.ok(refusals.every(({ isError, text }) => isError && /outside the workspace/.test(text)));
    assert.match((await call('generate_image_asset', image({ colour: 'red' }))).text, /do not fit/);
    assert.match((await call('generate_image_asset', { prompt: 'A fox' })).text, /width/);
    assert.match((await call('replace_placeholder_image', { file: 'index.html', id: 'none' })).text, /no such placeholder/i);
    assert.match((await call('no_such_tool')).text, /There is no tool/);
    assert.match((await call('toString')).text, /There is no tool/);
    simulator.fail('submit', { kind: 'http', status: 403, body: { detail: 'User is locked. Reason: Exhausted balance.' } });
    const refused = await call('generate_image_asset', image());
    assert.ok(refused.isError);
    assert.match(refused.text, /balance is used up/);
    assert.equal(simulator.jobs.length, 0);
    assert.deepEqual(await readdir(path.join(project.folder, 'public/images')), []);
    assert.equal((await call('generate_image_asset', image())).isError, false);
  });

  it('stops a call in its middle: the service is told, nothing is saved', async () => {
    const { call } = await start();
    simulator.hold();
    const stop = new AbortController();
    const calling = call('generate_image_asset', image(), { signal: stop.signal });
    const rejected = assert.rejects(calling, /stop it/);
    await until(() => simulator.jobs.length === 1);
    stop.abort(new Error('stop it'));
    await rejected;
    await until(() => simulator.requests.some(({ path: place }) => place.endsWith('/cancel')));
    simulator.release();
    assert.equal((await call('list_image_history')).isError, false);
    assert.deepEqual(await readdir(path.join(project.folder, 'public/images')), []);
  });

  it('does eight calls at once, each paid for once', async () => {
    const { call } = await start();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => call('generate_image_asset', image({ prompt: `Boat ${index}`, width: 200 + index }))),
    );
    const files = answers.flatMap(({ facts }) => filesOf(facts));
    assert.equal(new Set(files).size, 8);
    const widths = await Promise.all(files.map(async (file) => (await sharp(file).metadata()).width));
    assert.deepEqual(
      widths,
      files.map((_, index) => 200 + index),
    );
    assert.equal(simulator.jobs.length, 8);
  });

  it('keeps to the limit of the day, also when two servers ask a hundred times, whatever a workspace says', async () => {
    await mkdir(path.join(project.folder, '.vscode'), { recursive: true });
    await writeFile(path.join(project.folder, '.vscode/settings.json'), '{ "easel.budget.perDay": 1000, "easel.assetsFolder": "art" }');
    const settings = { 'easel.budget.perDay': 0.02 };
    const [one, other] = [await start({ settings }), await start()];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 ? one : other).call('generate_image_asset', image({ prompt: `Fox ${index}` }))),
    );
    const made = answers.filter(({ isError }) => !isError);
    assert.ok(made.length > 0 && made.length === simulator.jobs.length);
    const cost = made.reduce((sum, { facts }) => sum + (facts['cost_usd'] as number), 0);
    assert.ok(cost <= 0.02, `$${cost}`);
    assert.ok(answers.filter(({ isError }) => isError).every(({ text }) => /limit/.test(text)));
    // What a workspace may say holds.
    assert.ok(filesOf(made[0]?.facts ?? {})[0]?.includes(`${path.sep}art${path.sep}`));
  });

  it('asks the person above the bound, through a client that can', async () => {
    const settings = { 'easel.budget.confirmAbove': 0.0001 };
    const mute = await start({ settings });
    const refused = await mute.call('generate_image_asset', image());
    assert.ok(refused.isError);
    assert.match(refused.text, /cannot ask.*confirmAbove/s);
    const asked: string[] = [];
    const unwilling = await start({ answer: (message) => (asked.push(message), { action: 'decline' }) });
    assert.match((await unwilling.call('generate_image_asset', image())).text, /did not agree/);
    assert.equal(simulator.jobs.length, 0);
    assert.match(asked[0] ?? '', /costs about \$/);
    const willing = await start({ answer: () => ({ action: 'accept', content: {} }) });
    assert.equal((await willing.call('generate_image_asset', image())).isError, false);
    assert.equal(simulator.jobs.length, 1);
  });

  it('knows the models that the user has added, and asks about a price that nobody knows', async () => {
    const flux = otherModels.find(({ id }) => id === 'fal-ai/flux/dev');
    assert.ok(flux);
    const model = describeModel({ id: flux.id, name: flux.title, openapi: flux.openapi });
    const env = { EASEL_MODELS: JSON.stringify([{ model }]) };
    const asked: string[] = [];
    const { call } = await start({ env, answer: (message) => (asked.push(message), { action: 'accept', content: {} }) });
    const { prompt, width, height } = image();
    const made = await call('generate_image_asset', { prompt, width, height, model: flux.id });
    assert.equal(made.isError, false, made.text);
    assert.match(asked[0] ?? '', /price of this is not known/);
    assert.equal(simulator.jobs[0]?.endpoint, flux.id);
    assert.deepEqual((await sharp(filesOf(made.facts)[0]).metadata()).width, 320);
  });

  it('can be turned off by its user', async () => {
    const { call } = await start({ settings: { 'easel.agentTools.enabled': false } });
    assert.match((await call('list_image_history')).text, /turned the tools of Easel off/);
  });

  it('goes on, in the next server, with what ran when its client left; it is sent once', async () => {
    const first = await start();
    simulator.hold();
    first.call('generate_image_asset', image()).catch(() => undefined);
    await until(() => simulator.jobs.length === 1);
    const { pid } = first;
    await first.close();
    await until(() => !isAlive(pid));
    simulator.release();
    const second = await start();
    await until(() => existsSync(path.join(project.folder, 'public/images/quiet-canal.png')));
    await until(async () => ((await second.call('list_image_history')).facts['images'] as { path?: string }[])[0]?.path !== undefined);
    assert.equal(simulator.jobs.length, 1);
  });

  it('keeps the key out of everything that it writes', async () => {
    const { call, errors } = await start({ env: { EASEL_OPENAI_KEY: 'sk-marked-openai-77aa' } });
    simulator.fail('submit', { kind: 'http', status: 422, body: { detail: `Key ${key} and sk-marked-openai-77aa are not liked` } });
    const refused = await call('generate_image_asset', image());
    await call('generate_image_asset', image());
    const written = readdirSync(path.dirname(project.storage), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
    for (const text of [refused.text, errors(), ...written]) {
      assert.ok(!/marked/.test(text));
    }
  });

  it('prints what it is, refuses what it does not know, and a folder that is not there', async () => {
    const run = (...args: string[]) => promisify(execFile)(process.execPath, [serverFile, ...args]);
    assert.equal((await run('--version')).stdout.trim(), manifest.version);
    assert.match((await run('--help')).stdout, /--workspace/);
    await assert.rejects(run('--colour'), /--colour/);
    await assert.rejects(run('--workspace', path.join(project.folder, 'none')), /is not a folder/);
    await mkdir(project.storage, { recursive: true });
    await writeFile(path.join(project.storage, 'settings.json'), '{ "easel.budget.perDay": 1');
    await assert.rejects(run('--workspace', project.folder, '--storage', project.storage), /so that your limits hold/);
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
