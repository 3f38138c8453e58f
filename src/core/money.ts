/** Money is kept in whole micro-dollars, so that sums never drift. */
export type MicroDollars = number;

/**
 * What a run will cost before it is started. `upper` is what limits are checked against. `exact` once the service has told what it
 * took; all three are the same then.
 */
export type Price =
  { readonly known: true; readonly likely: MicroDollars; readonly upper: MicroDollars; readonly exact?: true } | { readonly known: false };

/** A price that is no estimate any more. */
export const exactly = (cost: MicroDollars): Price => ({ known: true, likely: cost, upper: cost, exact: true });

export const free: Price = { known: true, likely: 0, upper: 0 };

export const dollars = (amount: number): MicroDollars => Math.round(amount * 1_000_000);

/** Rounds up to whole cents. */
export function ceilToCent(amount: MicroDollars): MicroDollars {
  return Math.ceil(amount / 10_000) * 10_000;
}

/** `$0.05`; amounts under ten cents keep the first two digits that say something: `$0.0059`. */
export function formatMoney(amount: MicroDollars): string {
  const value = amount / 1_000_000;
  if (value === 0) {
    return '$0.00';
  }
  if (value >= 0.1 || amount % 10_000 === 0) {
    return `$${value.toFixed(2)}`;
  }
  return `$${value.toFixed(value >= 0.01 ? 3 : 4)}`;
}

/** What stands on a button: `free`, `about $0.05` or `price unknown`; `$0.05` of what is over. */
export function formatPrice(price: Price): string {
  if (!price.known) {
    return 'price unknown';
  }
  return price.upper === 0 ? 'free' : `${price.exact ? '' : 'about '}${formatMoney(price.likely)}`;
}
