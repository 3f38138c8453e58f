/** Pages, prompts and projects of somebody who means harm, in a real window. */
import assert from 'node:assert/strict';
import { readdir, symlink, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { useSession } from '../../vscode/session';
import { chooseFromMenu, reload, runCommand, until, webviewFrame } from '../../vscode/workbench';
import { openFromExplorer } from './imageEditor';
import { mutated, seeded } from './mutate';
import { fill, openPanel, panelFrame, pick, pressGenerate, waitForFile } from './panel';

const total = 10_000;
const batch = 200;
/** Ours begin here, so that the page's own requests are left alone. */
const firstId = 1_000_000;

interface Spy {
  post(message: unknown): void;
  readonly answered: Set<number>;
}

/** Runs in every frame before VS Code's own script: keeps the one way out of a page, and counts what comes back. */
function spyOnChannel(): void {
  let make: (() => { postMessage(message: unknown): void }) | undefined;
  const scope = window as unknown as { easelSpy?: Spy };
  const answered = new Set<number>();
  Object.defineProperty(window, 'acquireVsCodeApi', {
    configurable: true,
    get: () =>
      make &&
      (() => {
        const api = make?.();
        // Only now: VS Code writes the document of a page anew, and listeners from before are gone.
        window.addEventListener('message', ({ data }: MessageEvent<{ kind?: string; id?: number } | null>) => {
          if ((data?.kind === 'answer' || data?.kind === 'refusal') && typeof data.id === 'number') {
            answered.add(data.id);
          }
        });
        scope.easelSpy = { post: (message) => api?.postMessage(message), answered };
        return api;
      }),
    set: (value: typeof make) => (make = value),
  });
}

const form = {
  mode: 'image', prompt: 'A cup', model: 'easel/draft', width: 32, height: 32, density: '1', quality: 'medium', count: 1, format: 'png',
  folder: '', name: 'fuzzed', iconModel: 'easel/draft', style: 'flat', ground: 'transparent', groundColour: '#4f46e5', colours: [],
}; // prettier-ignore
const key = { jobId: '20260301-142530-1a2b3c4d', index: 0 };
const settings = { edge: 'exact', feather: 4, align: false, match: 0 };

/** What each page may say, without what opens a dialog of the system. */
const sayings: Readonly<Record<'panel' | 'editor' | 'review' | 'iconSet', readonly { method: string; params: unknown }[]>> = {
  panel: [
    { method: 'ready', params: {} },
    { method: 'generate', params: { form } },
    { method: 'previewPath', params: { form } },
    { method: 'cancel', params: { jobId: key.jobId } },
    { method: 'dismiss', params: { jobId: key.jobId } },
    { method: 'act', params: { ...key, action: 'discard' } },
    { method: 'recall', params: { jobId: key.jobId } },
    { method: 'history', params: { query: { text: 'a', show: 'all', limit: 60 } } },
    { method: 'historyAct', params: { key, action: 'saveAgain' } },
    { method: 'compare', params: { keys: [key, key] } },
  ],
  editor: [
    { method: 'ready', params: {} },
    { method: 'picture', params: { version: 'x' } },
    { method: 'preview', params: { ...key, settings } },
    { method: 'answer', params: key },
    { method: 'maskOf', params: { jobId: key.jobId } },
    { method: 'apply', params: { ...key, settings } },
    { method: 'discard', params: { ...key, discarded: true } },
    { method: 'addReferences', params: { uris: ['file:///etc/passwd'], files: [{ name: '../x.png', base64: 'AAAA' }] } },
    { method: 'removeReference', params: { id: 'x' } },
    { method: 'shape', params: { version: 'x', operation: { kind: 'trim', tolerance: 8, margin: 0 } } },
    { method: 'applyShape', params: { version: 'x', operation: { kind: 'square', by: 'pad' } } },
    { method: 'noteRead', params: { id: 'jpeg' } },
  ],
  review: [
    { method: 'ready', params: {} },
    { method: 'open', params: { placeId: 'x' } },
    { method: 'cancel', params: {} },
  ],
  iconSet: [
    { method: 'ready', params: {} },
    { method: 'plan', params: { form: {} } },
    { method: 'previews', params: { form: {} } },
    { method: 'write', params: { form: {}, plan: 'x' } },
    { method: 'open', params: { path: '../../../etc/passwd' } },
    { method: 'copySnippet', params: { form: {} } },
  ],
};

async function filesBelow(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

/** Sends bent messages from a page as if it had lost its mind, and waits until each is answered. */
async function fuzz(frame: Frame, kind: keyof typeof sayings, count: number, start: number): Promise<void> {
  const next = seeded(start + count);
  const names = sayings[kind].map(({ method }) => method);
  for (let done = 0; done < count; done += batch) {
    const messages = Array.from({ length: Math.min(batch, count - done) }, (_, index) => {
      const base = sayings[kind][next(sayings[kind].length)] ?? { method: 'ready', params: {} };
      return { kind: 'request', id: start + done + index, ...mutated(base, names, next) };
    });
    // As text: what bends messages also bends what carries them into the page.
    await frame.evaluate((text) => {
      const spy = (window as unknown as { easelSpy: Spy }).easelSpy;
      for (const message of JSON.parse(text) as Record<string, unknown>[]) {
        spy.post(message);
        // What is no message of ours at all is ignored.
        spy.post({ ...message, kind: 'answer' });
        spy.post({ ...message, id: 'x' });
      }
    }, JSON.stringify(messages));
    const ids = messages.map(({ id }) => id);
    await until(
      `all answers of the ${kind}`,
      () => frame.evaluate((wanted) => wanted.every((id) => (window as unknown as { easelSpy: Spy }).easelSpy.answered.has(id)), ids),
      120_000,
    );
  }
}

describe('somebody who means harm', function () {
  this.timeout(900_000);
  const session = useSession();

  it(`sends ${total} bent messages through the pages: each is answered, nothing else happens`, async () => {
    const { page, folder, simulator, server, browser } = session();
    // tsx wraps functions in a call that a page does not have.
    await browser.context.addInitScript({ content: 'globalThis.__name = (one) => one;' });
    await browser.context.addInitScript(spyOnChannel);
    await reload(page);
    let frame = await openPanel(page);
    await fill(frame, { prompt: 'A first cup', size: '64x64' });
    await pressGenerate(frame);
    await waitForFile(folder, 'public/images/first-cup.png');
    const hosts = await server.extensionHosts();
    const outside = await filesBelow(path.dirname(folder)).then((files) => files.filter((file) => !file.startsWith(path.basename(folder))));

    await fuzz(frame, 'panel', 4_000, firstId);
    await fuzz(await openFromExplorer(page, 'first-cup.png'), 'editor', 3_000, firstId + 10_000);
    await runCommand(page, 'Easel: Replace All Placeholders…');
    await fuzz(await webviewFrame(page, 'easel-review .run'), 'review', 1_500, firstId + 20_000);
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'first-cup.png' });
    await chooseFromMenu(page, row.first(), 'Export Icon Set…');
    await fuzz(await webviewFrame(page, 'easel-icon-set'), 'iconSet', 1_500, firstId + 30_000);

    assert.deepEqual(await server.extensionHosts(), hosts, 'the extension host was started anew');
    assert.equal(simulator.requests.length, 0, 'something was sent');
    assert.deepEqual(
      await filesBelow(path.dirname(folder)).then((files) => files.filter((file) => !file.startsWith(path.basename(folder)))),
      outside,
      'something was written elsewhere',
    );
    const made = (await filesBelow(folder)).filter((file) => /fuzz|passwd|\.exe|easel-part/.test(file));
    assert.ok(
      made.every((file) => /^public[\\/]images[\\/][\w-]+\.(?:png|jpg|webp)$/.test(file)),
      made.join(', '),
    );
    // And Easel still works.
    await runCommand(page, 'Easel: Open Generate Panel');
    frame = await panelFrame(page);
    await fill(frame, { prompt: 'A last cup', size: '64x64' });
    await pressGenerate(frame);
    await waitForFile(folder, 'public/images/last-cup.png');
  });

  it('writes prompts and names that want to be something else: they are text, and files stay where they belong', async () => {
    const { page, folder, simulator } = session();
    const evil = [
      '../../../../tmp/escape <img src=x onerror=alert(1)>',
      '[click](command:workbench.action.terminal.new) **bold** `code`',
      'CON',
      '\u202egnp.exe \u2066hidden\u2069',
      `${'W'.repeat(10_000)} end`,
      '$(trash) ${env:HOME} %PATH% {{x}}',
    ];
    let frame = await openPanel(page);
    for (const [index, prompt] of evil.entries()) {
      await fill(frame, { prompt, size: '64x64', name: index % 2 === 0 ? prompt.slice(0, 200) : '' });
      await pressGenerate(frame);
      await until(`picture ${index + 1}`, async () => (await frame.locator('.run').count()) === index + 1);
    }
    const files = (await readdir(path.join(folder, 'public/images'))).filter((file) => file.endsWith('.png'));
    assert.ok(files.length >= evil.length);
    for (const file of files) {
      assert.match(file, /^[^<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]+\.png$/u, file);
      assert.doesNotMatch(file, /^(?:con|prn|aux|nul)\./i, file);
      assert.ok(Buffer.byteLength(file) <= 140, file);
    }
    const html = await frame.locator('easel-panel').innerHTML();
    assert.doesNotMatch(html, /<img[^>]+src="x"|href="command:/);
    await pick(frame, 'History');
    await until('the history', async () => (await frame.locator('.history-card').count()) === evil.length);

    await runCommand(page, 'Easel: Focus on History View');
    const rows = page.locator('.pane-body .monaco-list-row', { hasText: 'Draft' });
    await until('the rows', async () => (await rows.count()) === evil.length);
    for (let index = 0; index < evil.length; index++) {
      await rows.nth(index).hover();
      const hover = page.locator('.workbench-hover-container .rendered-markdown, .monaco-hover .rendered-markdown').first();
      await hover.waitFor();
      assert.equal(await hover.locator('a, strong, code, img[src="x"]').count(), 0, await hover.innerHTML());
      await page.mouse.move(5, 5);
      await hover.waitFor({ state: 'detached' }).catch(() => undefined);
    }
    assert.equal(await terminals(page), 0);
    assert.equal(simulator.requests.length, 0);
    await reload(page);
    frame = await panelFrame(page);
    await until('the list again', async () => (await frame.locator('.history-card').count()) === evil.length);
  });

  it('brings settings and links that lead out of the workspace: nothing is written there', async () => {
    const { page, folder } = session();
    const parent = path.dirname(folder);
    await mkdir(path.join(parent, 'outside'));
    await symlink(path.join(parent, 'outside'), path.join(folder, 'linked'));
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    for (const [assetsFolder, told] of [
      ['../outside', /outside the workspace/],
      ['linked', /outside the workspace/],
      [path.join(parent, 'outside'), /outside the workspace/],
    ] as const) {
      const hostileSettings = { 'easel.assetsFolder': assetsFolder, 'easel.fileName': '../../../{prompt}', 'easel.privateRequests': false };
      await writeFile(path.join(folder, '.vscode/settings.json'), JSON.stringify(hostileSettings));
      await reload(page);
      await runCommand(page, 'Easel: Open Generate Panel');
      const frame = await panelFrame(page);
      await fill(frame, { prompt: 'An escape', size: '64x64' });
      await pressGenerate(frame);
      await frame.locator('.refusal', { hasText: told }).waitFor();
      assert.deepEqual(await readdir(path.join(parent, 'outside')), []);
    }
  });
});

async function terminals(page: Page): Promise<number> {
  return page.locator('.terminal-wrapper, .xterm').count();
}
