import { html, nothing, type TemplateResult } from 'lit';
import type { PanelJob } from '../../protocol/panel';
import { isActive, shortPrompt, stateText } from './figures';
import { icon, iconButton, linkButton } from './icon';
import type { Session } from './session';

/** A job that has no pictures to show: it runs, has failed or was cancelled. */
export function jobRow(session: Session, job: PanelJob): TemplateResult {
  const name = shortPrompt(job.prompt, 40);
  return html`
    <li class="job ${job.state}" data-job=${job.id} aria-label="${name}: ${stateText(job)}">
      <span class="job-icon">${stateIcon(job)}</span>
      <div class="job-text">
        <p class="job-prompt" title=${shortPrompt(job.prompt, 500)} dir="auto">${shortPrompt(job.prompt, 300)}</p>
        ${isActive(job) ? progress(job) : nothing} ${job.state === 'cancelled' ? html`<p class="job-state">Cancelled</p>` : nothing}
      </div>
      <div class="job-actions">
        ${
          isActive(job) && job.state !== 'cancelling'
            ? html`<vscode-button secondary aria-label="Cancel ${name}" @click=${() => session.cancel(job.id)}>Cancel</vscode-button>`
            : nothing
        }
        ${isActive(job) ? nothing : iconButton({ icon: 'close', label: `Dismiss ${name}`, onClick: () => session.dismiss(job.id) })}
      </div>
      <div class="job-more">${job.state === 'failed' ? failure(session, job) : nothing} ${unfoldable(session, job)}</div>
    </li>
  `;
}

function stateIcon(job: PanelJob): TemplateResult {
  if (isActive(job)) {
    return html`<span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>`;
  }
  return icon(job.state === 'failed' ? 'error' : 'circle-slash');
}

function progress(job: PanelJob): TemplateResult {
  return html`
    <p class="job-state figures">
      <span>${stateText(job)}</span>
      <easel-elapsed .since=${job.startedAt} .until=${job.endedAt}></easel-elapsed>
      <span>${job.price}</span>
    </p>
    ${job.state === 'cancelling' ? html`<p class="note">What the service finishes all the same is paid for and kept.</p>` : nothing}
  `;
}

function failure(session: Session, job: PanelJob): TemplateResult {
  const steps = job.error?.steps ?? [];
  // What can go on without being paid again must not be offered beside paying again.
  const again = !steps.some((step) => step.id === 'continueJob');
  return html`
    <p class="job-error">${job.error?.message ?? 'It failed for an unknown reason.'}</p>
    <div class="job-steps">
      ${steps.map((step) => html`<vscode-button secondary @click=${() => session.step(step.id, job.id)}>${step.label}</vscode-button>`)}
      ${again ? againButton(session, job, 'Try again') : nothing}
    </div>
  `;
}

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

function unfoldable(session: Session, job: PanelJob): TemplateResult | typeof nothing {
  const lines = job.state === 'failed' && job.error?.detail !== undefined ? [job.error.detail, ...job.logs] : job.logs;
  const last = job.logs.at(-1);
  if (lines.length === 0) {
    return nothing;
  }
  return html`
    <details
      aria-label="Log"
      .open=${session.isOpen(job.id)}
      @toggle=${(event: Event) => session.setOpen(job.id, (event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>${isActive(job) && last !== undefined ? html`<span class="last-line">${last}</span>` : 'Details'}</summary>
      <pre tabindex="0" aria-label="Log">${lines.join('\n')}</pre>
    </details>
  `;
}
