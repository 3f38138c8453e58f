import assert from 'node:assert/strict';
import type { CDPSession } from 'playwright-core';
import { openPanel, openStage, until, type OpenPanel, type Stage } from './harness';
import * as samples from './samples';
import { themeNames } from './themes';

const everything = { ...samples.withKey, jobs: [samples.running, samples.failed, samples.cancelled, ...samples.fourResults] };

describe('the panel: for everyone', function () {
  this.timeout(90_000);
  let stage: Stage;
  let panel: OpenPanel;

  before(async () => (stage = await openStage()));
  after(() => stage.close());
  afterEach(() => panel.close());

  it('names every control', async () => {
    panel = await openPanel(stage, { snapshot: everything });
    const nodes = await accessibleControls(await panel.page.context().newCDPSession(panel.page));
    assert.ok(nodes.length > 40, `only ${nodes.length} controls`);
    assert.deepEqual(
      nodes.filter((node) => node.name === ''),
      [],
    );
  });

  it('runs under a policy that forbids inline styles and scripts', async () => {
    panel = await openPanel(stage, { snapshot: everything });
    assert.deepEqual(await panel.violations(), []);
    await panel.page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await until(async () => (await panel.violations()).some((one) => one.startsWith('style-src')));
  });

  it('is used by keyboard alone, in reading order', async () => {
    panel = await openPanel(stage, {
      snapshot: { ...everything, jobs: [samples.running, samples.oneResult] },
      prefill: { prompt: 'a cat' },
    });
    await panel.page.getByRole('button', { name: 'Insert prompt template' }).focus();
    const stops: string[] = [];
    for (let step = 0; step < 24; step += 1) {
      stops.push(await panel.page.evaluate(describeFocus));
      await panel.page.keyboard.press('Tab');
    }
    const wanted = [
      'Insert prompt template',
      'Prompt',
      'Model',
      'Size in pixels',
      'Size presets',
      'density',
      'count',
      'format',
      'quality',
      'Folder',
      'Browse',
      'File name',
      'Generate',
      'Cancel',
      'summary',
      'Remove',
      'Generate again',
      'Use these',
      'spring-sale-hero.png',
      'Open',
    ];
    let at = -1;
    for (const name of wanted) {
      const next = stops.findIndex((stop, index) => index > at && stop.includes(name));
      assert.ok(next > at, `${name} does not follow ${stops[at] ?? 'the start'} in: ${stops.join(' | ')}`);
      at = next;
    }
  });

  it('shows where the focus is', async () => {
    panel = await openPanel(stage, { snapshot: everything, prefill: { prompt: 'a cat' } });
    await panel.page.getByRole('button', { name: 'Insert prompt template' }).focus();
    const unseen: string[] = [];
    for (let step = 0; step < 30; step += 1) {
      const before = await panel.page.evaluate(describeFocus);
      const clip = await panel.page.evaluate(focusBox);
      if (clip && clip.width > 0) {
        const focused = await panel.page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
        await panel.page.keyboard.press('Tab');
        const left = await panel.page.evaluate(focusBox);
        // Scrolling on moves everything, which proves nothing.
        if (left && (await panel.page.screenshot({ clip, animations: 'disabled', caret: 'hide' })).equals(focused)) {
          unseen.push(before);
        }
      } else {
        await panel.page.keyboard.press('Tab');
      }
    }
    assert.deepEqual(unseen, []);
  });

  it('does not move when motion is to be reduced', async () => {
    panel = await openPanel(stage, { snapshot: everything, reducedMotion: true });
    const moving = await panel.page.locator('.job .codicon-loading').evaluate((icon) => icon.getAnimations({ subtree: true }).length);
    assert.equal(moving, 0);
  });

  for (const theme of themeNames) {
    it(`has text that can be read in ${theme}`, async () => {
      panel = await openPanel(stage, { snapshot: everything, theme, prefill: { prompt: 'a cat' } });
      await panel.page.waitForTimeout(100);
      const poor = await panel.page.evaluate(poorContrast);
      // The theme's own error colour on its own background is not ours to change.
      assert.deepEqual(
        poor.filter((one) => !one.includes('refusal')),
        [],
      );
      assert.deepEqual(await panel.violations(), []);
    });
  }

  for (const width of [320, 480, 800, 1079, 1080, 1400]) {
    it(`never scrolls sideways at ${width} pixels`, async () => {
      panel = await openPanel(stage, {
        snapshot: {
          ...everything,
          jobs: [...everything.jobs, { ...samples.running, id: 'long', prompt: 'unbreakable'.repeat(60), logs: ['x'.repeat(400)] }],
        },
        prefill: { prompt: 'unbreakable'.repeat(60), name: 'a-long-name'.repeat(12), count: 4 },
        width,
      });
      await until(async () => (await panel.page.locator('.paths').innerText()).includes('a-long-name'));
      assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
      for (const name of ['Insert prompt template', 'Size presets']) {
        await panel.page.getByRole('button', { name }).click();
        const box = await panel.page.getByRole('menu').boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= width, `${name} at ${box?.x}+${box?.width}`);
        await panel.page.keyboard.press('Escape');
      }
    });
  }
});

