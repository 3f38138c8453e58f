import * as vscode from 'vscode';
import { isCancelled, toImageError, type ImageError } from '../../core/errors';
import { checkRequest } from '../../core/request';
import { altTextFrom } from '../../project/altText';
import type { ActiveJob } from '../../jobs/activeJob';
import type { Approval } from '../../jobs/purse';
import { outcomeOf } from '../jobOutcome';
import { makeFiles, type MadeFile } from './makeFiles';
import type { Plan } from './replacePlan';
import type { ReplaceDeps } from './replaceDeps';
import { rewriteFile, type Rewritten, type Wanted } from './rewriteFiles';

/** How a picture of the run stands. */
export type RunState = 'waiting' | 'running' | 'saving' | 'done' | 'failed' | 'cancelled';

/** One picture of a run. */
export interface RunItem {
  readonly plan: Plan;
  readonly state: RunState;
  readonly job?: ActiveJob | undefined;
  readonly files: readonly MadeFile[];
  readonly fault?: ImageError | undefined;
}

/** So many requests are under way at once; a new account may run two. */
const atOnce = 3;

/**
 * Makes pictures, a few at a time, and lets the code name them: a document is changed once, when all of its pictures have come or
 * failed. Finished pictures of a cancelled run are kept and used.
 */
export class ReplaceRun {
  readonly items: RunItem[];
  readonly rewritten: Rewritten[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly stopping = new AbortController();
  private approval: Approval | undefined;
  /** How many pictures each document still waits for. */
  private readonly waiting = new Map<string, number>();

  /** @param addAlt whether a text alternative is written where there is none */
  constructor(
    plans: readonly Plan[],
    private readonly deps: ReplaceDeps,
    private readonly options: { readonly save: boolean; readonly addAlt: boolean },
  ) {
    this.items = plans.map((plan) => ({ plan, state: 'waiting', files: [] }));
    for (const document of plans.flatMap((plan) => [...documentsOf(plan)])) {
      this.waiting.set(document, (this.waiting.get(document) ?? 0) + 1);
    }
  }

  /** Never rejects; what went wrong is in the items. */
  async run(): Promise<void> {
    if (!(await this.isApproved())) {
      this.changed.fire();
      return;
    }
    const listening = this.deps.runner.onChange(() => this.changed.fire());
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < this.items.length; index = next++) {
        await this.make(index);
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(atOnce, this.items.length) }, work));
    } finally {
      listening.dispose();
      this.changed.fire();
    }
  }

  /** One question for all together; without it nothing begins. */
  private async isApproved(): Promise<boolean> {
    try {
      this.approval = await this.deps.runner.approve(this.items.map(({ plan }) => checkRequest(plan.request).price));
      return true;
    } catch (error) {
      const fault = toImageError(error);
      this.items.forEach((_, index) => this.set(index, isCancelled(error) ? { state: 'cancelled' } : { state: 'failed', fault }));
      return false;
    }
  }

  /** What has not begun is not begun; what runs is cancelled at the service too. */
  cancel(): void {
    this.stopping.abort();
    for (const { job, state } of this.items) {
      if (job && state === 'running') {
        this.deps.runner.cancel(job.id);
      }
    }
  }

  private async make(index: number): Promise<void> {
    const { plan } = this.items[index] as RunItem;
    if (this.stopping.signal.aborted) {
      this.set(index, { state: 'cancelled' });
    } else {
      await this.makeOne(index, plan);
    }
    for (const document of documentsOf(plan)) {
      const left = (this.waiting.get(document) ?? 1) - 1;
      this.waiting.set(document, left);
      if (left === 0) {
        await this.rewrite(document);
      }
    }
  }

  private async makeOne(index: number, plan: Plan): Promise<void> {
    const { runner, pending } = this.deps;
    try {
      this.set(index, { state: 'running' });
      // Written down before the request is: a closed window must not forget what the picture is for.
      await pending.add(plan);
      const job = await runner.start(plan.request, undefined, this.approval);
      this.set(index, { job });
      if (this.stopping.signal.aborted) {
        runner.cancel(job.id);
      }
      const { files } = await outcomeOf(job);
      if (job.phase !== 'done') {
        // The window closes: the next one goes on with the job, and finds what it is for.
        this.stopping.abort();
        return;
      }
      this.set(index, { state: 'saving' });
      this.set(index, { state: 'done', files: await makeFiles(plan, files[0], this.deps) });
    } catch (error) {
      const fault = toImageError(error);
      const job = this.items[index]?.job;
      if (job?.paused || job?.phase === 'cancelling') {
        // It can be continued, or may be finished all the same: then its picture still finds its places.
        pending.inHand.delete(plan.request.id);
      } else {
        await pending.remove(plan.request.id);
      }
      this.set(index, isCancelled(error) ? { state: 'cancelled' } : { state: 'failed', fault });
    }
  }

  private async rewrite(document: string): Promise<void> {
    const wanted = this.items.flatMap(({ files, plan }) => wantedIn(document, files, plan.request.prompt, this.options.addAlt));
    if (wanted.length > 0) {
      this.rewritten.push(await this.rewriteOrLeave(vscode.Uri.parse(document, true), wanted));
    }
    for (const { plan, state } of this.items) {
      if (state === 'done' && [...documentsOf(plan)].every((one) => this.waiting.get(one) === 0)) {
        await this.deps.pending.remove(plan.request.id);
      }
    }
    this.changed.fire();
  }

  /** The pictures are there, whatever stands between them and one document. */
  private async rewriteOrLeave(document: vscode.Uri, wanted: readonly Wanted[]): Promise<Rewritten> {
    try {
      return await rewriteFile(document, wanted, this.deps, this.options.save);
    } catch (error) {
      const reason = toImageError(error).message;
      return { document, changed: [], left: wanted.map((one) => ({ wanted: one, reason })) };
    }
  }

  private set(index: number, change: Partial<RunItem>): void {
    this.items[index] = { ...(this.items[index] as RunItem), ...change };
    this.changed.fire();
  }
}

function documentsOf(plan: Plan): Set<string> {
  return new Set(plan.files.flatMap((file) => file.places.map((place) => place.document)));
}

/** What a document has to be changed for. A file that is where the code looks for it needs nothing. */
export function wantedIn(document: string, files: readonly MadeFile[], prompt: string, addAlt: boolean): Wanted[] {
  const alt = addAlt ? altTextFrom(prompt) : undefined;
  return files.flatMap(({ planned, uri }) =>
    planned.places
      .filter((place) => place.document === document && place.missing !== uri.toString())
      .map((place) => ({
        place,
        asset: uri,
        width: Math.round(planned.width / planned.density),
        height: Math.round(planned.height / planned.density),
        alt,
      })),
  );
}
