import { html, nothing, type TemplateResult } from 'lit';
import type { EditForm, EditorSnapshot } from '../../protocol/imageEditor';
import { icon, linkButton } from '../common/icon';
import { ownKeyLine } from '../common/ownKey';
import { runLabel, type Problem, type Quote } from './quote';
import type { EditorSession } from './session';

/** How the shortcut is written on this system. */
const shortcut = /mac/i.test(navigator.platform) ? '⌘Enter' : 'Ctrl+Enter';

export interface RunBar {
  readonly session: EditorSession;
  readonly snapshot: EditorSnapshot;
  readonly form: EditForm;
  readonly quote: Quote;
  /** False while a result is looked at: then Apply is what comes next. */
  readonly primary: boolean;
  readonly run: () => void;
  readonly clearMask: () => void;
}

/** The button that runs, what stands in its way, and what the extension said to it. What blocks the whole page stands in its banner. */
export function runBar(bar: RunBar): TemplateResult {
  const { session, snapshot, quote } = bar;
  const { problem } = quote;
  return html`
    <div class="run-bar">
      ${runButton(bar)} ${problem && problem.at !== 'blocked' ? reasonView(bar, problem) : nothing}
      ${problem?.at !== 'blocked' ? ownKeyLine(quote.model, snapshot.byok) : nothing}
    </div>
    ${session.requests.refusal?.at === 'form' ? html`<p class="refusal" role="alert">${icon('error')}<span>${session.requests.refusal.message}</span></p>` : nothing}
    ${snapshot.key === 'none' && problem?.at !== 'key' && problem?.at !== 'blocked' ? keyLine(session) : nothing}
  `;
}

function runButton({ session, form, quote, primary, run }: RunBar): TemplateResult {
  const dimmed = quote.problem !== undefined || session.requests.busy === 'run';
  // Dimmed but reachable: pressing it leads to what is missing.
  return html`
    <vscode-button
      class="run"
      ?secondary=${!primary}
      aria-disabled=${dimmed ? 'true' : 'false'}
      aria-describedby=${quote.problem ? (quote.problem.at === 'blocked' ? 'blocked' : 'reason') : nothing}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      title="Run (${shortcut})"
      @click=${run}
      @keydown=${(event: KeyboardEvent) => event.key === ' ' && event.preventDefault()}
      >${runLabel(quote, form.count)}</vscode-button
    >
  `;
}

function reasonView({ session, snapshot, clearMask }: RunBar, problem: Problem): TemplateResult {
  const solution = {
    key: () => linkButton('Add a fal.ai key', () => session.step('setApiKey')),
    mask: () =>
      session.mask.area === snapshot.width * snapshot.height
        ? linkButton('Clear mask', clearMask)
        : linkButton('Use Auto', () => session.setRegion({ mode: 'auto' })),
  };
  const solve = problem.at === 'key' || problem.at === 'mask' ? solution[problem.at]() : nothing;
  // What is wrong with the mask is told when it happens; an empty prompt is no news.
  return html`<p id="reason" class="reason" role=${problem.at === 'mask' || problem.at === 'region' ? 'status' : nothing}>
    ${problem.message} ${solve}
  </p>`;
}

function keyLine(session: EditorSession): TemplateResult {
  return html`<p class="note key-line">
    Drafts are offline and free. ${linkButton('Add a fal.ai key', () => session.step('setApiKey'))} for real edits.
  </p>`;
}

/** Puts the focus where the problem can be solved. */
export function goTo(problem: Problem): void {
  const places = {
    blocked: '#blocked button, #blocked',
    picture: 'easel-canvas',
    region: '.segments-field.region input:checked',
    mask: '#reason .link',
    references: '.reference .icon-button',
    prompt: 'easel-prompt-area',
    key: '#reason .link',
  } as const;
  document.querySelector<HTMLElement>(places[problem.at])?.focus();
}
