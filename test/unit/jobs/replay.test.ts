import assert from 'node:assert/strict';
import { parseJournal } from '../../../src/jobs/records';
import { isEnded } from '../../../src/jobs/state';
import { aRequest, World } from './world';

const saved = ['file:///project/images/red-fox.png', 'file:///project/images/red-fox-2.png'];

/** How many effects one undisturbed run has. */
async function pointsOfOneRun(): Promise<string[]> {
  const world = new World();
  const job = await world.boot().start(aRequest());
  await job.told;
  return world.points;
}

describe('a job whose process is killed', () => {
  it('names every journal line in an undisturbed run', async () => {
    const points = await pointsOfOneRun();
    for (const state of ['created', 'sending', 'submitted', 'answered', 'downloaded', 'saving', 'saved']) {
      assert.ok(points.includes(`journal ${state}`), `no line "${state}" in ${points.join(', ')}`);
    }
  });

  it('before and after every effect: one request at most, and every accepted image saved once', async () => {
    const points = await pointsOfOneRun();
    for (const [point, name] of points.entries()) {
      for (const after of [false, true]) {
        const world = new World();
        const where = `killed ${after ? 'after' : 'before'} ${point} (${name})`;
        void world.boot({ point, after }).start(aRequest());
        await world.died;

        const second = world.boot();
        await second.resume();
        await Promise.all(second.list().map((job) => job.told));

        assert.ok(world.accepted.length <= 1, `${where}: ${world.accepted.length} requests`);
        const files = [...world.project.keys()].sort();
        assert.deepEqual(files, world.accepted.length === 1 ? [...saved].sort() : [], where);
        assert.equal(world.open.size, 0, `${where}: the job is still open`);
        for (const job of second.list()) {
          assert.ok(isEnded(job.state), where);
        }
      }
    }
  });

  it('again and again at every later effect, twice in a row', async () => {
    const points = await pointsOfOneRun();
    for (let first = 0; first < points.length; first++) {
      for (let more = 0; more < 10; more++) {
        const world = new World();
        void world.boot({ point: first, after: true }).start(aRequest());
        await world.died;
        const second = world.boot({ point: world.points.length + more, after: more % 2 === 0 });
        await Promise.race([world.died, second.resume().then(() => Promise.all(second.list().map((job) => job.told)))]);
        const third = world.boot();
        await third.resume();
        await Promise.all(third.list().map((job) => job.told));
        const where = `killed after ${first} (${points[first]}) and ${more} later`;
        assert.ok(world.accepted.length <= 1, where);
        const whole = [...world.project.keys()].filter((uri) => !uri.endsWith('.part'));
        assert.equal(whole.length, world.accepted.length * 2, `${where}: ${[...world.project.keys()].join(', ')}`);
        assert.equal(whole.length, world.project.size, `${where}: a half file was left`);
      }
    }
  });

  it('reports a request that may have been sent and cannot be found, and never sends it again', async () => {
    const points = await pointsOfOneRun();
    const world = new World();
    world.findable = false;
    void world.boot({ point: points.indexOf('submit'), after: true }).start(aRequest());
    await world.died;
    const second = world.boot();
    await second.resume();
    const [job] = second.list();
    await job?.told;
    assert.equal(job?.state.failure?.kind, 'submission-unknown');
    assert.equal(world.accepted.length, 1);
    const third = world.boot();
    await third.resume();
    assert.equal(third.list().length, 0, 'it is reported once');
  });

  it('asks again for a draft, which costs nothing', async () => {
    const world = new World();
    void world.boot({ point: 2, after: true }).start(aRequest({ model: 'easel/draft' }));
    await world.died;
    const second = world.boot();
    await second.resume();
    await Promise.all(second.list().map((job) => job.told));
    assert.deepEqual([...world.project.keys()].sort(), [...saved].sort());
  });
});

describe('a journal', () => {
  it('cut at every byte is what its whole lines say', async () => {
    const world = new World();
    const job = await world.boot().start(aRequest());
    await job.told;
    const text = [...world.ended.values()][0]?.journal ?? '';
    const lines = text.split('\n').length - 1;
    assert.ok(lines > 8);
    for (let cut = 0; cut <= text.length; cut++) {
      const part = text.slice(0, cut);
      const journal = parseJournal(part);
      assert.ok(journal.readable);
      assert.equal(journal.records.length, part.split('\n').length - 1);
    }
  });

  it('of a newer version is left alone', async () => {
    const world = new World();
    const job = await world.boot().start(aRequest());
    await job.told;
    const text = ([...world.ended.values()][0]?.journal ?? '').replace('"v":1', '"v":2');
    assert.equal(parseJournal(text).readable, false);
    assert.equal(parseJournal(`${text}{"state":"teleported","at":1}\n`).readable, false);
  });
});
