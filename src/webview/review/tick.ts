import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Tick {
  readonly label: string;
  readonly checked: boolean;
  /** Some of several. */
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** The browser's own box under VS Code's look: 200 of them are drawn quickly, and "some of them" is told to screen readers. */
export function tick({ label, checked, mixed, disabled, onChange }: Tick): TemplateResult {
  return html`<input
    class="tick-box"
    type="checkbox"
    aria-label=${label}
    .checked=${live(checked)}
    .indeterminate=${live(mixed ?? false)}
    ?disabled=${disabled ?? false}
    @change=${(event: Event) => onChange((event.currentTarget as HTMLInputElement).checked)}
  />`;
}
