/** The figures of painting: what a pointer move and a frame cost the page on a picture of 3840 × 2160, in Chromium. */
import { median, type Figure } from './benchFigures';
import { openCanvas, openCanvasStage, type CanvasStage } from './page/canvasStage';

/** Times the page's own work: every handler of a pointer move, and every frame. */
const stopwatch = `
  window.moves = []; window.frames = [];
  let began = 0;
  window.addEventListener('pointermove', () => { began = performance.now(); }, { capture: true });
  window.addEventListener('pointermove', () => { window.moves.push(performance.now() - began); });
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (work) => ask((time) => { const start = performance.now(); work(time); window.frames.push(performance.now() - start); });
`;

const brushes = [
  { size: 40, zoom: 'fit', edge: 'exact' },
  { size: 400, zoom: 'fit', edge: 'exact' },
  { size: 400, zoom: 1, edge: 'exact' },
  { size: 200, zoom: 'fit', edge: 'soft' },
] as const;

const picture = { width: 3840, height: 2160, viewport: { width: 1400, height: 900 } } as const;

export async function canvasFigures(): Promise<Figure[]> {
  const stage = await openCanvasStage();
  try {
    const figures: Figure[] = [];
    for (const brush of brushes) {
      figures.push(...(await paint(stage, brush)));
    }
    return [...figures, await zoomAndPan(stage), ...(await wholeMaskSteps(stage))];
  } finally {
    await stage.close();
  }
}

async function paint(stage: CanvasStage, { size, zoom, edge }: (typeof brushes)[number]): Promise<Figure[]> {
  const canvas = await openCanvas(stage, picture);
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
  await canvas.close();
  const what = `brush of ${size} at ${zoom}, ${edge}`;
  return [
    { what: `${what}: a pointer move, median`, value: milliseconds(moves), limit: 'under 8 ms' },
    { what: `${what}: a frame, median`, value: milliseconds(frames), limit: 'under 12 ms' },
  ];
}

/** With a mask over half of the picture, on a dense screen. */
async function zoomAndPan(stage: CanvasStage): Promise<Figure> {
  const canvas = await openCanvas(stage, { ...picture, ratio: 2 });
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
  await canvas.close();
  return { what: 'zoom and pan over a large mask at 2x: a frame, median', value: milliseconds(frames), limit: 'under 60 ms' };
}

async function wholeMaskSteps(stage: CanvasStage): Promise<Figure[]> {
  const canvas = await openCanvas(stage, { width: 3840, height: 2160 });
  const times = await canvas.call((element) => {
    const timed = (work: () => void): number => {
      const start = performance.now();
      work();
      return performance.now() - start;
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
  await canvas.close();
  return Object.entries(times).map(([name, time]) => ({
    what: `mask of 3840x2160: ${name}`,
    value: milliseconds([time]),
    limit: 'under 1 s',
  }));
}

function milliseconds(times: readonly number[]): string {
  return `${median(times).toFixed(1)} ms`;
}
