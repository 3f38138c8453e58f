import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { IconSetForm, IconSetSnapshot } from '../../protocol/iconSet';
import { segments } from '../common/segments';
import { chooseSide } from '../common/selectSide';
import type { EaselTextField } from '../panel/textField';
import { checkbox } from './checkbox';
import { firstPadding } from './form';
import { isWeb } from './platforms';
import type { IconSetSession } from './session';

/** What holds for all pictures of all sets, and where they go. Fields that no ticked set has a use for are gone. */
export function lookView(session: IconSetSession, snapshot: IconSetSnapshot, form: IconSetForm): TemplateResult {
  const web = form.presets.some(isWeb);
  return html`
    <section class="look" role="group" aria-labelledby="look-title" data-region>
      <h2 id="look-title">Options</h2>
      ${colourField(session, 'Background', 'Behind everything that has no transparency', form.background, snapshot.master.colours, (background) => session.change({ background }))}
      ${web ? colourField(session, 'Browser colour', 'Colour of the browser’s bars', form.theme, snapshot.master.colours, (theme) => session.change({ theme })) : nothing}
      ${web ? nameField(session, snapshot) : nothing} ${paddingField(session, form)}
      ${checkbox({ label: 'Sharpen small sizes', checked: form.sharpen, name: 'sharpen', onChange: (sharpen) => session.change({ sharpen }) })}
      ${folderField(session, snapshot, form)}
    </section>
  `;
}

function colourField(
  session: IconSetSession,
  label: string,
  detail: string,
  value: string,
  colours: readonly string[],
  pick: (colour: string) => void,
): TemplateResult {
  return html`
    <div class="field">
      <span class="field-label" title=${detail} aria-hidden="true">${label}</span>
      <easel-colour-field
        .label=${label}
        .value=${value}
        .colours=${colours}
        @easel-colour=${(event: CustomEvent<string>) => {
          session.mistype(label, '');
          pick(event.detail);
        }}
        @easel-colour-wrong=${(event: CustomEvent<string>) => session.mistype(label, event.detail)}
      ></easel-colour-field>
    </div>
  `;
}

function nameField(session: IconSetSession, { defaults }: IconSetSnapshot): TemplateResult {
  return html`
    <div class="field">
      <label for="app-name">App name</label>
      <easel-text-field
        id="app-name"
        .label=${'App name'}
        .value=${session.typedName ?? defaults.name}
        placeholder=${defaults.name}
        autocomplete="off"
        @input=${(event: Event) => session.change({ name: (event.currentTarget as EaselTextField).value })}
      ></easel-text-field>
    </div>
  `;
}

/** Each picture's own margin, or one share of the edge for all. */
function paddingField(session: IconSetSession, { padding }: IconSetForm): TemplateResult {
  const share = Math.round((padding ?? 0) * 100);
  return html`
    <div class="padding-field">
      ${segments({
        name: 'padding',
        label: 'Padding',
        options: [
          { value: 'automatic', text: 'Automatic', label: 'Automatic: what suits each picture' },
          { value: 'own', text: 'Custom', label: 'Custom: the same share of the edge for all' },
        ],
        value: padding === undefined ? 'automatic' : 'own',
        onPick: (value) => session.change({ padding: value === 'automatic' ? 'automatic' : firstPadding }),
      })}
      ${
        padding === undefined
          ? nothing
          : html`<div class="slider">
              <input
                type="range"
                min="0"
                max="40"
                step="1"
                aria-label="Padding on each side"
                aria-valuetext="${share} %"
                .value=${live(String(share))}
                @input=${(event: Event) => session.change({ padding: (event.currentTarget as HTMLInputElement).valueAsNumber / 100 })}
              />
              <span class="slider-value">${share} %</span>
            </div>`
      }
    </div>
  `;
}

function folderField(session: IconSetSession, { folders }: IconSetSnapshot, form: IconSetForm): TemplateResult {
  const known = folders.some((folder) => folder.id === form.folder) || form.folder === '';
  // One that was just picked comes with the next snapshot.
  const all = [{ id: '', label: 'Project’s own structure' }, ...folders, ...(known ? [] : [{ id: form.folder, label: form.folder }])];
  return html`
    <div class="field folder">
      <label for="folder">Folder</label>
      <div class="with-button">
        <vscode-single-select
          id="folder"
          label="Folder"
          .value=${form.folder}
          @pointerdown=${chooseSide}
          @keydown=${chooseSide}
          @change=${(event: Event) => session.change({ folder: (event.currentTarget as VscodeSingleSelect).value })}
        >
          ${all.map((one) => html`<vscode-option value=${one.id} ?selected=${one.id === form.folder}>${one.label}</vscode-option>`)}
        </vscode-single-select>
        <vscode-button secondary @click=${() => void session.browse()}>Browse…</vscode-button>
      </div>
    </div>
  `;
}
