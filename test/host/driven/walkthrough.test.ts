/** The walkthrough in a window: it opens, its pictures follow the theme, and a step is completed by doing it. */
import assert from 'node:assert/strict';
import { useSession } from '../../vscode/session';
import { runCommand, screenshot, until, webviewFrame } from '../../vscode/workbench';
import { fill, openPanel, pressGenerate, setKey, waitForFile } from './panel';

describe('the walkthrough', function () {
  this.timeout(180_000);
  const session = useSession();

  it('shows four steps and ticks those that were done', async () => {
    const { page, folder } = session();
    // The pictures stand beside the steps where there is room for them.
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await runCommand(page, 'Easel: Open Walkthrough');
    const steps = page.locator('.gettingStartedContainer .getting-started-step');
    await until('four steps', async () => (await steps.count()) === 4);
    const picture = await webviewFrame(page, 'svg');
    await picture.getByText('Generate · free').waitFor();
    await screenshot(page, 'walkthrough');
    const ticked = () => page.locator('.gettingStartedContainer .codicon.complete').count();
    assert.equal(await ticked(), 0);
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'A lighthouse at dusk', size: '300x250' });
    await pressGenerate(frame);
    await waitForFile(folder, 'public/images/lighthouse-dusk.png');
    await setKey(page, 'test-key');
    await runCommand(page, 'Easel: Open Walkthrough');
    await until('two ticks', async () => (await ticked()) === 2);
    await screenshot(page, 'walkthrough with two steps done');
  });
});
