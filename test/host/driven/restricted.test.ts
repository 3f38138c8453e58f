/** Restricted Mode: nothing is written or sent until the workspace is trusted, and the reason is shown. */
import assert from 'node:assert/strict';
import { useSession } from '../../vscode/session';
import { runCommand, screenshot, waitForNotification, webviewFrame } from '../../vscode/workbench';

describe('in Restricted Mode', function () {
  this.timeout(180_000);
  const session = useSession({ workspaceTrust: true });

  it('says why nothing can be generated, in the command and in the panel', async () => {
    const { page, simulator } = session();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await runCommand(page, 'Easel: Generate Image…');
    await waitForNotification(page, 'Restricted Mode');
    await runCommand(page, 'Easel: Open Generate Panel');
    const frame = await webviewFrame(page, 'easel-panel .generate-bar');
    await frame.getByText('Easel writes no files in Restricted Mode').waitFor();
    await screenshot(page, 'panel restricted');
    assert.equal(simulator.requests.length, 0);
  });
});
