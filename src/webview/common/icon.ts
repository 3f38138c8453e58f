import { html, nothing, type TemplateResult } from 'lit';

/** A codicon beside a text that says the same, so it is silent. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

export interface IconButton {
  readonly icon: string;
  readonly label: string;
  readonly onClick: (event: MouseEvent) => void;
  /** False takes it out of the tab order: arrow keys lead there. */
  readonly tabbable?: boolean;
  /** For a button that switches something on and off. */
  readonly pressed?: boolean;
}

/** A button like those of VS Code's toolbars. */
export function iconButton(button: IconButton): TemplateResult {
  return html`<button
    class="icon-button"
    type="button"
    title=${button.label}
    aria-label=${button.label}
    aria-pressed=${button.pressed ?? nothing}
    tabindex=${button.tabbable === false ? '-1' : nothing}
    @click=${button.onClick}
  >
    ${icon(button.icon)}
  </button>`;
}

/** A button that reads as a part of a sentence or of a quiet line. */
export function linkButton(label: string, onClick: (event: MouseEvent) => void, tabbable = true): TemplateResult {
  return html`<button class="link" type="button" tabindex=${tabbable ? nothing : '-1'} @click=${onClick}>${label}</button>`;
}
