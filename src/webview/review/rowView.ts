import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { modelsFor } from '../../core/models/catalogue';
import { formatPrice } from '../../core/money';
import type { ReviewRow } from '../../protocol/review';
import { icon } from '../common/icon';
import type { Line } from './lines';
import { placesView } from './placesView';
import type { ReviewSession } from './session';
import { sizeView } from './sizeView';
import { stateIcon, underPrompt } from './stateView';
import { tick } from './tick';

/** One picture. */
export function rowView(session: ReviewSession, line: Line): TemplateResult {
  const { row, editable, ticked } = line;
  const name = nameOf(row);
  return html`
    <tr role="row" class="row ${row.state} ${ticked || row.state === 'done' ? '' : 'unticked'}" data-row=${row.id}>
      <td role="cell" class="tick">
        ${
          editable || row.state === 'skipped'
            ? tick({ label: `Replace ${name}`, checked: ticked, disabled: !editable, onChange: (on) => session.tick([row.id], on) })
            : stateIcon(row)
        }
      </td>
      <th role="rowheader" scope="row" class="where">${placesView(session, row)}</th>
      <td role="cell" class="size">${sizeView(session, line, name)}</td>
      <td role="cell" class="prompt">${promptView(session, line, name)}</td>
      <td role="cell" class="model">${modelView(session, line, name)}</td>
      <td role="cell" class="price">
        ${line.price ? formatPrice(line.price) : html`<span aria-hidden="true">–</span><span class="visually-hidden">not known yet</span>`}
      </td>
    </tr>
  `;
}

function promptView(session: ReviewSession, line: Line, name: string): TemplateResult {
  const { row, editable, prompt } = line;
  const wrong = line.ticked && editable && line.problem?.at === 'prompt';
  return html`
    <textarea
      class="cell-field"
      rows="1"
      dir="auto"
      aria-label="Prompt for ${name}"
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby="under-${row.id}"
      placeholder=${editable ? 'What the picture shows' : ''}
      tabindex=${editable ? nothing : '-1'}
      ?readonly=${!editable}
      .value=${live(prompt)}
      @input=${(event: Event) => session.setPrompt(row, (event.currentTarget as HTMLTextAreaElement).value)}
    ></textarea>
    ${underPrompt(line)}
    ${row.note === undefined || row.state === 'done' ? nothing : html`<p class="cell-note row-note">${icon('info')}<span>${row.note}</span></p>`}
  `;
}

/**
 * Text where it cannot be chosen any more. The browser's own select under VS Code's look: 200 of the component would take a second
 * to draw.
 */
function modelView(session: ReviewSession, line: Line, name: string): TemplateResult {
  const { row, ownModel } = line;
  if (!line.editable) {
    return html`<span class="cell-text">${line.model.name}</span>`;
  }
  const pick = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    session.change(row.id, { model: value === '' ? undefined : value });
  };
  return html`
    <div class="row-select">
      <select class=${ownModel === '' ? 'cell-field as-above' : 'cell-field'} aria-label="Model for ${name}" @change=${pick}>
        <option value="" .selected=${live(ownModel === '')}>Same as above</option>
        ${modelsFor('generate').map((model) => html`<option value=${model.id} .selected=${live(model.id === ownModel)}>${model.name}</option>`)}
      </select>
      ${icon('chevron-down')}
    </div>
  `;
}

/** Tells one row from the others in the names of its fields: `index.html:12`. */
function nameOf(row: ReviewRow): string {
  const [first] = row.places;
  return first ? `${first.file.slice(first.file.lastIndexOf('/') + 1)}:${first.line}` : row.path;
}
