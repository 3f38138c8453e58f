/** How the languages name pictures: those of one family have the same places for them. */
export type Family = 'script' | 'style' | 'markdown' | 'markup' | 'xml' | 'text';

const scripts = /^(?:javascript|javascriptreact|typescript|typescriptreact|coffeescript|civet)$/;
const styles = /^(?:css|scss|sass|less|stylus|postcss|tailwindcss)$/;
const markdowns = /^(?:markdown|mdx|quarto|rmd|mdc)$/;
/** HTML, and the template languages around it. */
const markups =
  /^(?:html|vue|vue-html|svelte|astro|php|blade|erb|html\.erb|html-eex|phoenix-heex|heex|eex|ejs|handlebars|mustache|hbs|twig|nunjucks|liquid|jinja|jinja-html|django-html|django|razor|aspnetcorerazor|xhtml|gohtml|gotmpl|angular|edge|marko|latte|velocity|freemarker|jsp|ftl|lit-html)$/;
/** For documents that the editor takes for plain text or for something broader than they are. */
const byExtension: readonly (readonly [RegExp, string])[] = [
  [/\.blade\.php$/, 'blade'],
  [/\.vue$/, 'vue'],
  [/\.svelte$/, 'svelte'],
  [/\.astro$/, 'astro'],
  [/\.(?:twig|njk|liquid|hbs|mustache|ejs|cshtml|heex|eex|j2|jinja2?|html?)$/, 'html'],
  [/\.erb$/, 'erb'],
  [/\.mdx$/, 'mdx'],
  [/\.md$/, 'markdown'],
];

export function familyOf(languageId: string): Family {
  if (scripts.test(languageId)) {
    return 'script';
  }
  if (styles.test(languageId)) {
    return 'style';
  }
  if (markdowns.test(languageId)) {
    return 'markdown';
  }
  if (languageId === 'xml' || languageId === 'svg') {
    return 'xml';
  }
  return markups.test(languageId) ? 'markup' : 'text';
}

/** A component in markup with a script that its template sees. */
export function isComponent(languageId: string): boolean {
  return languageId === 'vue' || languageId === 'svelte' || languageId === 'astro';
}

/** The language of a document as the writers know it. */
export function languageOf(languageId: string, path: string): string {
  const known = byExtension.find(([extension]) => extension.test(path))?.[1];
  return known !== undefined && /^(?:plaintext|php|ruby|html|markdown|)$/.test(languageId) ? known : languageId;
}
