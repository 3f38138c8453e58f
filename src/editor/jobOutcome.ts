import * as vscode from 'vscode';
import { cancelled, ImageError } from '../core/errors';
import type { ActiveJob } from '../jobs/activeJob';

/** What a generating command gives back to its caller. */
export interface Generated {
  readonly files: vscode.Uri[];
  /** Estimated cost in US dollars; `undefined` when the model's price is not known. */
  readonly cost: number | undefined;
  readonly requestId: string;
}

/** Waits until a job has something final to tell. @throws ImageError why there is no image, or `cancelled` */
export async function outcomeOf(job: ActiveJob): Promise<Generated> {
  await job.told;
  const { state } = job;
  const fault = state.failure ?? job.paused;
  if (fault) {
    const saved = savedFiles(job).map((file) => vscode.workspace.asRelativePath(file));
    const rest = saved.length > 0 ? ` Saved all the same: ${saved.join(', ')}.` : '';
    throw new ImageError(fault.kind, fault.message + rest, fault.detail);
  }
  if (job.phase === 'cancelled' || job.phase === 'cancelling') {
    throw cancelled();
  }
  return {
    files: savedFiles(job),
    cost: state.price.known ? state.price.likely / 1_000_000 : undefined,
    requestId: state.requestId ?? '',
  };
}

/** Whoever asked has gone away: the job is cancelled as by a person. */
export function cancelWith(signal: AbortSignal | undefined, job: ActiveJob): void {
  const cancel = (): void => job.askCancel();
  if (signal?.aborted) {
    cancel();
  }
  signal?.addEventListener('abort', cancel, { once: true });
}

export function savedFiles(job: ActiveJob): vscode.Uri[] {
  return (job.state.images ?? []).flatMap((image) => (image.saved ? [vscode.Uri.parse(image.saved.uri, true)] : []));
}
