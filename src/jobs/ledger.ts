import * as z from 'zod/mini';
import type { MicroDollars, Price } from '../core/money';
import type { JobState } from './state';

/**
 * One line of the ledger. `reserved` counts with the most that it may cost; `booked` with what it has cost, or was estimated to; `unsure`
 * again with the most, because nobody here knows whether it was charged; `released` was certainly not charged.
 */
const ledgerLine = z.object({
  v: z.literal(1),
  id: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  state: z.enum(['reserved', 'booked', 'unsure', 'released']),
  model: z.string(),
  /** URI of the workspace folder. */
  workspace: z.string(),
  likely: z.number(),
  upper: z.number(),
  /** What it really cost, when the service has told. */
  cost: z.optional(z.number()),
});
export type LedgerLine = z.infer<typeof ledgerLine>;

/** What is known of the money of one request: its latest line, at the time when it was reserved. */
export type Booking = LedgerLine;

/** How a request stands with regard to money; `undefined` while that is open. */
export type Charge = 'booked' | 'unsure' | 'released';

export function encodeLine(line: LedgerLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** The bookings that a ledger's text tells. A line that cannot be read is left out: the rest must still count. */
export function parseLedger(text: string): Map<string, Booking> {
  const bookings = new Map<string, Booking>();
  for (const raw of text.split('\n')) {
    const line = parseLine(raw);
    if (line) {
      bookings.set(line.id, { ...line, at: bookings.get(line.id)?.at ?? line.at });
    }
  }
  return bookings;
}

function parseLine(raw: string): LedgerLine | undefined {
  try {
    return ledgerLine.parse(JSON.parse(raw));
  } catch {
    return undefined;
  }
}

/** What a booking counts for against a limit. */
export function amountOf({ state, likely, upper, cost }: Booking): MicroDollars {
  switch (state) {
    case 'released':
      return 0;
    case 'booked':
      return cost ?? likely;
    case 'reserved':
    case 'unsure':
      return upper;
  }
}

/** What was spent or reserved from then on. @param from milliseconds since the epoch */
export function spentSince(bookings: Iterable<Booking>, from: number): MicroDollars {
  let sum = 0;
  for (const booking of bookings) {
    sum += booking.at >= from ? amountOf(booking) : 0;
  }
  return sum;
}

/**
 * What an ended request means for the money. The service charges what it has made; what it refused at once, or was taken back before
 * it was sent, it does not.
 */
export function chargeOf({ sentAt, requestId, images, failure, cancelled, live }: JobState): Charge | undefined {
  if (images !== undefined) {
    return 'booked';
  }
  if (failure === undefined && !cancelled) {
    return undefined;
  }
  if (sentAt === undefined) {
    return 'released';
  }
  // A live run that was hung up on, or broke off, had been worked on by then, whether its id was told or not.
  const brokeOff = live && (cancelled || failure?.kind === 'bad-response' || failure?.kind === 'content-refused');
  const refused = requestId === undefined && failure?.kind !== 'submission-unknown' && !brokeOff;
  return refused ? 'released' : 'unsure';
}

/** Midnight of the day, and of the first day of the month, in local time; milliseconds since the epoch. */
export function periodsOf(now: number): { readonly day: number; readonly month: number } {
  const date = new Date(now);
  const [year, month] = [date.getFullYear(), date.getMonth()];
  return { day: new Date(year, month, date.getDate()).getTime(), month: new Date(year, month, 1).getTime() };
}

/** `undefined` for what costs nothing, which is not in the ledger. A price that is not known counts as nothing. */
export function reservedPrice(price: Price): { readonly likely: MicroDollars; readonly upper: MicroDollars } | undefined {
  if (!price.known) {
    return { likely: 0, upper: 0 };
  }
  return price.upper > 0 ? { likely: price.likely, upper: price.upper } : undefined;
}
