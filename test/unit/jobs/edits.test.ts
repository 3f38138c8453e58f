import assert from 'node:assert/strict';
import { ImageError } from '../../../src/core/errors';
import { checkRequest } from '../../../src/core/request';
import { isEnded } from '../../../src/jobs/state';
import { anEdit, anEditOrder, editInputs, World } from './world';

async function oneRun(world = new World()): Promise<World> {
  const job = await world.boot().start(anEdit(), editInputs);
  await job.told;
  return world;
}

describe('the job of an edit', () => {
  it('uploads the pictures and the mask, sends their addresses once, and keeps the answers instead of saving files', async () => {
    const world = await oneRun();
    assert.equal(world.accepted.length, 1);
    const input = world.accepted[0]?.input ?? {};
    assert.equal((input['image_urls'] as string[]).length, 2);
    assert.match(String(input['mask_url']), /upload-/);
    assert.equal(world.uploads, 3);
    assert.equal(world.project.size, 0, 'nothing goes into the project by itself');
    const [ended] = world.ended.values();
    assert.deepEqual([...(ended?.files.keys() ?? [])].sort(), ['0.png', '1.png', 'base']);
  });

  it('writes down what it will send before it sends it', async () => {
    const { points } = await oneRun();
    const order = ['journal created', 'upload', 'journal uploaded', 'journal sending', 'submit', 'journal submitted'];
    assert.deepEqual(
      [...order].sort((a, b) => points.indexOf(a) - points.indexOf(b)),
      order,
    );
  });

  it('killed before and after every effect: one request at most, and every accepted answer kept', async () => {
    const { points } = await oneRun();
    for (const [point, name] of points.entries()) {
      for (const after of [false, true]) {
        const world = new World();
        const where = `killed ${after ? 'after' : 'before'} ${point} (${name})`;
        void world.boot({ point, after }).start(anEdit(), editInputs);
        await world.died;
        const second = world.boot();
        await second.resume();
        await Promise.all(second.list().map((job) => job.told));
        assert.ok(world.accepted.length <= 1, `${where}: ${world.accepted.length} requests`);
        assert.equal(world.open.size, 0, `${where}: the job is still open`);
        assert.equal(world.project.size, 0, where);
        const files = [...world.ended.values()].flatMap((job) => [...job.files.keys()]);
        assert.equal(files.filter((file) => /^\d\.png$/.test(file)).length, world.accepted.length * 2, `${where}: ${files.join(', ')}`);
        assert.equal(files.includes('base'), world.accepted.length === 1, where);
        assert.ok(
          second.list().every((job) => isEnded(job.state)),
          where,
        );
      }
    }
  });

  it('of a draft hands its pictures over again after a crash, since nothing keeps them', async () => {
    for (let point = 0; point < 12; point++) {
      const world = new World();
      void world.boot({ point, after: true }).start(anEdit({ model: 'easel/draft' }), editInputs);
      await world.died;
      const uploads = world.uploads;
      const second = world.boot();
      await second.resume();
      await Promise.all(second.list().map((job) => job.told));
      const [job] = second.list();
      if (job && !world.ended.has(job.id)) {
        assert.fail(`killed after ${point}: not ended`);
      }
      assert.ok(second.list().length === 0 || world.uploads > uploads, `killed after ${point}`);
    }
  });

  it('ends without a charge when an upload fails or is taken back', async () => {
    const world = new World();
    world.service = { upload: () => Promise.reject(new ImageError('network', 'no line')) };
    const job = await world.boot().start(anEdit(), editInputs);
    await job.told;
    assert.equal(job.state.failure?.kind, 'network');
    assert.equal(world.accepted.length, 0);

    const other = new World();
    other.service = {
      upload: (_image, _name, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new ImageError('cancelled', 'Cancelled.')));
        }),
    };
    const runner = other.boot();
    const taken = await runner.start(anEdit(), editInputs);
    runner.cancel(taken.id);
    await taken.told;
    assert.equal(taken.phase, 'cancelled');
    assert.equal(other.accepted.length, 0);
  });

  it('uses bytes that are there although the journal could not take their line', async () => {
    const world = new World();
    let full = true;
    world.onPoint = (name) => {
      if (full && name === 'journal downloaded') {
        throw new Error('ENOSPC');
      }
    };
    const runner = world.boot();
    const job = await runner.start(anEdit(), editInputs);
    await job.told;
    assert.equal(job.paused?.kind, 'cannot-write');
    full = false;
    world.service = { download: () => Promise.reject(new ImageError('bad-response', 'the result has expired')) };
    const next = world.boot();
    await next.resume();
    const [again] = next.list();
    await again?.told;
    assert.equal(again?.phase, 'done');
  });

  it('that was free need not be kept, one that was paid for waits until it is used', async () => {
    const world = await oneRun();
    assert.equal(world.settled.size, 0);
    const free = new World();
    const job = await free.boot().start(anEdit({ model: 'easel/draft' }), editInputs);
    await job.told;
    assert.deepEqual([...free.settled], [job.id]);
  });

  it('that nobody has used is listed after a restart, however many others have ended since', async () => {
    const world = new World();
    const first = world.boot();
    const ids = Array.from({ length: 36 }, (_, index) => `20260301-142530-${String(index).padStart(8, '0')}`);
    for (const id of ids) {
      await (
        await first.start(anEdit({ id }), editInputs)
      ).told;
      if (id !== ids[0]) {
        await first.settle(id);
      }
    }
    const next = world.boot();
    await next.recall();
    const listed = next.list().map((job) => job.id);
    assert.ok(listed.includes(ids[0] ?? ''), 'it was paid for');
    assert.equal(listed.length, 31, 'the limit is for the others');
  });

  it('pauses when the disk cannot take the answer, and goes on without paying again', async () => {
    const world = new World();
    let full = true;
    world.onPoint = (name) => {
      if (full && name === 'bytes' && world.accepted.length > 0) {
        throw new Error('ENOSPC');
      }
    };
    const runner = world.boot();
    const job = await runner.start(anEdit(), editInputs);
    await job.told;
    assert.equal(job.paused?.kind, 'cannot-write');
    full = false;
    await runner.continue(job.id);
    const again = runner.get(job.id);
    await again?.told;
    assert.equal(again?.phase, 'done');
    assert.equal(world.accepted.length, 1);
  });
});

describe('the request of an edit', () => {
  it('counts every picture and the mask in its price', () => {
    const { price } = checkRequest(anEdit());
    const plain = checkRequest(anEdit({ edit: { ...anEditOrder, masked: false, inputs: [{ width: 1024, height: 768 }] } })).price;
    assert.ok(price.known && plain.known && price.likely > plain.likely);
  });

  it('is refused without a picture, with too many, and at a size that the model cannot render', () => {
    const edit = anEditOrder;
    const refused = (change: Parameters<typeof anEdit>[0]): void =>
      assert.throws(
        () => checkRequest(anEdit(change)),
        (error) => error instanceof ImageError && error.kind === 'invalid-request',
      );
    refused({ edit: undefined });
    refused({ edit: { ...edit, inputs: Array.from({ length: 17 }, () => ({ width: 8, height: 8 })) } });
    refused({ edit: { ...edit, placement: { ...edit.placement, render: { width: 100, height: 100 } } } });
    refused({ operation: 'generate', model: 'openai/gpt-image-2' });
  });
});
