import type { LitElement, ReactiveController } from 'lit';
import { isList, isTyping, undoKey } from './keys';

/** What the keys of the page do. The functions that answer tell whether the key meant something. */
export interface KeyActions {
  readonly run: () => void;
  /** Takes back or repeats a stroke. */
  readonly history: (step: 'undo' | 'redo') => boolean;
  /** A tool, a size, a view; Esc on what the canvas is doing. */
  readonly canvas: (event: KeyboardEvent) => boolean;
  /** The zoom keys, which mean nothing in a text. */
  readonly zoom: (event: KeyboardEvent) => boolean;
  /** Goes back from a result to painting. */
  readonly leave: () => boolean;
}

/** Sorts the keys between the text that is typed, the controls of the inspector, the canvas, and VS Code. */
export class EditorKeys implements ReactiveController {
  constructor(
    host: LitElement,
    private readonly actions: KeyActions,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // In the capture phase: a select would take Enter for itself.
    document.addEventListener('keydown', this.onRunKey, { capture: true });
    document.addEventListener('keydown', this.onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.onRunKey, { capture: true });
    document.removeEventListener('keydown', this.onKey);
  }

  private readonly onRunKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) {
        this.actions.run();
      }
    }
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const step = undoKey(event);
    if (isTyping(event)) {
      // VS Code would undo the document while the text takes back a word.
      if (step) {
        event.stopPropagation();
      } else {
        this.zoom(event);
      }
    } else if (step) {
      // Strokes first; when there are none, VS Code takes back what was applied.
      if (this.actions.history(step)) {
        take(event);
      }
    } else if (isList(event)) {
      this.zoom(event);
    } else if (!event.defaultPrevented) {
      if (this.actions.canvas(event) || (event.key === 'Escape' && this.actions.leave())) {
        take(event);
      }
    }
  };

  private zoom(event: KeyboardEvent): void {
    if (this.actions.zoom(event)) {
      take(event);
    }
  }
}

/**
 * The key has done its work here. VS Code has keys of its own for some (Ctrl+1 opens a group of editors, Alt the menu bar) and does not
 * look at what was prevented. Plain letters go on: they may end a chord such as Ctrl+K S.
 */
function take(event: KeyboardEvent): void {
  event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape') {
    event.stopPropagation();
  }
}
