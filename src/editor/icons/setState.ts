import * as vscode from 'vscode';
import { ImageError, toImageError } from '../../core/errors';
import type { IconSetForm, IconSetSnapshot } from '../../protocol/iconSet';
import { carryOut } from './carryOut';
import type { ExportDeps } from './exportCommand';
import { checkPresets, type Master, type PlannedSet, type SetChoice } from './iconSet';

type Summary = NonNullable<IconSetSnapshot['summary']>;

/** The set that is made of one picture, as far as it is. It outlives the page: who closes it in the middle finds it again. */
export class SetState {
  summary: Summary | undefined;
  private running: AbortController | undefined;
  private share = 0;
  /** Address of the picture that the latest set was made of. */
  private master: string | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  get phase(): IconSetSnapshot['phase'] {
    return this.running ? 'writing' : this.summary ? 'done' : 'ready';
  }

  get progress(): number | undefined {
    return this.running ? this.share : undefined;
  }

  /**
   * Another picture is looked at: what was written of the one before is no longer told.
   * @throws ImageError while that is still being written
   */
  begin(uri: vscode.Uri): void {
    if (this.running && this.master !== uri.toString()) {
      throw new ImageError('invalid-request', 'The set of another picture is being written. Wait until it is done.');
    }
    if (this.master !== uri.toString()) {
      this.summary = undefined;
    }
  }

  /** The picture was changed: what was written was made of another one. */
  forget(): void {
    this.summary = this.running ? this.summary : undefined;
  }

  cancel(): void {
    this.running?.abort();
  }

  /** @throws ImageError before anything is written; what fails afterwards stands in the summary */
  write(form: IconSetForm, choice: SetChoice, master: Master, planned: PlannedSet, there: ReadonlySet<string>, deps: ExportDeps): void {
    checkPresets(form.presets);
    if (this.running) {
      throw new ImageError('invalid-request', 'The set is being written already.');
    }
    const running = new AbortController();
    this.running = running;
    this.share = 0;
    this.summary = undefined;
    this.master = master.uri.toString();
    this.changed.fire();
    // Not waited for: the page is told by snapshots, and may be closed meanwhile.
    void this.run(form, choice, master, planned, there, deps, running.signal).finally(() => {
      this.running = undefined;
      this.changed.fire();
    });
  }

  private async run(
    form: IconSetForm,
    choice: SetChoice,
    master: Master,
    { plan, texts }: PlannedSet,
    there: ReadonlySet<string>,
    deps: ExportDeps,
    signal: AbortSignal,
  ): Promise<void> {
    const told = (share: number): void => {
      this.share = share;
      this.changed.fire();
    };
    const order = {
      mayReplace: form.overwrite ? there : new Set<string>(),
      patches: plan.patches.filter(({ path }) => !form.withoutPatches.includes(path)),
      texts,
    };
    try {
      const { outcome, patched, faults } = await carryOut(master, choice, plan, order, deps, told, signal);
      const { written, replaced, same, kept } = outcome;
      const counts = { written: written.length, replaced: replaced.length, same: same.length, kept: kept.length };
      this.summary = { ...counts, patched: patched.length, faults: [...faults] };
    } catch (error) {
      const { message } = toImageError(error);
      deps.log.error(`icon set: ${message}`);
      this.summary = { written: 0, replaced: 0, same: 0, kept: 0, patched: 0, faults: [message] };
    }
  }
}
