/** A field that text is typed into: there every key belongs to the text. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['radio', 'checkbox', 'range', 'button'].includes(target.type)) ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, or Cmd on a Mac. */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) {
    return undefined;
  }
  const key = event.key.toLowerCase();
  if (key === 'z') {
    return event.shiftKey ? 'redo' : 'undo';
  }
  return key === 'y' && !event.shiftKey ? 'redo' : undefined;
}

/** An open list or menu, which Esc closes. */
export function isList(event: Event): boolean {
  return event.composedPath().some((one) => one instanceof HTMLElement && one.matches('vscode-single-select, [role="menu"]'));
}
