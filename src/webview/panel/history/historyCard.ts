import { html, nothing, type TemplateResult } from 'lit';
import { formatDimensions, shortPrompt } from '../../common/figures';
import { icon, iconButton, linkButton } from '../../common/icon';
import type { MenuGroup, MenuItem, PickEvent } from '../../common/menu';
import type { HistoryAction, HistoryEntry } from '../../../protocol/history';

/** What a card can be asked for: what the host does, and what the page does with it. */
export type CardAction = HistoryAction | 'again' | 'settings' | 'compare';

export interface HistoryCardView {
  readonly key: string;
  readonly entry: HistoryEntry & { readonly isDeleted: boolean };
  /** The one card that Tab leads to. */
  readonly current: boolean;
  /** It is the first of two that are to be compared. */
  readonly marked: boolean;
  readonly act: (action: CardAction) => void;
}

/** One picture of the history: its actions show on hover and focus, a star always. */
export function historyCard(view: HistoryCardView): TemplateResult {
  const { entry, current } = view;
  return html`
    <div
      class="card history-card ${entry.kind} ${entry.isDeleted ? 'deleted' : 'saved'} ${view.marked ? 'marked' : ''}"
      role="listitem"
      data-key=${view.key}
    >
      <button
        class="picture"
        type="button"
        aria-label=${spoken(entry)}
        title=${shortPrompt(entry.prompt, 500)}
        tabindex=${current ? '0' : '-1'}
        @click=${() => view.act(primary(entry))}
      >
        ${entry.isDeleted ? icon('trash') : entry.src === '' ? icon('file-media') : html`<img src=${entry.src} alt="" loading="lazy" decoding="async" draggable="false" />`}
      </button>
      ${entry.isDeleted ? nothing : [tools(view), star(view)]}
      <p class="card-name" dir="auto">${shortPrompt(entry.prompt, 120)}</p>
      ${
        entry.isDeleted
          ? html`<p class="card-figures">Deleted from history · ${linkButton('Undo', () => view.act('restore'), current)}</p>`
          : html`<p class="card-figures">${figures(entry)}</p>
              <p class="card-figures file" title=${entry.file?.path ?? ''}>${place(entry)}</p>`
      }
    </div>
  `;
}

interface Tool {
  readonly id: CardAction;
  readonly icon: string;
  readonly label: string;
}

/** Looking at it is what a click is for. */
function primary(entry: HistoryCardView['entry']): CardAction {
  return entry.isDeleted ? 'restore' : entry.file?.isThere ? 'open' : entry.kind === 'edit' && entry.canEdit ? 'edit' : 'compare';
}

function tools(view: HistoryCardView): TemplateResult {
  const { entry } = view;
  const isThere = entry.file?.isThere === true;
  const all: readonly (Tool & { readonly when: boolean })[] = [
    { id: 'open', icon: 'go-to-file', label: 'Open', when: isThere },
    { id: 'insert', icon: 'insert', label: 'Insert at Cursor', when: isThere },
    { id: 'edit', icon: 'edit', label: 'Edit', when: canEdit(entry) },
    { id: 'saveAgain', icon: 'save', label: 'Save Again', when: entry.canSaveAgain && !isThere },
    { id: 'delete', icon: 'trash', label: 'Delete from History (the file in the project stays)', when: true },
  ];
  const shown = all.filter(({ when }) => when);
  return html`
    <div class="card-tools" role="toolbar" aria-label="Actions for ${shortPrompt(entry.prompt, 40)}">
      ${shown.map((tool, index) => iconButton({ ...tool, tabbable: view.current && index === 0, onClick: () => view.act(tool.id) }))}
      <easel-menu
        label="More Actions"
        icon="ellipsis"
        .groups=${more(entry)}
        .tabbable=${false}
        @easel-pick=${(event: PickEvent) => view.act(event.detail as CardAction)}
      ></easel-menu>
    </div>
  `;
}

function more(entry: HistoryEntry): readonly MenuGroup[] {
  const isThere = entry.file?.isThere === true;
  const item = (id: CardAction, label: string, when = true): MenuItem[] => (when ? [{ id, label }] : []);
  const groups: MenuGroup[] = [
    {
      items: [
        ...item('again', `Generate Again · ${entry.price}`, entry.kind !== 'edit'),
        ...item('settings', 'Use These Settings', entry.kind !== 'edit'),
        ...item('saveAgain', 'Save Again', entry.canSaveAgain),
        ...item('compare', 'Compare…'),
      ],
    },
    {
      items: [
        ...item('copyRecipe', 'Copy Recipe'),
        ...item('copyPath', 'Copy Relative Path', isThere),
        ...item('reveal', 'Reveal in Explorer', isThere),
      ],
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}

function star({ entry, act, current }: HistoryCardView): TemplateResult {
  return html`<span class="star ${entry.starred ? 'starred' : ''}"
    >${iconButton({
      icon: entry.starred ? 'star-full' : 'star-empty',
      label: entry.starred ? 'Remove Star' : 'Star',
      pressed: entry.starred,
      tabbable: current,
      onClick: () => act(entry.starred ? 'unstar' : 'star'),
    })}</span
  >`;
}

function canEdit(entry: HistoryEntry): boolean {
  return entry.kind === 'edit' ? entry.canEdit : entry.file?.isThere === true;
}

function figures(entry: HistoryEntry): string {
  return [entry.modelName, formatDimensions(entry), entry.price].join(' · ');
}

function place(entry: HistoryEntry): string {
  if (!entry.file) {
    return entry.kind === 'edit' ? 'Edit' : 'Not in the project';
  }
  return entry.file.isThere ? entry.file.name : `${entry.file.name} · moved or deleted`;
}

function spoken(entry: HistoryCardView['entry']): string {
  const what = `${shortPrompt(entry.prompt, 80)}, ${figures(entry)}${entry.starred ? ', starred' : ''}`;
  const verbs: Partial<Record<CardAction, string>> = { open: 'Open', edit: 'Edit', compare: 'Compare', restore: 'Undo deletion of' };
  return `${verbs[primary(entry)] ?? 'Show'} ${what}`;
}
