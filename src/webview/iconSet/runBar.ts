import { html, nothing, type TemplateResult } from 'lit';
import type { IconSetForm, IconSetSnapshot } from '../../protocol/iconSet';
import { icon, linkButton } from '../common/icon';
import { checkbox } from './checkbox';
import { counted, runLabel, type Order, type Problem } from './order';
import type { IconSetSession } from './session';
import { summaryView } from './summaryView';

/** How the shortcut is written on this system. */
const shortcut = /mac/i.test(navigator.platform) ? '⌘Enter' : 'Ctrl+Enter';

export interface RunBar {
  readonly session: IconSetSession;
  readonly snapshot: IconSetSnapshot;
  readonly form: IconSetForm;
  readonly order: Order;
  readonly goTo: (problem: Problem) => void;
}

/** Pinned to the lower edge: the one primary button, what stands in its way, how far the writing is and what it has done. */
export function runBar(bar: RunBar): TemplateResult {
  const { session, snapshot } = bar;
  return html`
    <footer class="run-bar" data-region>
      ${snapshot.phase === 'done' && snapshot.summary && !session.summaryRead ? summaryView(session, snapshot.summary) : nothing}
      ${session.refusal === undefined ? nothing : html`<p class="refusal" role="alert">${icon('error')}<span>${session.refusal}</span></p>`}
      ${snapshot.phase === 'writing' ? writing(session, snapshot) : resting(bar)}
    </footer>
  `;
}

function writing(session: IconSetSession, { progress = 0 }: IconSetSnapshot): TemplateResult {
  const { files } = session.view.sent;
  const what = files.length > 0 ? `Writing ${counted(files.length)}` : 'Writing';
  return html`
    <progress aria-label="Files written" max="1" .value=${progress}></progress>
    <div class="bar-line">
      <vscode-button
        secondary
        class="cancel"
        aria-disabled=${session.cancelling ? 'true' : 'false'}
        @click=${() => (session.cancelling ? undefined : void session.cancel())}
        >${session.cancelling ? 'Cancelling…' : 'Cancel'}</vscode-button
      >
      <span class="progress-text">${what} · ${Math.floor(progress * 100)} %</span>
    </div>
  `;
}

function resting(bar: RunBar): TemplateResult {
  const { session, snapshot, form, order } = bar;
  const { problem, there } = order;
  if (problem?.at === 'blocked') {
    return blocked(session, snapshot);
  }
  return html`
    ${
      there > 0
        ? checkbox({
            label: `Replace ${counted(there)} that ${there === 1 ? 'is' : 'are'} there already`,
            checked: form.overwrite,
            name: 'overwrite',
            onChange: (overwrite) => session.change({ overwrite }),
          })
        : nothing
    }
    <div class="bar-line">${runButton(bar)} ${problem && problem.message !== '' ? reason(session, problem) : beside(order)}</div>
  `;
}

function runButton({ session, order, goTo }: RunBar): TemplateResult {
  const { problem } = order;
  // Dimmed but reachable: pressing it leads to what is missing. Not dimmed while the list is only a moment behind the form.
  const behind = problem?.at === 'planning' && order.files.length + order.patches.length > 0;
  return html`
    <vscode-button
      class="run ${behind ? 'behind' : ''}"
      aria-disabled=${problem !== undefined || session.sending ? 'true' : 'false'}
      aria-describedby=${problem && problem.message !== '' ? 'reason' : nothing}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      title="Write (${shortcut})"
      @click=${() => (problem ? goTo(problem) : void session.write())}
      @keydown=${(event: KeyboardEvent) => event.key === ' ' && event.preventDefault()}
      >${runLabel(order)}</vscode-button
    >
  `;
}

function reason(session: IconSetSession, problem: Problem): TemplateResult {
  return html`<p id="reason" class="reason ${problem.at === 'refused' ? 'wrong' : ''}">
    ${problem.message} ${problem.at === 'refused' ? linkButton('Try Again', () => session.lookAgain()) : nothing}
  </p>`;
}

/** What else the button does, and that it costs nothing. */
function beside({ files, patches, there }: Order): TemplateResult | typeof nothing {
  if (files.length + patches.length + there === 0) {
    return nothing;
  }
  const changes = files.length > 0 && patches.length > 0 ? `Changes ${counted(patches.length)}. ` : '';
  return html`<p class="reason">${changes}Free: nothing is sent.</p>`;
}

/** The step that unblocks takes the place of the button, which could not do anything. */
function blocked(session: IconSetSession, { blocked: why }: IconSetSnapshot): TemplateResult {
  const step = why?.step;
  return html`
    <div class="bar-line">
      ${step ? html`<vscode-button class="run" @click=${() => session.step(step.id)}>${step.label}</vscode-button>` : nothing}
      <p class="reason">${why?.message}</p>
    </div>
  `;
}
