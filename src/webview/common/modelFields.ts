import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import { html, nothing, type TemplateResult } from 'lit';
import { allModels, modelsFor } from '../../core/models/catalogue';
import type { ImageModel, Operation, Quality } from '../../core/models/model';
import { segments } from './segments';
import { chooseSide } from './selectSide';

const qualityNames = { low: 'Low', medium: 'Medium', high: 'High', xhigh: 'Extra high', max: 'Max' } as const;

/** The first of the ids that is a model for the task; a kept form can name one that is gone. */
export function modelAmong(operation: Operation, ...ids: readonly string[]): ImageModel {
  const models = modelsFor(operation);
  const found = ids.map((id) => models.find((model) => model.id === id)).find((model) => model !== undefined) ?? models[0];
  if (!found) {
    throw new Error(`The catalogue has no model for the task "${operation}".`);
  }
  return found;
}

/** A draft looks the same at every quality, so it has none to choose. */
export function hasQuality(model: ImageModel): boolean {
  return model.service !== 'draft' && model.qualities.length > 1;
}

/** What can be chosen stands together; what cannot stands below, with the reason. */
function usableFirst(
  ruledOut: (model: ImageModel) => string | undefined,
): readonly { readonly model: ImageModel; readonly reason: string | undefined }[] {
  const all = allModels().map((model) => ({ model, reason: ruledOut(model) }));
  return [...all.filter(({ reason }) => reason === undefined), ...all.filter(({ reason }) => reason !== undefined)];
}

/**
 * `ruledOut` says why a model cannot do what is asked; such a one stays in the list with the reason. `detail` is what the list tells
 * of a model that can, while it is looked at.
 */
export function modelField(
  value: string,
  ruledOut: (model: ImageModel) => string | undefined,
  onPick: (id: string) => void,
  detail: (model: ImageModel) => string | undefined = () => undefined,
): TemplateResult {
  return html`
    <div class="field model">
      <label for="model">Model</label>
      <vscode-single-select
        id="model"
        label="Model"
        .value=${value}
        @pointerdown=${chooseSide}
        @keydown=${chooseSide}
        @change=${(event: Event) => onPick((event.currentTarget as VscodeSingleSelect).value)}
      >
        ${usableFirst(ruledOut).map(({ model, reason }) => {
          return reason === undefined
            ? html`<vscode-option value=${model.id} description=${detail(model) ?? ''} ?selected=${model.id === value}
                >${model.name}</vscode-option
              >`
            : html`<vscode-option value=${model.id} disabled>${model.name}: ${reason}</vscode-option>`;
        })}
      </vscode-single-select>
    </div>
  `;
}

export function qualityField(model: ImageModel, value: Quality, onPick: (quality: Quality) => void): TemplateResult {
  return segments({
    name: 'quality',
    label: 'Quality',
    options: model.qualities.map((quality) => ({ value: quality, text: qualityNames[quality] })),
    value,
    onPick,
  });
}

/** Nothing for a model that makes one picture at a time. */
export function countField(model: ImageModel, value: number, onPick: (count: number) => void): TemplateResult | typeof nothing {
  if (model.maxCount < 2) {
    return nothing;
  }
  const counts = Array.from({ length: model.maxCount }, (_, index) => String(index + 1));
  return segments({
    name: 'count',
    label: 'Count',
    options: counts.map((count) => ({ value: count, text: count })),
    value: String(value),
    onPick: (count) => onPick(Number(count)),
  });
}
