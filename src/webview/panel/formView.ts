import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/vscode-textarea.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import type { MenuGroup, PickEvent } from '../common/menu';
import { promptParts, type PromptPart } from '../common/promptTemplate';
import { segments } from '../common/segments';
import { iconOptions } from './iconOptions';
import { imageOptions } from './imageOptions';
import { planNote, type Quote } from './quote';
import type { Session } from './session';

const modes = [
  { value: 'image', text: 'Image' },
  { value: 'icon', text: 'Icon' },
] as const;

const templateMenu: readonly MenuGroup[] = [
  { items: [{ id: '', label: 'All five parts' }] },
  { title: 'One part', items: promptParts.map((part) => ({ id: part.label, label: part.label, detail: part.hint })) },
];

const examples = {
  image: 'For example: a flat illustration of a rocket over purple hills, room for a headline on the left',
  icon: 'For example: a paper plane with a folded wing',
} as const;

/** What is wanted, the prompt, and what is made of it. Where it goes stands in `saveToView`. */
export function formView(session: Session, snapshot: PanelSnapshot, form: PanelForm, quote: Quote): TemplateResult {
  const note = quote.plan && planNote(quote.plan);
  return html`
    ${segments({ name: 'mode', label: 'What to generate', options: modes, value: form.mode, onPick: (mode) => session.change({ mode }) })}
    ${promptField(session, form)} ${form.mode === 'icon' ? iconOptions(session, snapshot, form, quote) : imageOptions(session, form, quote)}
    ${note === undefined ? nothing : html`<p class="note">${note}</p>`}
  `;
}

/** The same field in both modes, so that the prompt keeps its undo history; only a picture has parts to be guided through. */
function promptField(session: Session, form: PanelForm): TemplateResult {
  return html`
    <div class="field prompt">
      <div class="label-row">
        <label for="prompt">Prompt</label>
        ${form.mode === 'image' ? templateButton() : nothing}
      </div>
      <easel-prompt-area
        id="prompt"
        .label=${'Prompt'}
        .value=${form.prompt}
        placeholder=${examples[form.mode]}
        @input=${(event: Event) => session.change({ prompt: (event.currentTarget as VscodeTextarea).value })}
      ></easel-prompt-area>
    </div>
  `;
}

function templateButton(): TemplateResult {
  const insert = (event: PickEvent) => {
    const part = event.detail as PromptPart | '';
    document.querySelector('easel-prompt-area')?.insertParts(part === '' ? undefined : [part]);
  };
  return html`<easel-menu text="Template" label="Insert prompt template" wide .groups=${templateMenu} @easel-pick=${insert}></easel-menu>`;
}
