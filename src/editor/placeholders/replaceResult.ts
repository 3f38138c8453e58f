import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import type { ReplaceRun } from './replaceRun';

/** What the replacing commands give back. */
export interface Replaced {
  readonly files: vscode.Uri[];
  /** References that name their file now. Lines count from 1. */
  readonly edits: { readonly file: vscode.Uri; readonly line: number; readonly from: string; readonly to: vscode.Uri }[];
  /** What was left as it is, and why. */
  readonly skipped: { readonly file: vscode.Uri; readonly line: number; readonly url: string; readonly reason: string }[];
  /** Estimated cost in US dollars; `undefined` when a model's price is not known. */
  readonly cost: number | undefined;
  /** Ids of the requests at the service. */
  readonly requestIds: string[];
}

/** @throws ImageError what the first picture of the run failed with */
export function throwIfFailed({ items }: ReplaceRun): void {
  for (const { state, fault } of items) {
    if (state === 'cancelled' || fault) {
      throw fault ?? cancelled();
    }
  }
}

export function resultOf({ items, rewritten }: ReplaceRun): Replaced {
  const failed = items.flatMap(({ plan, state, fault }) =>
    state === 'failed' || state === 'cancelled'
      ? plan.files.flatMap((file) =>
          file.places.map((place) => ({
            file: vscode.Uri.parse(place.document, true),
            line: place.line + 1,
            url: place.finding.url,
            reason: fault?.message ?? 'It was cancelled.',
          })),
        )
      : [],
  );
  const prices = items.filter(({ state }) => state === 'done').map(({ job }) => job?.state.price);
  return {
    files: items.flatMap((item) => item.files.map((file) => file.uri)),
    edits: rewritten.flatMap(({ document, changed }) =>
      changed.map(({ place, asset }) => ({ file: document, line: place.line + 1, from: place.finding.url, to: asset })),
    ),
    skipped: [
      ...failed,
      ...rewritten.flatMap(({ document, left }) =>
        left.map(({ wanted, reason }) => ({ file: document, line: wanted.place.line + 1, url: wanted.place.finding.url, reason })),
      ),
    ],
    cost: prices.every((price) => price?.known)
      ? prices.reduce((sum, price) => sum + (price?.known ? price.likely : 0), 0) / 1_000_000
      : undefined,
    requestIds: items.flatMap(({ job }) => job?.state.requestId ?? []),
  };
}
