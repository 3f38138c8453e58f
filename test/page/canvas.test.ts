import assert from 'node:assert/strict';
import { emptyMask } from '../../src/imaging/mask/mask';
import { decodeMask } from '../../src/imaging/mask/maskCode';
import { perform, type MaskOperation } from '../../src/imaging/mask/operations';
import { openCanvas, openCanvasStage, type CanvasOptions, type CanvasStage, type OpenCanvas } from './canvasStage';

describe('the canvas of the image editor', () => {
  let stage: CanvasStage;
  let canvas: OpenCanvas;

  before(async function () {
    this.timeout(60_000);
    stage = await openCanvasStage();
  });
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(canvas.errors, []);
    await canvas.close();
  });

  async function open(options: Partial<CanvasOptions> = {}): Promise<void> {
    canvas = await openCanvas(stage, { width: 400, height: 300, ...options });
  }

  /** The mask holds just what these steps paint. */
  async function assertMask(...operations: readonly MaskOperation[]): Promise<void> {
    const size = await canvas.call((element) => ({ width: element.picture?.width ?? 0, height: element.picture?.height ?? 0 }));
    const expected = emptyMask(size);
    operations.forEach((operation) => perform(expected, operation));
    const found = decodeMask(await canvas.call((element) => element.code()), size);
    const differing = found.data.reduce((count, value, index) => count + (value === expected.data[index] ? 0 : 1), 0);
    assert.equal(differing, 0, `${differing} pixels differ; bounds ${JSON.stringify((await canvas.facts()).bounds)}`);
  }

  it('paints the stroke that the hand makes, at the size of the brush', async () => {
    await open();
    await canvas.call((element) => void (element.brushSize = 20));
    await canvas.drag([[100, 80], [200, 80], [200, 150]]); // prettier-ignore
    await assertMask({ kind: 'stroke', points: [100, 80, 10, 200, 80, 10, 200, 150, 10], erase: false });
    await canvas.press('e');
    await canvas.call((element) => void (element.eraserSize = 10));
    await canvas.drag([[150, 70], [150, 95]]); // prettier-ignore
    await assertMask(
      { kind: 'stroke', points: [100, 80, 10, 200, 80, 10, 200, 150, 10], erase: false },
      { kind: 'stroke', points: [150, 70, 5, 150, 95, 5], erase: true },
    );
    await canvas.call((element) => element.undo());
    await canvas.call((element) => element.undo());
    assert.equal((await canvas.facts()).area, 0);
    assert.equal(await canvas.call((element) => element.mask === undefined && element.canRedo && !element.canUndo), true);
    await canvas.call((element) => element.redo());
    await assertMask({ kind: 'stroke', points: [100, 80, 10, 200, 80, 10, 200, 150, 10], erase: false });
  });

  it('goes on with a stroke that leaves the canvas, and takes it back with Esc', async () => {
    await open({ viewport: { width: 500, height: 360 } });
    await canvas.call((element) => void (element.brushSize = 20));
    await canvas.moveTo(380, 100);
    await canvas.page.mouse.down();
    await canvas.page.mouse.move(499, 2);
    await canvas.page.mouse.move(2, 2);
    await canvas.moveTo(20, 250);
    await canvas.page.mouse.up();
    const { bounds } = await canvas.facts();
    assert.ok(bounds && bounds.left < 20 && bounds.top + bounds.height > 255, JSON.stringify(bounds));
    const before = await canvas.call((element) => element.code());
    await canvas.moveTo(200, 200);
    await canvas.page.mouse.down();
    await canvas.moveTo(300, 200, 3);
    await canvas.press('Escape');
    await canvas.page.mouse.up();
    assert.equal(await canvas.call((element) => element.code()), before);
  });

  it('draws a straight line with Shift, sizes the brush with brackets and Alt, and erases with Ctrl', async () => {
    await open();
    await canvas.call((element) => void (element.brushSize = 16));
    await canvas.click(50, 50);
    await canvas.page.keyboard.down('Shift');
    await canvas.click(250, 150);
    await canvas.page.keyboard.up('Shift');
    await assertMask({ kind: 'stroke', points: [50, 50, 8, 250, 150, 8], erase: false });
    await canvas.page.keyboard.down('Control');
    await canvas.drag([[50, 50], [60, 50]]); // prettier-ignore
    await canvas.page.keyboard.up('Control');
    await assertMask(
      { kind: 'stroke', points: [50, 50, 8, 250, 150, 8], erase: false },
      { kind: 'stroke', points: [50, 50, 8, 60, 50, 8], erase: true },
    );
    await canvas.press(']');
    assert.equal((await canvas.facts()).brush, 20);
    await canvas.press('[', '[');
    assert.equal((await canvas.facts()).brush, 10);
    await canvas.press('e', ']', 'Shift+]');
    const { brush, eraser } = await canvas.facts();
    assert.equal(brush, 10);
    assert.ok(eraser > 20, `eraser ${eraser}`);
    const before = (await canvas.facts()).area;
    await canvas.press('b');
    await canvas.page.keyboard.down('Alt');
    await canvas.drag([[100, 200], [130, 200]]); // prettier-ignore
    await canvas.page.keyboard.up('Alt');
    assert.equal((await canvas.facts()).brush, 70);
    assert.equal((await canvas.facts()).area, before);
  });

  it('draws rectangles and ellipses: Shift for a square, Alt from the centre, Ctrl takes away', async () => {
    await open();
    await canvas.press('u');
    await canvas.drag([[40, 30], [140, 90]]); // prettier-ignore
    const first = { kind: 'rectangle', left: 40, top: 30, width: 100, height: 60, erase: false } as const;
    await assertMask(first);
    await canvas.page.keyboard.down('Control');
    await canvas.drag([[60, 40], [80, 60]]); // prettier-ignore
    await canvas.page.keyboard.up('Control');
    const second = { kind: 'rectangle', left: 60, top: 40, width: 20, height: 20, erase: true } as const;
    await assertMask(first, second);
    await canvas.press('u');
    assert.equal((await canvas.facts()).shape, 'ellipse');
    await canvas.moveTo(250, 150);
    await canvas.page.mouse.down();
    await canvas.page.keyboard.down('Shift');
    await canvas.page.keyboard.down('Alt');
    await canvas.moveTo(280, 160, 3);
    await canvas.page.mouse.up();
    await canvas.page.keyboard.up('Alt');
    await canvas.page.keyboard.up('Shift');
    await assertMask(first, second, { kind: 'ellipse', left: 220, top: 120, width: 60, height: 60, erase: false });
    await canvas.drag([[10, 200], [60, 240]]); // prettier-ignore
    await canvas.press('Shift+V');
    await assertMask(
      first,
      second,
      { kind: 'ellipse', left: 220, top: 120, width: 60, height: 60, erase: false },
      { kind: 'ellipse', left: 10, top: 200, width: 50, height: 40, erase: false },
      { kind: 'invert' },
    );
  });

  it('draws polygons by clicks and a lasso by hand', async () => {
    await open();
    await canvas.press('u', 'u', 'u');
    assert.equal((await canvas.facts()).shape, 'polygon');
    await canvas.click(50, 50);
    await canvas.click(150, 60);
    await canvas.click(300, 20);
    await canvas.press('Backspace');
    await canvas.click(90, 140);
    await canvas.press('Enter');
    const triangle = { kind: 'polygon', points: [50, 50, 150, 60, 90, 140], erase: false } as const;
    await assertMask(triangle);
    await canvas.click(200, 50);
    await canvas.click(300, 50);
    await canvas.press('Escape');
    await assertMask(triangle);
    await canvas.press('l');
    await canvas.click(200, 200);
    await canvas.page.keyboard.down('Shift');
    await canvas.click(300, 210);
    await canvas.page.keyboard.up('Shift');
    await canvas.click(250, 280);
    await canvas.click(202, 203);
    await assertMask(triangle, { kind: 'polygon', points: [200, 200, 300, 200, 250, 280], erase: false });
    await canvas.press('Shift+V', 'Shift+V');
    await canvas.call((element) => element.apply('clear'));
    await canvas.drag([[100, 100], [200, 100], [200, 200], [100, 200]], 20); // prettier-ignore
    const { area, bounds } = await canvas.facts();
    assert.deepEqual(bounds, { left: 100, top: 100, width: 100, height: 100 });
    assert.equal(area, 10_000);
  });

  it('zooms to the pointer, keeps the range, and pans', async () => {
    await open({ width: 1600, height: 1200 });
    const fit = (await canvas.facts()).zoom;
    assert.ok(fit < 1 && fit > 0.4);
    for (const [x, y] of [
      [300, 200],
      [1400, 1000],
      [800, 600],
    ] as const) {
      const at = await canvas.onPage(x, y);
      await canvas.page.mouse.move(at.x, at.y);
      await canvas.page.keyboard.down('Control');
      for (let notch = 0; notch < 4; notch++) {
        await canvas.page.mouse.wheel(0, notch < 3 ? -100 : 60);
      }
      await canvas.page.keyboard.up('Control');
      await canvas.settled();
      const after = await canvas.onPage(x, y);
      assert.ok(Math.hypot(after.x - at.x, after.y - at.y) < 1.5, `${JSON.stringify(at)} went to ${JSON.stringify(after)}`);
    }
    const before = await canvas.onPage(800, 600);
    await canvas.page.mouse.wheel(30, -50);
    await canvas.settled();
    const panned = await canvas.onPage(800, 600);
    assert.deepEqual([Math.round(panned.x - before.x), Math.round(panned.y - before.y)], [-30, 50]);
    await canvas.page.keyboard.down('Control');
    for (let notch = 0; notch < 30; notch++) {
      await canvas.page.mouse.wheel(0, -100);
    }
    await canvas.settled();
    assert.equal((await canvas.facts()).zoom, 32);
    for (let notch = 0; notch < 40; notch++) {
      await canvas.page.mouse.wheel(0, 100);
    }
    await canvas.page.keyboard.up('Control');
    await canvas.settled();
    assert.ok(Math.abs((await canvas.facts()).zoom - 0.04) < 0.011);
    await canvas.press('Control+1');
    assert.equal((await canvas.facts()).zoom, 1);
    await canvas.press('Control+2', '+');
    assert.equal((await canvas.facts()).zoom, 3);
    await canvas.press('-', 'Control+4');
    assert.equal((await canvas.facts()).zoom, 8);
    await canvas.press('Control+0');
    assert.equal((await canvas.facts()).zoom, fit);
  });

  it('moves the picture with Space, the middle button and the hand, and paints nothing then', async () => {
    await open({ width: 1600, height: 1200 });
    await canvas.press('Control+1');
    const shift = async (work: () => Promise<void>): Promise<number[]> => {
      const before = await canvas.onPage(0, 0);
      await work();
      const after = await canvas.onPage(0, 0);
      return [Math.round(after.x - before.x), Math.round(after.y - before.y)];
    };
    const drag = (button: 'left' | 'middle') => async () => {
      await canvas.page.mouse.move(400, 300);
      await canvas.page.mouse.down({ button });
      await canvas.page.mouse.move(460, 270, { steps: 4 });
      await canvas.page.mouse.up({ button });
    };
    await canvas.page.keyboard.down('Space');
    assert.deepEqual(await shift(drag('left')), [60, -30]);
    await canvas.page.keyboard.up('Space');
    assert.deepEqual(await shift(drag('middle')), [60, -30]);
    await canvas.press('h');
    assert.deepEqual(await shift(drag('left')), [60, -30]);
    assert.equal((await canvas.facts()).area, 0);
    await canvas.press('q');
    assert.equal((await canvas.facts()).tool, 'brush');
    await canvas.press('q');
    assert.equal((await canvas.facts()).tool, 'hand');
    await canvas.press('b');
    await shift(drag('left'));
    assert.ok((await canvas.facts()).area > 0);
  });

  it('does all of it without a mouse', async () => {
    await open({ width: 64, height: 48 });
    await canvas.page.locator('.canvas-surface').focus();
    // Into the corner, and from there to a place that is known.
    await canvas.press('u', ...Array<string>(5).fill('Shift+ArrowLeft'), ...Array<string>(5).fill('Shift+ArrowUp'));
    await canvas.press('Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowRight', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Enter');
    await canvas.press('Shift+ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter');
    await assertMask({ kind: 'rectangle', left: 22, top: 20, width: 12, height: 3, erase: false });
    await canvas.press('u', 'Enter', 'Shift+ArrowDown', 'Escape', 'Escape');
    await assertMask({ kind: 'rectangle', left: 22, top: 20, width: 12, height: 3, erase: false });
    await canvas.call((element) => element.apply('clear'));
    await canvas.press('u', 'Enter', 'ArrowRight', 'Shift+ArrowRight', 'Enter', 'Shift+ArrowDown', 'Enter', 'Enter');
    assert.ok((await canvas.facts()).area > 40, 'a triangle of three corners');
    await canvas.call((element) => element.apply('clear'));
    await canvas.press('b');
    await canvas.call((element) => void (element.brushSize = 3));
    await canvas.press('Enter');
    assert.equal((await canvas.facts()).area, 9);
    await canvas.press('Shift+ArrowLeft', 'Shift+Enter');
    assert.equal((await canvas.facts()).area, 9 + 30);
    const before = (await canvas.facts()).bounds;
    await canvas.press('v', 'ArrowUp', 'Shift+ArrowLeft');
    const after = (await canvas.facts()).bounds;
    assert.deepEqual([after?.left, after?.top], [(before?.left ?? 0) - 10, (before?.top ?? 0) - 1]);
  });

  it('moves the mask, and chooses by colour', async () => {
    await open({
      paint: `context.fillStyle = '#fff'; context.fillRect(0, 0, width, height); context.fillStyle = '#c03020';
        context.fillRect(50, 40, 60, 50); context.fillRect(200, 100, 30, 30); context.fillStyle = '#c23424'; context.fillRect(60, 50, 10, 10);`,
    });
    await canvas.press('i');
    await canvas.click(55, 45);
    const left = { kind: 'rectangle', left: 50, top: 40, width: 60, height: 50, erase: false } as const;
    await assertMask(left);
    await canvas.page.keyboard.down('Shift');
    await canvas.click(55, 45);
    await canvas.page.keyboard.up('Shift');
    await assertMask(left, { ...left, left: 200, top: 100, width: 30, height: 30 });
    await canvas.page.keyboard.down('Control');
    await canvas.click(210, 110);
    await canvas.page.keyboard.up('Control');
    await assertMask(left);
    await canvas.press('v');
    await canvas.drag([[300, 200], [280, 230]]); // prettier-ignore
    await assertMask({ ...left, left: 30, top: 70 });
  });

  it('moves, resizes and draws the context box', async () => {
    await open();
    await canvas.call((element) => {
      element.box = { left: 100, top: 100, width: 100, height: 80 };
      const told: unknown[] = [];
      (globalThis as unknown as { told: unknown[] }).told = told;
      element.addEventListener('box-change', (event) => told.push((event as CustomEvent<{ box: unknown }>).detail.box));
    });
    const told = () => canvas.page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told.at(-1));
    await canvas.press('c');
    await canvas.drag([[150, 140], [170, 130]]); // prettier-ignore
    assert.deepEqual(await told(), { left: 120, top: 90, width: 100, height: 80 });
    await canvas.drag([[220, 170], [240, 200]]); // prettier-ignore
    assert.deepEqual(await told(), { left: 120, top: 90, width: 120, height: 110 });
    await canvas.drag([[150, 140], [-300, 140]]); // prettier-ignore
    assert.deepEqual(await told(), { left: 0, top: 90, width: 120, height: 110 });
    await canvas.press('ArrowDown', 'Shift+ArrowRight', 'Control+ArrowLeft');
    assert.deepEqual(await told(), { left: 10, top: 91, width: 119, height: 110 });
    await canvas.drag([[300, 20], [390, 70]]); // prettier-ignore
    assert.deepEqual(await told(), { left: 300, top: 20, width: 90, height: 50 });
    assert.equal(await canvas.call((element) => element.boxMode), 'manual');
    assert.equal((await canvas.facts()).area, 0);
  });

  it('keeps mask, history, tool, sizes and place over a reload', async () => {
    await open({ width: 1600, height: 1200 });
    await canvas.press('Control+2');
    await canvas.call((element) => void (element.brushSize = 44));
    await canvas.drag([[700, 600], [760, 640]]); // prettier-ignore
    await canvas.drag([[700, 500], [760, 540]]); // prettier-ignore
    await canvas.call((element) => element.undo());
    await canvas.press('u', 'u');
    const kept = await canvas.call((element) => element.keep());
    const [code, place, facts] = [await canvas.call((element) => element.code()), await canvas.onPage(800, 600), await canvas.facts()];
    assert.deepEqual(canvas.errors, []);
    await canvas.close();
    await open({ width: 1600, height: 1200 });
    await canvas.page.evaluate((state) => document.querySelector('easel-canvas')?.restore(JSON.parse(state)), JSON.stringify(kept));
    await canvas.settled();
    assert.equal(await canvas.call((element) => element.code()), code);
    assert.deepEqual(await canvas.facts(), facts);
    assert.deepEqual(await canvas.onPage(800, 600), place);
    assert.equal(await canvas.call((element) => element.canUndo && element.canRedo), true);
    await canvas.call((element) => element.redo());
    assert.ok((await canvas.facts()).area > facts.area * 1.5);
    await canvas.call((element) => element.forgetHistory());
    assert.equal(await canvas.call((element) => element.canUndo || element.canRedo), false);
    await canvas.call((element) => element.restore({ version: 7, nonsense: true }));
  });

  it('never paints with two fingers: they zoom', async () => {
    await open({ touch: true, width: 800, height: 600 });
    const client = await canvas.page.context().newCDPSession(canvas.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly (readonly [number, number])[]) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    const before = (await canvas.facts()).zoom;
    await touch('touchStart', [[400, 300]]);
    await touch('touchMove', [[405, 302]]);
    await touch('touchStart', [[405, 302], [500, 300]]); // prettier-ignore
    for (let step = 1; step <= 5; step++) {
      await touch('touchMove', [[405 - 15 * step, 302], [500 + 15 * step, 300]]); // prettier-ignore
    }
    await touch('touchEnd', []);
    await canvas.settled();
    assert.equal((await canvas.facts()).area, 0);
    assert.ok((await canvas.facts()).zoom > before * 1.8, `zoom ${(await canvas.facts()).zoom}`);
    await touch('touchStart', [[400, 300]]);
    await touch('touchMove', [[450, 320]]);
    await touch('touchEnd', []);
    assert.ok((await canvas.facts()).area > 0, 'one finger paints');
  });

  it('has tools that are reached by arrow keys, and operations in a menu', async () => {
    await open();
    await canvas.page.getByRole('button', { name: 'Brush (B)' }).focus();
    await canvas.press('ArrowDown', 'Enter');
    assert.equal((await canvas.facts()).tool, 'eraser');
    assert.equal(await canvas.page.getByRole('button', { name: 'Eraser (E)' }).getAttribute('aria-pressed'), 'true');
    await canvas.call((element) => element.apply('all'));
    assert.equal((await canvas.facts()).area, 400 * 300);
    await canvas.page.getByRole('button', { name: 'Mask Operations' }).click();
    await canvas.page.getByRole('menuitem', { name: 'Clear' }).click();
    assert.equal((await canvas.facts()).area, 0);
    await canvas.call((element) => element.load(element.code()));
    await canvas.press('u');
    await canvas.drag([[100, 100], [150, 150]]); // prettier-ignore
    await canvas.page.getByRole('button', { name: 'Mask Operations' }).click();
    await canvas.page.getByRole('menuitem', { name: 'Grow…' }).click();
    await canvas.page.getByRole('spinbutton', { name: 'Grow by pixels' }).fill('7');
    await canvas.press('Enter');
    await assertMask({ kind: 'rectangle', left: 100, top: 100, width: 50, height: 50, erase: false }, { kind: 'grow', by: 7 });
    await canvas.page.getByRole('button', { name: 'Undo Stroke' }).click();
    assert.equal((await canvas.facts()).area, 2500);
    const told = canvas.call(
      (element) =>
        new Promise((resolve) => element.addEventListener('mask-from', (event) => resolve((event as CustomEvent<unknown>).detail))),
    );
    await canvas.page.getByRole('button', { name: 'Mask Operations' }).click();
    await canvas.page.getByRole('menuitem', { name: 'From Transparency' }).click();
    assert.deepEqual(await told, { from: 'alpha' });
  });
});
