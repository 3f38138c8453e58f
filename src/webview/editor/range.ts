import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Range {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** The value with its unit, for eyes and screen readers. */
  readonly text: string;
  readonly onPick: (value: number) => void;
}

/** A slider of whole steps from 0, with its value beside it. */
export function range(choice: Range): TemplateResult {
  return html`
    <div class="field range-field ${choice.name}">
      <label for=${choice.name}>${choice.label}</label>
      <div class="range">
        <input
          id=${choice.name}
          type="range"
          min="0"
          max=${choice.max}
          step="1"
          aria-valuetext=${choice.text}
          .value=${live(String(choice.value))}
          @input=${(event: Event) => choice.onPick((event.currentTarget as HTMLInputElement).valueAsNumber)}
        />
        <span class="range-value">${choice.text}</span>
      </div>
    </div>
  `;
}
