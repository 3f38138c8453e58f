/** Opens a built page in Chromium, with an extension host that is played by the test. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { Channel, type Handlers, type Methods, type ParamsOf } from '../../src/protocol/channel';
import { hostMethods, pageMethods, type PanelForm, type PanelSnapshot } from '../../src/protocol/panel';
import { launchOptions } from '../vscode/chromium';
import { startPageServer, type PageServer } from './server';
import { themes, themeSheet, type ThemeName } from './themes';

type HostMethods = typeof hostMethods;

export interface Stage {
  readonly browser: Browser;
  readonly server: PageServer;
  close(): Promise<void>;
}

/** One browser and one server for all tests of a file. */
export async function openStage(): Promise<Stage> {
  const [browser, server] = await Promise.all([chromium.launch(launchOptions()), startPageServer()]);
  return {
    browser,
    server,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** How a page is looked at. */
export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

/** A page with a host that answers it. */
export interface OpenPage<Host extends Methods, Theirs extends Methods> {
  readonly page: Page;
  readonly channel: Channel<Host, Theirs>;
  /** Every request that the page has made, oldest first. */
  readonly calls: readonly { readonly method: keyof Host; readonly params: unknown }[];
  /** The parameters of all requests of one kind. */
  made<K extends keyof Host>(method: K): ParamsOf<Host, K>[];
  violations(): Promise<string[]>;
  readonly errors: string[];
  close(): Promise<void>;
}

/** What a page is opened with: the part of the server it lies at, the methods of both sides, and what the host answers. */
export interface Contract<Host extends Methods, Theirs extends Methods> {
  readonly path: string;
  readonly host: Host;
  readonly theirs: Theirs;
  readonly handlers: Handlers<Host>;
}

export async function openPage<Host extends Methods, Theirs extends Methods>(
  stage: Stage,
  contract: Contract<Host, Theirs>,
  options: PageOptions,
): Promise<OpenPage<Host, Theirs>> {
  const theme = options.theme ?? 'dark';
  const context = await stage.browser.newContext({
    viewport: { width: options.width ?? 800, height: options.height ?? 900 },
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: 'none',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const calls: { method: keyof Host; params: unknown }[] = [];
  const post = (message: unknown) => void page.evaluate(receive, encoded(message)).catch(() => undefined);
  const channel = new Channel(contract.host, recorded(contract.handlers, calls), contract.theirs, post);
  await page.exposeFunction('easelTestPost', (text: string) => void channel.receive(JSON.parse(text)));
  // tsx wraps functions in a call that the page does not have.
  await page.addInitScript({ content: 'globalThis.__name = (one) => one;' });
  await page.addInitScript(playVsCode, { sheet: themeSheet(theme), bodyClass: themes[theme].bodyClass });
  await page.goto(`${stage.server.address}/${contract.path}`);
  return {
    page,
    channel,
    calls,
    made: (method) => calls.filter((call) => call.method === method).map((call) => call.params as ParamsOf<Host, typeof method>),
    violations: () => page.evaluate(() => (window as unknown as { easelViolations: string[] }).easelViolations),
    errors,
    close: async () => {
      channel.dispose();
      await context.close();
    },
  };
}

export interface PanelOptions extends PageOptions {
  readonly snapshot: PanelSnapshot;
  readonly prefill?: Partial<PanelForm>;
  /** Answers of the host that differ from the quiet ones. */
  readonly handlers?: Partial<Handlers<HostMethods>>;
}

/** The panel in a page of its own. */
export interface OpenPanel extends OpenPage<HostMethods, typeof pageMethods> {
  show(snapshot: PanelSnapshot): void;
  prefill(form: Partial<PanelForm>): void;
}

export async function openPanel(stage: Stage, options: PanelOptions): Promise<OpenPanel> {
  let snapshot = options.snapshot;
  const handlers = { ...quietHost(() => snapshot, options.prefill ?? {}), ...options.handlers };
  const open = await openPage(stage, { path: '', host: hostMethods, theirs: pageMethods, handlers }, options);
  await open.page.locator('easel-panel main > section').first().waitFor();
  return {
    ...open,
    show: (next) => {
      snapshot = next;
      open.channel.request('show', { snapshot }).catch(() => undefined);
    },
    prefill: (form) => void open.channel.request('prefill', { form }).catch(() => undefined),
  };
}

/** Waits for what takes its way through two processes. */
export async function until(condition: () => boolean | Promise<boolean>, what = String(condition)): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`Not within twenty seconds: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A host that agrees with everything. */
function quietHost(snapshot: () => PanelSnapshot, prefill: Partial<PanelForm>): Handlers<HostMethods> {
  let handedOver: Partial<PanelForm> = prefill;
  return {
    ready: () => {
      const answer = { snapshot: snapshot(), prefill: handedOver };
      handedOver = {};
      return answer;
    },
    generate: () => ({ jobId: 'new' }),
    previewPath: ({ form }) => ({ paths: pathsFor(form) }),
    browseFolder: () => ({ folder: '' }),
    cancel: () => undefined,
    dismiss: () => undefined,
    act: () => undefined,
    recall: () => ({ form: snapshot().defaults }),
    step: () => undefined,
    history: () => ({ entries: [], matching: 0, total: 0, used: '0 MB of 500 MB' }),
    historyAct: () => undefined,
    compare: () => ({ sources: ['', ''] }),
  };
}

/** As the real host would name them, simply. */
export function pathsFor(form: PanelForm): string[] {
  const words = form.prompt.toLowerCase().match(/[a-z0-9]+/g) ?? ['image'];
  const name = form.name === '' ? words.slice(0, 5).join('-') : form.name;
  const extension = form.mode === 'icon' ? 'png' : { png: 'png', jpeg: 'jpg', webp: 'webp' }[form.format];
  return Array.from({ length: form.count }, (_, index) => `public/images/${name}${index === 0 ? '' : `-${index + 1}`}.${extension}`);
}

function recorded<M extends Methods>(handlers: Handlers<M>, calls: { method: keyof M; params: unknown }[]): Handlers<M> {
  const wrap = (method: keyof M) => (params: never) => {
    calls.push({ method, params });
    return handlers[method](params);
  };
  return Object.fromEntries(Object.keys(handlers).map((method) => [method, wrap(method)])) as unknown as Handlers<M>;
}

/** VS Code carries typed arrays to a page as they are, and everything else as JSON: what is undefined is not there on the other side. */
function encoded(message: unknown): string {
  return JSON.stringify(message, function (this: Record<string, unknown>, key: string, value: unknown) {
    const raw = this[key];
    return raw instanceof Uint8Array ? { easelBytes: Buffer.from(raw).toString('base64') } : value;
  });
}

/** Runs in the page: the counterpart of `encoded`. */
function receive(text: string): void {
  const message: unknown = JSON.parse(text, (_key, value: { easelBytes?: string } | null) =>
    typeof value?.easelBytes === 'string' ? Uint8Array.from(atob(value.easelBytes), (one) => one.charCodeAt(0)) : value,
  );
  window.postMessage(message, '*');
}

/** Runs in the page before all else: VS Code's API, its style sheet, and a list of what the policy forbade. */
function playVsCode(given: { sheet: string; bodyClass: string }): void {
  const scope = window as unknown as { easelViolations: string[]; easelTestPost(text: string): void; acquireVsCodeApi?: unknown };
  scope.easelViolations = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    scope.easelViolations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(given.sheet);
  document.adoptedStyleSheets = [sheet];
  document.addEventListener('DOMContentLoaded', () => document.body.classList.add(given.bodyClass));
  let taken = false;
  scope.acquireVsCodeApi = () => {
    if (taken) {
      throw new Error('An instance of the VS Code API has already been acquired');
    }
    taken = true;
    return {
      postMessage: (message: unknown) => scope.easelTestPost(JSON.stringify(message)),
      getState: () => (JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown) ?? undefined,
      setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
    };
  };
}
