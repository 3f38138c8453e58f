import * as vscode from 'vscode';
import { formatMoney, type MicroDollars } from '../core/money';
import { findModel } from '../core/models/catalogue';
import { amountOf, periodsOf, spentSince, type Booking } from '../jobs/ledger';
import type { Limits } from '../jobs/purse';
import type { LedgerFile } from './ledgerFile';
import { markdownText } from './markdownText';
import { readLimits } from './purse';

const scheme = 'easel-spending';
const page = vscode.Uri.from({ scheme, path: '/Easel Spending.md' });

/** `easel.showSpending`: what was estimated and spent by day, model and workspace, as a page that cannot be written. */
export class Spending implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;

  constructor(private readonly ledger: LedgerFile) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: async () => spendingText([...(await ledger.readAll()).values()], readLimits(), Date.now()),
    });
  }

  /** @returns the text, for who calls the command without looking at it */
  async show(): Promise<string> {
    this.changed.fire(page);
    // Made anew: an open document is updated by the event a moment later.
    const text = spendingText([...(await this.ledger.readAll()).values()], readLimits(), Date.now());
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page);
    } catch {
      await vscode.window.showTextDocument(page, { preview: true });
    }
    return text;
  }

  dispose(): void {
    vscode.Disposable.from(this.registration, this.changed).dispose();
  }
}

/** Markdown. Names of workspaces and models are text in it and nothing else. */
export function spendingText(bookings: readonly Booking[], limits: Limits, now: number): string {
  const { day, month } = periodsOf(now);
  const of = (limit: MicroDollars | undefined): string => (limit === undefined ? ', no limit' : ` of ${formatMoney(limit)}`);
  const head = [
    '# Easel Spending',
    '',
    `- Today: **${formatMoney(spentSince(bookings, day))}**${of(limits.perDay)}`,
    `- This month: **${formatMoney(spentSince(bookings, month))}**${of(limits.perMonth)}`,
    '',
    'Estimates by the published prices, or what the service has told that it took, for all windows on this machine. What runs, and what may have been charged although it brought no image, counts with the most that it may cost.',
  ];
  if (bookings.length === 0) {
    return [...head, '', 'Nothing was spent yet.', ''].join('\n');
  }
  const tables = [
    table(
      'By day',
      'Day',
      bookings,
      ({ at }) => dateOf(at),
      (a, b) => b.localeCompare(a),
    ),
    table('By model', 'Model', bookings, ({ model }) => findModel(model)?.name ?? model),
    table('By workspace', 'Workspace', bookings, ({ workspace }) => readable(workspace)),
  ];
  return [...head, ...tables, ''].join('\n');
}

function table(
  title: string,
  column: string,
  bookings: readonly Booking[],
  keyOf: (booking: Booking) => string,
  order: (a: string, b: string) => number = (a, b) => a.localeCompare(b),
): string {
  const rows = new Map<string, Booking[]>();
  for (const booking of bookings) {
    rows.set(keyOf(booking), [...(rows.get(keyOf(booking)) ?? []), booking]);
  }
  const lines = [...rows]
    .sort(([a], [b]) => order(a, b))
    .map(
      ([key, those]) => `| ${markdownText(key, 200)} | ${those.length} | ${formatMoney(estimate(those))} | ${formatMoney(spent(those))} |`,
    );
  return ['', `## ${title}`, '', `| ${column} | Runs | Estimated | Counted as spent |`, '| --- | ---: | ---: | ---: |', ...lines].join(
    '\n',
  );
}

function estimate(bookings: readonly Booking[]): MicroDollars {
  return bookings.reduce((sum, { likely }) => sum + likely, 0);
}

function spent(bookings: readonly Booking[]): MicroDollars {
  return bookings.reduce((sum, booking) => sum + amountOf(booking), 0);
}

/** `2026-03-01`, in local time. */
function dateOf(time: number): string {
  const date = new Date(time);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function readable(workspace: string): string {
  try {
    const uri = vscode.Uri.parse(workspace, true);
    return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
  } catch {
    return workspace;
  }
}
