import * as vscode from 'vscode';
import { ImageError, toImageError } from '../../core/errors';
import type { IconSetForm, IconSetSnapshot } from '../../protocol/iconSet';
import { applyPatches } from './applyPatches';
import type { ExportDeps } from './exportCommand';
import { checkPresets, lookOf, planFor, type Master, type SetChoice, type SetProject } from './iconSet';
import { existing, writeSet } from './writeSet';

type Summary = NonNullable<IconSetSnapshot['summary']>;

/** The set that is made of one picture, as far as it is. It outlives the page: who closes it in the middle finds it again. */
export class SetState {
  summary: Summary | undefined;
  private running: AbortController | undefined;
  private share = 0;
  /** What the page was last shown as being there: only that may be replaced, and only with its consent. */
  private shown = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  get phase(): IconSetSnapshot['phase'] {
    return this.running ? 'writing' : this.summary ? 'done' : 'ready';
  }

  get progress(): number | undefined {
    return this.running ? this.share : undefined;
  }

  /** Another picture, or another look at the same: what was written before is no longer told. */
  begin(): void {
    if (!this.running) {
      this.summary = undefined;
    }
  }

  showed(paths: ReadonlySet<string>): void {
    this.shown = new Set(paths);
  }

  cancel(): void {
    this.running?.abort();
  }

  /** @throws ImageError before anything is written; what fails afterwards stands in the summary */
  async write(form: IconSetForm, choice: SetChoice, master: Master, project: SetProject, deps: ExportDeps): Promise<void> {
    if (this.running) {
      throw new ImageError('invalid-request', 'The set is being written already.');
    }
    checkPresets(form.presets);
    const plan = planFor(choice, project);
    const running = new AbortController();
    // Before anything is waited for: a second click must not write at the same time.
    this.running = running;
    this.share = 0;
    this.summary = undefined;
    this.changed.fire();
    const there = await existing(master.owner, plan.files);
    const mayReplace = form.overwrite ? new Set([...there].filter((path) => this.shown.has(path))) : new Set<string>();
    const patches = plan.patches.filter(({ path }) => !form.withoutPatches.includes(path));
    // Not waited for: the page is told by snapshots, and may be closed meanwhile.
    void this.run(master, { ...deps }, plan.files, { choice, mayReplace }, patches, project, running.signal).finally(() => {
      this.running = undefined;
      this.changed.fire();
    });
  }

  private async run(
    master: Master,
    deps: ExportDeps,
    files: Parameters<typeof writeSet>[1],
    { choice, mayReplace }: { readonly choice: SetChoice; readonly mayReplace: ReadonlySet<string> },
    patches: Parameters<typeof applyPatches>[1],
    { project }: SetProject,
    signal: AbortSignal,
  ): Promise<void> {
    const told = (share: number): void => {
      this.share = share;
      this.changed.fire();
    };
    try {
      const order = { master: master.bytes, look: lookOf(choice), mayReplace };
      const { written, replaced, same, kept, faults, cancelled } = await writeSet(master.owner, files, order, deps, told, signal);
      // A page that names icons which are not there would be worse than one that names none.
      const patched = cancelled ? { changed: [], faults: [] } : await applyPatches(master.owner, patches, project.texts);
      const stopped = vscode.l10n.t('Cancelled before all was written.');
      this.summary = {
        written: written.length,
        replaced: replaced.length,
        same: same.length,
        kept: kept.length,
        patched: patched.changed.length,
        faults: [...(cancelled ? [stopped] : []), ...faults, ...patched.faults],
      };
    } catch (error) {
      const { message } = toImageError(error);
      deps.log.error(`icon set: ${message}`);
      this.summary = { written: 0, replaced: 0, same: 0, kept: 0, patched: 0, faults: [message] };
    }
  }
}
