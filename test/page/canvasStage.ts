/** The canvas and its tools alone on a page of their own, with the real policy and styles. */
import { build } from 'esbuild';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Rectangle } from '../../src/core/sizes';
import { contentPolicy } from '../../src/protocol/pageDocument';
import type { EaselCanvas } from '../../src/webview/editor/canvas/canvas';
import { launchOptions } from '../vscode/chromium';
import { root } from '../vscode/paths';
import { themes, themeSheet, type ThemeName } from './themes';

const script = `
import '../common/jitless';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../common/menu';
import './canvas/canvas';
import './canvas/tools';
import { canvasKey } from './canvas/keys';
const canvas = document.querySelector('easel-canvas');
document.querySelector('easel-tools').canvas = canvas;
document.addEventListener('keydown', (event) => canvasKey(event, canvas));
`;

const style = `
@import '../common/base.css';
@import '../common/controls.css';
@import './canvas/canvas.css';
@import './canvas/tools.css';
body { display: grid; grid-template-columns: auto minmax(0, 1fr); height: 100vh; overflow: hidden; }
body { padding: 0 !important; }
`;

export interface CanvasStage {
  readonly browser: Browser;
  readonly address: string;
  close(): Promise<void>;
}

export async function openCanvasStage(): Promise<CanvasStage> {
  const files = await bundle();
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    const body = name === '' ? page() : name === 'favicon.ico' ? '' : files.get(name);
    const type = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' }[name.split('.').pop() ?? ''] ?? 'text/html';
    const policy = contentPolicy(addressOf(server), 'bm9uY2U=');
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type, 'content-security-policy': policy }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch(launchOptions());
  return {
    browser,
    address: addressOf(server),
    close: async () => {
      await browser.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bundle(): Promise<Map<string, Uint8Array>> {
  const made = await build({
    stdin: {
      contents: `${script}\nimport 'canvas-test.css';`,
      resolveDir: path.join(root, 'src/webview/editor'),
      sourcefile: 'canvasTest.ts',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    outdir: root,
    entryNames: 'page',
    assetNames: '[name]',
    loader: { '.ttf': 'file' },
    logLevel: 'warning',
    plugins: [
      {
        name: 'style',
        setup: (builder) => {
          builder.onResolve({ filter: /^canvas-test\.css$/ }, () => ({ path: 'canvas-test.css', namespace: 'style' }));
          builder.onLoad({ filter: /.*/, namespace: 'style' }, () => ({
            contents: `@import '@vscode/codicons/dist/codicon.css';${style}`,
            resolveDir: path.join(root, 'src/webview/editor'),
            loader: 'css',
          }));
        },
      },
    ],
  });
  return new Map(made.outputFiles.map((file) => [path.basename(file.path), file.contents]));
}

function page(): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="/page.css"></head>
    <body><easel-tools></easel-tools><easel-canvas></easel-canvas>
    <script type="module" nonce="bm9uY2U=" src="/page.js"></script></body></html>`;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export interface CanvasOptions {
  readonly width: number;
  readonly height: number;
  readonly theme?: ThemeName;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly ratio?: number;
  /** JavaScript that paints the picture with `context`, `width` and `height`. */
  readonly paint?: string;
  readonly touch?: boolean;
}

/** The canvas with a picture, and the mouse in pixels of that picture. */
export class OpenCanvas {
  readonly errors: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
  }

  /** Runs in the page, with the element. Types cross as JSON. */
  call<T>(work: (canvas: EaselCanvas) => T | Promise<T>): Promise<T> {
    return this.page.evaluate(`(${work.toString()})(document.querySelector('easel-canvas'))`);
  }

  /** After the next frames everything that was asked for is drawn. */
  async settled(): Promise<void> {
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }

  /** Where a place of the picture lies on the page. */
  async onPage(x: number, y: number): Promise<{ x: number; y: number }> {
    return this.page.evaluate(
      ([px, py]) => {
        const canvas = document.querySelector('easel-canvas') as unknown as {
          workbench: { view: { scale: number; x: number; y: number }; ratio: number };
        };
        const { view, ratio } = canvas.workbench;
        const surface = document.querySelector('.canvas-surface')?.getBoundingClientRect() ?? new DOMRect();
        return {
          x: surface.left + (Math.round(view.x) + px * view.scale) / ratio,
          y: surface.top + (Math.round(view.y) + py * view.scale) / ratio,
        };
      },
      [x, y] as const,
    );
  }

  async moveTo(x: number, y: number, steps = 1): Promise<void> {
    const at = await this.onPage(x, y);
    await this.page.mouse.move(at.x, at.y, { steps });
  }

  async drag(points: readonly (readonly [number, number])[], steps = 6): Promise<void> {
    const [first, ...rest] = points;
    if (first) {
      await this.moveTo(first[0], first[1]);
      await this.page.mouse.down();
      for (const [x, y] of rest) {
        await this.moveTo(x, y, steps);
      }
      await this.page.mouse.up();
    }
  }

  async click(x: number, y: number): Promise<void> {
    await this.moveTo(x, y);
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  /** Key names of Playwright, one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  facts(): Promise<{
    area: number;
    bounds: Rectangle | undefined;
    tool: string;
    shape: string;
    zoom: number;
    brush: number;
    eraser: number;
  }> {
    return this.call((canvas) => ({
      area: canvas.maskArea,
      bounds: canvas.maskBounds,
      tool: canvas.tool,
      shape: canvas.shape,
      zoom: canvas.zoom,
      brush: canvas.brushSize,
      eraser: canvas.eraserSize,
    }));
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

export async function openCanvas(stage: CanvasStage, options: CanvasOptions): Promise<OpenCanvas> {
  const theme = options.theme ?? 'dark';
  const context = await stage.browser.newContext({
    viewport: options.viewport ?? { width: 900, height: 700 },
    deviceScaleFactor: options.ratio ?? 1,
    hasTouch: options.touch ?? false,
  });
  const page = await context.newPage();
  const open = new OpenCanvas(page);
  await page.addInitScript({ content: 'globalThis.__name = (one) => one;' });
  await page.addInitScript(
    (given) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(given.sheet);
      document.adoptedStyleSheets = [sheet];
      document.addEventListener('DOMContentLoaded', () => document.body.classList.add(given.bodyClass));
      document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.effectiveDirective} ${event.sample}`));
    },
    { sheet: themeSheet(theme), bodyClass: themes[theme].bodyClass },
  );
  await page.goto(stage.address);
  await page.locator('.canvas-surface').waitFor();
  const paint = options.paint ?? `context.fillStyle = '#4a7a9c'; context.fillRect(0, 0, width, height);`;
  await page.evaluate(`(async () => {
    const width = ${options.width}, height = ${options.height};
    const made = new OffscreenCanvas(width, height);
    const context = made.getContext('2d');
    ${paint}
    document.querySelector('easel-canvas').picture = await createImageBitmap(made);
    await document.querySelector('easel-canvas').updateComplete;
  })()`);
  await open.settled();
  return open;
}
