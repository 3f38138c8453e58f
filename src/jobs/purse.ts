import { ImageError } from '../core/errors';
import { formatMoney, formatPrice, type MicroDollars, type Price } from '../core/money';
import type { ImageRequest } from '../core/request';
import type { Charge } from './ledger';

/** What the user lets Easel spend. `undefined` is no limit; 0 lets nothing be spent. */
export interface Limits {
  readonly perDay: MicroDollars | undefined;
  readonly perMonth: MicroDollars | undefined;
  /** A run that may cost more than this is asked about first. */
  readonly confirmAbove: MicroDollars | undefined;
}

/** Spent or reserved so far. */
export interface Spent {
  readonly today: MicroDollars;
  readonly month: MicroDollars;
}

/** The money of all windows together. */
export interface Purse {
  /**
   * Checks a price against the limits and asks the user when it is above what may be spent without a question. Takes nothing.
   * @throws ImageError `over-budget`; `cancelled` when the user does not want it
   */
  approve(price: Price): Promise<void>;
  /** Takes the price out of what is left, at one go for all windows. @throws ImageError `over-budget`, `cannot-write` */
  reserve(request: Pick<ImageRequest, 'id' | 'model' | 'workspace'>, price: Price): Promise<void>;
  /** Writes down what became of a reserved price; `cost` when the service has told what it took. May be repeated. */
  settle(id: string, charge: Charge, cost?: MicroDollars): Promise<void>;
  /** Ids of the requests of which it is not written down yet. */
  unsettled(): Promise<ReadonlySet<string>>;
}

/** What the user agreed to spend; each request of a batch takes its part. */
export class Approval {
  constructor(private left: MicroDollars) {}

  /** Whether what was agreed to is enough for this as well. */
  take(price: Price): boolean {
    const enough = price.known && price.upper <= this.left;
    this.left -= enough ? price.upper : 0;
    return enough;
  }
}

/** The price of several requests together. */
export function sumOf(prices: readonly Price[]): Price {
  let [likely, upper] = [0, 0];
  for (const price of prices) {
    if (!price.known) {
      return { known: false };
    }
    likely += price.likely;
    upper += price.upper;
  }
  return { known: true, likely, upper };
}

/** @throws ImageError `over-budget` when it may cost more than is left; a limit is never passed, not even once */
export function checkLimits(price: Price, spent: Spent, limits: Limits): void {
  const upper = price.known ? price.upper : 0;
  if (price.known && upper === 0) {
    return;
  }
  const periods = [
    { limit: limits.perDay, used: spent.today, what: 'today’s limit', setting: 'easel.budget.perDay' },
    { limit: limits.perMonth, used: spent.month, what: 'this month’s limit', setting: 'easel.budget.perMonth' },
  ];
  for (const { limit, used, what, setting } of periods) {
    if (limit !== undefined && (used + upper > limit || (!price.known && used >= limit))) {
      throw new ImageError(
        'over-budget',
        `Nothing was sent: this costs ${formatPrice(price)}${atMost(price)}, and ${formatMoney(used)} of ${what} of ${formatMoney(limit)} is used. Choose something cheaper, or raise “${setting}” in your user settings.`,
      );
    }
  }
}

/** Whether the user is to be asked. A price that nobody knows is always asked about. */
export function needsQuestion(price: Price, { confirmAbove }: Limits): boolean {
  return !price.known || (confirmAbove !== undefined && price.upper > 0 && price.upper > confirmAbove);
}

function atMost(price: Price): string {
  return price.known && price.upper > price.likely ? ` (at most ${formatMoney(price.upper)})` : '';
}
