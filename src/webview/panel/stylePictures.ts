import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { IconStyle } from '../../core/icon';

const heart =
  'M12 20.2C6.8 16.4 3.5 13 3.5 9.1 3.5 6.5 5.5 4.5 8 4.5c1.6 0 3.1.800 4 2.1.900-1.3 2.4-2.1 4-2.1 2.5 0 4.5 2 4.5 4.6 0 3.9-3.3 7.3-8.5 11.1z';
const half = 'M12 20.2C6.8 16.4 3.5 13 3.5 9.1 3.5 6.5 5.5 4.5 8 4.5c1.6 0 3.1.800 4 2.1z';
const small =
  'M12 16.8c-2.9-2.1-4.7-4-4.7-6.1 0-1.5 1.1-2.5 2.4-2.5.9 0 1.8.4 2.3 1.2.500-.8 1.4-1.2 2.3-1.2 1.3 0 2.4 1 2.4 2.5 0 2.1-1.8 4-4.7 6.1z';

/** Rows of a heart on a grid of 2 px, from its top; the columns that are set. */
const pixels: readonly (readonly number[])[] = [
  [2, 3, 7, 8],
  [1, 2, 3, 4, 6, 7, 8, 9],
  [1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 5, 6, 7, 8, 9],
  [2, 3, 4, 5, 6, 7, 8],
  [3, 4, 5, 6, 7],
  [4, 5, 6],
  [5],
];

/** One motif, so that only the style differs; in the colour of the text, which every theme has. */
const drawings: Readonly<Record<IconStyle, SVGTemplateResult>> = {
  flat: svg`<path d=${heart} fill="currentColor" opacity="0.55"></path><path d=${half} fill="currentColor"></path>`,
  outline: svg`<path d=${heart} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"></path>`,
  glyph: svg`<path d="${heart}M7 9.6a1.1 1.1 0 0 0 2.2 0c0-.8.5-1.3 1.2-1.3a1.1 1.1 0 0 0 0-2.2C8.5 6.1 7 7.6 7 9.6z" fill="currentColor" fill-rule="evenodd"></path>`,
  app: svg`<path fill="currentColor" fill-rule="evenodd" d="M7.5 2h9A5.5 5.5 0 0 1 22 7.5v9a5.5 5.5 0 0 1-5.5 5.5h-9A5.5 5.5 0 0 1 2 16.5v-9A5.5 5.5 0 0 1 7.5 2z${small}"></path>`,
  badge: svg`<path d="M12 2l8.5 3v6.5c0 5-3.5 8.6-8.5 10.5-5-1.9-8.5-5.5-8.5-10.5V5z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"></path><path d=${small} fill="currentColor"></path>`,
  isometric: svg`<path d="M12 2.5l8.5 4.9L12 12.3 3.5 7.4z" fill="currentColor" opacity="0.4"></path><path d="M3.5 7.4v9.3l8.5 4.9v-9.3z" fill="currentColor"></path><path d="M20.5 7.4v9.3L12 21.6v-9.3z" fill="currentColor" opacity="0.7"></path>`,
  pixel: svg`<path d=${pixels.map((row, y) => row.map((x) => `M${x * 2} ${y * 2 + 4}h2v2h-2z`).join('')).join('')} fill="currentColor" shape-rendering="crispEdges"></path>`,
};

/** What a style looks like, at 24 px. */
export function stylePicture(style: IconStyle): TemplateResult {
  return html`<svg class="style-picture" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${drawings[style]}</svg>`;
}
