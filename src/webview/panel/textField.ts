import { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import { css, type PropertyValues } from 'lit';

/** VS Code's text field, with its corners whole and its invalid state told to screen readers too. */
export class EaselTextField extends VscodeTextfield {
  static override styles = [
    VscodeTextfield.styles,
    css`
      :host {
        display: block;
        width: 100%;
      }

      :host([invalid]) .root {
        background-color: var(--vscode-inputValidation-errorBackground);
        border-color: var(--vscode-inputValidation-errorBorder);
      }

      input,
      :host([invalid]) input {
        background-color: transparent;
        border-radius: inherit;
        min-width: 0;
      }
    `,
  ];

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.wrappedElement.dir = 'auto';
    this.wrappedElement.ariaInvalid = this.invalid ? 'true' : 'false';
  }
}

customElements.define('easel-text-field', EaselTextField);
