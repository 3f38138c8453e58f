import { html, nothing, type TemplateResult } from 'lit';
import type { EditorSnapshot } from '../../protocol/imageEditor';
import { formatDimensions } from '../common/figures';
import { icon } from '../common/icon';
import { percent } from './reportWords';
import type { EditorSession } from './session';

/** The facts of the picture, how it is seen, what is masked, and the proof. `zoom` is 1 at 100 %. */
export function statusLine(session: EditorSession, snapshot: EditorSnapshot, zoom: number | undefined): TemplateResult {
  const { mask } = session;
  const share = mask.area / (snapshot.width * snapshot.height);
  const label = session.ui.inspector ? 'Hide Inspector' : 'Show Inspector';
  return html`
    <footer class="status" aria-label="Status">
      <p class="status-facts">
        <span>${formatDimensions(snapshot)}</span>
        ${zoom === undefined ? nothing : html`<span>${zoomText(zoom)}</span>`}
        <span>${mask.bounds ? html`mask ${percent(share)}<span class="of-picture"> of the picture</span>` : 'no mask'}</span>
      </p>
      <easel-proof-chip .snapshot=${snapshot}></easel-proof-chip>
      <button
        class="icon-button inspector-toggle"
        type="button"
        title=${label}
        aria-label=${label}
        aria-expanded=${session.ui.inspector ? 'true' : 'false'}
        aria-controls="inspector"
        @click=${() => session.set({ inspector: !session.ui.inspector })}
      >
        ${icon(session.ui.inspector ? 'layout-sidebar-right' : 'layout-sidebar-right-off')}
      </button>
    </footer>
  `;
}

function zoomText(zoom: number): string {
  const value = zoom * 100;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}
