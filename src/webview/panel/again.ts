import { html, nothing, type TemplateResult } from 'lit';
import type { PanelJob } from '../../protocol/panel';
import { linkButton } from '../common/icon';
import type { Session } from './session';

/** With the price, because a click spends it. Shift or Alt only fills the form. */
export function againButton(session: Session, job: PanelJob, label: string, tabbable = true): TemplateResult {
  return html`<button
    class="link"
    type="button"
    title="Shift+click only fills the form"
    tabindex=${tabbable ? nothing : '-1'}
    @click=${(event: MouseEvent) => void session.again(job.id, !event.shiftKey && !event.altKey)}
  >
    ${label} · ${job.price}
  </button>`;
}

/** Fills the form and leaves the run to the user. */
export function settingsButton(session: Session, job: PanelJob, tabbable = true): TemplateResult {
  return linkButton('Use these settings', () => void session.again(job.id, false), tabbable);
}
