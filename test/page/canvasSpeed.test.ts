import assert from 'node:assert/strict';
import { openCanvas, openCanvasStage, type CanvasStage } from './canvasStage';

/** Times the page's own work: every handler of a pointer move, and every frame. */
const stopwatch = `
  window.moves = []; window.frames = [];
  let began = 0;
  window.addEventListener('pointermove', () => { began = performance.now(); }, { capture: true });
  window.addEventListener('pointermove', () => { window.moves.push(performance.now() - began); });
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (work) => ask((time) => { const start = performance.now(); work(time); window.frames.push(performance.now() - start); });
`;

describe('painting on 3840 × 2160', function () {
  this.timeout(120_000);
  let stage: CanvasStage;

  before(async () => {
    stage = await openCanvasStage();
  });
  after(() => stage.close());

  for (const { size, zoom, edge } of [
    { size: 40, zoom: 'fit', edge: 'exact' },
    { size: 400, zoom: 'fit', edge: 'exact' },
    { size: 400, zoom: 1, edge: 'exact' },
    { size: 200, zoom: 'fit', edge: 'soft' },
  ] as const) {
    it(`keeps up with a brush of ${size} at ${zoom}, ${edge}`, async () => {
      const canvas = await openCanvas(stage, { width: 3840, height: 2160, viewport: { width: 1400, height: 900 } });
      await canvas.page.evaluate(stopwatch);
      await canvas.page.evaluate(
        ([diameter, target, kind]) => {
          const element = document.querySelector('easel-canvas');
          if (element) {
            element.brushSize = diameter;
            element.edge = kind;
            element.feather = 32;
            element.zoomTo(target);
            element.apply('invert');
            element.undo();
          }
        },
        [size, zoom, edge] as const,
      );
      await canvas.settled();
      await canvas.page.evaluate('window.moves.length = 0; window.frames.length = 0;');
      await canvas.page.mouse.move(300, 200);
      await canvas.page.mouse.down();
      for (let turn = 0; turn < 3; turn++) {
        await canvas.page.mouse.move(1200, 300 + turn * 100, { steps: 25 });
        await canvas.page.mouse.move(300, 350 + turn * 100, { steps: 25 });
      }
      await canvas.page.mouse.up();
      await canvas.settled();
      const moves = await canvas.page.evaluate<number[]>('window.moves');
      const frames = await canvas.page.evaluate<number[]>('window.frames');
      const show = (values: readonly number[]): string =>
        `median ${at(values, 0.5).toFixed(1)} ms, 95 % ${at(values, 0.95).toFixed(1)} ms (${values.length})`;
      console.log(`      move: ${show(moves)}; frame: ${show(frames)}; area ${(await canvas.facts()).area}`);
      assert.ok(moves.length >= 100 && frames.length > 20);
      assert.ok(at(moves, 0.5) < 8, 'a pointer move takes too long');
      assert.ok(at(frames, 0.5) < 12, 'a frame takes too long');
      assert.deepEqual(canvas.errors, []);
      await canvas.close();
    });
  }

  it('zooms and pans with a mask over half of the picture, on a dense screen', async () => {
    const canvas = await openCanvas(stage, { width: 3840, height: 2160, viewport: { width: 1400, height: 900 }, ratio: 2 });
    await canvas.call((element) => {
      element.brushSize = 1000;
    });
    await canvas.drag([[500, 500], [3300, 1500]]); // prettier-ignore
    await canvas.page.evaluate(stopwatch);
    await canvas.page.mouse.move(700, 400);
    await canvas.page.keyboard.down('Control');
    for (let step = 0; step < 40; step++) {
      await canvas.page.mouse.wheel(0, step < 20 ? -12 : 12);
    }
    await canvas.page.keyboard.up('Control');
    for (let step = 0; step < 20; step++) {
      await canvas.page.mouse.wheel(20, 10);
    }
    await canvas.settled();
    const frames = await canvas.page.evaluate<number[]>('window.frames');
    console.log(`      frame: median ${at(frames, 0.5).toFixed(1)} ms, 95 % ${at(frames, 0.95).toFixed(1)} ms (${frames.length})`);
    assert.ok(frames.length > 20);
    assert.ok(at(frames, 0.5) < 60, 'a frame takes too long');
    await canvas.close();
  });

  it('does steps on the whole mask without a pause that is felt', async () => {
    const canvas = await openCanvas(stage, { width: 3840, height: 2160 });
    const times = await canvas.call((element) => {
      const timed = (work: () => void): number => {
        const start = performance.now();
        work();
        return Math.round(performance.now() - start);
      };
      element.load(element.code());
      return {
        all: timed(() => element.apply('all')),
        invert: timed(() => element.apply('invert')),
        undo: timed(() => element.undo()),
        shrink: timed(() => element.apply('shrink', 20)),
        grow: timed(() => element.apply('grow', 20)),
        code: timed(() => void element.code()),
        keep: timed(() => void element.keep()),
      };
    });
    console.log(`      ms: ${JSON.stringify(times)}`);
    for (const [name, time] of Object.entries(times)) {
      assert.ok(time < 1000, `${name} takes ${time} ms`);
    }
    await canvas.close();
  });
});

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
}
