import assert from 'node:assert/strict';
import { openCanvas, openCanvasStage, type CanvasStage } from './canvasStage';

/** Notes every pointer move that the page handles, and every frame that it draws. */
const counters = `
  window.moves = 0; window.frames = 0;
  window.addEventListener('pointermove', () => { window.moves++; });
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (work) => ask((time) => { work(time); window.frames++; });
`;

/** How long it takes is a matter of `npm run bench`; here it must be all there. */
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
    it(`paints all of it with a brush of ${size} at ${zoom}, ${edge}`, async () => {
      const canvas = await openCanvas(stage, { width: 3840, height: 2160, viewport: { width: 1400, height: 900 } });
      await canvas.page.evaluate(counters);
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
      await canvas.page.evaluate('window.moves = 0; window.frames = 0;');
      await canvas.page.mouse.move(300, 200);
      await canvas.page.mouse.down();
      for (let turn = 0; turn < 3; turn++) {
        await canvas.page.mouse.move(1200, 300 + turn * 100, { steps: 25 });
        await canvas.page.mouse.move(300, 350 + turn * 100, { steps: 25 });
      }
      await canvas.page.mouse.up();
      await canvas.settled();
      const moves = await canvas.page.evaluate<number>('window.moves');
      const frames = await canvas.page.evaluate<number>('window.frames');
      assert.ok(moves >= 100, `${moves} moves`);
      assert.ok(frames > 0, 'nothing was drawn');
      // Every stroke covers at least its own way at half of the brush's width.
      assert.ok((await canvas.facts()).area > 900 * size, 'the strokes are not all there');
      assert.deepEqual(canvas.errors, []);
      await canvas.close();
    });
  }
});
