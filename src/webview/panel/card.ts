import { html, nothing, type TemplateResult } from 'lit';
import type { ImageAction, PanelJob, SavedImage } from '../../protocol/panel';
import { formatBytes, formatDimensions } from '../common/figures';
import { icon, iconButton, linkButton } from '../common/icon';

export interface CardView {
  /** Unlike that of any other card. */
  readonly key: string;
  readonly image: SavedImage;
  readonly mode: PanelJob['mode'];
  /** The one card of the page that Tab leads to. */
  readonly current: boolean;
  readonly act: (action: ImageAction) => void;
}

const tools = {
  open: { icon: 'go-to-file', label: 'Open' },
  insert: { icon: 'insert', label: 'Insert at Cursor' },
  edit: { icon: 'edit', label: 'Edit' },
  iconSet: { icon: 'layers', label: 'Icon Set…' },
  copyPath: { icon: 'copy', label: 'Copy Relative Path' },
  reveal: { icon: 'folder-opened', label: 'Reveal in Explorer' },
  discard: { icon: 'trash', label: 'Discard' },
} as const;

type Tool = keyof typeof tools;

/** What is done most with each comes first. */
const toolsOf: Readonly<Record<PanelJob['mode'], readonly Tool[]>> = {
  image: ['open', 'insert', 'edit', 'iconSet', 'copyPath', 'reveal', 'discard'],
  icon: ['iconSet', 'edit', 'open', 'insert', 'copyPath', 'reveal', 'discard'],
};

/** One picture with its name; its actions show on hover and focus. */
export function card(view: CardView): TemplateResult {
  const { image } = view;
  return html`
    <div class="card ${image.state} ${view.mode}" role="listitem" data-key=${view.key}>
      <button
        class="picture"
        type="button"
        aria-label=${spoken(image)}
        title=${image.path}
        tabindex=${view.current ? '0' : '-1'}
        @click=${() => primary(view)}
      >
        ${image.state === 'saved' ? picture(image) : icon(image.state === 'discarded' ? 'trash' : 'question')}
      </button>
      ${image.state === 'saved' ? toolbar(view) : nothing}
      <p class="card-name" title=${image.path}>${image.name}</p>
      <p class="card-figures">${caption(view)}</p>
    </div>
  `;
}

function primary(view: CardView): void {
  if (view.image.state !== 'missing') {
    view.act(view.image.state === 'saved' ? 'open' : 'restore');
  }
}

/** The size is set as attributes, so that the place is right before the picture has come. */
function picture(image: SavedImage): TemplateResult {
  return html`<img
    src=${image.src}
    width=${image.width}
    height=${image.height}
    alt=""
    loading="lazy"
    decoding="async"
    draggable="false"
  />`;
}

function toolbar(view: CardView): TemplateResult {
  return html`
    <div class="card-tools" role="toolbar" aria-label="Actions for ${view.image.name}">
      ${toolsOf[view.mode].map((action, index) =>
        iconButton({ ...tools[action], tabbable: view.current && index === 0, onClick: () => view.act(action) }),
      )}
    </div>
  `;
}

function caption(view: CardView): TemplateResult {
  switch (view.image.state) {
    case 'saved':
      return html`${formatDimensions(view.image)} · ${formatBytes(view.image.bytes)}`;
    case 'discarded':
      return html`Discarded · ${linkButton('Undo', () => view.act('restore'), view.current)}`;
    case 'missing':
      return html`Moved or deleted`;
  }
}

function spoken(image: SavedImage): string {
  switch (image.state) {
    case 'saved':
      return `Open ${image.name}, ${formatDimensions(image)}, ${formatBytes(image.bytes)}`;
    case 'discarded':
      return `${image.name} was discarded. Undo`;
    case 'missing':
      return `${image.name} was moved or deleted`;
  }
}
