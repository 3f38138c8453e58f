import type { Script } from './imports';
import type { Place } from './place';
import { pictureIn, type Picture } from './scriptReference';

/** The script of a component that its template sees: Vue's `<script setup>`, Svelte's instance script, Astro's frontmatter. */
export function templateScript(place: Place): Script | undefined {
  if (place.languageId === 'astro') {
    return frontmatter(place.text);
  }
  for (const found of place.text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    const [all, attributes = '', body = ''] = found;
    const seen = place.languageId === 'vue' ? /\bsetup\b/.test(attributes) : !/\bmodule\b/.test(attributes);
    if (seen && !/\bsrc\s*=/.test(attributes)) {
      const start = found.index + all.indexOf('>') + 1;
      return { start, end: start + body.length };
    }
  }
  return undefined;
}

/** What stands between the two lines of dashes at the beginning. */
export function frontmatter(text: string): Script | undefined {
  const found = /^\s*---[ \t]*(\r\n|\r|\n)([\s\S]*?)(?<=[\r\n])---[ \t]*(?=[\r\n]|$)/.exec(text);
  if (!found) {
    return undefined;
  }
  const start = found[0].indexOf('---') + found[0].slice(found[0].indexOf('---')).search(/[\r\n]/) + (found[1]?.length ?? 0);
  return { start, end: start + (found[2]?.length ?? 0) };
}

/** The picture as the template can name it; a component without a script gets one. */
export function pictureInTemplate(place: Place): Picture {
  const script = templateScript(place);
  if (script) {
    return pictureIn(place, script);
  }
  // An empty script at the very top; the import is written as into an empty module.
  const picture = pictureIn({ ...place, text: place.text.replace(/[^\p{ID_Continue}$]+/gu, ' ') }, { start: 0, end: 0 });
  const statement = picture.fresh?.statement ?? '';
  const { eol } = place;
  const text =
    place.languageId === 'astro'
      ? `---${eol}${statement}${eol}---${eol}${eol}`
      : `<script${place.languageId === 'vue' ? ' setup' : ''}>${eol}  ${statement}${eol}</script>${eol}${eol}`;
  return { ...picture, additional: [{ offset: 0, text }] };
}
