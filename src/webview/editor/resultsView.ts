import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { EditJob, EditorSnapshot } from '../../protocol/imageEditor';
import { formatElapsed, isActive, shortPrompt } from '../common/figures';
import { icon, iconButton, linkButton } from '../common/icon';
import { jobRow } from '../common/jobRow';
import type { EditorSession } from './session';
import { shown, variantStrip } from './variantStrip';
import { variantView } from './variantView';
import type { Thumbnails } from './thumbnails';

/** Runs that are under way or failed, and what the others have made. */
export function resultsView(
  session: EditorSession,
  snapshot: EditorSnapshot,
  thumbnails: Thumbnails,
  useMask: (jobId: string) => void,
): TemplateResult {
  const rows = snapshot.jobs.filter((job) => isActive(job) || (isWithout(job) && job.variants.length === 0));
  const results = snapshot.jobs.filter((job) => !rows.includes(job));
  const seen = results.filter((job) => shown(job).length > 0 || session.discarding.isNear(job));
  const gone = results.filter((job) => !seen.includes(job) && job.variants.length > 0);
  return html`
    ${
      session.requests.refusal?.at === 'results'
        ? html`<p class="refusal" role="alert">
            ${icon('error')}<span>${session.requests.refusal.message}</span>${iconButton({ icon: 'close', label: 'Dismiss', onClick: () => session.requests.clear('results') })}
          </p>`
        : nothing
    }
    ${
      rows.length > 0
        ? html`<ul class="jobs" aria-label="Jobs">
            ${repeat(
              rows,
              (job) => job.id,
              (job) => jobRow(session, job, promptButton(session, snapshot, job)),
            )}
          </ul>`
        : nothing
    }
    ${seen.length > 0 ? html`<h2>Results</h2>` : nothing}
    ${repeat(
      seen,
      (job) => job.id,
      (job) => resultView(session, snapshot, job, thumbnails, useMask),
    )}
    ${gone.length > 0 ? discardedView(session, gone) : nothing}
  `;
}

/** There is something to say of a run instead of something to show. */
function isWithout({ state, error }: EditJob): boolean {
  return state !== 'done' || error !== undefined;
}

/** What a run would send and cost stands on the button above, which has the last word. */
function promptButton(session: EditorSession, snapshot: EditorSnapshot, job: EditJob): TemplateResult | typeof nothing {
  return job.prompt === session.form(snapshot).prompt ? nothing : linkButton('Use prompt', () => session.change({ prompt: job.prompt }));
}

function resultView(
  session: EditorSession,
  snapshot: EditorSnapshot,
  job: EditJob,
  thumbnails: Thumbnails,
  useMask: (jobId: string) => void,
): TemplateResult {
  const left = shown(job);
  const chosen = session.chosen?.jobId === job.id ? left.find((one) => one.index === session.chosen?.index) : undefined;
  const gone = job.variants.length - left.length;
  return html`
    <section class="result" data-job=${job.id} aria-label="Results of ${shortPrompt(job.prompt, 40)}">
      <div class="result-head">
        ${session.isNew(job) ? html`<span class="new-result">New</span>` : nothing}
        <h3 class="job-prompt" dir="auto" title=${shortPrompt(job.prompt, 500)}>${shortPrompt(job.prompt, 300)}</h3>
        ${
          left.length > 0
            ? iconButton({
                icon: 'clear-all',
                label: 'Discard All',
                onClick: () =>
                  session.discard(
                    job,
                    left.map((one) => one.index),
                  ),
              })
            : nothing
        }
      </div>
      <p class="figures">
        <span>${figures(job)}</span>
        ${job.masked ? linkButton('Use mask', () => useMask(job.id)) : nothing} ${promptButton(session, snapshot, job)}
      </p>
      ${left.length > 0 ? variantStrip(session, snapshot, job, thumbnails) : nothing}
      ${chosen ? variantView(session, job, chosen.index) : nothing}
      ${
        gone > 0
          ? html`<p class="note discarded">
              ${gone === 1 ? 'One discarded.' : `${gone} discarded.`} ${linkButton('Undo', () => session.discarding.restore(job))}
            </p>`
          : nothing
      }
    </section>
  `;
}

/** Answers that were paid for are never gone: they can be brought back one by one. */
function discardedView(session: EditorSession, jobs: readonly EditJob[]): TemplateResult {
  return html`
    <details class="gone">
      <summary>Discarded results (${jobs.length})</summary>
      <ul aria-label="Discarded results">
        ${jobs.map(
          (job) =>
            html`<li>
              <span class="job-prompt" dir="auto">${shortPrompt(job.prompt, 80)}</span>
              ${linkButton('Restore', () => session.discarding.restore(job))}
            </li>`,
        )}
      </ul>
    </details>
  `;
}

function figures(job: EditJob): string {
  const took = job.endedAt === undefined || job.endedAt - job.startedAt < 1000 ? [] : [formatElapsed(job.endedAt - job.startedAt)];
  return [job.modelName, ...took].join(' · ');
}
