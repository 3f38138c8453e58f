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

describe('a window that closes', () => {
  it('takes no new request, and leaves what runs for the next one', async () => {
    const world = new World();
    let reached = (): void => undefined;
    const standingStill = new Promise<void>((resolve) => (reached = resolve));
    world.service.follow = standing('queued', reached);
    const runner = world.boot();
    const job = await runner.start(aRequest());
    await standingStill;
    await runner.dispose();
    await job.told;
    assert.equal(job.phase, 'queued');
    await assert.rejects(runner.start({ ...aRequest(), id: 'another-request' }), { kind: 'cancelled' });
    assert.equal(world.accepted.length, 1);
    assert.equal(world.open.size, 1);
  });
});

describe('jobs that are asked for by their ids', () => {
  it('are recalled when they have ended, left alone while they are open, and told when they are unknown', async () => {
    const world = new World();
    const first = world.boot();
    const done = await first.start(aRequest());
    await done.told;
    await first.dispose();
    let reached = (): void => undefined;
    const standingStill = new Promise<void>((resolve) => (reached = resolve));
    world.service.follow = standing('queued', reached);
    const second = world.boot();
    const open = await second.start({ ...aRequest(), id: 'still-open-request' });
    await standingStill;
    await second.dispose();
    const next = world.boot();
    assert.deepEqual(await next.recallThese([done.id, open.id, 'never-heard-of']), ['never-heard-of']);
    assert.deepEqual(
      next.list().map(({ id, phase }) => [id, phase]),
      [[done.id, 'done']],
    );
  });
});

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

  it('while its start is written down never leaves', async () => {
    const world = new World();
    const runner = world.boot();
    world.onPoint = (name) => {
      if (name === 'journal sending') {
        runner.cancel(aRequest().id);
      }
    };
    const job = await runner.start(aRequest());
    await job.told;
    assert.equal(world.accepted.length, 0);
    assert.equal(job.phase, 'cancelled');
  });

  it('in the queue and taken up by the model all the same is waited for', async () => {
    const world = new World();
    world.timing = { findAfter: [1], cancelQueued: 5, cancelRunning: 60_000 };
    let progress: (value: { stage: 'queued' | 'running'; logs: [] }) => void = () => undefined;
    let finish = (): void => undefined;
    world.service.follow = (_order, _ticket, onProgress, signal) => {
      progress = onProgress;
      onProgress({ stage: 'queued', logs: [] });
      return new Promise((resolve, reject) => {
        finish = () => resolve({ images: [{ url: 'https://v3b.fal.media/0' }] });
        signal.addEventListener('abort', () => reject(cancelled()), { once: true });
      });
    };
    const runner = world.boot();
    const job = await runner.start(aRequest());
    await until(() => job.phase === 'queued');
    runner.cancel(job.id);
    progress({ stage: 'running', logs: [] });
    await job.told;
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(job.phase, 'cancelling');
    finish();
    await until(() => job.phase === 'done');
    assert.equal(world.project.size, 1);
  });

  it('but whose cancel never reached the service is kept', async () => {
    const world = new World();
    world.service.cancel = () => Promise.reject(new ImageError('no-key', 'No key.'));
    let reached = (): void => undefined;
    const standingStill = new Promise<void>((resolve) => (reached = resolve));
    let fail = (): void => undefined;
    world.service.follow = (_order, _ticket, onProgress) => {
      onProgress({ stage: 'running', logs: [] });
      reached();
      return new Promise((_, reject) => (fail = () => reject(new ImageError('no-key', 'No key.'))));
    };
    const runner = world.boot();
    const job = await runner.start(aRequest());
    await standingStill;
    runner.cancel(job.id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    fail();
    await job.told;
    assert.equal(job.paused?.kind, 'no-key');
    assert.equal(world.open.size, 1);
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

describe('two equal requests whose receipts were lost', () => {
  it('find one request each', async () => {
    const world = new World();
    world.service.submit = (order) => {
      world.accepted.push(order);
      return Promise.reject(new ImageError('submission-unknown', 'Lost.'));
    };
    world.service.find = (order, _sentAt, _signal, taken) => {
      const id = world.accepted.map((_, index) => `request-${index + 1}`).find((one) => !taken?.has(one));
      return Promise.resolve(id === undefined ? undefined : { endpoint: order.endpoint, requestId: id });
    };
    world.timing = { findAfter: [5, 5, 5, 5], cancelQueued: 5, cancelRunning: 5 };
    const runner = world.boot();
    const jobs = await Promise.all([runner.start(aRequest()), runner.start(aRequest({ id: '20260301-142530-ffffffff' }))]);
    await Promise.all(jobs.map((job) => job.told));
    assert.deepEqual(jobs.map((job) => job.state.requestId).sort(), ['request-1', 'request-2']);
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

describe('a job that was paid for', () => {
  for (const kind of ['bad-response', 'not-an-image', 'invalid-request', 'cannot-write', 'too-large'] as const) {
    it(`is kept whatever stands between its picture and the project (${kind}), and goes on`, async () => {
      const world = new World();
      let broken = true;
      world.obstacle = () => (broken ? Promise.reject(new ImageError(kind, 'Not now.')) : Promise.resolve());
      const runner = world.boot();
      const job = await runner.start(aRequest());
      await job.told;
      assert.equal(job.paused?.kind, kind);
      assert.equal(world.open.size, 1);
      broken = false;
      await runner.continue(job.id);
      await runner.get(job.id)?.told;
      assert.equal(runner.get(job.id)?.phase, 'done');
      assert.equal(world.accepted.length, 1);
      assert.equal(world.points.filter((point) => point === 'download').length, 2, 'nothing is fetched twice');
    });
  }

  it('is saved elsewhere when its folder is gone', async () => {
    const world = new World();
    let broken = true;
    world.obstacle = () => (broken ? Promise.reject(new ImageError('invalid-request', 'Outside.')) : Promise.resolve());
    const runner = world.boot();
    const job = await runner.start(aRequest());
    await job.told;
    broken = false;
    await runner.continue(job.id, { folder: 'file:///other/pictures', workspace: 'file:///other' });
    await runner.get(job.id)?.told;
    assert.deepEqual([...world.project.keys()].sort(), ['file:///other/pictures/red-fox-2.png', 'file:///other/pictures/red-fox.png']);
  });

  it('is neither lost nor doubled when it is continued twice at once', async () => {
    const world = new World();
    world.service.follow = () => Promise.reject(new ImageError('network', 'Not now.'));
    const runner = world.boot();
    const job = await runner.start(aRequest());
    await job.told;
    await Promise.allSettled([runner.continue(job.id), runner.continueAll(), runner.continue(job.id)]);
    assert.equal(runner.list().length, 1);
    assert.equal(world.accepted.length, 1);
  });
});

describe('two windows', () => {
  it('do not touch jobs of other workspaces', async () => {
    const world = new World();
    world.service.follow = () => Promise.reject(new ImageError('network', 'Not now.'));
    const job = await world.boot().start(aRequest());
    await job.told;
    world.isMine = () => false;
    const other = world.boot();
    await other.resume();
    assert.equal(other.list().length, 0);
  });

  it('watch each other’s jobs, and take them over when the other is gone', async () => {
    const world = new World();
    world.service.follow = () => Promise.reject(new ImageError('network', 'Not now.'));
    const job = await world.boot().start(aRequest());
    await job.told;
    delete world.service.follow;
    world.heldElsewhere.add(job.id);
    const other = world.boot();
    await other.resume();
    assert.equal(other.list().length, 0);
    world.heldElsewhere.clear();
    await other.resume();
    await other.get(job.id)?.told;
    assert.equal(other.get(job.id)?.phase, 'done');
    await other.dispose();
  });
});

describe('a journal that cannot be read', () => {
  it('does not keep other jobs from going on', async () => {
    const world = new World();
    world.service.follow = () => Promise.reject(new ImageError('network', 'Not now.'));
    const first = world.boot();
    const job = await first.start(aRequest());
    await job.told;
    delete world.service.follow;
    world.open.set('00000000-bad', { journal: 'no json\n', files: new Map() });
    const broken = aRequest({ id: '00000000-unknown', model: 'some/new-model' });
    const journal = (world.open.get(job.id)?.journal ?? '').replace('openai/gpt-image-2"', `${broken.model}"`);
    world.open.set(broken.id, { journal, files: new Map() });
    const second = world.boot();
    await second.resume();
    await second.get(job.id)?.told;
    assert.equal(second.get(job.id)?.phase, 'done');
    assert.ok(world.open.has('00000000-bad') && world.open.has(broken.id), 'what is not understood is left alone');
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let look = 0; look < 2000 && !condition(); look++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.ok(condition());
}
