import { html, svg, type TemplateResult } from 'lit';
import { isLight } from './hexText';

/**
 * A patch of a colour, ticked when it is chosen. Drawn as SVG: the content policy forbids inline styles, and an attribute of a picture
 * is none. The tick is there for eyes that do not see the ring around it.
 */
export function swatch(colour: string, chosen: boolean): TemplateResult {
  const tick = svg`<path d="M4.5 8.5l2.5 2.5 5-6" fill="none" stroke-width="2" stroke=${isLight(colour) ? '#000000' : '#ffffff'}></path>`;
  return html`<svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
    <rect width="16" height="16" rx="2" fill=${colour}></rect>
    ${chosen ? tick : ''}
  </svg>`;
}
