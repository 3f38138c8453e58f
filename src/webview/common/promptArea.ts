import { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/vscode-textarea.js';
import { css, type PropertyValues } from 'lit';
import { withParts, type PromptPart } from './promptTemplate';

/** VS Code's text area, growing with its text from 3 to 12 lines, in the direction that the text is written in. */
export class EaselPromptArea extends VscodeTextarea {
  static override styles = [
    VscodeTextarea.styles,
    css`
      :host {
        display: block;
        width: 100%;
      }

      textarea {
        field-sizing: content;
        height: auto;
        line-height: 18px;
        max-height: calc(12lh + 10px);
        min-height: calc(3lh + 10px);
        overflow-wrap: break-word;
        padding: 4px 6px;
      }

      @supports not (field-sizing: content) {
        textarea {
          height: calc(6lh + 10px);
        }
      }
    `,
  ];

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    // Set on the inner element: from the outside the direction would be that of the page.
    this.wrappedElement.dir = 'auto';
    this.wrappedElement.spellcheck = true;
  }

  /** Adds the template around what is there, as one step that Undo takes back, and goes to the first part to fill in. */
  insertParts(parts?: readonly PromptPart[]): void {
    const { text, caret } = withParts(this.value, parts);
    const area = this.wrappedElement;
    area.focus();
    if (text !== area.value) {
      area.select();
      // Without a successor: setting `value` would throw away the undo history.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      if (!document.execCommand('insertText', false, text)) {
        area.value = text;
        area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
    }
    area.setSelectionRange(caret, caret);
    // The caret can be above what is shown; leaving and coming back is the only way to ask for it.
    area.blur();
    area.focus();
  }
}

customElements.define('easel-prompt-area', EaselPromptArea);
