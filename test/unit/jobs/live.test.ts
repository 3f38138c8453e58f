/** Jobs that run live: one request at most, wherever the process dies, and the queue only where nothing was taken. */
import assert from 'node:assert/strict';
import { ImageError } from '../../../src/core/errors';
import type { ImageService, LiveWatcher, Order } from '../../../src/core/service';
import { chargeOf } from '../../../src/jobs/ledger';
import { aRequest, World } from './world';

const request = () => ({ ...aRequest(), live: true, count: 1 });
const picture = { url: 'https://v3b.fal.media/0' };
const unknown = () => new ImageError('submission-unknown', 'open');

/** A world whose service runs live as it is told. */
function worldWith(live: NonNullable<ImageService['live']>, kept?: ImageService['kept']): World {
  const world = new World();
  world.service = { live, ...(kept ? { kept } : {}) };
  return world;
}

/** Takes the order, gives it an id, and shows a preview. */
async function take(world: World, order: Order, watcher: LiveWatcher): Promise<void> {
  const requestId = `request-${world.accepted.push(order)}`;
  await watcher.onTicket({ endpoint: order.endpoint, requestId });
  watcher.onPreview({ bytes: Uint8Array.from([1]), type: 'image/png' });
}

describe('a job that runs live', () => {
  it('is sent once, shows previews while it runs, and saves only what the service says is finished', async () => {
    const world = worldWith(async (order, watcher) => {
      await take(world, order, watcher);
      assert.ok(job.preview);
      assert.equal(job.phase, 'running');
      return { images: [picture] };
    });
    const job = await world.boot().start(request());
    await job.told;
    assert.equal(job.phase, 'done');
    assert.equal(job.preview, undefined);
    assert.equal(world.accepted.length, 1);
    assert.equal(world.project.size, 1);
    assert.ok(!world.points.includes('submit') && !world.points.includes('follow'));
  });

  it('keeps a picture that came inside the answer out of the journal', async () => {
    const url = `data:image/png;base64,${'A'.repeat(100_000)}`;
    const world = worldWith(async (order, watcher) => {
      await take(world, order, watcher);
      return { images: [{ url }] };
    });
    const job = await world.boot().start(request());
    await job.told;
    assert.equal(job.phase, 'done');
    const [ended] = world.ended.values();
    assert.ok(ended && ended.journal.length < 10_000);
    assert.equal(world.project.size, 1);
  });

  it('asks the queue when nothing was taken, and then only once', async () => {
    const world = worldWith(() => Promise.resolve('not-taken'));
    const job = await world.boot().start(request());
    await job.told;
    assert.equal(job.phase, 'done');
    assert.equal(world.accepted.length, 1);
    assert.equal(world.points.filter((name) => name === 'submit').length, 1);
  });

  it('never asks the queue after a line that broke: it looks in the history, and says that the outcome is open', async () => {
    let kept = 0;
    const world = worldWith(
      async (order, watcher) => {
        await take(world, order, watcher);
        throw unknown();
      },
      () => Promise.resolve(++kept < 2 ? undefined : { images: [picture] }),
    );
    const found = await world.boot().start(request());
    await found.told;
    assert.equal(found.phase, 'done');
    assert.equal(world.accepted.length, 1);

    const lost = worldWith(
      async (order, watcher) => {
        await take(lost, order, watcher);
        throw unknown();
      },
      () => Promise.resolve(undefined),
    );
    const job = await lost.boot().start(request());
    await job.told;
    assert.equal(job.state.failure?.kind, 'submission-unknown');
    assert.equal(chargeOf(job.state), 'unsure');
    assert.equal(lost.project.size, 0);
    assert.equal(lost.accepted.length, 1);
    assert.ok(!lost.points.includes('submit'));
  });

  it('that broke off while the model was at work counts as perhaps charged, whether its id was told or not', async () => {
    for (const kind of ['bad-response', 'content-refused'] as const) {
      const world = worldWith(() => Promise.reject(new ImageError(kind, 'It broke off.')));
      const job = await world.boot().start(request());
      await job.told;
      assert.equal(job.phase, 'failed');
      assert.equal(chargeOf(job.state), 'unsure', kind);
    }
    const refused = worldWith(() => Promise.reject(new ImageError('bad-key', 'No.')));
    const job = await refused.boot().start(request());
    await job.told;
    assert.equal(chargeOf(job.state), 'released');
  });

  it('waits to be continued when the history cannot be asked', async () => {
    let offline = true;
    const world = worldWith(
      async (order, watcher) => {
        await take(world, order, watcher);
        throw unknown();
      },
      () => (offline ? Promise.reject(new ImageError('network', 'off')) : Promise.resolve({ images: [picture] })),
    );
    const runner = world.boot();
    const job = await runner.start(request());
    await job.told;
    assert.ok(job.paused);
    offline = false;
    await runner.continue(job.id);
    await runner.get(job.id)?.told;
    assert.equal(runner.get(job.id)?.phase, 'done');
    assert.equal(world.accepted.length, 1);
  });

  it('that is cancelled hangs up, and counts as perhaps charged', async () => {
    const world = worldWith(async (order, watcher, signal) => {
      await take(world, order, watcher);
      runner.cancel(job.id);
      assert.ok(signal.aborted);
      throw signal.reason;
    });
    const runner = world.boot();
    const job = await runner.start(request());
    await job.told;
    assert.equal(job.phase, 'cancelled');
    assert.equal(chargeOf(job.state), 'unsure');
  });

  it('killed before and after every effect is never sent twice, and what the history has is saved', async () => {
    const fresh = () => {
      const world: World = worldWith(
        async (order, watcher) => {
          await take(world, order, watcher);
          return { images: [picture] };
        },
        () => Promise.resolve({ images: [picture] }),
      );
      return world;
    };
    const whole = fresh();
    await (
      await whole.boot().start(request())
    ).told;
    for (const [point, name] of whole.points.entries()) {
      for (const after of [false, true]) {
        const world = fresh();
        const where = `killed ${after ? 'after' : 'before'} ${point} (${name})`;
        void world.boot({ point, after }).start(request());
        await world.died;
        const second = world.boot();
        await second.resume();
        await Promise.all(second.list().map((job) => job.told));
        assert.ok(world.accepted.length <= 1, `${where}: sent ${world.accepted.length} times`);
        if (world.accepted.length === 1) {
          assert.equal([...world.project.keys()].filter((uri) => !uri.endsWith('.part')).length, 1, where);
        }
      }
    }
  });
});
