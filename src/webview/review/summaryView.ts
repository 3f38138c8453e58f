import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewSnapshot } from '../../protocol/review';
import { icon } from '../common/icon';

type Summary = NonNullable<ReviewSnapshot['summary']>;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a run has done, in one sentence. */
export function summaryText({ files, references, documents, failed }: Summary): string {
  const changed =
    references === 0 ? 'no reference changed' : `${counted(references, 'reference')} changed in ${counted(documents, 'document')}`;
  return `${counted(files, 'file')} written, ${changed}${failed > 0 ? `, ${failed} failed` : ''}.`;
}

/** What was written and changed, what it cost, and what was left undone. */
export function summaryView(summary: Summary): TemplateResult {
  const clean = summary.failed === 0 && summary.notes.length === 0;
  return html`
    <section class="summary ${clean ? 'clean' : ''}" aria-label="Summary">
      ${icon(clean ? 'check' : 'warning')}
      <div>
        <p><strong>${summaryText(summary)}</strong> <span class="cost">${summary.cost}</span></p>
        ${
          summary.notes.length === 0
            ? nothing
            : html`<ul>
                ${summary.notes.map((note) => html`<li>${note}</li>`)}
              </ul>`
        }
        ${summary.failed > 0 ? html`<p class="note">What failed can be ticked and run again.</p>` : nothing}
      </div>
    </section>
  `;
}
