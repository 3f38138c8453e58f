/** What eyes, hands and screen readers find in the page, as far as it can be measured. */
import type { CDPSession } from 'playwright-core';

export interface Control {
  readonly role: string;
  readonly name: string;
}

/** From the browser's own accessibility tree, so that shadows and labels count as a screen reader sees them. */
export async function accessibleControls(session: CDPSession): Promise<Control[]> {
  const controls = /^(button|link|textbox|combobox|radio|menuitem|listbox|option|toolbar|radiogroup|group|list|timer)$/;
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter((node) => !node.ignored && controls.test(String(node.role?.value)))
    .map((node) => ({ role: String(node.role?.value), name: String(node.name?.value ?? '').trim() }));
}

/** Runs in the page: what has the focus, through all shadows. */
export function describeFocus(): string {
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
export function focusBox(): { x: number; y: number; width: number; height: number } | undefined {
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
export function poorContrast(): string[] {
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
