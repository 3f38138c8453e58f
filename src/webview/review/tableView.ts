import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../common/icon';
import type { Line } from './lines';
import { rowView } from './rowView';
import type { ReviewSession } from './session';
import { tick } from './tick';

/** A column's name; the first one is the tick of all rows. */
const columns = [
  { name: 'where', text: 'Place' },
  { name: 'size', text: 'Size' },
  { name: 'prompt', text: 'Prompt' },
  { name: 'model', text: 'Model' },
  { name: 'price', text: 'Price' },
] as const;

/**
 * The table, a row per picture. A narrow page draws the rows as cards, and a table that is drawn otherwise is none to some screen
 * readers: so every part says what it is.
 */
export function tableView(session: ReviewSession, lines: readonly Line[], filter: string): TemplateResult {
  return html`
    <table role="table" aria-label="Pictures to replace" @keydown=${moveAmongTicks}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="tick">${tickAll(session, lines)}</th>
          ${columns.map(({ name, text }) => html`<th role="columnheader" scope="col" class=${name}>${text}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          lines,
          (line) => line.row.id,
          (line) => guard([line, session.isOpen(line.row.id)], () => rowView(session, line)),
        )}
      </tbody>
    </table>
    ${lines.length === 0 ? html`<p class="nothing-found">${icon('filter')}<span>No row has “${filter}” in it.</span></p>` : nothing}
  `;
}

/** Only rows that are shown are ticked: what a filter hides, nobody has looked at. */
function tickAll(session: ReviewSession, lines: readonly Line[]): TemplateResult {
  const open = lines.filter((line) => line.editable);
  const ticked = open.filter((line) => line.ticked).length;
  const all = open.length > 0 && ticked === open.length;
  return html`<label>
    ${tick({
      label: 'All pictures',
      checked: all,
      mixed: ticked > 0 && !all,
      disabled: open.length === 0,
      onChange: () =>
        session.tick(
          open.map((line) => line.row.id),
          !all,
        ),
    })}
    <span class="tick-all" aria-hidden="true">All</span>
  </label>`;
}

/** Up and down lead from tick to tick, as in a list. */
function moveAmongTicks(event: KeyboardEvent): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || !event.target.matches('.tick-box')) {
    return;
  }
  const ticks = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.tick-box:enabled')];
  ticks[ticks.indexOf(event.target) + step]?.focus();
  event.preventDefault();
}
