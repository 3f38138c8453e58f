import assert from 'node:assert/strict';
import { cancelled, ImageError } from '../../../src/core/errors';
import { aRequest, World } from './world';

const never = new Promise<never>(() => undefined);

/** A `follow` that stands at a stage until the signal fires. */
function standing(stage: 'queued' | 'running', reached: () => void) {
  return (
    _order: unknown,
    _ticket: unknown,
    onProgress: (progress: { stage: 'queued' | 'running'; logs: [] }) => void,
    signal: AbortSignal,
  ): Promise<never> => {
    onProgress({ stage, logs: [] });
    reached();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(cancelled()), { once: true }));
  };
}

describe('a job that is cancelled', () => {
  it('before it was sent never leaves', async () => {
    const world = new World();
    const runner = world.boot();
    const starting = runner.start(aRequest());
    const off = runner.onChange(() => runner.cancel(aRequest().id));
    const job = await starting;
    runner.cancel(job.id);
    await job.told;
    off.dispose();
    assert.equal(job.phase, 'cancelled');
    assert.equal(world.accepted.length, 0);
    assert.equal(world.open.size, 0);
  });

  for (const stage of ['queued', 'running'] as const) {
    it(`while it is ${stage} is told to the service, and tells its caller at once`, async () => {
      const world = new World();
      let reached = (): void => undefined;
      const standingStill = new Promise<void>((resolve) => (reached = resolve));
      world.service.follow = standing(stage, reached);
      const runner = world.boot();
      const job = await runner.start(aRequest());
      await standingStill;
      runner.cancel(job.id);
      await job.told;
      assert.equal(job.phase, 'cancelling');
      assert.deepEqual(world.cancels, ['request-1']);
      await until(() => job.phase === 'cancelled');
      assert.equal(world.open.size, 0);
      assert.equal(world.project.size, 0);
    });
  }

  it('but was finished all the same keeps its images, because they were paid for', async () => {
    const world = new World();
    world.timing = { findAfter: [1], cancelQueued: 60_000, cancelRunning: 60_000 };
    let reached = (): void => undefined;
    const standingStill = new Promise<void>((resolve) => (reached = resolve));
    let finish = (): void => undefined;
    world.service.follow = (_order, _ticket, onProgress) => {
      onProgress({ stage: 'running', logs: [] });
      reached();
      return new Promise(
        (resolve) => (finish = () => resolve({ images: [{ url: 'https://v3b.fal.media/0' }, { url: 'https://v3b.fal.media/1' }] })),
      );
    };
    const runner = world.boot();
    const job = await runner.start(aRequest());
    await standingStill;
    runner.cancel(job.id);
    await job.told;
    finish();
    await until(() => job.phase === 'done');
    assert.equal(world.project.size, 2);
  });

  it('and comes back after a restart is still cancelled', async () => {
    const world = new World();
    let reached = (): void => undefined;
    const standingStill = new Promise<void>((resolve) => (reached = resolve));
    world.service = { follow: standing('running', reached), cancel: () => never };
    const first = world.boot();
    const job = await first.start(aRequest());
    await standingStill;
    first.cancel(job.id);
    await until(() => world.open.get(job.id)?.journal.includes('"cancelling"') === true);
    delete world.service.cancel;
    const second = world.boot();
    await second.resume();
    const again = second.get(job.id);
    await until(() => again?.phase === 'cancelled');
    assert.deepEqual(world.cancels, ['request-1']);
  });
});

describe('a job that meets a fault', () => {
  it('before it was taken ends with it, and says why', async () => {
    const world = new World();
    world.service.submit = () => Promise.reject(new ImageError('bad-key', 'No.'));
    const job = await world.boot().start(aRequest());
    await job.told;
    assert.equal(job.phase, 'failed');
    assert.equal(job.state.failure?.kind, 'bad-key');
    assert.equal(world.open.size, 0);
  });

  for (const kind of ['network', 'timeout', 'bad-key', 'rate-limited'] as const) {
    it(`that may pass (${kind}) after it was paid for stands still and goes on without being sent again`, async () => {
      const world = new World();
      world.service.follow = () => Promise.reject(new ImageError(kind, 'Not now.'));
      const runner = world.boot();
      const job = await runner.start(aRequest());
      await job.told;
      assert.equal(job.phase, 'failed');
      assert.equal(job.paused?.kind, kind);
      assert.equal(world.open.size, 1, 'it is kept');
      delete world.service.follow;
      const later = world.boot();
      await later.resume();
      await later.get(job.id)?.told;
      assert.equal(later.get(job.id)?.phase, 'done');
      assert.equal(world.accepted.length, 1);
      assert.equal(world.project.size, 2);
    });
  }

  it('that is final after it was taken ends with it', async () => {
    const world = new World();
    world.service.follow = () => Promise.reject(new ImageError('content-refused', 'The model refused.'));
    const job = await world.boot().start(aRequest());
    await job.told;
    assert.equal(job.state.failure?.kind, 'content-refused');
    assert.equal(world.open.size, 0);
  });

  it('with one of its pictures saves the others', async () => {
    const world = new World();
    let calls = 0;
    world.service.download = (image) => {
      calls++;
      return image.url.endsWith('/0')
        ? Promise.reject(new ImageError('not-an-image', 'No picture.'))
        : Promise.resolve({ bytes: new Uint8Array([1, 2, 3]), type: 'image/png' });
    };
    const job = await world.boot().start(aRequest());
    await job.told;
    assert.equal(calls, 2);
    assert.equal(world.project.size, 1);
    assert.equal(job.paused?.kind, 'not-an-image', 'what was paid for is kept, and can be tried again');
    assert.equal(world.open.size, 1);
  });
});

describe('a request', () => {
  it('that cannot be written down is not sent', async () => {
    const world = new World();
    const runner = world.boot();
    await runner.start(aRequest());
    await assert.rejects(runner.start(aRequest({ prompt: '' })), { kind: 'invalid-request' });
    await assert.rejects(runner.start(aRequest({ id: '20260301-000000-ffffffff', width: -4 })), { kind: 'invalid-request' });
    assert.equal(world.open.has('20260301-000000-ffffffff'), false);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let look = 0; look < 2000 && !condition(); look++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.ok(condition());
}
