/** What VS Code itself measured when it started the extension. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The row of the extension in “Developer: Startup Performance”: eager, load code, call activate, finish activate, in milliseconds. */
async function activationRow(): Promise<number[]> {
  await vscode.commands.executeCommand('perfview.show');
  for (let look = 0; look < 100; look++) {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.scheme === 'perf');
    const row = document
      ?.getText()
      .split('\n')
      .find((line) => line.includes('easel.easel-assets'));
    if (row) {
      return row
        .split('|')
        .map((cell) => Number(cell.trim()))
        .filter((cell) => Number.isFinite(cell) && cell >= 0);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('VS Code lists no activation of the extension');
}

describe('activation', () => {
  it('is done by the start of the editor, and VS Code says how long it took', async () => {
    assert.ok(vscode.extensions.getExtension('easel.easel-assets')?.isActive, 'it is active without any command');
    const row = await activationRow();
    console.log(`activation figures: ${row.join(' ')}`);
    assert.ok(row.length >= 3);
  });
});
