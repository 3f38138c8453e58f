/**
 * Every fault at every step, once and for ever, alone and in pairs: the request is finished, finished later, or has clearly failed; the
 * service has taken it once at most, and the money is booked once.
 */
import assert from 'node:assert/strict';
import { checklistCases, local, localCase, localSteps, pairOf, serviceCase, serviceSteps, wire, type AnyStep, type HowLong } from './cases';
import { runCase, type Case, type Outcome } from './run';

/** How many requests run at once: nearly all of their time is waiting. */
const atOnce = 24;

type Results = ReadonlyMap<string, Outcome>;

async function runAll(cases: readonly Case[]): Promise<Results> {
  const results = new Map<string, Outcome>();
  const wrong: string[] = [];
  const waiting = [...cases];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        try {
          results.set(one.name, await runCase(one));
        } catch (error) {
          wrong.push(`${one.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }),
  );
  assert.deepEqual(wrong, []);
  assert.equal(results.size, new Set(cases.map(({ name }) => name)).size);
  return results;
}

function mark(outcome: Outcome | undefined): string {
  return outcome === undefined ? '-' : outcome === 'finished' ? 'ok' : outcome === 'later' ? 'later' : outcome;
}

function counted(results: Results): string {
  const counts = new Map<string, number>();
  for (const outcome of results.values()) {
    counts.set(mark(outcome), (counts.get(mark(outcome)) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

const lengths: readonly HowLong[] = ['once', 'for ever'];

describe('the fault matrix', function () {
  this.timeout(600_000);

  it('every fault at every step, once and for ever', async () => {
    const cases = [
      ...serviceSteps.flatMap((step) => Object.keys(wire).flatMap((name) => lengths.map((howLong) => serviceCase(step, name, howLong)))),
      ...localSteps.flatMap((step) => Object.keys(local[step]).flatMap((name) => lengths.map((howLong) => localCase(step, name, howLong)))),
    ];
    const results = await runAll(cases);
    const columns = serviceSteps.map((step) => step.replace('upload', 'up').replace('statusStream', 'stream'));
    console.log(`      ${'once / for ever'.padEnd(26)}${columns.map((name) => name.padEnd(30)).join('')}`);
    for (const name of Object.keys(wire)) {
      const cells = serviceSteps.map((step) =>
        lengths
          .map((howLong) => mark(results.get(`${step}: ${name}, ${howLong}`)))
          .filter((text, index, all) => index === 0 || text !== all[0])
          .join(' / ')
          .padEnd(30),
      );
      console.log(`      ${name.padEnd(26)}${cells.join('')}`);
    }
    for (const step of localSteps) {
      for (const name of Object.keys(local[step])) {
        console.log(`      ${step}: ${name}: ${lengths.map((howLong) => mark(results.get(`${step}: ${name}, ${howLong}`))).join(' / ')}`);
      }
    }
    console.log(`      ${results.size} cases: ${counted(results)}`);
    // What is not about the request itself never costs it its pictures for good.
    for (const step of ['status', 'statusStream', 'download'] as const) {
      for (const name of ['HTTP 500', 'reset before', 'silence', 'page of a gateway']) {
        for (const howLong of lengths) {
          assert.ok(['finished', 'later'].includes(results.get(`${step}: ${name}, ${howLong}`) ?? ''), `${step}: ${name}, ${howLong}`);
        }
      }
    }
  });

  it('the checklist of the service, once and for ever', async () => {
    const results = await runAll(checklistCases());
    console.log(`      ${results.size} cases: ${counted(results)} (previews are no part of this way)`);
    assert.ok(results.size > 200);
  });

  it('two faults in one request', async () => {
    const some: readonly (readonly [AnyStep, string, HowLong])[] = [
      ...serviceSteps
        .filter((step) => step !== 'uploadPut')
        .flatMap((step) =>
          (
            [
              ['HTTP 503, carried out', 'once'],
              ['reset before, carried out', 'once'],
              ['silence', 'once'],
              ['page of a gateway', 'for ever'],
              ['cut, clean end', 'once'],
            ] as const
          ).map(([name, howLong]) => [step, name, howLong] as const),
        ),
      ['decode', 'worker died', 'once'],
      ['decode', 'not an image', 'for ever'],
      ['save', 'disk full', 'for ever'],
      ['save', 'read-only', 'once'],
      ['store', 'disk full', 'for ever'],
      ['store', 'read-only', 'once'],
    ];
    const pairs = some.flatMap((a, index) => some.slice(index + 1).flatMap((b) => (a[0] === b[0] ? [] : [pairOf(a, b)])));
    const results = await runAll(pairs);
    console.log(`      ${results.size} pairs: ${counted(results)}`);
    assert.ok(results.size > 500);
  });
});
