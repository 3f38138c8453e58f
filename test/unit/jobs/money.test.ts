import assert from 'node:assert/strict';
import { ImageError } from '../../../src/core/errors';
import { aRequest, World } from './world';

const id = aRequest().id;
const overBudget = new ImageError('over-budget', 'That is too much.');

describe('the money of a job', () => {
  it('is reserved before anything is sent and booked when the service has answered', async () => {
    const world = new World();
    const job = await world.boot().start(aRequest());
    await job.told;
    assert.equal(world.ledger.get(id), 'booked');
    assert.ok(world.points.indexOf('reserve') < world.points.indexOf('submit'));
    assert.ok(world.points.indexOf('journal created') < world.points.indexOf('reserve'));
  });

  it('refuses what is over the limit before anything is written or sent', async () => {
    const world = new World();
    world.approve = () => Promise.reject(overBudget);
    await assert.rejects(world.boot().start(aRequest()), { kind: 'over-budget' });
    assert.deepEqual(world.points, []);
  });

  it('takes the job away when another window has spent the money meanwhile', async () => {
    const world = new World();
    world.onPoint = (name) => {
      if (name === 'reserve') {
        throw overBudget;
      }
    };
    await assert.rejects(world.boot().start(aRequest()), { kind: 'over-budget' });
    assert.equal(world.open.size, 0);
    assert.equal(world.accepted.length, 0);
  });

  it('is given back when the service refuses the request', async () => {
    const world = new World();
    world.service = { submit: () => Promise.reject(new ImageError('no-credit', 'No credit.')) };
    await (
      await world.boot().start(aRequest())
    ).told;
    assert.equal(world.ledger.get(id), 'released');
  });

  it('stays counted when nobody knows whether the request was taken', async () => {
    const world = new World();
    world.findable = false;
    world.service = { submit: () => Promise.reject(new ImageError('submission-unknown', 'Unknown.')) };
    await (
      await world.boot().start(aRequest())
    ).told;
    assert.equal(world.ledger.get(id), 'unsure');
  });

  it('asks about a batch once, and each of it takes its part', async () => {
    const world = new World();
    let asked = 0;
    world.approve = () => {
      asked++;
      return Promise.resolve();
    };
    const runner = world.boot();
    const requests = ['a', 'b'].map((letter) => aRequest({ id: `20260301-142530-${letter.repeat(8)}` }));
    const price = { known: true, likely: 50_000, upper: 50_000 } as const;
    const approval = await runner.approve([price, price]);
    for (const request of requests) {
      await (
        await runner.start(request, undefined, approval)
      ).told;
    }
    assert.equal(asked, 1);
    // What was agreed to is used up by and by: a third that costs more than what is left is asked about.
    await runner.start(aRequest({ id: '20260301-142530-cccccccc', quality: 'high', count: 4 }), undefined, approval);
    assert.equal(asked, 2);
  });

  it('is booked by the next window when this one died before it could', async () => {
    for (const after of [false, true]) {
      const world = new World();
      await (
        await world.boot().start(aRequest())
      ).told;
      const point = world.points.indexOf('settle money');
      const second = new World();
      void second.boot({ point, after }).start(aRequest());
      await second.died;
      await second.boot().recall();
      assert.equal(second.ledger.get(id), 'booked');
    }
  });

  it('waits while the service cannot be asked whether it took a request, and is found later', async () => {
    const world = new World();
    world.service = {
      submit: (order) => {
        world.accepted.push(order);
        return Promise.reject(new ImageError('submission-unknown', 'Unknown.'));
      },
      find: () => Promise.reject(new ImageError('network', 'Offline.')),
    };
    const job = await world.boot().start(aRequest());
    await job.told;
    assert.equal(job.paused?.kind, 'network');
    assert.equal(world.ledger.get(id), 'reserved');
    // The lid is opened again, in another window even.
    world.service = {};
    const later = world.boot();
    await later.resume();
    await later.get(id)?.told;
    assert.equal(later.get(id)?.phase, 'done');
    assert.equal(world.accepted.length, 1);
    assert.equal(world.ledger.get(id), 'booked');
  });
});
