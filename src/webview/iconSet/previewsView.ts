import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Size } from '../../core/sizes';
import type { IconSetForm, IconSetSnapshot } from '../../protocol/iconSet';
import { formatDimensions } from '../common/figures';
import { icon, linkButton } from '../common/icon';
import { checkbox } from './checkbox';
import { guideView } from './guideView';
import { byPlatform } from './platforms';
import type { ShownPreview } from './previewPictures';
import { enlargedSize, realSize } from './realSize';
import type { IconSetSession } from './session';

/** What is seen through an icon is a light or a dark page; what is opaque is only seen as it is. */
const grounds = [
  { name: 'light', text: 'on light' },
  { name: 'dark', text: 'on dark' },
] as const;

/** The pictures that differ for the eye. The former ones stay, dimmed, until those of the form as it stands are there. */
export function previewsView(session: IconSetSession, snapshot: IconSetSnapshot, form: IconSetForm): TemplateResult {
  const { pictures, previews } = session.derived;
  const busy = pictures.otherQuestion && pictures.refusal === undefined;
  const guided = form.presets.length > 0 && previews.some((preview) => preview.guide);
  return html`
    <section class="previews" aria-labelledby="previews-title" aria-busy=${busy ? 'true' : 'false'} data-region>
      <div class="section-head">
        <h2 id="previews-title">Preview</h2>
        ${
          guided
            ? checkbox({
                label: 'Show safe zones',
                checked: session.view.guides,
                name: 'guides',
                onChange: (guides) => session.look({ guides }),
              })
            : nothing
        }
      </div>
      ${form.presets.length === 0 ? html`<p class="note">Tick a set to see its icons.</p>` : content(session, snapshot, busy)}
    </section>
  `;
}

function content(session: IconSetSession, snapshot: IconSetSnapshot, busy: boolean): TemplateResult {
  const { pictures, previews } = session.derived;
  if (pictures.refusal !== undefined) {
    return html`<p class="refusal" role="alert">
      ${icon('error')}<span>${pictures.refusal} ${linkButton('Try Again', () => session.lookAgain())}</span>
    </p>`;
  }
  if (previews.length === 0 && busy) {
    return html`<p class="note loading">
      <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>Drawing the icons…
    </p>`;
  }
  return html`<div class="platforms ${busy ? 'stale' : ''}">
    ${repeat(
      byPlatform(previews, snapshot.presets),
      (group) => group.platform,
      (group) => html`
        <h3>${group.platform}</h3>
        <div class="preview-row">
          ${repeat(
            group.previews,
            ({ preview }) => preview.key,
            ({ preview, also }) => previewView(preview, also, session.view.guides),
          )}
        </div>
      `,
    )}
  </div>`;
}

function previewView(preview: ShownPreview, also: readonly string[], guides: boolean): TemplateResult {
  const { label, transparent, guide } = preview;
  const small = enlargedSize(preview, devicePixelRatio);
  const tile = (ground: string, text: string) => html`
    <div class="tile ${ground}">
      ${pictureView(preview, realSize(preview, devicePixelRatio), text, guides)}
      ${small ? html`<img class="enlarged" src=${preview.address} alt="" .style=${boxOf(small)} />` : nothing}
    </div>
  `;
  return html`
    <figure class="preview">
      <div class="tiles">
        ${transparent ? grounds.map(({ name, text }) => tile(`on-${name}`, `${label} ${text}`)) : tile('whole', label)}
      </div>
      <figcaption>
        <span class="preview-label">${label}</span>
        <span class="note">${formatDimensions(preview)}</span>
        ${also.length > 0 ? html`<span class="note">also ${also.join(', ')}</span>` : nothing}
        ${guide && guides ? html`<span class="note">${guide.label}</span>` : nothing}
      </figcaption>
    </figure>
  `;
}

function pictureView(preview: ShownPreview, size: Size, text: string, guides: boolean): TemplateResult {
  const { guide, width, height } = preview;
  return html`<span class="real"
    ><img
      src=${preview.address}
      alt=${text}
      decoding="sync"
      .style=${boxOf(size)}
    />${guide && guides ? guideView(guide, width, height) : nothing}</span
  >`;
}

/** Set as a property: the page's policy forbids the attribute. */
function boxOf({ width, height }: Size): string {
  return `width: ${width}px; height: ${height}px`;
}
