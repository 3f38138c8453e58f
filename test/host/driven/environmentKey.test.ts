/** The key of the environment: asked for once, used after that, and found nowhere but in requests to the service. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { useSession } from '../../vscode/session';
import { answerDialog, runCommand, typeQuickInput, waitForNotification } from '../../vscode/workbench';
import { openPanel, waitForFile } from './panel';

const key = 'test-key';
/** The key as it is, in base64 and in the form of a URL; the last is the same for this one. */
const forms = [key, Buffer.from(key).toString('base64').replace(/=+$/, ''), Buffer.from(`Key ${key}`).toString('base64')];

async function filesWith(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const file = path.join(entry.parentPath, entry.name);
      const text = await readFile(file, 'latin1');
      found.push(...(forms.some((form) => text.includes(form)) ? [path.relative(folder, file)] : []));
    }
  }
  return found;
}

describe('the key of the environment', function () {
  this.timeout(180_000);
  const session = useSession({ env: { FAL_KEY: key } });

  beforeEach(() => session().simulator.reset());

  it('is used after one question, and leaks nowhere', async () => {
    const { page, folder, simulator, server } = session();
    await runCommand(page, 'Easel: Generate Image…');
    await answerDialog(page, 'FAL_KEY', 'Use It');
    await typeQuickInput(page, 'A kettle', 'Describe the image');
    await typeQuickInput(page, '64x64', 'Size on disk');
    await waitForFile(folder, 'public/images/kettle.png');
    assert.equal(simulator.jobs.length, 1);
    await waitForNotification(page, 'Saved');

    // Not asked again, and known to the panel as a source only.
    const frame = await openPanel(page);
    await frame
      .locator('vscode-button.generate', { hasText: 'about $' })
      .or(frame.locator('vscode-button.generate[aria-disabled="true"]'))
      .first()
      .waitFor();
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);

    assert.deepEqual(await filesWith(folder), []);
    assert.deepEqual(await filesWith(path.join(server.dataDir, 'data')), []);
    for (const one of page.frames()) {
      const html = await one.content();
      assert.equal(
        forms.some((form) => html.includes(form)),
        false,
        one.url(),
      );
    }
    for (const request of simulator.requests) {
      const withKey = JSON.stringify([request.headers, request.path, request.json]).includes(key);
      assert.equal(withKey, /\.fal\.(run|ai)$/.test(request.host), `${request.method} ${request.host}${request.path}`);
    }
  });

  it('is not used when the user declines, and drafts go on', async () => {
    const { page, folder, simulator } = session();
    await runCommand(page, 'Easel: Generate Image…');
    await answerDialog(page, 'FAL_KEY', 'Stay with Drafts');
    await typeQuickInput(page, 'A mug', 'Describe the image');
    await typeQuickInput(page, '64x64', 'Size on disk');
    await waitForFile(folder, 'public/images/mug.png');
    assert.equal(simulator.requests.length, 0);
  });
});
