import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/vscode-textarea.js';
import { html, nothing, type TemplateResult } from 'lit';
import { catalogue } from '../../core/models/catalogue';
import type { PanelForm } from '../../protocol/panel';
import { hasQuality } from './form';
import type { MenuGroup, PickEvent } from './menu';
import { promptParts, type PromptPart } from './promptTemplate';
import { planNote, type Quote } from './quote';
import { segments } from './segments';
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

const qualityNames = { low: 'Low', medium: 'Medium', high: 'High' } as const;

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
    <div class="options">${modelField(session, form)} ${sizeField(session, form, quote)} ${choices(session, form, quote)}</div>
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

function modelField(session: Session, form: PanelForm): TemplateResult {
  return html`
    <div class="field model">
      <label for="model">Model</label>
      <vscode-single-select
        id="model"
        label="Model"
        .value=${form.model}
        @change=${(event: Event) => session.change({ model: (event.currentTarget as VscodeSingleSelect).value })}
      >
        ${catalogue.map((model) =>
          model.operations.includes('generate')
            ? html`<vscode-option value=${model.id} ?selected=${model.id === form.model}>${model.name}</vscode-option>`
            : html`<vscode-option value=${model.id} disabled>${model.name}: needs a picture</vscode-option>`,
        )}
      </vscode-single-select>
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
  const counts = Array.from({ length: quote.model.maxCount }, (_, index) => String(index + 1));
  const views = [
    segments({
      name: 'density',
      label: 'Density',
      options: densities,
      value: form.density,
      onPick: (density) => session.change({ density }),
    }),
    segments({
      name: 'count',
      label: 'Count',
      options: counts.map((value) => ({ value, text: value })),
      value: String(form.count),
      onPick: (count) => session.change({ count: Number(count) }),
    }),
    segments({
      name: 'format',
      label: 'Format',
      options: formats.filter((format) => quote.model.formats.includes(format.value)),
      value: form.format,
      onPick: (format) => session.change({ format }),
    }),
  ];
  const quality = segments({
    name: 'quality',
    label: 'Quality',
    options: quote.model.qualities.map((value) => ({ value, text: qualityNames[value] })),
    value: form.quality,
    onPick: (value) => session.change({ quality: value }),
  });
  // Last, so that a model without it moves nothing else.
  return hasQuality(quote.model) ? [...views, quality] : views;
}
