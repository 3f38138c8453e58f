import { html, nothing, type TemplateResult } from 'lit';
import type { IconSetSnapshot } from '../../protocol/iconSet';
import { formatBytes } from '../common/figures';
import { icon, linkButton } from '../common/icon';
import { counted } from './order';
import type { IconSetSession } from './session';

/** The master as vectors, beside the picture; made when it is asked to be seen. Only of a picture that a trace would do justice to. */
export function svgView(session: IconSetSession, snapshot: IconSetSnapshot): TemplateResult {
  if (!snapshot.master.flat) {
    return html`<p class="note no-svg">No SVG: only a picture of a few flat colours can be traced cleanly.</p>`;
  }
  const { svg } = session.view;
  return html`
    <details
      class="section svg"
      aria-labelledby="svg-title"
      data-region
      .open=${svg}
      @toggle=${(event: Event) => {
        const { open } = event.currentTarget as HTMLDetailsElement;
        if (open !== session.view.svg) {
          session.look({ svg: open });
        }
      }}
    >
      <summary><h2 id="svg-title">SVG</h2></summary>
      ${svg ? traceView(session) : nothing}
    </details>
  `;
}

function traceView(session: IconSetSession): TemplateResult {
  const { traced, master } = session.derived;
  const { facts, address } = traced;
  if (!facts || address === undefined) {
    return traced.refusal === undefined
      ? html`<p class="note loading">
          <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>Tracing the picture…
        </p>`
      : html`<p class="refusal" role="alert">
          ${icon('error')}<span>${traced.refusal} ${linkButton('Try Again', () => traced.again())}</span>
        </p>`;
  }
  const figure = (name: string, source: string | undefined, words: readonly string[]) => html`
    <figure class="trace">
      <div class="trace-picture checkered">
        ${source === undefined ? nothing : html`<img src=${source} alt="The picture as ${name}" />`}
      </div>
      <figcaption><span class="preview-label">${name}</span>${words.map((word) => html`<span class="note">${word}</span>`)}</figcaption>
    </figure>
  `;
  return html`
    <div class="traces">
      ${figure('PNG', master, [formatBytes(facts.pngSize)])}
      ${figure('SVG', address, [formatBytes(facts.size), counted(facts.paths, 'path')])}
    </div>
    ${saveView(session)}
  `;
}

function saveView(session: IconSetSession): TemplateResult {
  const { traced } = session.derived;
  const { savedSvg } = session.view;
  return html`
    <div class="svg-save">
      <vscode-button secondary class="save-svg" aria-disabled=${traced.saving ? 'true' : 'false'} @click=${() => void session.saveSvg()}
        >Save SVG</vscode-button
      >
      ${
        savedSvg === undefined
          ? nothing
          : html`<p class="note">Saved as <bdi>${savedSvg}</bdi> ${linkButton('Show', () => session.open(savedSvg))}</p>`
      }
      ${traced.refusal === undefined ? nothing : html`<p class="refusal" role="alert">${icon('error')}<span>${traced.refusal}</span></p>`}
    </div>
  `;
}
