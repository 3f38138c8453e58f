/** What `app.ts` bundles with `src/headless` in the place of `vscode`, so that the whole extension runs in plain Node. */
export { createApp } from '../../../src/editor/app';
export { extensionContext } from '../../../src/headless/context';
export { tokenOf } from '../../../src/headless/events';
export { begin } from '../../../src/headless/host';
export * as vscode from '../../../src/headless/vscode';
