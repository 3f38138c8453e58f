import { html, nothing, type TemplateResult } from 'lit';
import type { IconSetSnapshot } from '../../protocol/iconSet';
import { formatDimensions } from '../common/figures';
import { icon, linkButton } from '../common/icon';
import type { IconSetSession } from './session';

/** What keeps a picture from being a good icon. */
const warnings = {
  painted: 'The checkerboard is painted: this picture is not transparent.',
  noise: 'A veil lies over the background: this picture is not cleanly transparent.',
} as const;

/** The picture that everything is made of, what it is, and what to know before. */
export function headView(session: IconSetSession, { master }: IconSetSnapshot): TemplateResult {
  const address = session.derived.master;
  const { verdict } = master;
  const warned = verdict === 'painted' || verdict === 'noise';
  return html`
    <header class="head" data-region>
      <div class="master checkered">${address === undefined ? nothing : html`<img src=${address} alt="" decoding="sync" />`}</div>
      <div class="master-facts">
        <h1><bdi>${master.name}</bdi></h1>
        <p class="note facts-line">
          <span>${formatDimensions(master)}</span>
          ${warned ? nothing : html`<span class="chip">${verdict === 'real' ? 'Transparent' : 'Opaque'}</span>`}
          ${!warned && master.removable ? removeLink(session) : nothing}
        </p>
      </div>
      ${notesView(session, warned ? [warnings[verdict]] : [], master.removable)}
    </header>
  `;
}

/** The sentence about the picture comes with its remedy; those about the plan only say what to know. */
function notesView(session: IconSetSession, painted: readonly string[], removable: boolean): TemplateResult | typeof nothing {
  const { snapshot, derived } = session;
  const planned = snapshot && session.form(snapshot).presets.length > 0 ? (derived.plan.value?.notes ?? []) : [];
  if (painted.length + planned.length === 0) {
    return nothing;
  }
  return html`
    <ul class="notes" aria-label="To know">
      ${painted.map((note) => html`<li class="painted">${icon('warning')}<span>${note} ${removable ? removeLink(session) : nothing}</span></li>`)}
      ${planned.map((note) => html`<li>${icon('warning')}<span>${note}</span></li>`)}
    </ul>
  `;
}

function removeLink(session: IconSetSession): TemplateResult {
  return linkButton('Remove Background…', () => session.removeBackground());
}
