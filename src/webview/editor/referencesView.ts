import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { EditorSnapshot, EditReference } from '../../protocol/imageEditor';
import { formatDimensions } from '../common/figures';
import { icon, iconButton } from '../common/icon';
import type { EditorSession } from './session';
import type { Thumbnails } from './thumbnails';

/** Pictures that are sent along for the model to look at. */
export function referencesView(
  session: EditorSession,
  snapshot: EditorSnapshot,
  thumbnails: Thumbnails,
  room: number,
): TemplateResult | typeof nothing {
  if (room === 0 && snapshot.references.length === 0) {
    return nothing;
  }
  const isFull = snapshot.references.length >= room;
  return html`
    <div class="references">
      <ul class="reference-list" aria-label="References">
        ${repeat(
          snapshot.references,
          (reference) => reference.id,
          (reference) => referenceView(session, reference, thumbnails),
        )}
        ${
          isFull
            ? nothing
            : html`<li>
                <button
                  class="add-reference"
                  type="button"
                  title="Add Reference…"
                  aria-label="Add reference"
                  @click=${() => void session.requests.ask('references', 'pickReferences', {})}
                >
                  ${icon('add')}
                </button>
              </li>`
        }
      </ul>
      ${isFull ? nothing : html`<p class="note hint">${snapshot.references.length === 0 ? 'References: pick, paste, Shift+drop' : nothing}</p>`}
      ${
        session.requests.refusal?.at === 'references'
          ? html`<p class="refusal" role="alert">
              ${icon('error')}<span>${session.requests.refusal.message}</span>${iconButton({ icon: 'close', label: 'Dismiss', onClick: () => session.requests.clear('references') })}
            </p>`
          : nothing
      }
    </div>
  `;
}

function referenceView(session: EditorSession, reference: EditReference, thumbnails: Thumbnails): TemplateResult {
  const label = `${reference.name}, ${formatDimensions(reference)}`;
  return html`
    <li class="reference" title=${label}>
      <img src=${thumbnails.of(`reference/${reference.id}`, reference.thumbnail)} alt=${label} draggable="false" />
      ${iconButton({ icon: 'close', label: `Remove ${reference.name}`, onClick: () => void session.requests.ask('references', 'removeReference', { id: reference.id }) })}
    </li>
  `;
}
