import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { EditorSnapshot } from '../../../protocol/imageEditor';
import type { ColourEvent } from '../../common/hexInput';
import { iconButton } from '../../common/icon';
import { segments } from '../../common/segments';
import { range } from '../range';
import type { Adjusting } from './adjusting';
import { groundOf, type AdjustDraft } from './draft';

/** No side gets more; what is typed beyond becomes this. */
const mostPixels = 8192;

/** More than this takes real parts of most pictures away. */
const mostTolerance = { trim: 64, removeBackground: 100 } as const;

export function trimFields(adjusting: Adjusting): TemplateResult {
  const { trim } = adjusting.draft;
  return html`
    ${range({
      name: 'trim-tolerance',
      label: 'Tolerance',
      value: trim.tolerance,
      max: mostTolerance.trim,
      text: String(trim.tolerance),
      onPick: (tolerance) => adjusting.change({ trim: { ...trim, tolerance } }),
    })}
    ${pixelField('trim-margin', 'Keep margin', trim.margin, (margin) => adjusting.change({ trim: { ...trim, margin } }))}
  `;
}

export function padFields(adjusting: Adjusting, snapshot: EditorSnapshot): TemplateResult {
  const { pad, linked } = adjusting.draft;
  const all = (side: number): void => adjusting.change({ pad: { left: side, top: side, right: side, bottom: side } });
  const link = iconButton({
    icon: 'link',
    label: 'Same on All Sides',
    pressed: linked,
    onClick: () => adjusting.change({ linked: !linked, ...(linked ? {} : { pad: evenly(pad) }) }),
  });
  return html`
    ${linked ? pixelField('pad-all', 'All sides', pad.top, all, link) : nothing} ${linked ? nothing : sideFields(adjusting, link)}
    ${groundFields(adjusting, snapshot)}
  `;
}

/** What all sides get when they are made the same again. */
function evenly({ left, top, right, bottom }: AdjustDraft['pad']): AdjustDraft['pad'] {
  const most = Math.max(left, top, right, bottom);
  return { left: most, top: most, right: most, bottom: most };
}

const sides = [
  { side: 'top', label: 'Top' },
  { side: 'right', label: 'Right' },
  { side: 'bottom', label: 'Bottom' },
  { side: 'left', label: 'Left' },
] as const;

function sideFields(adjusting: Adjusting, link: TemplateResult): TemplateResult {
  const { pad } = adjusting.draft;
  return html`${sides.map(({ side, label }, index) =>
    pixelField(
      `pad-${side}`,
      label,
      pad[side],
      (value) => adjusting.change({ pad: { ...pad, [side]: value } }),
      index === 0 ? link : nothing,
    ),
  )}`;
}

const ways = [
  { value: 'pad', text: 'Add to the short side' },
  { value: 'crop', text: 'Cut the long side' },
] as const;

export function squareFields(adjusting: Adjusting, snapshot: EditorSnapshot): TemplateResult {
  const { by } = adjusting.draft;
  return html`
    ${segments({ name: 'square-by', label: 'How', options: ways, value: by, onPick: (way) => adjusting.change({ by: way }) })}
    ${by === 'pad' ? groundFields(adjusting, snapshot) : nothing}
  `;
}

export function removeFields(adjusting: Adjusting): TemplateResult {
  const { removeBackground } = adjusting.draft;
  return html`
    ${range({
      name: 'remove-tolerance',
      label: 'Tolerance',
      value: removeBackground.tolerance,
      max: mostTolerance.removeBackground,
      text: String(removeBackground.tolerance),
      onPick: (tolerance) => adjusting.change({ removeBackground: { ...removeBackground, tolerance } }),
    })}
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(removeBackground.holes)}
        @change=${(event: Event) =>
          adjusting.change({ removeBackground: { ...removeBackground, holes: (event.currentTarget as HTMLInputElement).checked } })}
      />
      <span>Also inside the icon</span>
    </label>
  `;
}

const grounds = [
  { value: 'transparent', text: 'Transparent' },
  { value: 'colour', text: 'Colour' },
] as const;

function groundFields(adjusting: Adjusting, snapshot: EditorSnapshot): TemplateResult {
  const { draft } = adjusting;
  const ground = groundOf(draft, snapshot);
  return html`
    ${segments({ name: 'ground', label: 'Fill', options: grounds, value: ground, onPick: (value) => adjusting.change({ ground: value }) })}
    ${
      ground === 'colour'
        ? html`<div class="field ground-colour">
            <span>Colour</span>
            <easel-colour-field
              .label=${'Fill colour'}
              .value=${draft.colour}
              @easel-colour=${(event: ColourEvent) => adjusting.change({ colour: event.detail })}
            ></easel-colour-field>
          </div>`
        : nothing
    }
  `;
}

/** A number of pixels. While it is being typed it may be empty for a moment; then the last number stays meant. */
function pixelField(
  name: string,
  label: string,
  value: number,
  pick: (value: number) => void,
  beside: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const read = ({ valueAsNumber }: HTMLInputElement): number | undefined =>
    Number.isNaN(valueAsNumber) ? undefined : Math.min(mostPixels, Math.max(0, Math.round(valueAsNumber)));
  return html`
    <div class="field pixel-field">
      <label for=${name}>${label}</label>
      <div class="pixels">
        <input
          id=${name}
          class="number"
          type="number"
          min="0"
          max=${mostPixels}
          step="1"
          inputmode="numeric"
          .value=${String(value)}
          @input=${(event: Event) => {
            const number = read(event.currentTarget as HTMLInputElement);
            if (number !== undefined) {
              pick(number);
            }
          }}
          @change=${(event: Event) => {
            const field = event.currentTarget as HTMLInputElement;
            field.value = String(read(field) ?? value);
          }}
        />
        <span class="unit">px</span>
        ${beside}
      </div>
    </div>
  `;
}
