import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewSnapshot } from '../../protocol/review';
import { icon } from '../common/icon';
import type { ReviewSession } from './session';

/** Instead of the table while there is none: it is looked for, cannot be, or has no rows. */
export function emptyView(session: ReviewSession, snapshot: ReviewSnapshot): TemplateResult {
  if (snapshot.phase === 'scanning') {
    return html`
      <div class="empty scanning">
        <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>
        <p>Looking for placeholders…</p>
      </div>
    `;
  }
  const { blocked } = snapshot;
  if (blocked) {
    const { step } = blocked;
    return html`
      <div class="empty">
        ${icon('lock')}
        <p>${blocked.message}</p>
        ${step ? html`<vscode-button class="run" @click=${() => session.step(step.id)}>${step.label}</vscode-button>` : nothing}
      </div>
    `;
  }
  return html`
    <div class="empty">
      ${icon('file-media')}
      <h1>No placeholders found</h1>
      <p class="note">Pictures of placeholder services and files that are missing appear here.</p>
      <vscode-button class="rescan" @click=${() => session.rescan()}>Rescan</vscode-button>
      ${session.refusal === undefined ? nothing : html`<p class="refusal" role="alert">${icon('error')}<span>${session.refusal}</span></p>`}
    </div>
  `;
}
