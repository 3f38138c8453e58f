import { dialectOf } from '../code/dialects';
import { readCode } from '../code/walk';
import { attributeOf, deepest, type Element } from '../sink';
import { readStyle } from '../style/style';
import { type MarkupState, readIsland } from './markup';
import { islandAt } from './islands';
import { readMarkup } from './markup';

/** The text of a script or style element. Tells where its closing tag begins. */
export function readRaw(state: MarkupState, element: Element, start: number): number {
  const { sink } = state;
  const close = new RegExp(`</${element.tag.toLowerCase()}`, 'gi');
  close.lastIndex = start;
  const match = close.exec(sink.text);
  const end = match && match.index < state.end ? match.index : state.end;
  element.end = end;
  if (sink.depth >= deepest) {
    return end;
  }
  const deeper = { ...sink, depth: sink.depth + 1 };
  const { role } = state.within;
  const language = attributeOf(element, 'lang')?.value?.toLowerCase() ?? '';
  const type = attributeOf(element, 'type')?.value?.toLowerCase() ?? '';
  if (element.tag.toLowerCase() === 'style') {
    readStyle(deeper, start, end, { role }, /scss|less|sass|stylus/.test(language + type));
  } else if (element.tag.toLowerCase() === 'script') {
    if (/template|html|x-handlebars|mustache/.test(type)) {
      readMarkup(deeper, start, end, { role }, state.flavour);
    } else {
      const dialect = /json|importmap|speculation/.test(type) ? 'json' : /^tsx?$|typescript/.test(language + type) ? 'script' : 'jsx';
      readCode(deeper, start, end, dialectOf(dialect), { role });
      readPieces(state, start, end);
    }
  }
  return end;
}

/** Pieces of PHP in a script. */
function readPieces(state: MarkupState, start: number, end: number): void {
  const { text } = state.sink;
  for (let i = text.indexOf('<?', start); i >= 0 && i < end; i = text.indexOf('<?', i)) {
    const island = islandAt(text, i, end, state.flavour, state.missing);
    if (island) {
      readIsland(state, island, undefined);
    }
    i = island?.next ?? i + 2;
  }
}
