/** Live preview in a window: what it risks is said once, the picture is seen while it is drawn, and only the finished one is saved. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { useSession } from '../../vscode/session';
import { answerDialog, screenshot, until } from '../../vscode/workbench';
import { readHeader } from '../imageHeader';
import { draw, openFromExplorer, run, waitForResult } from './imageEditor';
import { fill, openPanel, pressGenerate, setKey, waitForFile } from './panel';

describe('live preview in a window', function () {
  this.timeout(180_000);
  const session = useSession({ settings: { 'easel.livePreview': true, 'files.autoSave': 'off' } });

  beforeEach(() => {
    const { simulator } = session();
    simulator.reset();
    // Drawn until the test has seen it.
    simulator.timing.runMs = 600_000;
  });

  const unfinished = (frame: Frame) => frame.getByRole('img', { name: 'Unfinished picture' });
  /** Moves the service's time on to between the first unfinished picture and the second. */
  const waitToSee = (frame: Frame) => {
    session().simulator.advance(250_000);
    return until('an unfinished picture', async () => {
      return (await unfinished(frame).count()) > 0 && unfinished(frame).evaluate((image: HTMLImageElement) => image.naturalWidth > 0);
    });
  };

  it('is asked about once, and shows the picture in the panel while it is drawn', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'A harbour', size: '1200x630' });
    await pressGenerate(frame);
    await page.locator('.monaco-dialog-box', { hasText: 'charged and lost' }).waitFor();
    await screenshot(page, 'live preview question');
    await answerDialog(page, 'Show pictures while they are drawn', 'Cancel');
    await until(
      'the button to be free again',
      async () => (await frame.locator('vscode-button.generate').getAttribute('aria-disabled')) !== 'true',
    );
    assert.equal(await frame.locator('.refusal').count(), 0);
    assert.equal(simulator.jobs.length, 0);

    await pressGenerate(frame);
    await answerDialog(page, 'Show pictures while they are drawn', 'Use Live Preview');
    await until('the run to begin', () => simulator.jobs.length === 1);
    await waitToSee(frame);
    await screenshot(page, 'live preview panel');
    assert.equal(existsSync(path.join(folder, 'public/images/harbour.png')), false, 'a preview is no result');
    simulator.finish();
    const file = await waitForFile(folder, 'public/images/harbour.png');
    assert.deepEqual(readHeader(await readFile(file)), { type: 'png', width: 1200, height: 630 });
    await until('the preview to be gone', async () => (await unfinished(frame).count()) === 0);
    assert.deepEqual(
      simulator.jobs.map(({ via }) => via),
      ['stream'],
    );

    // Said once.
    simulator.timing.runMs = 50;
    await fill(frame, { prompt: 'A second harbour' });
    await pressGenerate(frame);
    await waitForFile(folder, 'public/images/second-harbour.png');
    assert.deepEqual(
      simulator.jobs.map(({ via }) => via),
      ['stream', 'stream'],
    );
  });

  it('shows the picture of an edit while it is drawn', async () => {
    const { page, simulator } = session();
    await setKey(page, 'test-key');
    const frame = await openFromExplorer(page, 'order-page.png');
    await draw(page, frame, 'u', [
      { x: 1040, y: 684 },
      { x: 1240, y: 736 },
    ]);
    await run(frame, 'A green button');
    await answerDialog(page, 'Show pictures while they are drawn', 'Use Live Preview');
    await until('the run to begin', () => simulator.jobs.length === 1);
    await waitToSee(frame);
    await screenshot(page, 'live preview editor');
    simulator.finish();
    await waitForResult(frame);
    assert.equal(await unfinished(frame).count(), 0);
    assert.equal(simulator.jobs[0]?.via, 'stream');
  });

  it('is turned off in the same question', async () => {
    const { page, folder, simulator } = session();
    simulator.timing.runMs = 50;
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'A quiet harbour', size: '400x300' });
    await pressGenerate(frame);
    await answerDialog(page, 'Show pictures while they are drawn', 'Turn It Off');
    await waitForFile(folder, 'public/images/quiet-harbour.png');
    await fill(frame, { prompt: 'A loud harbour' });
    await pressGenerate(frame);
    await waitForFile(folder, 'public/images/loud-harbour.png');
    assert.deepEqual(
      simulator.jobs.map(({ via }) => via),
      ['queue', 'queue'],
    );
  });
});
