import { html, nothing, type TemplateResult } from 'lit';
import type { ShapeKind } from '../../../core/shapeOperation';
import type { EditorSnapshot } from '../../../protocol/imageEditor';
import { icon, linkButton } from '../../common/icon';
import type { EditorSession } from '../session';
import { padFields, removeFields, squareFields, trimFields } from './fields';
import { outcomeText, titles } from './words';

/** A local operation in place of the form: what is set, what comes of it, and Apply. Nothing of it is sent anywhere or costs anything. */
export function adjustPanel(session: EditorSession, snapshot: EditorSnapshot, kind: ShapeKind): TemplateResult {
  return html`
    <section class="adjust ${kind}" aria-labelledby="adjust-title" @keydown=${(event: KeyboardEvent) => onKey(event, session)}>
      <h2 id="adjust-title">${titles[kind]}</h2>
      <div class="rows">${fieldsOf(session, snapshot, kind)}</div>
      ${outcome(session)} ${buttons(session, snapshot)} ${warning(session, kind)}
    </section>
  `;
}

function fieldsOf({ adjusting }: EditorSession, snapshot: EditorSnapshot, kind: ShapeKind): TemplateResult {
  switch (kind) {
    case 'trim':
      return trimFields(adjusting);
    case 'pad':
      return padFields(adjusting, snapshot);
    case 'square':
      return squareFields(adjusting, snapshot);
    case 'removeBackground':
      return removeFields(adjusting);
  }
}

/** Its line is always there, so that the buttons stay in their place. */
function outcome({ adjusting }: EditorSession): TemplateResult {
  const { shown, busy, failure } = adjusting;
  if (failure !== undefined) {
    return html`<p class="refusal adjust-outcome" role="alert">${icon('error')}<span>${failure}</span></p>`;
  }
  return html`
    <p class="adjust-outcome">
      <span class="outcome-text">${shown ? outcomeText(shown) : nothing}</span>
      <span class="busy" role="status" aria-label=${busy ? 'Making the preview' : nothing}>
        ${busy ? html`<span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>` : nothing}
      </span>
    </p>
  `;
}

function buttons(session: EditorSession, snapshot: EditorSnapshot): TemplateResult {
  const { adjusting, requests } = session;
  const isDimmed = requests.busy !== undefined || !adjusting.canApply;
  const reason = snapshot.blocked ? 'blocked' : adjusting.isLost ? 'adjust-lost' : nothing;
  return html`
    <div class="adjust-buttons">
      <vscode-button
        class="apply"
        aria-disabled=${isDimmed ? 'true' : 'false'}
        aria-describedby=${reason}
        aria-keyshortcuts="Enter Control+Enter Meta+Enter"
        title="Apply (Enter)"
        @click=${() => !isDimmed && void session.applyAdjust()}
        >Apply</vscode-button
      >
      <vscode-button secondary class="cancel" title="Cancel (Esc)" @click=${() => session.leaveAdjust()}>Cancel</vscode-button>
    </div>
  `;
}

function warning(session: EditorSession, kind: ShapeKind): TemplateResult | typeof nothing {
  const { adjusting, requests } = session;
  if (requests.refusal?.at === 'adjust') {
    return html`<p class="refusal" role="alert">${icon('error')}<span>${requests.refusal.message}</span></p>`;
  }
  const asPng = (): void => void requests.ask('adjust', 'saveAsPng', { startShape: kind });
  return adjusting.isLost
    ? html`<p id="adjust-lost" class="note" role="status">A JPEG cannot be transparent. ${linkButton('Save as PNG', asPng)}</p>`
    : nothing;
}

/** Enter applies from every field; a button or a link that has the focus is pressed by it. */
function onKey(event: KeyboardEvent, session: EditorSession): void {
  const isPressed = event.target instanceof Element && event.target.closest('vscode-button, button') !== null;
  if (event.key === 'Escape') {
    session.leaveAdjust();
  } else if (event.key === 'Enter' && !event.isComposing && !event.repeat && !isPressed) {
    void session.applyAdjust();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
