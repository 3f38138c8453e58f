import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ReviewSnapshot } from '../../protocol/review';
import { iconButton } from '../common/icon';
import { hasQuality, modelField, qualityField } from '../common/modelFields';
import { segments } from '../common/segments';
import { factsText } from './announcements';
import type { Choices, Line } from './lines';
import type { ReviewSession } from './session';

const formats = [
  { value: 'png', text: 'PNG' },
  { value: 'jpeg', text: 'JPEG' },
  { value: 'webp', text: 'WebP' },
] as const;

/** What was found, and the way to some of it. */
export function factsView(session: ReviewSession, snapshot: ReviewSnapshot): TemplateResult {
  const broken = snapshot.rows.filter((row) => row.broken && row.state !== 'done').length;
  return html`
    <div class="facts">
      <h1>${factsText(snapshot)}</h1>
      ${broken > 0 ? html`<span class="note">${broken} broken now</span>` : nothing}
      <div class="facts-tools">
        ${session.hasFilter(snapshot) ? filterField(session, snapshot) : nothing}
        ${snapshot.phase === 'running' ? nothing : iconButton({ icon: 'refresh', label: 'Rescan', onClick: () => session.rescan() })}
      </div>
    </div>
  `;
}

/** What holds for all rows that do not say otherwise. It stays where it is while a run goes on, and cannot be reached. */
export function choicesView(session: ReviewSession, snapshot: ReviewSnapshot, lines: readonly Line[]): TemplateResult {
  const locked = snapshot.phase === 'running' || !lines.some((line) => line.editable);
  return html`<div class="choices" role="group" aria-label="For all pictures" ?inert=${locked}>
    ${choiceFields(session, session.choices(snapshot), lines)}
  </div>`;
}

function choiceFields(session: ReviewSession, choices: Choices, lines: readonly Line[]): TemplateResult[] {
  const { model, quality, format, addAlt } = choices;
  // A row's own model may have a quality although the one above has none.
  const asking = [model, ...lines.map((line) => line.model)].find(hasQuality);
  const fields = [
    modelField(
      model.id,
      (one) => (one.operations.includes('generate') ? undefined : 'needs a picture'),
      (id) => session.choose({ model: id }),
    ),
    segments({
      name: 'format',
      label: 'Format',
      options: formats.filter((one) => model.formats.includes(one.value)),
      value: format,
      onPick: (value) => session.choose({ format: value }),
    }),
  ];
  if (lines.some(({ row, editable }) => editable && row.lacksAlt)) {
    fields.push(
      segments({
        name: 'alt',
        label: 'Missing alt text',
        options: [
          { value: 'leave', text: 'Leave', label: 'Leave missing alt text out' },
          { value: 'add', text: 'Add', label: 'Add missing alt text from the prompt' },
        ],
        value: addAlt ? 'add' : 'leave',
        onPick: (value) => session.choose({ addAlt: value === 'add' }),
      }),
    );
  }
  // Last, so that a model without it moves nothing else.
  return asking ? [...fields, qualityField(asking, quality, (value) => session.choose({ quality: value }))] : fields;
}

function filterField(session: ReviewSession, snapshot: ReviewSnapshot): TemplateResult {
  return html`<input
    class="cell-field boxed filter"
    type="text"
    dir="auto"
    autocomplete="off"
    aria-label="Filter"
    placeholder="Filter by file, prompt or host"
    .value=${live(session.filter(snapshot))}
    @input=${(event: Event) => session.setFilter((event.currentTarget as HTMLInputElement).value)}
  />`;
}

/** The rows that the words of the filter all stand in. */
export function filtered(lines: readonly Line[], filter: string): readonly Line[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return lines;
  }
  return lines.filter(({ row, prompt, model }) => {
    const text = [...row.places.map((place) => `${place.file}:${place.line}`), row.origin, prompt, row.path, model.name]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
