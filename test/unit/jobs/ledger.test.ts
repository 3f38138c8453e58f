import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImageError } from '../../../src/core/errors';
import { LedgerFile } from '../../../src/editor/ledgerFile';
import { amountOf, encodeLine, parseLedger, periodsOf, spentSince, type LedgerLine } from '../../../src/jobs/ledger';
import { Approval, checkLimits, needsQuestion, sumOf } from '../../../src/jobs/purse';

const noon = new Date(2026, 2, 15, 12).getTime();

function aLine(change: Partial<LedgerLine> = {}): LedgerLine {
  return { v: 1, id: 'a', at: noon, state: 'reserved', model: 'm', workspace: 'file:///w', likely: 40_000, upper: 60_000, ...change };
}

describe('what a ledger counts', () => {
  it('counts the most that a run may cost until its end is known', () => {
    assert.equal(amountOf(aLine()), 60_000);
    assert.equal(amountOf(aLine({ state: 'unsure' })), 60_000);
    assert.equal(amountOf(aLine({ state: 'booked' })), 40_000);
    assert.equal(amountOf(aLine({ state: 'released' })), 0);
  });

  it('takes the latest line of a request, at the time when it was reserved', () => {
    const text = encodeLine(aLine()) + encodeLine(aLine({ id: 'b' })) + encodeLine(aLine({ state: 'booked', at: noon + 86_400_000 }));
    const bookings = [...parseLedger(text).values()];
    assert.equal(spentSince(bookings, noon), 100_000);
    assert.equal(spentSince(bookings, noon + 1), 0);
  });

  it('reads all whole lines of a text that is cut at any byte, and passes over what it does not know', () => {
    const lines = [aLine(), aLine({ id: 'b' })].map(encodeLine);
    const text = lines.join('');
    for (let end = 0; end <= text.length; end++) {
      const whole = end >= text.length - 1 ? 2 : end >= (lines[0] ?? '').length - 1 ? 1 : 0;
      assert.equal(parseLedger(text.slice(0, end)).size, whole, `cut at ${end}`);
    }
    assert.equal(parseLedger(`{"v":2}\n[]\nnull\n${text}`).size, 2);
  });

  it('begins the day and the month at midnight here', () => {
    assert.deepEqual(periodsOf(noon), { day: new Date(2026, 2, 15).getTime(), month: new Date(2026, 2, 1).getTime() });
  });
});

describe('limits', () => {
  const price = { known: true, likely: 40_000, upper: 60_000 } as const;
  const none = { perDay: undefined, perMonth: undefined, confirmAbove: undefined };
  const isOver = (error: unknown): boolean => error instanceof ImageError && error.kind === 'over-budget';

  it('are reached exactly and never passed', () => {
    checkLimits(price, { today: 40_000, month: 40_000 }, { ...none, perDay: 100_000, perMonth: 100_000 });
    assert.throws(() => checkLimits(price, { today: 40_001, month: 0 }, { ...none, perDay: 100_000 }), isOver);
    assert.throws(() => checkLimits(price, { today: 0, month: 40_001 }, { ...none, perMonth: 100_000 }), isOver);
  });

  it('of nothing let only what is free through', () => {
    const nothing = { perDay: 0, perMonth: 0, confirmAbove: 0 };
    assert.throws(() => checkLimits(price, { today: 0, month: 0 }, nothing), isOver);
    assert.throws(() => checkLimits({ known: false }, { today: 0, month: 0 }, nothing), isOver);
    checkLimits({ known: true, likely: 0, upper: 0 }, { today: 5, month: 5 }, nothing);
    assert.equal(needsQuestion({ known: true, likely: 0, upper: 0 }, nothing), false);
  });

  it('ask above the bound, not at it, and always when no price is known', () => {
    assert.equal(needsQuestion(price, { ...none, confirmAbove: 60_000 }), false);
    assert.equal(needsQuestion(price, { ...none, confirmAbove: 59_999 }), true);
    assert.equal(needsQuestion(price, none), false);
    assert.equal(needsQuestion({ known: false }, none), true);
  });

  it('are agreed to for a batch as a whole, and for no more than that', () => {
    const approval = new Approval(100_000);
    assert.deepEqual(
      [price, price, { ...price, upper: 40_000 }, { known: false } as const].map((one) => approval.take(one)),
      [true, false, true, false],
    );
    assert.deepEqual(sumOf([price, price]), { known: true, likely: 80_000, upper: 120_000 });
    assert.deepEqual(sumOf([price, { known: false }]), { known: false });
  });
});

describe('the file of the ledger', () => {
  let folder: string;

  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'easel-ledger-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('never lets two windows spend the same money', async () => {
    const windows = [new LedgerFile(folder), new LedgerFile(folder), new LedgerFile(folder)];
    const limits = { perDay: 600_000, perMonth: undefined, confirmAbove: undefined };
    const tries = Array.from({ length: 30 }, (_, index) =>
      (windows[index % 3] as LedgerFile).change(noon, (bookings) => {
        const today = spentSince(bookings.values(), periodsOf(noon).day);
        checkLimits({ known: true, likely: 40_000, upper: 60_000 }, { today, month: 0 }, limits);
        return aLine({ id: `request-${index}` });
      }),
    );
    const outcomes = await Promise.allSettled(tries);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10);
    assert.equal((await new LedgerFile(folder).read(noon)).size, 10);
    assert.deepEqual(await readdir(folder), ['2026-03.jsonl']);
  });

  it('goes on behind a line that a dying process left half-written', async () => {
    const ledger = new LedgerFile(folder);
    await ledger.change(noon, () => aLine());
    await appendFile(path.join(folder, '2026-03.jsonl'), encodeLine(aLine({ id: 'torn' })).slice(0, 20));
    await ledger.change(noon, () => aLine({ id: 'b' }));
    assert.deepEqual([...(await ledger.read(noon)).keys()], ['a', 'b']);
  });

  it('books a run that passes the end of the month where it was reserved', async () => {
    const ledger = new LedgerFile(folder);
    const before = new Date(2026, 1, 28, 23, 59).getTime();
    await ledger.change(before, () => aLine({ at: before }));
    await ledger.change(noon, (bookings) => ({ ...(bookings.get('a') as LedgerLine), state: 'booked' }));
    assert.equal((await readFile(path.join(folder, '2026-02.jsonl'), 'utf8')).split('\n').length, 3);
    assert.equal((await ledger.readAll()).get('a')?.state, 'booked');
  });
});
