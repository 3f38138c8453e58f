/** Opens the page of Replace All, with a host that is played by the test. */
import type { Handlers } from '../../src/protocol/channel';
import { reviewHostMethods, reviewPageMethods, type ReviewSnapshot } from '../../src/protocol/review';
import { openPage, type OpenPage, type PageOptions, type Stage } from './harness';

type HostMethods = typeof reviewHostMethods;

export interface ReviewOptions extends PageOptions {
  readonly snapshot: ReviewSnapshot;
  /** Answers of the host that differ from the quiet ones. */
  readonly handlers?: Partial<Handlers<HostMethods>>;
}

/** The table in a page of its own. */
export interface OpenReview extends OpenPage<HostMethods, typeof reviewPageMethods> {
  show(snapshot: ReviewSnapshot): void;
}

export async function openReview(stage: Stage, options: ReviewOptions): Promise<OpenReview> {
  let snapshot = options.snapshot;
  const handlers: Handlers<HostMethods> = {
    ready: () => ({ snapshot }),
    run: () => undefined,
    cancel: () => undefined,
    rescan: () => undefined,
    open: () => undefined,
    step: () => undefined,
    ...options.handlers,
  };
  const contract = { path: 'review', host: reviewHostMethods, theirs: reviewPageMethods, handlers };
  const open = await openPage(stage, contract, { width: 1200, ...options });
  await open.page.locator('easel-review main > *').first().waitFor();
  return {
    ...open,
    show: (next) => {
      snapshot = next;
      open.channel.request('show', { snapshot }).catch(() => undefined);
    },
  };
}
