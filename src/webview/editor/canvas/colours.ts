/** The theme's colours as the canvases need them: read from variables that `canvas.css` sets on the element. */
export interface Colours {
  readonly mask: Rgb;
  readonly light: string;
  readonly dark: string;
  readonly accent: string;
  readonly checkerOne: string;
  readonly checkerTwo: string;
  /** High contrast: stronger tints. */
  readonly strong: boolean;
}

export type Rgb = readonly [red: number, green: number, blue: number];

export function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const value = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  return {
    mask: parsed(value('--easel-mask', '#f14c4c')),
    light: '#ffffff',
    dark: '#000000',
    accent: value('--easel-accent', '#0078d4'),
    checkerOne: value('--easel-checker-one', '#808080'),
    checkerTwo: value('--easel-checker-two', '#a0a0a0'),
    strong: document.body.classList.contains('vscode-high-contrast') || document.body.classList.contains('vscode-high-contrast-light'),
  };
}

/** A canvas understands every colour of CSS. */
function parsed(colour: string): Rgb {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) {
    return [241, 76, 76];
  }
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** Calls back when VS Code changes the theme: it sets classes on the body and variables on the document. */
export function watchTheme(onChange: () => void): void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}
