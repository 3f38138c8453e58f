import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Segments<V extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly text: string; readonly label?: string }[];
  readonly value: V;
  readonly onPick: (value: V) => void;
}

/** One choice of a few, side by side. Radio buttons underneath: arrow keys, grouping and screen readers come from the browser. */
export function segments<V extends string>(choice: Segments<V>): TemplateResult {
  return html`
    <fieldset class="field segments-field ${choice.name}">
      <legend>${choice.label}</legend>
      <div class="segments">
        ${choice.options.map(
          (option) => html`
            <label>
              <input
                type="radio"
                name=${choice.name}
                value=${option.value}
                aria-label=${option.label ?? nothing}
                .checked=${live(option.value === choice.value)}
                @change=${() => choice.onPick(option.value)}
              />
              <span>${option.text}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}
