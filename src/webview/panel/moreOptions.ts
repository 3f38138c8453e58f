import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { valueFault, type Parameter, type ParameterValue } from '../../core/models/parameters';
import type { PanelForm } from '../../protocol/panel';
import { chooseSide } from '../common/selectSide';
import type { Quote } from './quote';
import type { Session } from './session';
import type { EaselTextField } from './textField';

/**
 * Options that only the chosen model has, as its schema names them. What the schema says is text and nothing else. Made when they are
 * unfolded: the entries of a select are empty when they are born out of sight.
 */
export function moreOptions(session: Session, form: PanelForm, quote: Quote): TemplateResult | typeof nothing {
  const { id, parameters = [] } = quote.model;
  if (parameters.length === 0) {
    return nothing;
  }
  const set = Object.keys(form.parameters ?? {}).length;
  const open = session.isOpen(moreId) || quote.problem?.at === 'parameter';
  return html`
    <details
      class="more-options"
      aria-label="More options"
      ?open=${open}
      @toggle=${(event: Event) => session.setOpen(moreId, (event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>More options${set > 0 ? ` (${set} set)` : ''}</summary>
      ${open ? keyed(id, html`<div class="parameters">${parameters.map((one) => field(session, one, form.parameters?.[one.name], quote))}</div>`) : nothing}
    </details>
  `;
}

/** Among the things that are kept open; no job has such an id. */
const moreId = 'more-options';

function field(session: Session, one: Parameter, value: ParameterValue | undefined, quote: Quote): TemplateResult {
  const fault = Object.hasOwn(quote.wrongParameters, one.name) ? quote.wrongParameters[one.name] : undefined;
  const id = `parameter-${one.name}`;
  return html`
    <div class="field parameter" data-parameter=${one.name}>
      ${one.kind === 'switch' ? box(session, one, value, id) : html`<label for=${id}>${one.label}</label>${control(session, one, value, id, fault)}`}
      ${
        fault === undefined
          ? one.description === undefined
            ? nothing
            : html`<p class="note" dir="auto">${one.description}</p>`
          : html`<p class="note wrong" role="alert">Must be ${fault}.</p>`
      }
    </div>
  `;
}

function box(session: Session, one: Extract<Parameter, { kind: 'switch' }>, value: ParameterValue | undefined, id: string): TemplateResult {
  const usual = one.usual ?? false;
  return html`
    <label class="check">
      <input
        id=${id}
        type="checkbox"
        aria-description=${one.description ?? nothing}
        .checked=${live((value ?? usual) === true)}
        @change=${({ currentTarget }: Event) => {
          const { checked } = currentTarget as HTMLInputElement;
          session.setParameter(one.name, checked === usual ? undefined : checked);
        }}
      />
      <span>${one.label}</span>
    </label>
  `;
}

function control(
  session: Session,
  one: Exclude<Parameter, { kind: 'switch' }>,
  value: ParameterValue | undefined,
  id: string,
  fault: string | undefined,
): TemplateResult {
  return one.kind === 'choice' ? choice(session, one, value, id) : typed(session, one, value, id, fault);
}

/** By position, so that `1` and `"1"` stay apart. Without a usual value there is one entry that leaves it to the service. */
function choice(
  session: Session,
  one: Extract<Parameter, { kind: 'choice' }>,
  value: ParameterValue | undefined,
  id: string,
): TemplateResult {
  const chosen = one.options.findIndex((option) => option === (value ?? one.usual));
  const pick = (event: Event) => {
    const option = one.options[Number((event.currentTarget as VscodeSingleSelect).value)];
    session.setParameter(one.name, option === one.usual ? undefined : option);
  };
  return html`
    <vscode-single-select
      id=${id}
      label=${one.label}
      .value=${String(chosen)}
      @pointerdown=${chooseSide}
      @keydown=${chooseSide}
      @change=${pick}
    >
      ${one.usual === undefined ? html`<vscode-option value="-1" ?selected=${chosen < 0}>As usual</vscode-option>` : nothing}
      ${one.options.map((option, index) => html`<vscode-option value=${String(index)} ?selected=${index === chosen}>${String(option)}</vscode-option>`)}
    </vscode-single-select>
  `;
}

/** An empty field is the usual value, which stands in it faintly. */
function typed(
  session: Session,
  one: Extract<Parameter, { kind: 'number' | 'text' }>,
  value: ParameterValue | undefined,
  id: string,
  fault: string | undefined,
): TemplateResult {
  const read = (text: string): ParameterValue =>
    one.kind === 'text' ? text : /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
  const change = (event: Event) => {
    const text = (event.currentTarget as EaselTextField).value;
    const next = text.trim() === '' ? undefined : read(text);
    const wrong = next === undefined ? undefined : valueFault(one, next);
    if (wrong === undefined) {
      session.setParameter(one.name, next === one.usual ? undefined : next);
    } else {
      session.mistypeParameter(one.name, wrong);
    }
  };
  return html`
    <easel-text-field
      id=${id}
      .label=${one.label}
      .value=${value === undefined ? '' : String(value)}
      placeholder=${one.usual === undefined ? 'as usual' : String(one.usual).slice(0, 100)}
      autocomplete="off"
      inputmode=${one.kind === 'number' ? 'decimal' : 'text'}
      ?invalid=${fault !== undefined}
      @input=${change}
    ></easel-text-field>
  `;
}
