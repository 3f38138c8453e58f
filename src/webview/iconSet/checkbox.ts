import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Checkbox {
  readonly label: string | TemplateResult;
  readonly checked: boolean;
  /** Ids of what says more about it. */
  readonly describedBy?: string;
  readonly name?: string;
  readonly onChange: (checked: boolean) => void;
}

/** The browser's own box under VS Code's look, with its words beside it. */
export function checkbox({ label, checked, describedBy, name, onChange }: Checkbox): TemplateResult {
  return html`
    <label class="check">
      <input
        type="checkbox"
        name=${name ?? nothing}
        aria-describedby=${describedBy ?? nothing}
        .checked=${live(checked)}
        @change=${(event: Event) => onChange((event.currentTarget as HTMLInputElement).checked)}
      />
      <span class="check-text">${label}</span>
    </label>
  `;
}

/** Up and down lead from box to box, as in a list. */
export function moveAmongBoxes(event: KeyboardEvent): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLInputElement) || event.target.type !== 'checkbox') {
    return;
  }
  const boxes = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('input[type=checkbox]')];
  boxes[boxes.indexOf(event.target) + step]?.focus();
  event.preventDefault();
}
