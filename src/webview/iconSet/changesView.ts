import { html, nothing, type TemplateResult } from 'lit';
import type { IconSetForm, IconSetSnapshot } from '../../protocol/iconSet';
import { icon, linkButton } from '../common/icon';
import { checkbox, moveAmongBoxes } from './checkbox';
import type { IconSetSession } from './session';

/** Files that are there and would be changed, each only when it is ticked. */
export function changesView(session: IconSetSession, { phase }: IconSetSnapshot, form: IconSetForm): TemplateResult | typeof nothing {
  const patches = form.presets.length === 0 ? [] : (session.derived.plan.value?.patches ?? []);
  if (patches.length === 0) {
    return nothing;
  }
  const tick = (path: string, wanted: boolean) => {
    const others = form.withoutPatches.filter((one) => one !== path);
    session.change({ withoutPatches: wanted ? others : [...others, path] });
  };
  return html`
    <section
      class="section changes"
      role="group"
      aria-labelledby="changes-title"
      data-region
      ?inert=${phase === 'writing'}
      @keydown=${moveAmongBoxes}
    >
      <h2 id="changes-title">Changes</h2>
      ${patches.map(
        ({ path, summary }, index) => html`
          <div class="change">
            ${checkbox({
              label: html`<bdi class="path">${path}</bdi>`,
              checked: !form.withoutPatches.includes(path),
              describedBy: `change-${index}`,
              onChange: (wanted) => tick(path, wanted),
            })}
            <span id="change-${index}" class="note">${summary}</span>
            <button class="link" type="button" aria-label="Show ${path}" @click=${() => session.open(path)}>Show</button>
          </div>
        `,
      )}
    </section>
  `;
}

/** Lines for a page that is written elsewhere. */
export function snippetView(session: IconSetSession, snapshot: IconSetSnapshot, form: IconSetForm): TemplateResult | typeof nothing {
  const snippet = form.presets.length === 0 ? '' : (session.derived.plan.value?.snippet ?? '');
  if (snippet === '') {
    return nothing;
  }
  return html`
    <section class="section snippet" aria-labelledby="snippet-title" data-region>
      <div class="section-head">
        <h2 id="snippet-title">HTML</h2>
        <span class="note">for the head of the page</span>
        ${session.copied ? html`<span class="note copied">${icon('check')}Copied</span>` : nothing}
        <span class="copy">${linkButton('Copy', () => void session.copySnippet(snapshot))}</span>
      </div>
      <pre tabindex="0" aria-labelledby="snippet-title">${snippet}</pre>
    </section>
  `;
}
