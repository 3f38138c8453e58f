/**
 * Where an arrow key leads: from card to card in reading order, up and down to what is seen there, and within the actions of a card
 * from one to the next (Esc goes back to the card). Undefined when the key means nothing here.
 */
export function cardMove(results: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const toolbar = from.closest<HTMLElement>('.card-tools');
  if (toolbar) {
    return key === 'Escape'
      ? (from.closest('.card')?.querySelector<HTMLElement>('.picture') ?? undefined)
      : step(all(toolbar, 'button'), from, key);
  }
  if (!from.matches('.picture')) {
    return undefined;
  }
  const cards = all(results, '.picture');
  return key === 'ArrowUp' || key === 'ArrowDown' ? inNextRow(cards, from, key === 'ArrowUp' ? -1 : 1) : step(cards, from, key);
}

function all(root: HTMLElement, selector: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)];
}

function step(items: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = items.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return items[at + 1];
    case 'ArrowLeft':
      return items[at - 1];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return undefined;
  }
}

function inNextRow(cards: readonly HTMLElement[], from: HTMLElement, direction: 1 | -1): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const beyond = cards
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => (direction > 0 ? box.top >= here.bottom : box.bottom <= here.top));
  const row = direction > 0 ? Math.min(...beyond.map(({ box }) => box.top)) : Math.max(...beyond.map(({ box }) => box.top));
  const inRow = beyond.filter(({ box }) => Math.abs(box.top - row) < 4);
  return inRow.sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left))[0]?.card;
}
