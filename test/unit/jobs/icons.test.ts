import assert from 'node:assert/strict';
import { ImageError } from '../../../src/core/errors';
import type { GroundChoice } from '../../../src/core/icon';
import { anIcon, iconInputs, World } from './world';

const fake = (): ImageError => new ImageError('not-transparent', 'The model painted a checkerboard.');

/** A world whose model never sends transparency; what it sends is used once somebody has chosen. */
function opaqueWorld(): World {
  const world = new World();
  world.obstacle = (choice) => (choice ? Promise.resolve() : Promise.reject(fake()));
  return world;
}

describe('the job of an icon', () => {
  it('sends an empty picture along where the model needs one, says what an icon is, and is sent once', async () => {
    const world = new World();
    const job = await world.boot().start(anIcon(), iconInputs);
    await job.told;
    assert.equal(world.accepted.length, 1);
    const input = world.accepted[0]?.input ?? {};
    assert.equal((input['image_urls'] as string[]).length, 1);
    assert.equal(input['background'], 'transparent');
    assert.equal(input['input_fidelity'], 'low');
    assert.match(String(input['prompt']), /^An icon: a red fox\n.*flat vector.*#0b6bcb.*transparent background/s);
    assert.deepEqual([...world.project.keys()], ['file:///project/images/red-fox.png', 'file:///project/images/red-fox-2.png']);
    assert.equal(job.state.request.prompt, 'a red fox', 'the user’s own words stay what they were');
  });

  it('that is not transparent stands still and is not saved, and what was paid for is kept', async () => {
    const world = opaqueWorld();
    const job = await world.boot().start(anIcon(), iconInputs);
    await job.told;
    assert.equal(job.paused?.kind, 'not-transparent');
    assert.equal(world.project.size, 0);
    assert.ok([...(world.open.get(job.id)?.files.keys() ?? [])].includes('0.png'));
  });

  for (const choice of ['remove', 'keep'] as const) {
    it(`is saved once somebody has chosen to ${choice} its ground, without another request`, async () => {
      const world = opaqueWorld();
      const seen: (GroundChoice | undefined)[] = [];
      const { obstacle } = world;
      world.obstacle = (asked) => {
        seen.push(asked);
        return obstacle(asked);
      };
      const runner = world.boot();
      const job = await runner.start(anIcon({ count: 1 }), iconInputs);
      await job.told;
      await runner.choose(job.id, choice);
      await runner.get(job.id)?.told;
      assert.deepEqual(seen, [undefined, choice]);
      assert.equal(world.accepted.length, 1);
      assert.equal(world.project.size, 1);
      assert.equal(runner.get(job.id)?.phase, 'done');
    });
  }

  it('stands still again in the next window, and can be chosen there; a choice that was written down holds', async () => {
    const world = opaqueWorld();
    const first = await world.boot().start(anIcon({ count: 1 }), iconInputs);
    await first.told;
    const second = world.boot();
    await second.resume();
    await second.get(first.id)?.told;
    assert.equal(second.get(first.id)?.paused?.kind, 'not-transparent');
    assert.equal(world.project.size, 0);
    // The window dies right after the choice is on disk.
    const point = world.points.length;
    const dying = world.boot({ point, after: true });
    await dying.resume();
    await dying.get(first.id)?.told;
    void dying.choose(first.id, 'remove');
    await world.died;
    assert.equal(world.points[point], 'journal chosen');
    const third = world.boot();
    await third.resume();
    await third.get(first.id)?.told;
    assert.equal(third.get(first.id)?.phase, 'done');
    assert.equal(world.project.size, 1);
    assert.equal(world.accepted.length, 1);
  });

  it('is asked for again as a new request, with what was sent along; the old one stays', async () => {
    const world = opaqueWorld();
    const runner = world.boot();
    const job = await runner.start(anIcon({ count: 1 }), iconInputs);
    await job.told;
    const again = await runner.again(job.id, anIcon({ count: 1, id: '20260301-142531-aaaaaaaa' }));
    await again.told;
    assert.equal(world.accepted.length, 2);
    assert.deepEqual(world.accepted[1], world.accepted[0]);
    assert.equal(runner.get(job.id)?.paused?.kind, 'not-transparent');
    assert.ok(world.open.has(job.id));
  });

  it('is asked for again once only, whoever presses how often, also in the next window', async () => {
    const world = opaqueWorld();
    const runner = world.boot();
    const job = await runner.start(anIcon({ count: 1 }), iconInputs);
    await job.told;
    const tries = await Promise.allSettled([
      runner.again(job.id, anIcon({ count: 1, id: '20260301-142531-aaaaaaaa' })),
      runner.again(job.id, anIcon({ count: 1, id: '20260301-142532-bbbbbbbb' })),
    ]);
    assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await Promise.all(runner.list().map((one) => one.told));
    await assert.rejects(runner.again(job.id, anIcon({ count: 1, id: '20260301-142533-cccccccc' })), /tried again already/);
    const second = world.boot();
    await second.resume();
    await Promise.all(second.list().map((one) => one.told));
    await assert.rejects(second.again(job.id, anIcon({ count: 1, id: '20260301-142534-dddddddd' })), /tried again already/);
    assert.equal(world.accepted.length, 2);
    // What it brought can still be used.
    await second.choose(job.id, 'keep');
    await second.get(job.id)?.told;
    assert.equal(second.get(job.id)?.phase, 'done');
  });

  it('that was taken care of meanwhile is not asked for again', async () => {
    const world = opaqueWorld();
    const runner = world.boot();
    const job = await runner.start(anIcon({ count: 1 }), iconInputs);
    await job.told;
    await runner.choose(job.id, 'remove');
    await runner.get(job.id)?.told;
    await assert.rejects(runner.again(job.id, anIcon({ count: 1, id: '20260301-142531-aaaaaaaa' })), /no longer waiting/);
    assert.equal(world.accepted.length, 1);
  });

  it('killed before and after every effect: one request at most, and every accepted picture saved', async () => {
    const whole = new World();
    await (
      await whole.boot().start(anIcon(), iconInputs)
    ).told;
    for (const point of whole.points.keys()) {
      for (const after of [false, true]) {
        const world = new World();
        void world.boot({ point, after }).start(anIcon(), iconInputs);
        await world.died;
        const second = world.boot();
        await second.resume();
        await Promise.all(second.list().map((job) => job.told));
        const where = `killed ${after ? 'after' : 'before'} ${point} (${whole.points[point] ?? ''})`;
        assert.ok(world.accepted.length <= 1, where);
        assert.equal(world.project.size, world.accepted.length * 2, where);
      }
    }
  });
});
