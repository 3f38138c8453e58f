import { html, nothing, type TemplateResult } from 'lit';
import type { IconSetSnapshot } from '../../protocol/iconSet';
import { icon, iconButton, linkButton } from '../common/icon';
import { counted } from './order';
import type { IconSetSession } from './session';

type Summary = NonNullable<IconSetSnapshot['summary']>;

/** So many changed files are named; more are in the list of changes. */
const namedPatches = 3;

/** What the writing has done, in one sentence: `21 files written, 2 replaced, 4 left as they were, 2 files changed.` */
export function summaryText({ written, replaced, same, kept, patched, faults }: Summary): string {
  const parts = [
    `${counted(written)} written`,
    replaced > 0 ? `${replaced} replaced` : '',
    kept > 0 ? `${kept} left as ${kept === 1 ? 'it was' : 'they were'}` : '',
    same > 0 ? `${same} the same already` : '',
    patched > 0 ? `${counted(patched)} changed` : '',
    faults.length > 0 ? `${faults.length} failed` : '',
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

/** Above the button, because that is where the user is looking; the page goes on below it. */
export function summaryView(session: IconSetSession, summary: Summary): TemplateResult {
  const clean = summary.faults.length === 0;
  return html`
    <section class="summary ${clean ? 'clean' : ''}" aria-label="Summary">
      ${icon(clean ? 'check' : 'warning')}
      <div class="summary-text">
        <p><strong>${summaryText(summary)}</strong></p>
        ${
          clean
            ? nothing
            : html`<ul>
                ${summary.faults.map((fault) => html`<li>${fault}</li>`)}
              </ul>`
        }
        ${links(session, summary)}
      </div>
      ${iconButton({ icon: 'close', label: 'Dismiss summary', onClick: () => session.putSummaryAway() })}
    </section>
  `;
}

function links(session: IconSetSession, { written, replaced, patched }: Summary): TemplateResult | typeof nothing {
  const { files, patches } = session.view.sent;
  const [first] = written + replaced > 0 ? files : [];
  const changed = patched > 0 ? patches.slice(0, namedPatches) : [];
  if (first === undefined && changed.length === 0) {
    return nothing;
  }
  return html`<p class="summary-links">
    ${first === undefined ? nothing : linkButton('Show Files', () => session.open(first))}
    ${changed.map((path) => linkButton(`Show ${path}`, () => session.open(path)))}
  </p>`;
}
