import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { EditJob, EditorSnapshot } from '../../protocol/imageEditor';
import { icon } from '../common/icon';
import type { EditorSession } from './session';
import type { Thumbnails } from './thumbnails';

type Variant = EditJob['variants'][number];

/** The variants that were not put away, in the order of the model. */
export function shown(job: EditJob): readonly Variant[] {
  return job.variants.filter((variant) => !variant.discarded);
}

/** Small pictures of the answers. One is in the tab order and the arrow keys choose; choosing the chosen one goes back to painting. */
export function variantStrip(session: EditorSession, snapshot: EditorSnapshot, job: EditJob, thumbnails: Thumbnails): TemplateResult {
  const variants = shown(job);
  const current = chosenIn(session, job) ?? variants[0]?.index;
  return html`
    <div
      class="variants"
      role="listbox"
      aria-label="Variants"
      aria-orientation="horizontal"
      @keydown=${(event: KeyboardEvent) => onKey(event, session, job)}
    >
      ${repeat(
        variants,
        (variant) => variant.index,
        (variant, at) => {
          const isChosen = chosenIn(session, job) === variant.index;
          const isApplied = snapshot.proof?.jobId === job.id && snapshot.proof.index === variant.index;
          return html`
            <button
              class="variant"
              type="button"
              role="option"
              data-index=${variant.index}
              aria-selected=${isChosen ? 'true' : 'false'}
              aria-label="Variant ${at + 1} of ${variants.length}${isApplied ? ', applied' : ''}"
              tabindex=${variant.index === current ? '0' : '-1'}
              @click=${() => session.choose(isChosen ? undefined : { jobId: job.id, index: variant.index })}
            >
              <img src=${thumbnails.of(`${job.id}/${variant.index}`, variant.thumbnail)} alt="" draggable="false" />
              ${isApplied ? html`<span class="applied" title="Applied">${icon('check')}</span>` : nothing}
            </button>
          `;
        },
      )}
    </div>
  `;
}

/** The variant of the job that is looked at. */
function chosenIn(session: EditorSession, job: EditJob): number | undefined {
  return session.chosen?.jobId === job.id ? session.chosen.index : undefined;
}

/** Chooses the next or previous variant, around the ends. */
export function step(session: EditorSession, job: EditJob, by: 1 | -1): number | undefined {
  const variants = shown(job);
  const at = variants.findIndex((variant) => variant.index === chosenIn(session, job));
  const next = at < 0 ? variants.at(by > 0 ? 0 : -1) : variants[(at + by + variants.length) % variants.length];
  if (next) {
    session.choose({ jobId: job.id, index: next.index });
  }
  return next?.index;
}

function onKey(event: KeyboardEvent, session: EditorSession, job: EditJob): void {
  const variants = shown(job);
  const strip = event.currentTarget as HTMLElement;
  const go = (index: number | undefined): void => {
    event.preventDefault();
    event.stopPropagation();
    strip.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  };
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    go(step(session, job, event.key === 'ArrowRight' ? 1 : -1));
  } else if (event.key === 'Home' || event.key === 'End') {
    const end = variants.at(event.key === 'Home' ? 0 : -1);
    if (end) {
      session.choose({ jobId: job.id, index: end.index });
      go(end.index);
    }
  } else if (event.key === 'Delete') {
    const index = chosenIn(session, job);
    if (index !== undefined) {
      session.discard(job, [index]);
      go(session.chosen?.index);
    }
  }
}
