import { frontmatter } from './component';
import type { Script } from './imports';
import type { Place } from './place';

/** The script of a page or a component that the place is in: between its tags, or in Astro's frontmatter. */
export function scriptIn(place: Place): { readonly script: Script; readonly inline: boolean } | undefined {
  const front = place.languageId === 'astro' ? frontmatter(place.text) : undefined;
  if (front && place.start >= front.start && place.end <= front.end) {
    return { script: front, inline: false };
  }
  const open = place.text.lastIndexOf('<script', place.start);
  const opening = open < 0 ? undefined : /^<script\b(?:[^>"']|"[^"]*"|'[^']*')*>/i.exec(place.text.slice(open))?.[0];
  const start = open + (opening?.length ?? 0);
  if (opening === undefined || start > place.start) {
    return undefined;
  }
  const length = place.text.slice(start).search(/<\/script\b/i);
  const end = length < 0 ? place.text.length : start + length;
  return place.end <= end ? { script: { start, end }, inline: /\sis:inline\b/.test(opening) } : undefined;
}
