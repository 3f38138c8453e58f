/** Opens the page that exports an icon set, with a host that is played by the test. */
import type { Handlers } from '../../src/protocol/channel';
import { iconSetHostMethods, iconSetPageMethods, type IconSetSnapshot } from '../../src/protocol/iconSet';
import { openPage, type OpenPage, type PageOptions, type Stage } from './harness';
import { iconPng } from './iconSetPictures';
import { planFor, previewsFor, tracedSvg } from './iconSetSamples';

type HostMethods = typeof iconSetHostMethods;

export interface IconSetOptions extends PageOptions {
  readonly snapshot: IconSetSnapshot;
  /** Answers of the host that differ from the quiet ones. */
  readonly handlers?: Partial<Handlers<HostMethods>>;
}

/** The page in a page of its own. */
export interface OpenIconSet extends OpenPage<HostMethods, typeof iconSetPageMethods> {
  show(snapshot: IconSetSnapshot): void;
  replan(): void;
}

export async function openIconSet(stage: Stage, options: IconSetOptions): Promise<OpenIconSet> {
  let snapshot = options.snapshot;
  const handlers: Handlers<HostMethods> = {
    ready: () => ({ snapshot }),
    plan: ({ form }) => ({ plan: planFor(form) }),
    previews: ({ form }) => ({ previews: previewsFor(form) }),
    master: () => ({
      bytes: iconPng({ width: 256, height: 256, checkered: snapshot.master.verdict === 'painted', ...ground(snapshot) }),
      type: 'image/png',
    }),
    trace: () => ({ svg: tracedSvg, size: 3120, pngSize: 41_800, paths: 2 }),
    saveTrace: () => ({ path: 'assets/acme-shop-icon.svg' }),
    write: () => undefined,
    cancel: () => undefined,
    copySnippet: () => undefined,
    open: () => undefined,
    removeBackground: () => undefined,
    browseFolder: () => ({ folder: '' }),
    step: () => undefined,
    ...options.handlers,
  };
  const contract = { path: 'iconSet', host: iconSetHostMethods, theirs: iconSetPageMethods, handlers };
  const open = await openPage(stage, contract, { width: 1200, ...options });
  await open.page.locator('easel-icon-set main > *').first().waitFor();
  return {
    ...open,
    show: (next) => {
      snapshot = next;
      open.channel.request('show', { snapshot }).catch(() => undefined);
    },
    replan: () => void open.channel.request('replan', {}).catch(() => undefined),
  };
}

function ground({ master }: IconSetSnapshot): { background?: string } {
  return master.verdict === 'opaque' ? { background: '#f3e9d8' } : {};
}
