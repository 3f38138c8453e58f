import { html, type nothing, type TemplateResult } from 'lit';
import type { ImageModel } from '../../core/models/model';
import { formatSize, planSize } from '../../core/sizes';
import type { PanelForm } from '../../protocol/panel';
import { countField, hasQuality, modelField, qualityField } from '../common/modelFields';
import { segments } from '../common/segments';
import { fileSize } from './form';
import { moreOptions } from './moreOptions';
import type { Quote } from './quote';
import type { Session } from './session';
import type { SizeEvent } from './sizeField';

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

/** What a picture is made with. */
export function imageOptions(session: Session, form: PanelForm, quote: Quote): TemplateResult {
  return html`
    <div class="options">
      ${modelField(
        form.model,
        (model) => ruledOut(model, form, quote),
        (model) => session.change({ model }),
      )}
      ${sizeField(session, form, quote)} ${choices(session, form, quote)}
    </div>
    ${moreOptions(session, form, quote)}
  `;
}

/** Beyond this a rendering that is enlarged is of no use. */
const mostEnlarged = 4;

/** Why a model cannot do what the form asks for. The one that is chosen stays as it is: the form says what becomes of it. */
function ruledOut(model: ImageModel, form: PanelForm, quote: Quote): string | undefined {
  if (!model.operations.includes('generate')) {
    return 'needs a picture';
  }
  if (model.id === quote.model.id || quote.plan === undefined) {
    return undefined;
  }
  if (form.background === 'transparent' && !model.backgrounds.includes('transparent')) {
    return 'no transparency';
  }
  const { upscale, render } = planSize(fileSize(form), model.sizes);
  return upscale > mostEnlarged ? `draws only ${formatSize(render)}` : undefined;
}

function sizeField(session: Session, form: PanelForm, quote: Quote): TemplateResult {
  const { width, height } = form;
  const resize = ({ detail }: SizeEvent) => (detail.size ? session.change(detail.size) : session.mistype({ size: detail.text }));
  return html`
    <div class="field size">
      <label for="size">Size</label>
      <easel-size-field
        id="size"
        .size=${{ width, height }}
        ?invalid=${quote.problem?.at === 'size'}
        @easel-size=${resize}
      ></easel-size-field>
    </div>
  `;
}

function choices(session: Session, form: PanelForm, quote: Quote): (TemplateResult | typeof nothing)[] {
  const views: (TemplateResult | typeof nothing)[] = [
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
  // Last, so that a model without them moves nothing else.
  if (hasQuality(quote.model)) {
    views.push(qualityField(quote.model, form.quality, (quality) => session.change({ quality })));
  }
  // A draft has the option for the sake of icons; its pictures fill their size.
  if (quote.model.backgrounds.length > 0 && quote.model.service !== 'draft') {
    views.push(backgroundField(session, form));
  }
  return views;
}

function backgroundField(session: Session, form: PanelForm): TemplateResult {
  return segments({
    name: 'background',
    label: 'Background',
    options: [
      { value: 'auto', text: 'Auto', label: 'As the model thinks fit' },
      { value: 'transparent', text: 'Transparent' },
      { value: 'opaque', text: 'Opaque' },
    ],
    value: form.background,
    onPick: (background) => session.change({ background }),
  });
}
