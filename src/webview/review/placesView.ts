import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewPlace, ReviewRow } from '../../protocol/review';
import { icon, linkButton } from '../common/icon';
import type { ReviewSession } from './session';

/** So many places are shown at once; the others unfold. */
const shownPlaces = 3;

/** Where the picture stands in the code, and what stands there now. */
export function placesView(session: ReviewSession, row: ReviewRow): TemplateResult {
  const open = session.isOpen(row.id);
  const broken = row.broken && row.state !== 'done';
  // One more line takes no more room than the words that stand for it.
  const few = row.places.length <= shownPlaces + 1;
  const shown = open || few ? row.places : row.places.slice(0, shownPlaces);
  return html`
    <div class="places">
      ${shown.map((place) => placeView(session, place))}
      ${few ? nothing : linkButton(open ? 'Show fewer' : `+${row.places.length - shownPlaces} more`, () => session.setOpen(row.id, !open))}
    </div>
    <p class="cell-note origin" title=${broken ? `${row.origin}: broken now` : row.origin}>
      ${broken ? html`${icon('warning')}<span class="visually-hidden">Broken now: </span>` : nothing}<bdi>${row.origin}</bdi>
    </p>
  `;
}

function placeView(session: ReviewSession, place: ReviewPlace): TemplateResult {
  const text = `${place.file}:${place.line}`;
  return html`<button class="place" type="button" title=${text} aria-label=${text} @click=${() => session.open(place.id)}>
    ${middleCut(text)}
  </button>`;
}

/** A path that gives way in the middle: first the folder, then the name; what kind of file it is and the line stay. From left to right everywhere. */
export function middleCut(path: string): TemplateResult {
  const name = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  const tail = dot > name ? dot : path.length;
  const part = (kind: string, text: string) => (text === '' ? nothing : html`<bdi class=${kind}>${text}</bdi>`);
  return html`<span class="path" dir="ltr"
    >${part('path-folder', path.slice(0, name))}${part('path-name', path.slice(name, tail))}${part('path-end', path.slice(tail))}</span
  >`;
}
