import * as vscode from 'vscode';

/** The output channel “Easel”, in which no key ever stands. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Easel', { log: true });
}
