/** The extension host dies at any moment: nothing that was taken is lost, nothing is sent twice, nothing is left lying about. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../vscode/workbench';
import { isOnDisk, KillHouse, type Order } from './killHouse';

const wantedKills = 100;
const windows = 3;

/** Numerical Recipes' generator: the moments are random and the same in every run. */
let seed = 20_261_126;
const random = (most: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * most);
};

const paid = { model: 'openai/gpt-image-2', quality: 'low', width: 256, height: 256, folder: 'public/images' };

function anOrder(number: number): Order {
  const prompt = `picture number ${number}`;
  return random(4) === 0
    ? {
        command: 'easel.generateIcon',
        argument: { prompt, model: 'fal-ai/gpt-image-1/edit-image', quality: 'low', folder: 'public/images' },
      }
    : { command: 'easel.generateImage', argument: { ...paid, prompt, count: 1 + random(2) } };
}

describe('the extension host is killed', function () {
  this.timeout(30 * 60_000);
  let house: KillHouse;
  before(async () => (house = await KillHouse.open(windows)));
  after(() => house.close());

  it(`at least ${wantedKills} times while it works, and every picture that was taken is there, once`, async () => {
    for (const window of house.windows) {
      await house.done(await house.order(window, { command: 'easel.setApiKey', argument: { key: 'test-key' } }));
    }
    let [kills, orders] = [0, 0];
    const moments = new Map<string, number>();
    while (kills < wantedKills) {
      const begun: string[] = [];
      for (const window of house.windows) {
        for (let count = 1 + random(2); count > 0; count--) {
          begun.push(await house.order(window, anOrder(++orders)));
        }
      }
      // The pictures come slowly now and then, so that a kill meets them half way.
      const slow =
        random(2) === 0
          ? house.simulator.fail('download', { kind: 'slowDrip', bytes: 20_000, everyMs: 15 }, { times: 'always' })
          : undefined;
      await until('the first order to be begun', () => begun.some((file) => !existsSync(file)));
      if (random(5) > 0) {
        // Most kills hit jobs at work, some what comes before.
        await until('jobs', async () => (await house.openJobs()) >= windows).catch(() => undefined);
      }
      await sleep(random(1_200));
      for (const { state, records, ended } of (await house.journals()).values()) {
        const last = records.at(-1)?.state ?? 'nothing';
        if (!ended && state) {
          moments.set(last, (moments.get(last) ?? 0) + 1);
        }
      }
      kills += await house.kill();
      slow?.cancel();
      await house.reopen();
    }

    // Now they may work in peace; a window that is opened anew looks after what others have left.
    if (!(await house.calm(60_000))) {
      await house.reopen();
      assert.ok(await house.calm(90_000), 'a job is still open');
    }
    const { jobs } = house.simulator;
    const journals = await house.journals();
    const byRequest = new Map([...journals.values()].flatMap(({ state }) => (state?.requestId ? [[state.requestId, state] as const] : [])));
    const bookings = await house.bookings();
    const prompts = jobs.map((job) => String(/picture number \d+/.exec(JSON.stringify(job.input))?.[0]));
    const lost: string[] = [];
    for (const job of jobs) {
      const state = byRequest.get(job.requestId);
      if (!state || !(await isOnDisk(state))) {
        lost.push(`${job.requestId}: ${state ? JSON.stringify(state.failure ?? state.images) : 'in no journal'}`);
      }
    }
    const unknown = [...journals.values()].filter(({ state }) => state?.failure?.kind === 'submission-unknown').length;
    console.log(
      [
        `      ${kills} kills, ${orders} orders, ${journals.size} written down, ${jobs.length} taken by the service, all of them on disk`,
        `      not known whether taken, and not taken: ${unknown}`,
        `      the open jobs at the kills: ${[...moments].map(([name, count]) => `${name} ${count}`).join(', ')}`,
      ].join('\n'),
    );
    assert.ok(kills >= wantedKills);
    assert.deepEqual(lost, [], 'what was taken is not on disk');
    assert.equal(new Set(prompts).size, jobs.length, 'something was sent twice');
    // How many come so far depends on the machine; without any nothing was tested.
    assert.ok(jobs.length >= 10, `only ${jobs.length} of ${orders} orders came to the service`);
    assert.deepEqual(
      [...journals].filter(([, { ended }]) => !ended),
      [],
    );
    assert.deepEqual(
      [...bookings.values()].filter(({ state }) => state === 'reserved'),
      [],
      'money is held back for ever',
    );
    for (const [id, { state }] of journals) {
      assert.ok(state?.sentAt === undefined || bookings.get(id)?.state !== undefined, `${id} is not in the ledger`);
      assert.ok(!state?.images || bookings.get(id)?.state === 'booked', `${id} was paid and is ${bookings.get(id)?.state}`);
    }
    await until('nothing to be left lying about', async () => (await house.leftovers()).length === 0, 20_000).catch(async () =>
      assert.deepEqual(await house.leftovers(), []),
    );
  });
});
