import { html, nothing, type TemplateResult } from 'lit';
import type { NextStep, PanelJob } from '../../protocol/panel';
import { asksForDecision, isActive, shortPrompt, stateText } from './figures';
import { icon, iconButton } from './icon';

/** What a row needs to know of a job, of either page. */
export type RowJob = Pick<
  PanelJob,
  'id' | 'prompt' | 'state' | 'position' | 'logs' | 'preview' | 'startedAt' | 'endedAt' | 'price' | 'error'
>;

/** What a row lets the user do. */
export interface RowActions {
  cancel(jobId: string): void;
  dismiss(jobId: string): void;
  step(step: NextStep, jobId: string): void;
  isOpen(jobId: string): boolean;
  setOpen(jobId: string, open: boolean): void;
}

/** A job that has no pictures to show: it runs, has failed or was cancelled. `again` is offered under a failure that can be tried anew. */
export function jobRow(actions: RowActions, job: RowJob, again: TemplateResult | typeof nothing): TemplateResult {
  const name = shortPrompt(job.prompt, 40);
  const asks = asksForDecision(job);
  return html`
    <li class="job ${asks ? 'asking' : job.state}" data-job=${job.id} aria-label="${name}: ${asks ? 'Waits for you' : stateText(job)}">
      <span class="job-icon">${stateIcon(job)}</span>
      <div class="job-text">
        <p class="job-prompt" title=${shortPrompt(job.prompt, 500)} dir="auto">${shortPrompt(job.prompt, 300)}</p>
        ${isActive(job) ? progress(job) : nothing} ${job.state === 'cancelled' ? html`<p class="job-state">Cancelled</p>` : nothing}
      </div>
      <div class="job-actions">
        ${
          isActive(job) && job.state !== 'cancelling'
            ? html`<vscode-button secondary aria-label="Cancel ${name}" @click=${() => actions.cancel(job.id)}>Cancel</vscode-button>`
            : nothing
        }
        ${isActive(job) ? nothing : iconButton({ icon: 'close', label: `Dismiss ${name}`, onClick: () => actions.dismiss(job.id) })}
      </div>
      <div class="job-more">
        ${isActive(job) && job.preview ? html`<easel-unfinished .picture=${job.preview} .of=${name}></easel-unfinished>` : nothing}
        ${hasFailed(job) ? failure(actions, job, again) : nothing} ${unfoldable(actions, job)}
      </div>
    </li>
  `;
}

/** It ended in failure, or what it made cannot be shown. */
function hasFailed({ state, error }: RowJob): boolean {
  return state === 'failed' || (state === 'done' && error !== undefined);
}

function stateIcon(job: RowJob): TemplateResult {
  if (isActive(job)) {
    return html`<span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>`;
  }
  return icon(asksForDecision(job) ? 'question' : hasFailed(job) ? 'error' : 'circle-slash');
}

function progress(job: RowJob): TemplateResult {
  return html`
    <p class="job-state figures">
      <span>${stateText(job)}</span>
      <easel-elapsed .since=${job.startedAt} .until=${job.endedAt}></easel-elapsed>
      <span>${job.price}</span>
    </p>
    ${job.state === 'cancelling' ? html`<p class="note">What the service finishes all the same is paid for and kept.</p>` : nothing}
  `;
}

function failure(actions: RowActions, job: RowJob, again: TemplateResult | typeof nothing): TemplateResult {
  const steps = job.error?.steps ?? [];
  // What can go on without being paid again must not be offered beside paying again; and a step of the host's may be just that.
  const mayRepeat = !steps.some((step) => step.id === 'continueJob' || step.id === 'tryAgain');
  const asks = asksForDecision(job);
  return html`
    <p class="job-error">${job.error?.message ?? 'It failed for an unknown reason.'}</p>
    <div class="job-steps">
      ${steps.map(
        (step, index) =>
          html`<vscode-button ?secondary=${!asks || index > 0} @click=${() => actions.step(step.id, job.id)}>${step.label}</vscode-button>`,
      )}
      ${mayRepeat ? again : nothing}
    </div>
  `;
}

function unfoldable(actions: RowActions, job: RowJob): TemplateResult | typeof nothing {
  const lines = job.state === 'failed' && job.error?.detail !== undefined ? [job.error.detail, ...job.logs] : job.logs;
  const last = job.logs.at(-1);
  if (lines.length === 0) {
    return nothing;
  }
  return html`
    <details
      aria-label="Log"
      .open=${actions.isOpen(job.id)}
      @toggle=${(event: Event) => actions.setOpen(job.id, (event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>${isActive(job) && last !== undefined ? html`<span class="last-line">${last}</span>` : 'Details'}</summary>
      <pre tabindex="0" aria-label="Log">${lines.join('\n')}</pre>
    </details>
  `;
}
