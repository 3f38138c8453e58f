/** A marked key goes through everything that Easel does, and is looked for everywhere afterwards. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { useSession } from '../../vscode/session';
import { reload, runCommand, screenshot, until } from '../../vscode/workbench';
import { openFromExplorer } from './imageEditor';
import { fill, openPanel, panelFrame, pick, pressGenerate, setKey, waitForFile } from './panel';

/** With characters that look different in a URL and in base64. */
const secret = 'm4rked+5ecret/k3y=of~the~test';
const key = `0f0f0f0f-feed-4bee:${secret}`;

/** The key and its secret part as they are, in base64 at each of the three ways in which it can begin there, in a URL, in JSON and in hex. */
const forms: readonly string[] = [key, secret].flatMap((text) => [
  text,
  encodeURIComponent(text),
  encodeURIComponent(encodeURIComponent(text)),
  JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  Buffer.from(text).toString('hex'),
  ...[0, 1, 2].flatMap((lead) => {
    const whole = Buffer.from('x'.repeat(lead) + text);
    // The first and last characters depend on what stands beside it.
    const inner = whole
      .toString('base64')
      .replace(/=+$/, '')
      .slice(lead === 0 ? 0 : 4, -4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  }),
]);

const holds = (text: string): boolean => forms.some((form) => text.includes(form));

async function filesWith(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const file = path.join(entry.parentPath, entry.name);
      const bytes = await readFile(file);
      // A file may hold it one or two bytes a character.
      if (holds(bytes.toString('latin1')) || holds(bytes.toString('utf16le'))) {
        found.push(path.relative(folder, file));
      }
    }
  }
  return found;
}

/** Runs in every frame: keeps what is said to and by pages. */
function listen(): void {
  const heard: string[] = [];
  (window as unknown as { easelHeard: string[] }).easelHeard = heard;
  const keep = (what: unknown): void => {
    try {
      heard.push(JSON.stringify(what));
    } catch {
      // What cannot be written down holds no text of ours.
    }
  };
  let make: (() => { postMessage(message: unknown): void }) | undefined;
  Object.defineProperty(window, 'acquireVsCodeApi', {
    configurable: true,
    get: () =>
      make &&
      (() => {
        const api = make?.();
        // Only now: VS Code writes the document of a page anew, and listeners from before are gone.
        window.addEventListener('message', ({ data }) => keep(data));
        return (
          api && {
            ...api,
            postMessage: (message: unknown) => {
              keep(message);
              api.postMessage(message);
            },
          }
        );
      }),
    set: (value: typeof make) => (make = value),
  });
}

/** Looks for the key in what all pages show and have said. @returns how many messages they heard and sent */
async function lookAt(page: Page, wrong: string[]): Promise<number> {
  let messages = 0;
  for (const frame of page.frames()) {
    wrong.push(...(holds(await frame.content()) ? [`HTML of ${frame.url().slice(0, 80)}`] : []));
    const heard = await frame.evaluate(() => (window as unknown as { easelHeard?: string[] }).easelHeard ?? []);
    // The window itself carries what is typed into its own input to VS Code.
    if (frame !== page.mainFrame()) {
      messages += heard.length;
      wrong.push(...heard.filter(holds).map((text) => `message: ${text.slice(0, 200)}`));
    }
  }
  return messages;
}

describe('a marked key', function () {
  this.timeout(300_000);
  const session = useSession({ keys: [key] });

  it('is found in the header of requests to the service and nowhere else', async () => {
    const { page, folder, simulator, server, browser } = session();
    const console: string[] = [];
    page.on('console', (message) => console.push(message.text()));
    await browser.context.addInitScript({ content: 'globalThis.__name = (one) => one;' });
    await browser.context.addInitScript(listen);
    await reload(page);
    await setKey(page, key);

    // A picture, an edit of it, what failed with the key in the answer, and everything that tells of it.
    let frame = await openPanel(page);
    await fill(frame, { prompt: 'A kettle', size: '256x256', quality: 'Low' });
    await pressGenerate(frame);
    await waitForFile(folder, 'public/images/kettle.png');
    const editor = await openFromExplorer(page, 'kettle.png');
    await editor.getByRole('textbox', { name: 'Prompt' }).fill('make it blue');
    await editor.locator('vscode-button.run').click();
    await until('the edit', async () => (await editor.locator('.variant, .variants').count()) > 0 || simulator.jobs.length > 1);

    const echo = {
      detail: [
        {
          loc: ['header'],
          msg: `The key ${key} is odd`,
          type: 'odd',
          input: { authorization: `Key ${key}`, url: encodeURIComponent(key) },
        },
      ],
    };
    await runCommand(page, 'Easel: Open Generate Panel');
    frame = await panelFrame(page);
    for (const status of [401, 422, 500]) {
      simulator.fail('submit', { kind: 'http', status, body: echo });
      await fill(frame, { prompt: `A pot ${status}`, size: '256x256', quality: 'Low' });
      await pressGenerate(frame);
      await until('the refusal', async () => (await frame.locator('.job.failed', { hasText: `A pot ${status}` }).count()) === 1, 60_000);
    }
    await screenshot(page, 'marked key failures');
    await pick(frame, 'History');
    await frame.locator('.history-card').first().waitFor();
    const wrong: string[] = [];
    const heard = await lookAt(page, wrong);
    await runCommand(page, 'Easel: Show Spending');
    await runCommand(page, 'Easel: Show Log');
    await page.locator('.output-view-container, .part.panel .view-lines').first().waitFor();
    await lookAt(page, wrong);
    await reload(page);
    await runCommand(page, 'Easel: Open Generate Panel');
    await panelFrame(page);
    await lookAt(page, wrong);
    wrong.push(...console.filter(holds).map((text) => `console: ${text.slice(0, 200)}`));
    wrong.push(...(await filesWith(folder)).map((file) => `project: ${file}`));
    wrong.push(...(await filesWith(path.join(server.dataDir, 'data'))).map((file) => `VS Code's data: ${file}`));
    const toService = /^(?:queue\.fal\.run|fal\.run|rest\.alpha\.fal\.ai|rest\.fal\.ai|api\.fal\.ai)$/;
    let used = 0;
    for (const { method, host, path: place, headers, json } of simulator.requests) {
      const { authorization, ...others } = headers;
      const isService = toService.test(host);
      used += isService && authorization === `Key ${key}` ? 1 : 0;
      if (holds(JSON.stringify([place, others, json])) || (!isService && authorization !== undefined)) {
        wrong.push(`${method} ${host}${place}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(heard > 10, `only ${heard} messages of pages were heard`);
    assert.ok(used > 5, 'the key was hardly used');
    assert.ok(
      simulator.requests.some(({ host }) => !toService.test(host)),
      'no other host was asked for anything',
    );
  });
});
