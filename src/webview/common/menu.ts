import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { icon } from './icon';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
}

export interface MenuGroup {
  readonly title?: string;
  readonly items: readonly MenuItem[];
}

/** Told as `easel-pick` with the id of the item. */
export type PickEvent = CustomEvent<string>;

/**
 * A button with a menu. Arrow keys, Home, End and first letters move, Enter and Space pick, Esc and Tab close. vscode-context-menu
 * has no roles for screen readers and no groups.
 */
export class EaselMenu extends LitElement {
  static override properties = {
    label: { type: String },
    text: { type: String },
    icon: { type: String },
    groups: { attribute: false },
    wide: { type: Boolean },
    tabbable: { attribute: false },
    open: { state: true },
  };

  declare label: string;
  /** Visible text of the button; without one it is a chevron. */
  declare text: string;
  declare icon: string;
  declare groups: readonly MenuGroup[];
  /** Lets the details of the items wrap. */
  declare wide: boolean;
  /** False takes its button out of the tab order: arrow keys lead there. */
  declare tabbable: boolean;
  declare private open: boolean;

  constructor() {
    super();
    this.label = '';
    this.text = '';
    this.icon = 'chevron-down';
    this.groups = [];
    this.wide = false;
    this.tabbable = true;
    this.open = false;
    this.addEventListener('keydown', (event) => this.onKey(event));
    this.addEventListener('focusout', (event) => {
      if (this.open && !(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) {
        this.open = false;
      }
    });
  }

  /** The page's own style sheet and icon font reach only what is not in a shadow. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Opens with the focus on the first item. */
  async show(): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.placeInView();
    this.entries()[0]?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <button
        class=${this.text === '' ? 'icon-button' : 'text-button'}
        type="button"
        title=${this.text === '' ? this.label : nothing}
        aria-label=${this.label}
        tabindex=${this.tabbable ? nothing : '-1'}
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${() => (this.open ? this.close() : void this.show())}
      >
        ${this.text}${icon(this.icon)}
      </button>
      ${this.open ? this.menu() : nothing}
    `;
  }

  private menu(): TemplateResult {
    return html`
      <div class="menu ${this.wide ? 'wide' : ''}" role="menu" aria-label=${this.label}>
        ${this.groups.map(
          (group) => html`
            <div role="group" aria-label=${group.title ?? nothing}>
              ${group.title === undefined ? nothing : html`<div class="menu-title" aria-hidden="true">${group.title}</div>`}
              ${group.items.map(
                (item) => html`
                  <button
                    class="menu-item"
                    type="button"
                    role="menuitem"
                    tabindex="-1"
                    @mouseenter=${(event: MouseEvent) => event.currentTarget instanceof HTMLElement && event.currentTarget.focus({ preventScroll: true })}
                    @click=${() => this.pick(item)}
                  >
                    <span>${item.label}</span>${item.detail === undefined ? nothing : html`<span class="menu-detail">${item.detail}</span>`}
                  </button>
                `,
              )}
            </div>
          `,
        )}
      </div>
    `;
  }

  private entries(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.menu-item')];
  }

  private onKey(event: KeyboardEvent): void {
    const items = this.entries();
    const at = items.findIndex((item) => item === document.activeElement);
    if (!this.open) {
      if (event.key === 'ArrowDown') {
        void this.show();
        event.preventDefault();
      }
      return;
    }
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at <= 0 ? items.length : at) - 1,
      Home: 0,
      End: items.length - 1,
    };
    const move = moves[event.key] ?? this.startingWith(event.key, at, items);
    if (event.key === 'Escape') {
      this.close();
    } else if (event.key === 'Tab') {
      this.open = false;
      return;
    } else if (move === undefined) {
      return;
    } else {
      items[move]?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private startingWith(key: string, at: number, items: readonly HTMLElement[]): number | undefined {
    if (key.length !== 1 || key === ' ') {
      return undefined;
    }
    const order = items.map((_, index) => (at + 1 + index) % items.length);
    return order.find((index) => items[index]?.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
  }

  private pick(item: MenuItem): void {
    this.close();
    this.dispatchEvent(new CustomEvent<string>('easel-pick', { detail: item.id }));
  }

  private close(): void {
    this.querySelector<HTMLElement>(':scope > button')?.focus();
    this.open = false;
  }

  /** Above its button when there is more room, and never over the edge of a narrow page. */
  private placeInView(): void {
    const menu = this.querySelector<HTMLElement>('.menu');
    if (!menu) {
      return;
    }
    const button = this.getBoundingClientRect();
    const [below, above] = [window.innerHeight - button.bottom, button.top];
    menu.classList.toggle('above', below < Math.min(menu.scrollHeight, 320) && above > below);
    menu.style.maxHeight = `${Math.max(120, Math.min(360, Math.max(below, above) - 12))}px`;
    menu.style.right = `${Math.min(0, button.right - menu.offsetWidth - 8)}px`;
  }
}

customElements.define('easel-menu', EaselMenu);
