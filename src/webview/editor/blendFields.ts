import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { usualFeather, type BlendSettings } from '../../core/edit';
import { segments } from '../common/segments';
import { range } from './range';
import { percent, pixels } from './reportWords';

/** Wider fades are rare; a coarser slider would make the usual ones hard to hit. */
const sliderEnd = 64;

type Change = (changes: Partial<BlendSettings>) => void;

const edges = [
  { value: 'exact', text: 'Exact', label: 'Exact: fades inward, nothing outside the mask changes' },
  { value: 'soft', text: 'Soft', label: 'Soft: fades outward into a halo around the mask' },
] as const;

/** `name` keeps the groups of the form and of a result apart. */
export function edgeFields(name: string, settings: BlendSettings, change: Change): TemplateResult {
  return html`
    ${segments({ name: `${name}-edge`, label: 'Edge', options: edges, value: settings.edge, onPick: (edge) => change({ edge, ...featherFor(settings, edge) }) })}
    ${range({
      name: `${name}-feather`,
      label: 'Feather',
      value: settings.feather,
      max: Math.max(sliderEnd, settings.feather),
      text: pixels(settings.feather),
      onPick: (feather) => change({ feather }),
    })}
  `;
}

/** A feather that nobody has set goes with the edge. */
function featherFor(settings: BlendSettings, edge: BlendSettings['edge']): Partial<BlendSettings> {
  return settings.feather === usualFeather[settings.edge] ? { feather: usualFeather[edge] } : {};
}

/** What a result can be blended with anew besides the edge. @param hasAlpha the picture can be transparent somewhere. */
export function matchFields(name: string, settings: BlendSettings, hasAlpha: boolean, change: Change): TemplateResult {
  return html`
    ${range({
      name: `${name}-match`,
      label: 'Colour match',
      value: Math.round(settings.match * 100),
      max: 100,
      text: percent(settings.match),
      onPick: (value) => change({ match: value / 100 }),
    })}
    ${check('Align with the original', settings.align, (align) => change({ align }))}
    ${hasAlpha ? check('Keep transparency', settings.alpha !== 'answer', (keeps) => change({ alpha: keeps ? 'keep' : 'answer' })) : nothing}
  `;
}

function check(label: string, value: boolean, pick: (value: boolean) => void): TemplateResult {
  return html`
    <label class="check">
      <input type="checkbox" .checked=${live(value)} @change=${(event: Event) => pick((event.currentTarget as HTMLInputElement).checked)} />
      <span>${label}</span>
    </label>
  `;
}
