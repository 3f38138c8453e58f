import * as vscode from 'vscode';
import { cancelled, ImageError, isImageError } from '../core/errors';
import { dollars, formatMoney, formatPrice, type MicroDollars, type Price } from '../core/money';
import { periodsOf, reservedPrice, spentSince, type Booking } from '../jobs/ledger';
import { checkLimits, needsQuestion, type Limits, type Purse, type Spent } from '../jobs/purse';
import type { LedgerFile } from './ledgerFile';

/** The user's purse: limits of the user's settings, a ledger of all windows, and a question above the user's own bound. */
export class UserPurse implements Purse {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly ledger: LedgerFile) {}

  async approve(price: Price): Promise<void> {
    const limits = readLimits();
    const spent = await this.spent();
    checkLimits(price, spent, limits);
    if (needsQuestion(price, limits) && !(await mayCost(price, spent, limits))) {
      throw cancelled();
    }
  }

  /** The limits alone, without a question. @throws ImageError `over-budget` */
  async check(price: Price): Promise<void> {
    checkLimits(price, await this.spent(), readLimits());
  }

  async reserve({ id, model, workspace }: Parameters<Purse['reserve']>[0], price: Price): Promise<void> {
    const amount = reservedPrice(price);
    if (!amount) {
      return;
    }
    const at = Date.now();
    try {
      await this.ledger.change(at, (bookings) => {
        checkLimits(price, spentOf(bookings.values(), at), readLimits());
        return { v: 1, id, at, state: 'reserved', model, workspace, ...amount };
      });
    } catch (error) {
      throw isImageError(error) ? error : notWritten(error);
    }
    this.changed.fire();
  }

  async settle(id: string, charge: Parameters<Purse['settle']>[1], cost?: MicroDollars): Promise<void> {
    await this.ledger.change(Date.now(), (bookings) => {
      const booking = bookings.get(id);
      return booking && booking.state !== charge ? { ...booking, state: charge, ...(cost === undefined ? {} : { cost }) } : undefined;
    });
    this.changed.fire();
  }

  async unsettled(): Promise<ReadonlySet<string>> {
    const bookings = await this.ledger.read(Date.now());
    return new Set([...bookings.values()].filter(({ state }) => state === 'reserved').map(({ id }) => id));
  }

  /** By all windows, with what runs now. */
  async spent(): Promise<Spent> {
    const now = Date.now();
    return spentOf((await this.ledger.read(now)).values(), now);
  }

  /** `Today $0.31 of $20.00`, for where a price stands. Empty while nothing is spent and there is no limit. */
  async spentToday(): Promise<string> {
    const { today } = await this.spent();
    const { perDay } = readLimits();
    if (perDay === undefined) {
      return today === 0 ? '' : vscode.l10n.t('Today {0}', formatMoney(today));
    }
    return vscode.l10n.t('Today {0} of {1}', formatMoney(today), formatMoney(perDay));
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function spentOf(bookings: Iterable<Booking>, now: number): Spent {
  const all = [...bookings];
  const { day, month } = periodsOf(now);
  return { today: spentSince(all, day), month: spentSince(all, month) };
}

/** From the user's own settings only: a repository must not be able to raise them. */
export function readLimits(): Limits {
  return { perDay: limit('perDay'), perMonth: limit('perMonth'), confirmAbove: limit('confirmAbove') };
}

function limit(name: 'perDay' | 'perMonth' | 'confirmAbove'): number | undefined {
  const found = vscode.workspace.getConfiguration('easel.budget').inspect<unknown>(name);
  const value = found?.globalValue === undefined ? found?.defaultValue : found.globalValue;
  if (value === null) {
    return undefined;
  }
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) {
    return dollars(value);
  }
  // A limit that was mistyped is no permission: what holds without it holds.
  return typeof found?.defaultValue === 'number' ? dollars(found.defaultValue) : 0;
}

async function mayCost(price: Price, spent: Spent, { perDay, confirmAbove }: Limits): Promise<boolean> {
  const run = vscode.l10n.t('Generate');
  const today =
    perDay === undefined
      ? vscode.l10n.t('Today {0} is used.', formatMoney(spent.today))
      : vscode.l10n.t('Today {0} of {1} is used.', formatMoney(spent.today), formatMoney(perDay));
  const most = price.known && price.upper > price.likely ? vscode.l10n.t(' and at most {0}', formatMoney(price.upper)) : '';
  const question = price.known
    ? vscode.l10n.t('This costs {0}{1}. Generate it?', formatPrice(price), most)
    : vscode.l10n.t('The price of this is not known. Generate it?');
  const why = price.known
    ? vscode.l10n.t('Easel asks above {0} (“easel.budget.confirmAbove”).', formatMoney(confirmAbove ?? 0))
    : vscode.l10n.t('The service does not tell what this model costs, so no limit can hold for it.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail: `${why} ${today}` }, run)) === run;
}

function notWritten(error: unknown): ImageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ImageError('cannot-write', `Easel cannot write down what this costs, so it was not sent and nothing was charged: ${reason}`);
}
