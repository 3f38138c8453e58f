import { type Element, type Sink } from './sink';
import { fromHtml } from './unescape';
import { cleanText, isFilledIn } from './words';

/** Collects the text of headings and captions while elements open and close around it. */
export interface Captions {
  readonly open: { readonly element: Element; text: string; computed: boolean }[];
}

const deepestCaptions = 4;

export function captionOpens(captions: Captions, element: Element): void {
  if (captions.open.length < deepestCaptions && /^(?:h[1-6]|figcaption|title)$/i.test(element.tag)) {
    captions.open.push({ element, text: '', computed: false });
  }
}

export function captionText(captions: Captions, raw: string): void {
  for (const one of captions.open) {
    if (one.text.length < 2000) {
      one.text += raw.slice(0, 2000);
    }
  }
}

/** A part of the text is filled in by a program. */
export function captionComputed(captions: Captions): void {
  for (const one of captions.open) {
    one.computed = true;
  }
}

export function captionCloses(sink: Sink, captions: Captions, element: Element): void {
  const index = captions.open.findIndex((one) => one.element === element);
  const [closed] = index < 0 ? [] : captions.open.splice(index);
  const text = cleanText(fromHtml(closed?.text ?? ''));
  if (!closed || closed.computed || text === '' || isFilledIn(text)) {
    return;
  }
  const tag = element.tag.toLowerCase();
  if (tag === 'title') {
    sink.page.title ||= text;
    return;
  }
  if (tag !== 'figcaption') {
    sink.headings.push({ start: element.start, text });
    return;
  }
  for (let above = element.parent, depth = 0; above && depth < 5; above = above.parent, depth += 1) {
    if (above.tag === 'figure') {
      above.caption ??= text;
      return;
    }
  }
}
