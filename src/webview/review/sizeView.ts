import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { parseSize } from '../../core/sizes';
import { formatDimensions } from '../common/figures';
import { asksForSize, type Line } from './lines';
import type { ReviewSession } from './session';

/** The size of the file: what the code says, or two fields where it says nothing. */
export function sizeView(session: ReviewSession, line: Line, name: string): TemplateResult {
  const { row } = line;
  return html`
    ${
      asksForSize(row) && line.editable
        ? sizeFields(session, line, name)
        : html`<span class="cell-text">${line.width > 0 && line.height > 0 ? formatDimensions(line) : '–'}</span>`
    }
    ${row.smaller.length === 0 ? nothing : html`<p class="cell-note smaller">also ${row.smaller.join(', ')}</p>`}
  `;
}

function sizeFields(session: ReviewSession, line: Line, name: string): TemplateResult {
  const wrong = line.ticked && line.problem?.at === 'size';
  const field = (side: 'width' | 'height') => html`
    <input
      class="cell-field boxed"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      aria-label="${side === 'width' ? 'Width' : 'Height'} in pixels for ${name}"
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby="under-${line.row.id}"
      placeholder=${side === 'width' ? 'W' : 'H'}
      .value=${live(line[side] === 0 ? '' : String(line[side]))}
      @input=${(event: Event) => read(session, line, side, event.currentTarget as HTMLInputElement)}
    />
  `;
  return html`<div class="size-fields">${field('width')}<span aria-hidden="true">×</span>${field('height')}</div>`;
}

/** A whole size that is pasted into one field fills both. */
function read(session: ReviewSession, { row }: Line, side: 'width' | 'height', field: HTMLInputElement): void {
  const pair = /\d\D+\d/.test(field.value) ? parseSize(field.value) : undefined;
  if (pair) {
    session.setSize(row, pair);
    return;
  }
  const digits = field.value.replace(/\D/g, '').slice(0, 5);
  field.value = digits;
  session.setSize(row, side === 'width' ? { width: Number(digits) } : { height: Number(digits) });
}
