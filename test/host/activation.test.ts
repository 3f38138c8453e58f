/** What VS Code itself measured when it started the extension. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Activation {
  readonly loadCode: number;
  readonly callActivate: number;
}

/** From the extension's row in “Developer: Startup Performance”, in milliseconds. */
async function activationTimes(): Promise<Activation> {
  await vscode.commands.executeCommand('perfview.show');
  for (let look = 0; look < 100; look++) {
    const report = vscode.workspace.textDocuments.find((one) => one.uri.scheme === 'perf')?.getText() ?? '';
    const [, loadCode, callActivate] = /\|\s*easel\.easel-assets\s*\|[^|]*\|\s*(\d+)\s*\|\s*(\d+)\s*\|/.exec(report) ?? [];
    if (loadCode !== undefined && callActivate !== undefined) {
      return { loadCode: Number(loadCode), callActivate: Number(callActivate) };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('VS Code lists no activation of the extension');
}

describe('activation', () => {
  it('is done by the start of the editor, and VS Code says how long it took', async () => {
    const extension = vscode.extensions.getExtension('easel.easel-assets');
    for (let look = 0; look < 300 && !extension?.isActive; look++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.ok(extension?.isActive, 'it is active without any command');
    const { loadCode, callActivate } = await activationTimes();
    // The benchmark reads this line.
    console.log(`      activation: loaded in ${loadCode} ms, activated in ${callActivate} ms`);
    assert.ok(callActivate < 1000);
  });
});
