import { html, nothing, type TemplateResult } from 'lit';
import type { IconSetForm, IconSetPreset, IconSetSnapshot } from '../../protocol/iconSet';
import { checkbox, moveAmongBoxes } from './checkbox';
import type { IconSetSession } from './session';

/** What can be made, in any combination: what the project asks for first. Not what is ticked, which would move rows away under the pointer. */
export function setsView(session: IconSetSession, { presets }: IconSetSnapshot, form: IconSetForm): TemplateResult {
  const suggested = presets.filter((preset) => preset.suggested);
  const others = presets.filter((preset) => !preset.suggested);
  const parted = suggested.length > 0 && others.length > 0;
  const rows = (some: readonly IconSetPreset[]) => some.map((preset) => presetView(session, preset, form));
  return html`
    <section class="sets" role="group" aria-labelledby="sets-title" data-region @keydown=${moveAmongBoxes}>
      <h2 id="sets-title">Sets</h2>
      ${parted ? html`<h3>Suggested for this project</h3>` : nothing} ${rows(suggested)} ${parted ? html`<h3>More</h3>` : nothing}
      ${rows(others)}
    </section>
  `;
}

function presetView(session: IconSetSession, { id, name, detail, place, reason }: IconSetPreset, form: IconSetForm): TemplateResult {
  const pick = (checked: boolean) =>
    session.change({ presets: checked ? [...form.presets, id] : form.presets.filter((one) => one !== id) });
  return html`
    <div class="preset" data-preset=${id}>
      ${checkbox({
        label: name,
        checked: form.presets.includes(id),
        describedBy: `detail-${id} place-${id}`,
        name: `preset-${id}`,
        onChange: pick,
      })}
      ${
        // A folder for everything takes the place of where each set would go.
        form.folder === '' && place !== ''
          ? html`<span id="place-${id}" class="place" title=${reason}
              ><span aria-hidden="true">→ </span><span class="visually-hidden">goes to </span><bdi>${place}</bdi
              ><span class="visually-hidden">: ${reason}</span></span
            >`
          : nothing
      }
      <p id="detail-${id}" class="preset-detail">${detail}</p>
    </div>
  `;
}
