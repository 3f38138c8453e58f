import { html, nothing, type TemplateResult } from 'lit';
import type { EditJob, EditReport } from '../../protocol/imageEditor';
import { icon, iconButton, linkButton } from '../common/icon';
import { segments } from '../common/segments';
import { edgeFields, matchFields } from './blendFields';
import { reportParts } from './reportWords';
import type { EditorSession } from './session';
import { shown, step } from './variantStrip';

const compares = [
  { value: 'none', text: 'Off', label: 'Off: the mask is shown over the result' },
  { value: 'slider', text: 'Slider', label: 'Slider between original and result' },
  { value: 'side', text: 'Side', label: 'Side by side' },
  { value: 'blink', text: 'Blink', label: 'Blink: hold Space or Alt for the original' },
  { value: 'difference', text: 'Difference' },
] as const;

/** The variant that is looked at: which one it is, what can be done with it, how it is compared and blended. */
export function variantView(session: EditorSession, job: EditJob, index: number): TemplateResult {
  const variants = shown(job);
  const report = session.preview.of({ jobId: job.id, index })?.report;
  const settings = session.blendOf(job);
  const isPartial = report === undefined || report.effective < report.pixels;
  return html`
    <div class="variant-head">
      ${
        variants.length > 1
          ? html`${iconButton({ icon: 'chevron-left', label: 'Previous Variant', onClick: () => step(session, job, -1) })}
              <span class="of">${variants.findIndex((one) => one.index === index) + 1} of ${variants.length}</span>
              ${iconButton({ icon: 'chevron-right', label: 'Next Variant', onClick: () => step(session, job, 1) })}`
          : nothing
      }
      <span class="busy" role="status" aria-label=${session.preview.busy ? 'Blending' : nothing}>
        ${session.preview.busy ? html`<span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>` : nothing}
      </span>
      ${linkButton('Back to painting', () => session.choose(undefined))}
    </div>
    ${actions(session, job, index)}
    ${session.savedPath === undefined ? nothing : html`<p class="note saved">Saved as <bdi>${session.savedPath}</bdi></p>`}
    ${reportLine(session, job, report)}
    <div class="rows">
      ${segments({ name: 'compare', label: 'Compare', options: compares, value: session.ui.compare, onPick: (compare) => session.set({ compare }) })}
      ${isPartial ? edgeFields('blend', settings, (changes) => session.blend(job, changes)) : nothing}
      ${matchFields('blend', settings, session.snapshot?.hasAlpha === true, (changes) => session.blend(job, changes))}
    </div>
  `;
}

function actions(session: EditorSession, job: EditJob, index: number): TemplateResult {
  const { snapshot } = session;
  const { busy } = session.requests;
  const isDimmed = busy !== undefined || snapshot?.blocked !== undefined;
  return html`
    <div class="variant-actions">
      <vscode-button
        class="apply"
        aria-disabled=${isDimmed ? 'true' : 'false'}
        aria-describedby=${snapshot?.blocked ? 'blocked' : nothing}
        @click=${() => !isDimmed && void session.apply(job, index)}
        >Apply</vscode-button
      >
      <vscode-button
        secondary
        class="save"
        aria-disabled=${busy === undefined ? 'false' : 'true'}
        @click=${() => busy === undefined && void session.saveAsNew(job, index)}
        >Save as New File…</vscode-button
      >
      ${iconButton({
        icon: session.raw.on ? 'eye-closed' : 'eye',
        label: 'Show the Answer as the Model Sent It',
        pressed: session.raw.on,
        onClick: () => session.toggleRaw(),
      })}
      ${iconButton({ icon: 'trash', label: 'Discard', onClick: () => session.discard(job, [index]) })}
    </div>
  `;
}

/** Its lines are always there, so that nothing below moves when the figures come. */
function reportLine(session: EditorSession, job: EditJob, report: EditReport | undefined): TemplateResult {
  const { failure } = session.preview;
  if (failure !== undefined) {
    return html`<p class="refusal" role="alert">${icon('error')}<span>${failure}</span></p>`;
  }
  const parts = report ? reportParts(report, job.masked) : [];
  return html`<p class="note report">${parts.length === 0 ? nothing : sentence(parts)}</p>`;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
