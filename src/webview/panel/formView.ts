import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/vscode-textarea.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelForm } from '../../protocol/panel';
import type { MenuGroup, PickEvent } from '../common/menu';
import { promptParts, type PromptPart } from '../common/promptTemplate';
import { countField, hasQuality, modelField, qualityField } from '../common/modelFields';
import { segments } from '../common/segments';
import { planNote, type Quote } from './quote';
import type { Session } from './session';
import type { SizeEvent } from './sizeField';

const templateMenu: readonly MenuGroup[] = [
  { items: [{ id: '', label: 'All five parts' }] },
  { title: 'One part', items: promptParts.map((part) => ({ id: part.label, label: part.label, detail: part.hint })) },
];

const formats = [
  { value: 'png', text: 'PNG' },
  { value: 'jpeg', text: 'JPEG' },
  { value: 'webp', text: 'WebP' },
] as const;

const densities = [
  { value: '1', text: '1x', label: '1 pixel for each CSS pixel' },
  { value: '2', text: '2x', label: '2 pixels for each CSS pixel' },
  { value: '3', text: '3x', label: '3 pixels for each CSS pixel' },
] as const;

/** The prompt and what is made of it. Where it goes stands in `saveToView`. */
export function formView(session: Session, form: PanelForm, quote: Quote): TemplateResult {
  const note = quote.plan && planNote(quote.plan);
  return html`
    ${promptField(session, form)}
    <div class="options">
      ${modelField(
        form.model,
        (model) => (model.operations.includes('generate') ? undefined : 'needs a picture'),
        (model) => session.change({ model }),
      )}
      ${sizeField(session, form, quote)} ${choices(session, form, quote)}
    </div>
    ${note === undefined ? nothing : html`<p class="note">${note}</p>`}
  `;
}

function promptField(session: Session, form: PanelForm): TemplateResult {
  const insert = (event: PickEvent) => {
    const part = event.detail as PromptPart | '';
    document.querySelector('easel-prompt-area')?.insertParts(part === '' ? undefined : [part]);
  };
  return html`
    <div class="field prompt">
      <div class="label-row">
        <label for="prompt">Prompt</label>
        <easel-menu text="Template" label="Insert prompt template" wide .groups=${templateMenu} @easel-pick=${insert}></easel-menu>
      </div>
      <easel-prompt-area
        id="prompt"
        .label=${'Prompt'}
        .value=${form.prompt}
        placeholder="For example: a flat illustration of a rocket over purple hills, room for a headline on the left"
        @input=${(event: Event) => session.change({ prompt: (event.currentTarget as VscodeTextarea).value })}
      ></easel-prompt-area>
    </div>
  `;
}

function sizeField(session: Session, form: PanelForm, quote: Quote): TemplateResult {
  const resize = (event: SizeEvent) => (event.detail.size ? session.change(event.detail.size) : session.wrongSize(event.detail.text));
  return html`
    <div class="field size">
      <label for="size">Size</label>
      <easel-size-field
        id="size"
        .size=${{ width: form.width, height: form.height }}
        ?invalid=${quote.problem?.at === 'size'}
        @easel-size=${resize}
      ></easel-size-field>
    </div>
  `;
}

function choices(session: Session, form: PanelForm, quote: Quote): TemplateResult[] {
  const views = [
    segments({
      name: 'density',
      label: 'Density',
      options: densities,
      value: form.density,
      onPick: (density) => session.change({ density }),
    }),
    countField(quote.model, form.count, (count) => session.change({ count })),
    segments({
      name: 'format',
      label: 'Format',
      options: formats.filter((format) => quote.model.formats.includes(format.value)),
      value: form.format,
      onPick: (format) => session.change({ format }),
    }),
  ];
  const quality = qualityField(quote.model, form.quality, (value) => session.change({ quality: value }));
  // Last, so that a model without it moves nothing else.
  return hasQuality(quote.model) ? [...views, quality] : views;
}
