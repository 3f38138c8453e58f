/** A Chromium with its own user data, prepared so that the workbench in it behaves like a desktop VS Code. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { launchOptions } from './chromium';

export interface BrowserOptions {
  readonly width?: number;
  readonly height?: number;
  /** Device pixels per pixel; 2 for pictures that are shown. */
  readonly scale?: number;
}

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Any fixed key will do: it only has to be the same after a reload. */
const secretKey = Buffer.alloc(32, 7);

export async function openBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const userData = await mkdtemp(path.join(os.tmpdir(), 'easel-chromium-'));
  const context = await chromium.launchPersistentContext(userData, {
    ...launchOptions(),
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    deviceScaleFactor: options.scale ?? 1,
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  });
  await context.route(
    (url) => !isOurs(url),
    (route) => route.abort(),
  );
  // The page keeps secrets encrypted with a key that it asks for here. A plain server does not answer, and then none survives a reload.
  await context.route('**/mint-key', (route) => route.fulfill({ body: secretKey }));
  return {
    context,
    close: async () => {
      await context.close();
      await rm(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Tests must give the same result on a machine without internet. */
function isOurs(url: URL): boolean {
  return !/^(http|ws)s?:$/.test(url.protocol) || /(^|\.)(127\.0\.0\.1|localhost|vscode-resource\.vscode-cdn\.net)$/.test(url.hostname);
}
