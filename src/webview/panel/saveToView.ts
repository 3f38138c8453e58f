import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import { formatDimensions } from '../common/figures';
import { chooseSide } from '../common/selectSide';
import { fileSize } from './form';
import type { Quote } from './quote';
import type { Session } from './session';
import type { EaselTextField } from './textField';

const extensions = { png: '.png', jpeg: '.jpg', webp: '.webp' } as const;

/** Where the files go, and what they will be called. */
export function saveToView(session: Session, snapshot: PanelSnapshot, form: PanelForm, quote: Quote): TemplateResult {
  const folder = form.folder === '' ? snapshot.suggestedFolder : form.folder;
  const pick = (event: Event) => {
    const { value } = event.currentTarget as VscodeSingleSelect;
    // The suggested folder is not written down, so that a better suggestion is followed later.
    session.change({ folder: value === snapshot.suggestedFolder ? '' : value });
  };
  return html`
    <div class="save-to">
      <div class="field folder">
        <label for="folder">Save to</label>
        <div class="with-button">
          <vscode-single-select
            id="folder"
            label="Folder to save to"
            .value=${folder}
            @pointerdown=${chooseSide}
            @keydown=${chooseSide}
            @change=${pick}
          >
            ${snapshot.folders.map((one) => html`<vscode-option value=${one.id} ?selected=${one.id === folder}>${one.label}</vscode-option>`)}
          </vscode-single-select>
          <vscode-button secondary @click=${() => void session.browse()}>Browse…</vscode-button>
        </div>
      </div>
      <div class="field name">
        <label for="name">File name</label>
        <easel-text-field
          id="name"
          .label=${'File name without extension'}
          .value=${form.name}
          placeholder=${nameOf(session.paths[0]) || 'from the prompt'}
          autocomplete="off"
          @input=${(event: Event) => session.change({ name: (event.currentTarget as EaselTextField).value })}
        >
          <span slot="content-after" class="extension">${form.mode === 'icon' ? extensions.png : extensions[form.format]}</span>
        </easel-text-field>
      </div>
      <p class="note paths">${session.paths.length === 0 ? nothing : pathsText(session, form, quote)}</p>
    </div>
  `;
}

/** The first path whole, of the others only what is different: their names, of many the last. Then a picture's size, which is not the typed one at 2x. */
function pathsText(session: Session, form: PanelForm, quote: Quote): TemplateResult {
  const paths = session.paths.map((path, index) => (index === 0 ? path : path.slice(path.lastIndexOf('/') + 1)));
  const size = form.mode === 'image' && quote.plan ? html` <span class="unbroken">· ${formatDimensions(fileSize(form))}</span>` : nothing;
  return html`<span class="visually-hidden">Will be written: </span><bdi>${listed(paths)}</bdi>${size}`;
}

function listed(paths: readonly string[]): string {
  return paths.length > 4 ? `${paths.slice(0, 2).join(', ')} … ${paths.at(-1)}` : paths.join(', ');
}

function nameOf(path: string | undefined): string {
  return path === undefined ? '' : path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}
