import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewRow } from '../../protocol/review';
import { icon } from '../common/icon';
import type { Line } from './lines';
import { middleCut } from './placesView';

/** What a row is doing, at the place of its tick. */
export function stateIcon(row: ReviewRow): TemplateResult {
  if (row.state === 'running' || row.state === 'saving') {
    return html`<span class="state-icon codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>`;
  }
  const names = { waiting: 'circle-large', done: 'check', failed: 'error', cancelled: 'circle-slash', skipped: 'dash' } as const;
  return html`<span class="state-icon">${icon(names[row.state])}</span>`;
}

/** What a row is doing, in words; empty before it is run. */
function stateText(row: ReviewRow, editable: boolean): string {
  switch (row.state) {
    case 'waiting':
      if (row.position !== undefined) {
        return row.position === 0 ? 'In queue, next' : `In queue, ${row.position} ahead`;
      }
      return editable ? '' : 'Waiting';
    case 'running':
      return 'Running';
    case 'saving':
      return 'Saving';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return row.message ?? 'It failed for an unknown reason.';
    case 'done':
    case 'skipped':
      return '';
  }
}

/** The quiet line under the prompt: what is wrong, else what goes on, else where the prompt comes from and where the file goes. */
export function underPrompt(line: Line): TemplateResult {
  const { row, editable, ticked, problem } = line;
  const id = `under-${row.id}`;
  if (editable && ticked && problem) {
    return html`<p id=${id} class="cell-note wrong">${problem.message}</p>`;
  }
  const state = stateText(row, editable);
  if (row.state === 'failed') {
    return html`<p id=${id} class="cell-note wrong">${editable ? icon('error') : nothing}<span>${state}</span></p>`;
  }
  if (row.state === 'done') {
    return html`
      <p id=${id} class="cell-note written" title=${row.path}><span class="visually-hidden">Written: </span>${middleCut(row.path)}</p>
      ${row.message === undefined ? nothing : html`<p class="cell-note row-note">${icon('warning')}<span>${row.message}</span></p>`}
    `;
  }
  const words = state === '' ? sourceText(line) : state;
  return html`<p id=${id} class="cell-note written" title=${row.path}>
    ${words === '' ? nothing : html`<span>${words}</span>`}
    <span class="goes-to"><span aria-hidden="true">→</span><span class="visually-hidden">goes to </span>${middleCut(row.path)}</span>
  </p>`;
}

function sourceText({ row, prompt }: Line): string {
  if (prompt !== row.prompt) {
    return 'edited';
  }
  return row.promptSource === '' ? '' : `from ${row.promptSource}`;
}
