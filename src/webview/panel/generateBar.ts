import { html, nothing, type TemplateResult } from 'lit';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import { icon, linkButton } from '../common/icon';
import { ownKeyLine } from '../common/ownKey';
import { generateLabel, type Problem, type Quote } from './quote';
import type { Session } from './session';

/** How the shortcut is written on this system. */
const shortcut = /mac/i.test(navigator.platform) ? '⌘Enter' : 'Ctrl+Enter';

/** The one primary button, what stands in its way, and what the extension said to it. */
export function generateBar(session: Session, snapshot: PanelSnapshot, form: PanelForm, quote: Quote): TemplateResult {
  const { problem } = quote;
  return html`
    <div class="generate-bar">
      ${problem?.at === 'blocked' ? blockedView(session, snapshot) : generateButton(session, form, quote)}
      ${problem && problem.at !== 'blocked' ? reasonView(session, problem) : nothing}
      ${snapshot.spent && problem?.at !== 'blocked' ? html`<span class="spent">${snapshot.spent}</span>` : nothing}
      ${problem?.at !== 'blocked' ? ownKeyLine(quote.model, snapshot.byok) : nothing}
    </div>
    ${session.refusal?.at === 'form' ? refusalView(session, session.refusal.message) : nothing}
    ${session.replaced ? html`<p class="note">The form has the settings of that run. ${linkButton('Undo', () => session.takeBack())}</p>` : nothing}
    ${snapshot.key === 'none' && problem?.at !== 'key' && problem?.at !== 'blocked' ? keyLine(session, form) : nothing}
  `;
}

function generateButton(session: Session, form: PanelForm, quote: Quote): TemplateResult {
  const blocked = quote.problem !== undefined || session.sending;
  // Dimmed but reachable: pressing it leads to what is missing.
  const press = () => (quote.problem ? goTo(quote.problem) : void session.generate());
  return html`
    <vscode-button
      class="generate"
      aria-disabled=${blocked ? 'true' : 'false'}
      aria-describedby=${quote.problem ? 'reason' : nothing}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      title="Generate (${shortcut})"
      @click=${press}
      @keydown=${(event: KeyboardEvent) => event.key === ' ' && event.preventDefault()}
      >${generateLabel(quote, form)}</vscode-button
    >
  `;
}

function reasonView(session: Session, problem: Problem): TemplateResult {
  // A wrong size or colour is told when it happens; an empty prompt is no news.
  const wrong = problem.at === 'size' || problem.at === 'colour' || problem.at === 'background';
  return html`<p id="reason" class=${wrong ? 'reason wrong' : 'reason'} role=${wrong ? 'status' : nothing}>
    ${problem.message} ${problem.at === 'key' ? linkButton('Add a fal.ai key', () => session.step('setApiKey')) : nothing}
  </p>`;
}

/** What a setting stands in the way of can be changed there. */
function refusalView(session: Session, message: string): TemplateResult {
  const isLimit = message.includes('easel.budget.');
  return html`<p class="refusal" role="alert">
    ${icon('error')}<span>${message} ${isLimit ? linkButton('Open Settings', () => session.step('openSettings')) : nothing}</span>
  </p>`;
}

/** The step that unblocks takes the place of the button, which could not do anything. */
function blockedView(session: Session, snapshot: PanelSnapshot): TemplateResult {
  const step = snapshot.blocked?.step;
  return html`
    ${step ? html`<vscode-button class="generate" @click=${() => session.step(step.id)}>${step.label}</vscode-button>` : nothing}
    <p class="reason">${snapshot.blocked?.message}</p>
  `;
}

function keyLine(session: Session, { mode }: PanelForm): TemplateResult {
  return html`<p class="note key-line">
    Drafts are offline and free. ${linkButton('Add a fal.ai key', () => session.step('setApiKey'))} for real ${mode}s.
  </p>`;
}

/** Puts the focus where the problem can be solved. */
export function goTo(problem: Problem): void {
  const places = {
    prompt: 'easel-prompt-area',
    size: 'easel-size-field',
    colour: 'easel-colour-field',
    parameter: '.parameter [invalid]',
    background: '.segments-field.background input:checked',
    key: '#reason .link',
    blocked: 'vscode-button.generate',
  } as const;
  document.querySelector<HTMLElement>(places[problem.at])?.focus();
}