interface Control {
  readonly role: string;
  readonly name: string;
}

/** From the browser's own accessibility tree, so that shadows and labels count as a screen reader sees them. */
async function accessibleControls(session: CDPSession): Promise<Control[]> {
  const controls = /^(button|link|textbox|combobox|radio|menuitem|listbox|option|toolbar|radiogroup|group|list|timer)$/;
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter((node) => !node.ignored && controls.test(String(node.role?.value)))
    .map((node) => ({ role: String(node.role?.value), name: String(node.name?.value ?? '').trim() }));
}

/** Runs in the page: what has the focus, through all shadows. */
function describeFocus(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) {
    active = active.shadowRoot.activeElement;
  }
  const field = active as HTMLInputElement | null;
  return [field?.getAttribute('aria-label'), field?.tagName.toLowerCase(), field?.name, field?.textContent?.trim().slice(0, 40)]
    .filter(Boolean)
    .join(' ');
}

/** Runs in the page: the box of what has the focus, with room for its ring. */
function focusBox(): { x: number; y: number; width: number; height: number } | undefined {
  const active = document.activeElement;
  const target = active?.matches('.segments input') ? active.parentElement : active;
  const box = target?.getBoundingClientRect();
  if (!box || box.top < 4 || box.bottom > innerHeight - 4) {
    return undefined;
  }
  return {
    x: Math.max(0, Math.floor(box.x) - 3),
    y: Math.floor(box.y) - 3,
    width: Math.ceil(box.width) + 6,
    height: Math.ceil(box.height) + 6,
  };
}

/** Runs in the page: texts with less than 4.5 to 1 against what is behind them; what is disabled does not count. */
function poorContrast(): string[] {
  type Colour = readonly [number, number, number, number];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (css: string): Colour => {
    if (!canvas) {
      return [0, 0, 0, 0];
    }
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (at: 0 | 1 | 2) => top[at] * top[3] + below[at] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const light = ([r, g, b]: Colour) => {
    const linear = (value: number) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const parentOf = (element: Element): Element | null =>
    element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const behind = (element: Element): Colour => {
    const layers: Colour[] = [];
    for (let one: Element | null = element; one; one = parentOf(one)) {
      layers.unshift(read(getComputedStyle(one).backgroundColor));
    }
    return layers.reduce<Colour>((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const found: string[] = [];
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) {
        visit(element.shadowRoot);
      }
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      const style = getComputedStyle(element);
      const hidden =
        element.closest('.visually-hidden, [aria-disabled="true"], style, .card-tools, .disabled, vscode-option') ??
        (element.getClientRects().length === 0 || style.visibility === 'hidden');
      if (own && !hidden) {
        const ground = behind(element);
        const text = over(read(style.color), ground);
        const [a, b] = [light(text), light(ground)];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) {
          found.push(`${element.className || element.tagName} "${element.textContent?.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
        }
      }
    }
  };
  visit(document);
  return found;
}
