// Takes orders from a folder: `N.json` with { command, argument }, renamed to `N.started` before it is run, so that none runs twice.
const { readdirSync, readFileSync, renameSync, writeFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');
const { clearInterval, setInterval } = require('node:timers');
const vscode = require('vscode');

exports.activate = (context) => {
  const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
  const root = process.env.EASEL_TEST_ORDERS;
  if (!root || !workspaceFolder) {
    return;
  }
  const folder = path.join(root, path.basename(path.dirname(workspaceFolder.uri.fsPath)));
  mkdirSync(folder, { recursive: true });
  const look = () => {
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
      const file = path.join(folder, name);
      const begun = file.replace(/json$/, 'started');
      try {
        renameSync(file, begun);
      } catch {
        // Another window on the same project was quicker.
        continue;
      }
      const { command, argument } = JSON.parse(readFileSync(begun, 'utf8'));
      vscode.commands.executeCommand(command, argument).then(
        () => renameSync(begun, file.replace(/json$/, 'done')),
        (error) => writeFileSync(file.replace(/json$/, 'failed'), String(error && error.message)),
      );
    }
  };
  const timer = setInterval(look, 20);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
  // Only now: whoever reads it may send orders.
  writeFileSync(path.join(folder, `alive.${process.pid}`), '');
};
