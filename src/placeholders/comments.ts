import { offer, type Sink } from './sink';
import { fromHtml } from './unescape';

const addresses = /(?:https?:)?\/\/[^\s"'`<>()[\]{}\\,;]{4,500}/g;

/** A comment, or code that is only shown: addresses in it are examples, and nothing unless examples are asked for. */
export function readComment(sink: Sink, start: number, end: number): void {
  if (sink.options.examples !== true) {
    return;
  }
  for (const match of sink.text.slice(start, end).matchAll(addresses)) {
    const raw = match[0].replace(/[.,:;!?*/]+$/, '');
    const from = start + match.index;
    offer(sink, fromHtml(raw), () => ({
      start: from,
      end: from + raw.length,
      slot: { kind: 'data', quote: '' },
      position: 'string',
      role: 'example',
    }));
  }
}
