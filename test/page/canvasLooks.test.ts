import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { root } from '../vscode/paths';
import { openCanvas, openCanvasStage, type CanvasOptions, type CanvasStage, type OpenCanvas } from './canvasStage';
import { themeNames } from './themes';

const shots = path.join(root, 'out/screenshots/editor');

/** A page of bars in every lightness, the mask's own colour, a photo-like slope, and a transparent part. */
const testPicture = `
  const bands = ['#000', '#fff', '#f14c4c', '#808080', '#1f6fd0', '#2e8b57'];
  bands.forEach((colour, index) => { context.fillStyle = colour; context.fillRect(index * width / 6, 0, width / 6 + 1, height / 2); });
  const slope = context.createLinearGradient(0, 0, width, height);
  slope.addColorStop(0, '#d8b080'); slope.addColorStop(1, '#203048');
  context.fillStyle = slope; context.fillRect(0, height / 2, width * 0.7, height / 2);
`;

describe('how the canvas looks', () => {
  let stage: CanvasStage;
  let canvas: OpenCanvas;

  before(async function () {
    this.timeout(60_000);
    mkdirSync(shots, { recursive: true });
    stage = await openCanvasStage();
  });
  after(() => stage.close());
  afterEach(async () => {
    assert.deepEqual(canvas.errors, []);
    await canvas.close();
  });

  async function open(options: Partial<CanvasOptions> = {}): Promise<void> {
    canvas = await openCanvas(stage, { width: 640, height: 440, ...options });
  }

  async function pixels(): Promise<{ at: (x: number, y: number) => Promise<number[]>; difference: (x: number, y: number) => number }> {
    await canvas.settled();
    const { data, info } = await sharp(await canvas.page.screenshot())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const of = (px: number, py: number): number[] => [...data.subarray((py * info.width + px) * 3, (py * info.width + px) * 3 + 3)];
    return {
      at: async (x, y) => {
        const place = await canvas.onPage(x, y);
        return of(Math.floor(place.x), Math.floor(place.y));
      },
      difference: (x, y) => Math.max(...of(x, y)) - Math.min(...of(x, y)),
    };
  }

  for (const theme of themeNames) {
    it(`shows the mask on every picture, in ${theme}`, async () => {
      await open({ paint: testPicture, theme });
      const bare = await pixels();
      const before = await Promise.all(Array.from({ length: 6 }, (_, index) => bare.at(index * 107 + 53, 110)));
      await canvas.press('u');
      await canvas.drag([[20, 40], [620, 180]]); // prettier-ignore
      await canvas.press('u');
      await canvas.drag([[60, 240], [420, 420]]); // prettier-ignore
      await canvas.press('b');
      await canvas.moveTo(500, 320);
      const shown = await pixels();
      for (let band = 0; band < 6; band++) {
        // Somewhere within one period of the hatch both a lighter and a darker line than the picture, or a clear tint.
        const row = await Promise.all(Array.from({ length: 12 }, (_, step) => shown.at(band * 107 + 50 + step, 110)));
        const contrast = Math.max(
          ...row.map((one) => Math.max(...one.map((value, channel) => Math.abs(value - (before[band]?.[channel] ?? 0))))),
        );
        assert.ok(contrast > 60, `band ${band}: ${contrast}`);
      }
      await canvas.page.screenshot({ path: path.join(shots, `canvas-mask-${theme}.png`) });
      await canvas.call((element) => {
        element.edge = 'soft';
        element.feather = 24;
      });
      await canvas.page.waitForTimeout(400);
      await canvas.press('c');
      await canvas.settled();
      await canvas.page.screenshot({ path: path.join(shots, `canvas-soft-${theme}.png`) });
    });
  }

  it('shows single pixels sharp, at 800 % and on a dense screen', async () => {
    await open({ width: 32, height: 32, ratio: 2, paint: testPicture });
    await canvas.press('Control+4', 'Control+3', 'Control+4', 'b');
    await canvas.call((element) => element.zoomTo(16));
    await canvas.call((element) => void (element.brushSize = 3));
    await canvas.drag([[6, 6], [20, 9]]); // prettier-ignore
    await canvas.moveTo(24.5, 20.5);
    await canvas.settled();
    await canvas.page.screenshot({ path: path.join(shots, 'canvas-pixels.png') });
    await canvas.page.locator('.canvas-surface').focus();
    await canvas.press('u', 'ArrowRight', 'Enter', 'Shift+ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowUp');
    await canvas.settled();
    await canvas.page.screenshot({ path: path.join(shots, 'canvas-keyboard.png') });
  });

  it('never loses a line of one pixel when it is seen from far away', async () => {
    await open({ width: 3840, height: 2160 });
    await canvas.call((element) => void (element.brushSize = 1));
    await canvas.drag([[400, 1080], [3400, 1083]]); // prettier-ignore
    const shown = await pixels();
    for (let x = 500; x < 3300; x += 37) {
      const near = await Promise.all([-8, -4, 0, 4, 8].map((dy) => shown.at(x, 1081 + dy)));
      assert.ok(
        near.some((one) => Math.abs((one[0] ?? 0) - 0x4a) > 60),
        `at ${x}`,
      );
    }
  });

  it('compares by slider, side by side, with a key held, and by difference', async () => {
    await open({ paint: testPicture });
    await canvas.call(async (element) => {
      const made = new OffscreenCanvas(300, 200);
      const context = made.getContext('2d');
      if (context && element.picture) {
        context.drawImage(element.picture, 100, 100, 300, 200, 0, 0, 300, 200);
        context.fillStyle = '#ffe000';
        context.beginPath();
        context.arc(150, 100, 70, 0, 7);
        context.fill();
      }
      element.overlay = { bitmap: await createImageBitmap(made), box: { left: 100, top: 100, width: 300, height: 200 } };
      element.runBox = element.overlay.box;
      element.compare = 'slider';
      await element.updateComplete;
    });
    const yellow = async (x: number, y: number): Promise<boolean> => {
      const [red = 0, green = 0, blue = 255] = await (await pixels()).at(x, y);
      return red > 200 && green > 190 && blue < 60;
    };
    assert.deepEqual([await yellow(230, 200), await yellow(270, 200)], [false, true]);
    const slider = canvas.page.getByRole('slider', { name: 'Comparison' });
    assert.equal(await slider.getAttribute('aria-valuenow'), '50');
    await slider.focus();
    await canvas.press('Home');
    assert.deepEqual([await yellow(230, 200), await slider.getAttribute('aria-valuenow')], [true, '0']);
    await canvas.press('End', 'ArrowLeft', 'Shift+ArrowLeft');
    assert.equal(await slider.getAttribute('aria-valuenow'), '89');
    const grip = await slider.boundingBox();
    assert.ok(grip);
    await canvas.page.mouse.move(grip.x + 12, grip.y + 20);
    await canvas.page.mouse.down();
    const target = await canvas.onPage(160, 200);
    await canvas.page.mouse.move(target.x, target.y, { steps: 4 });
    await canvas.page.mouse.up();
    assert.equal(await slider.getAttribute('aria-valuenow'), '20');
    await canvas.page.screenshot({ path: path.join(shots, 'canvas-slider.png') });
    await canvas.page.locator('.canvas-surface').focus();
    await canvas.page.keyboard.down('Space');
    assert.equal(await yellow(270, 200), false);
    await canvas.page.keyboard.up('Space');
    assert.equal(await yellow(270, 200), true);
    for (const compare of ['side', 'blink', 'difference'] as const) {
      await canvas.page.evaluate(`document.querySelector('easel-canvas').compare = '${compare}'`);
      await canvas.settled();
      await canvas.page.screenshot({ path: path.join(shots, `canvas-${compare}.png`) });
    }
    const heat = await pixels();
    assert.ok(Math.max(...(await heat.at(250, 200))) > 200, 'hot where it differs');
    assert.ok(Math.max(...(await heat.at(105, 290))) < 60, 'dark where it does not');
    const before = (await canvas.facts()).area;
    await canvas.drag([[150, 150], [200, 200]]); // prettier-ignore
    assert.equal((await canvas.facts()).area, before, 'nothing is painted while it is compared');
    await canvas.press('b');
    assert.equal(await canvas.call((element) => element.compare), 'none');
    await canvas.drag([[150, 150], [200, 200]]); // prettier-ignore
    assert.ok((await canvas.facts()).area > before);
  });

  it('stays usable in a low window, and follows a change of the theme', async () => {
    await open({ viewport: { width: 420, height: 300 } });
    const strip = await canvas.page.locator('.tool-strip').boundingBox();
    assert.ok(strip && strip.height <= 300, `the strip is ${strip?.height} high`);
    await canvas.page.screenshot({ path: path.join(shots, 'canvas-low.png') });
    await canvas.page.getByRole('button', { name: 'Mask Operations' }).click();
    await canvas.page.screenshot({ path: path.join(shots, 'canvas-menu-low.png') });
    const accent = () =>
      canvas.page.evaluate(
        () =>
          (document.querySelector('easel-canvas') as unknown as { workbench: { stage: { colours: { accent: string } } } }).workbench.stage
            .colours.accent,
      );
    const before = await accent();
    await canvas.page.evaluate(() => document.documentElement.style.setProperty('--vscode-focusBorder', '#12ab34'));
    await canvas.settled();
    assert.notEqual(await accent(), before);
  });
});
