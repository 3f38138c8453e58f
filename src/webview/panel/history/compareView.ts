import { html, nothing, type TemplateResult } from 'lit';
import { formatDimensions, shortPrompt } from '../../common/figures';
import { iconButton } from '../../common/icon';
import { segments } from '../../common/segments';
import type { HistoryEntry } from '../../../protocol/history';
import type { Comparison, HistorySession } from './historySession';

/** Two pictures beside each other, or one over the other when they have the same shape. */
export function compareView(history: HistorySession, { entries, sources }: Comparison): TemplateResult {
  const [first, second] = entries;
  const canOverlay = Math.abs(first.width * second.height - second.width * first.height) <= Math.max(first.width, second.width);
  const overlaid = canOverlay && history.overlaid;
  return html`
    <div class="compare" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && leave(history, event)}>
      <div class="compare-head">
        ${iconButton({ icon: 'arrow-left', label: 'Back to History', onClick: () => history.stopComparing() })}
        <h2>Compare</h2>
        ${
          canOverlay
            ? segments({
                name: 'compare-by',
                label: 'View',
                options: [
                  { value: 'beside', text: 'Side by side' },
                  { value: 'over', text: 'Overlay' },
                ],
                value: overlaid ? 'over' : 'beside',
                onPick: (value) => history.overlay(value === 'over'),
              })
            : nothing
        }
      </div>
      ${overlaid ? over(sources) : nothing}
      <div class="compare-pair">${entries.map((entry, index) => side(entry, overlaid ? undefined : sources[index], index))}</div>
    </div>
  `;
}

function side(entry: HistoryEntry, source: string | undefined, index: number): TemplateResult {
  const figures = [entry.modelName, formatDimensions(entry), entry.quality, entry.price].join(' · ');
  return html`
    <figure>
      ${source === undefined ? nothing : html`<img src=${source} alt=${`${index === 0 ? 'First' : 'Second'} image`} width=${entry.width} height=${entry.height} />`}
      <figcaption>
        <p class="compare-prompt" dir="auto">${shortPrompt(entry.prompt, 600)}</p>
        <p class="card-figures">${figures}</p>
        <p class="card-figures">${new Date(entry.at).toLocaleString()}</p>
      </figcaption>
    </figure>
  `;
}

/** The slider moves the edge between the two; its value goes into the style by script, which the page's policy allows. */
function over(sources: readonly [string, string]): TemplateResult {
  const move = (event: Event): void => {
    const slider = event.currentTarget as HTMLInputElement;
    slider.closest<HTMLElement>('.compare-over')?.style.setProperty('--split', `${slider.value}%`);
  };
  return html`
    <div class="compare-over">
      <div class="compare-stack"><img src=${sources[0]} alt="First image" /><img class="upper" src=${sources[1]} alt="Second image" /></div>
      <input type="range" min="0" max="100" value="50" aria-label="How much of the first image is seen" @input=${move} />
    </div>
  `;
}

function leave(history: HistorySession, event: KeyboardEvent): void {
  event.preventDefault();
  history.stopComparing();
}
