import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewSnapshot } from '../../protocol/review';
import { icon, linkButton } from '../common/icon';
import { progressText, resultText } from './progress';
import { runLabel, type Problem, type Quote } from './quote';
import type { ReviewSession } from './session';

/** How the shortcut is written on this system. */
const shortcut = /mac/i.test(navigator.platform) ? '⌘Enter' : 'Ctrl+Enter';

export interface RunBar {
  readonly session: ReviewSession;
  readonly snapshot: ReviewSnapshot;
  readonly quote: Quote;
  /** Ticked rows that the filter hides. */
  readonly hidden: number;
  readonly goTo: (problem: Problem) => void;
}

/** Pinned to the lower edge: the one primary button with the total, what stands in its way, and how far a run is. */
export function runBar(bar: RunBar): TemplateResult {
  const { session, snapshot } = bar;
  return html`
    <footer class="run-bar">
      ${session.refusal === undefined ? nothing : html`<p class="refusal" role="alert">${icon('error')}<span>${session.refusal}</span></p>`}
      ${snapshot.phase === 'running' ? running(session, snapshot) : resting(bar)}
    </footer>
  `;
}

function running(session: ReviewSession, snapshot: ReviewSnapshot): TemplateResult {
  const progress = session.progress(snapshot);
  return html`
    <progress aria-label="Pictures replaced" max=${Math.max(1, progress.total)} .value=${progress.ended}></progress>
    <div class="bar-line">
      <vscode-button
        secondary
        class="cancel"
        aria-disabled=${session.cancelling ? 'true' : 'false'}
        @click=${() => (session.cancelling ? undefined : void session.cancel())}
        >${session.cancelling ? 'Cancelling…' : 'Cancel'}</vscode-button
      >
      <span class="progress-text">${progressText(progress)}</span>
      ${session.cancelling ? html`<p class="reason">What the service finishes all the same is paid for, kept and used.</p>` : nothing}
    </div>
  `;
}

/** After a run nothing is ticked, and there may be nothing left to tick. */
function resting(bar: RunBar): TemplateResult {
  const { session, snapshot, quote } = bar;
  const { problem } = quote;
  if (problem?.at === 'blocked') {
    return blocked(session, snapshot);
  }
  const rest = snapshot.phase === 'done' && problem?.at === 'nothing';
  return html`
    <div class="bar-line">
      ${
        rest
          ? html`<vscode-button secondary class="rescan" @click=${() => session.rescan()}>Rescan</vscode-button>
              <span class="progress-text">${resultText(session.progress(snapshot))}</span>`
          : runButton(bar)
      }
      ${problem && !rest ? reason(bar, problem) : nothing}
      ${problem?.at !== 'nothing' && bar.hidden > 0 ? html`<p class="reason">${bar.hidden} of them ${bar.hidden === 1 ? 'is' : 'are'} hidden by the filter.</p>` : nothing}
    </div>
  `;
}

function runButton({ session, quote, goTo }: RunBar): TemplateResult {
  const { problem } = quote;
  const { what, where, how } = runLabel(quote);
  // Dimmed but reachable: pressing it leads to what is missing.
  return html`
    <vscode-button
      class="run"
      aria-disabled=${problem !== undefined || session.sending ? 'true' : 'false'}
      aria-describedby=${problem ? 'reason' : nothing}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      title="Replace (${shortcut})"
      @click=${() => (problem ? goTo(problem) : void session.run())}
      @keydown=${(event: KeyboardEvent) => event.key === ' ' && event.preventDefault()}
      ><span>${what}<span class="in-places">${where}</span>${how}</span></vscode-button
    >
  `;
}

function reason({ session, goTo }: RunBar, problem: Problem): TemplateResult {
  return html`<p id="reason" class="reason">
    ${problem.message} ${problem.at === 'key' ? linkButton('Set API Key…', () => session.step('setApiKey')) : nothing}
    ${problem.at === 'rows' ? linkButton('Show', () => goTo(problem)) : nothing}
  </p>`;
}

/** The step that unblocks takes the place of the button, which could not do anything. */
function blocked(session: ReviewSession, { blocked: why }: ReviewSnapshot): TemplateResult {
  const step = why?.step;
  return html`
    <div class="bar-line">
      ${step ? html`<vscode-button class="run" @click=${() => session.step(step.id)}>${step.label}</vscode-button>` : nothing}
      <p class="reason">${why?.message}</p>
    </div>
  `;
}
