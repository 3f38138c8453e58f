import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';

/** The list is at most ten lines long. */
const listHeight = 10 * 22 + 8;

/** Before a select opens, by pointer or key: upwards when its list would hang out of the page. The component only opens as it is told. */
export function chooseSide(event: Event): void {
  const select = event.currentTarget as VscodeSingleSelect;
  const { top, bottom } = select.getBoundingClientRect();
  const height = Math.min(listHeight, select.options.length * 22 + 8);
  select.position = bottom + height > window.innerHeight && top > height ? 'above' : 'below';
}
