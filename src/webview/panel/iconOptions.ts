import { html, nothing, type TemplateResult } from 'lit';
import { masterEdge } from '../../core/icon';
import type { ImageModel } from '../../core/models/model';
import { transparencyBy } from '../../core/request';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import type { ColourEvent, WrongColourEvent } from '../common/hexInput';
import { countField, hasQuality, modelField, qualityField } from '../common/modelFields';
import { segments } from '../common/segments';
import type { PaletteEvent } from './paletteField';
import type { Quote } from './quote';
import type { Session } from './session';
import { styleField } from './styleField';

const grounds = [
  { value: 'transparent', text: 'Transparent' },
  { value: 'colour', text: 'Colour', label: 'Colour over the whole square' },
  { value: 'plate', text: 'Rounded plate' },
] as const;

/** What an icon is made with. It has no size, density and format of its own: there is one master, and sets are made from it. */
export function iconOptions(session: Session, snapshot: PanelSnapshot, form: PanelForm, quote: Quote): TemplateResult {
  return html`
    ${styleField(form.style, (style) => session.change({ style }))}
    <div class="options">
      ${segments({
        name: 'ground',
        label: 'Background',
        options: grounds,
        value: form.ground,
        onPick: (ground) => session.change({ ground }),
      })}
      ${form.ground === 'transparent' ? nothing : groundColour(session, snapshot, form)}
    </div>
    <easel-palette-field
      .chosen=${form.colours}
      .colours=${snapshot.colours}
      @easel-palette=${({ detail }: PaletteEvent) => session.change({ colours: [...detail] })}
    ></easel-palette-field>
    <div class="options">
      ${modelField(
        form.iconModel,
        (model) => (model.operations.includes('icon') ? undefined : 'needs a picture'),
        (iconModel) => session.change({ iconModel }),
        (model) => (byRemoval(model) ? 'No transparency option: drawn on a flat background that is taken away here.' : undefined),
      )}
      ${countField(quote.model, form.count, (count) => session.change({ count }))}
      ${hasQuality(quote.model) ? qualityField(quote.model, form.quality, (quality) => session.change({ quality })) : nothing}
    </div>
    <p class="note">${masterEdge} × ${masterEdge} PNG master; Export Icon Set makes every size from it for free.</p>
    ${
      byRemoval(quote.model)
        ? html`<p class="note">${quote.model.name} has no transparency option: it draws on a flat background, which is taken away here.</p>`
        : nothing
    }
  `;
}

function groundColour(session: Session, snapshot: PanelSnapshot, form: PanelForm): TemplateResult {
  const name = form.ground === 'plate' ? 'Plate colour' : 'Background colour';
  return html`
    <div class="field ground-colour">
      <label for="ground-colour">${name}</label>
      <easel-colour-field
        id="ground-colour"
        .label=${name}
        .value=${form.groundColour}
        .colours=${snapshot.colours}
        @easel-colour=${({ detail }: ColourEvent) => session.change({ groundColour: detail })}
        @easel-colour-wrong=${({ detail }: WrongColourEvent) => session.mistype({ colour: detail })}
      ></easel-colour-field>
    </div>
  `;
}

/** A model without the option can make icons all the same; the list says how. */
function byRemoval(model: ImageModel): boolean {
  return model.operations.includes('icon') && transparencyBy(model) === 'removal';
}
