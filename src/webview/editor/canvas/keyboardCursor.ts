import { toPicture } from './view';
import type { Workbench } from './workbench';

/** Steps of the arrow keys: pixels of the picture for the cursor, pixels of the page for the view. */
const steps = { one: 1, many: 10, view: 40, viewMany: 200 };

/** Moves what the tool moves by itself, or the cursor; the picture with the hand, while comparing, and with Ctrl. */
export function arrow(workbench: Workbench, dx: number, dy: number, event: KeyboardEvent): boolean {
  const { tool, stage, painting } = workbench;
  const mod = event.ctrlKey || event.metaKey;
  if (!workbench.image || event.altKey) {
    return false;
  }
  const resizes = mod && workbench.toolbox.current === 'box';
  if (!tool || (mod && !resizes)) {
    const by = (event.shiftKey || mod ? steps.viewMany : steps.view) * stage.ratio;
    stage.pan(-dx * by, -dy * by);
    return true;
  }
  const by = event.shiftKey ? steps.many : steps.one;
  if (tool.nudge?.(dx * by, dy * by, resizes)) {
    return true;
  }
  const { width, height } = painting.mask;
  const from = cursorOf(workbench);
  const inside = (at: number, length: number): number => Math.min(length - 1, Math.max(0, Math.floor(at))) + 0.5;
  const step = workbench.cursor ? by : 0;
  const at = { x: inside(from.x + dx * step, width), y: inside(from.y + dy * step, height) };
  stage.reveal(at);
  workbench.point({ at, keyboard: true });
  tool.hover?.({ ...at, shift: false, alt: false, mod: false, pressure: 1, eraser: false, keyboard: true });
  return true;
}

/** The tool's work at the cursor. Ctrl+Enter is the page's: it runs. */
export function enter(workbench: Workbench, event: KeyboardEvent): boolean {
  const { tool } = workbench;
  if (!tool || event.ctrlKey || event.metaKey || event.repeat) {
    return false;
  }
  const keyboard = workbench.cursor?.keyboard ?? true;
  const at = cursorOf(workbench);
  if (!workbench.cursor) {
    workbench.point({ at, keyboard });
  }
  tool.enter({ ...at, shift: event.shiftKey, alt: event.altKey, mod: false, pressure: 1, eraser: false, keyboard });
  return true;
}

/** Where the cursor is, or begins: in the middle of what is in sight. */
function cursorOf({ cursor, stage, painting }: Workbench): { x: number; y: number } {
  if (cursor) {
    return cursor.at;
  }
  const { width, height } = painting.mask;
  const { x, y } = toPicture(stage.view, { x: stage.viewport.width / 2, y: stage.viewport.height / 2 });
  return { x: Math.min(width - 1, Math.max(0, Math.floor(x))) + 0.5, y: Math.min(height - 1, Math.max(0, Math.floor(y))) + 0.5 };
}
