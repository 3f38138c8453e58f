import type { EaselCanvas } from './canvas';
import { steppedSize } from './brushTool';
import type { ToolName } from './tool';

const toolKeys: Readonly<Record<string, ToolName>> = {
  b: 'brush',
  e: 'eraser',
  u: 'shape',
  l: 'lasso',
  i: 'similar',
  v: 'move',
  c: 'box',
  h: 'hand',
};

const zooms: Readonly<Record<string, 'fit' | 1 | 2 | 4 | 8>> = { '0': 'fit', '1': 1, '2': 2, '3': 4, '4': 8 };

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where keys mean something else. A radio button, a box to tick and a slider take no letters. */
const ownKeys =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable], [role="menu"], vscode-single-select';

/** What Space would choose is chosen already, or a slider, which Space does nothing with: so it can show the original. */
const chosen = 'input[type="radio"]:checked, input[type="range"], [role="option"][aria-selected="true"]';

/**
 * The canvas's keys, for a keydown anywhere on the page but in text. Undo, redo and running belong to the page.
 * @returns whether the key was used; nothing else should act on it then.
 */
export function canvasKey(event: KeyboardEvent, canvas: EaselCanvas): boolean {
  const [origin] = event.composedPath();
  const target = origin instanceof Element ? origin : document.body;
  if (event.isComposing || target.closest(ownKeys)) {
    return false;
  }
  const used = held(event, canvas, target) || pressed(event, canvas, canvas.contains(target) || target === document.body);
  if (used) {
    event.preventDefault();
  }
  return used;
}

/** Fit and the fixed zooms, which mean something wherever the focus is. @returns whether it was one of them. */
export function zoomKey(event: KeyboardEvent, canvas: EaselCanvas): boolean {
  // Where digits need Shift (AZERTY), the key with the digit on it counts.
  const zoom = isMod(event) && !event.shiftKey && !event.altKey ? (zooms[event.key] ?? zooms[digitOf(event.code)]) : undefined;
  if (zoom !== undefined) {
    canvas.zoomTo(zoom);
  }
  return zoom !== undefined;
}

function digitOf(code: string): string {
  return /^Digit(\d)$/.exec(code)?.[1] ?? '';
}

function isMod(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
}

/** The original is shown from beside the canvas too, as long as the key means nothing there. */
function held(event: KeyboardEvent, canvas: EaselCanvas, target: Element): boolean {
  if ((!canvas.overlay && !canvas.adjusted) || isMod(event)) {
    return false;
  }
  const isSpace = event.key === ' ' && (canvas.adjusted !== undefined || canvas.compare !== 'none');
  return event.key === 'Alt' ? canvas.hold('alt') : isSpace && target.matches(chosen) && canvas.hold('space');
}

/** @param isHere the focus is on the canvas or nowhere: Enter, Space and arrows belong to a focused button. */
function pressed(event: KeyboardEvent, canvas: EaselCanvas, isHere: boolean): boolean {
  if (isMod(event)) {
    return zoomKey(event, canvas) || (isHere && arrow(event, canvas));
  }
  if (isHere && (arrow(event, canvas) || placed(event, canvas))) {
    return true;
  }
  return letter(event, canvas);
}

function placed(event: KeyboardEvent, canvas: EaselCanvas): boolean {
  switch (event.key) {
    case ' ':
    case 'Alt':
      return canvas.hold(event.key === ' ' ? 'space' : 'alt');
    case 'Enter':
      return canvas.enter(event);
    case 'Escape':
      return canvas.escape();
    case 'Backspace':
      return canvas.backspace();
    default:
      return false;
  }
}

function arrow(event: KeyboardEvent, canvas: EaselCanvas): boolean {
  const direction = arrows[event.key];
  return direction !== undefined && canvas.arrow(direction[0], direction[1], event);
}

function letter(event: KeyboardEvent, canvas: EaselCanvas): boolean {
  if (event.altKey && !event.getModifierState('AltGraph')) {
    return false;
  }
  const key = event.key.toLowerCase();
  const tool = toolKeys[key];
  const zooms = key === '+' || key === '=' || key === '-' || key === '_';
  if (canvas.disabled && !zooms && event.key !== 'Escape') {
    return false;
  }
  if (key === 'v' && event.shiftKey) {
    canvas.apply('invert');
  } else if (event.shiftKey && tool) {
    return false;
  } else if (tool) {
    if (tool === 'shape' && canvas.tool === 'shape' && !event.repeat) {
      canvas.nextShape();
    } else {
      canvas.setTool(tool);
    }
  } else if (key === 'q' && !event.shiftKey) {
    canvas.quickSwitch();
  } else if (zooms) {
    canvas.zoomTo(key === '+' || key === '=' ? '+' : '-');
  } else if (key === '[' || key === '{' || key === ']' || key === '}' || event.code === 'BracketLeft' || event.code === 'BracketRight') {
    return resize(
      canvas,
      key === '[' || key === '{' || (event.code === 'BracketLeft' && key !== ']' && key !== '}') ? -1 : 1,
      event.shiftKey,
    );
  } else {
    return event.key === 'Escape' && canvas.escape();
  }
  return true;
}

function resize(canvas: EaselCanvas, direction: 1 | -1, large: boolean): boolean {
  if (canvas.tool === 'eraser') {
    canvas.eraserSize = steppedSize(canvas.eraserSize, direction, large);
  } else if (canvas.tool === 'similar') {
    canvas.tolerance += direction * (large ? 16 : 4);
  } else {
    canvas.brushSize = steppedSize(canvas.brushSize, direction, large);
  }
  return true;
}
