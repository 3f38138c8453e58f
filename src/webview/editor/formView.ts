import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/vscode-textarea.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { ImageModel } from '../../core/models/model';
import type { EditForm, EditorSnapshot } from '../../protocol/imageEditor';
import { countField, hasQuality, modelField, qualityField } from '../common/modelFields';
import { segments } from '../common/segments';
import { edgeFields } from './blendFields';
import { referenceLimit, sentText, type Quote } from './quote';
import { referencesView } from './referencesView';
import type { BoxMode } from './region';
import type { EditorSession } from './session';
import type { Thumbnails } from './thumbnails';

const boxModes = [
  { value: 'auto', text: 'Auto', label: 'Auto: the mask with its surroundings' },
  { value: 'whole', text: 'Whole', label: 'Whole image' },
  { value: 'manual', text: 'Custom', label: 'Custom: a box that you drag on the picture' },
] as const;

/** What is to change, and how. */
export function formView(
  session: EditorSession,
  snapshot: EditorSnapshot,
  form: EditForm,
  quote: Quote,
  thumbnails: Thumbnails,
): TemplateResult {
  return html`
    <div class="field prompt">
      <label for="prompt">Prompt</label>
      <easel-prompt-area
        id="prompt"
        .label=${'Prompt'}
        .value=${form.prompt}
        placeholder=${quote.partial ? 'Describe what the marked region should show' : 'Describe the change, or paint over what is to change'}
        @input=${(event: Event) => session.change({ prompt: (event.currentTarget as VscodeTextarea).value })}
      ></easel-prompt-area>
    </div>
    ${referencesView(session, snapshot, thumbnails, referenceLimit(quote.model))}
    <div class="rows">
      ${regionField(session, quote)}
      ${quote.partial ? edgeFields('form', form.settings, (changes) => session.change({ settings: { ...form.settings, ...changes } })) : nothing}
      ${modelField(
        form.model,
        (model) => ruledOut(model, snapshot, quote),
        (model) => session.change({ model }),
      )}
      ${hasQuality(quote.model) ? qualityField(quote.model, form.quality, (quality) => session.change({ quality })) : nothing}
      ${countField(quote.model, form.count, (count) => session.change({ count }))}
    </div>
  `;
}

/** The box starts as what would have been sent, so that nothing jumps, and its handles are there to be taken. */
function regionField(session: EditorSession, quote: Quote): TemplateResult {
  const pick = (mode: BoxMode): void => {
    if (mode === 'manual') {
      session.setRegion({ mode, box: session.region.box ?? quote.placement?.box ?? quote.box });
      document.querySelector('easel-canvas')?.setTool('box');
    } else {
      session.setRegion({ mode });
    }
  };
  return html`
    ${segments({ name: 'region', label: 'Region', options: boxModes, value: session.region.mode, onPick: pick })}
    <p class="note sent">${quote.placement ? sentText(quote, quote.placement) : nothing}</p>
  `;
}

function ruledOut(model: ImageModel, snapshot: EditorSnapshot, quote: Quote): string | undefined {
  if (!model.operations.includes('edit')) {
    return 'cannot edit';
  }
  if (model.needsMask && model.id !== quote.model.id && !quote.masked) {
    return 'needs a mask';
  }
  const room = referenceLimit(model);
  return snapshot.references.length > room ? `takes ${room === 0 ? 'no' : room} references` : undefined;
}
