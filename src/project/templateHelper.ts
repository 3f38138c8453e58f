import type { Insertion } from './edit';
import { argumentText, attributeText } from './escape';
import { below } from './paths';
import { urlFor, type Place } from './place';

/** How a template language names a file of the project: by a function of its own, because only that knows the final address. */
export interface TemplateHelper {
  /** For an attribute's value. `quote` is the other kind of quote than the attribute's. */
  value(quote: string): string;
  /** For the string that the function takes. */
  readonly argument: string;
  /** The whole picture, where the language writes it by a function too. */
  readonly element?: string | undefined;
  /** Braces in place of the attribute's quotes. */
  readonly braces?: boolean | undefined;
  readonly additional: readonly Insertion[];
}

/** The helper that the framework's templates use for this picture; undefined when a plain address is right. */
export function templateHelper(place: Place): TemplateHelper | undefined {
  const { root, text } = place;
  const ids = new Set(place.project.frameworks.map(({ id }) => id));
  const inProject = below(place.project.folder, place.asset);
  const path = argumentText(root ? below(root.folder, place.asset) : inProject);
  if (ids.has('laravel') && isLanguage(place, /^blade$/, /\.blade\.php$/)) {
    if (root?.framework === 'laravel') {
      return simple(path, (quote) => `{{ asset(${quote}${path}${quote}) }}`);
    }
    return inProject.startsWith('resources/') ? simple(path, (quote) => `{{ Vite::asset(${quote}${path}${quote}) }}`) : undefined;
  }
  if (ids.has('symfony') && isLanguage(place, /^twig$/, /\.twig$/) && (root?.framework === 'symfony' || inProject.startsWith('assets/'))) {
    const logical = root ? path : argumentText(below('assets', inProject));
    return simple(logical, (quote) => `{{ asset(${quote}${logical}${quote}) }}`);
  }
  if (root?.framework === 'django' && isLanguage(place, /^(?:django-html|django|jinja-html|jinja|html)$/, /\.(?:html|djhtml)$/)) {
    return {
      ...simple(path, (quote) => `{% static ${quote}${path}${quote} %}`),
      additional: /\{%-?\s*load\s[^%]*\bstatic\b/.test(text) ? [] : [loadStatic(place)],
    };
  }
  if (
    root?.framework === 'flask' &&
    isLanguage(place, /^(?:jinja-html|jinja|html)$/, /\.(?:html|jinja2?|j2)$/) &&
    /(?:^|\/)templates\//.test(place.path)
  ) {
    return simple(path, (quote) => `{{ url_for(${quote}static${quote}, filename=${quote}${path}${quote}) }}`);
  }
  if (root?.framework === 'rails' && isLanguage(place, /^(?:erb|html\.erb)$/, /\.erb$/)) {
    const alt = place.alt.replace(/[\\"#]/g, '\\$&').replaceAll('%>', '%%>');
    const name = root.prefix === '/' ? `/${path}` : path;
    return {
      ...simple(name, (quote) => `<%= asset_path(${quote}${name}${quote}) %>`),
      element: `<%= image_tag "${name}", width: ${place.width}, height: ${place.height}, alt: "${alt}" %>`,
    };
  }
  if (root?.framework === 'phoenix' && isLanguage(place, /heex|html-eex/, /\.heex$/)) {
    return { ...simple(urlFor(place), () => `~p"${urlFor(place)}"`), braces: true };
  }
  if (root?.framework === 'jekyll' && /\|\s*relative_url\b/.test(text)) {
    return simple(urlFor(place), (quote) => `{{ ${quote}${urlFor(place)}${quote} | relative_url }}`);
  }
  if (root?.framework === 'hugo' && /\|\s*relURL\b/.test(text) && place.languageId !== 'markdown') {
    return simple(path, (quote) => `{{ ${quote}${path}${quote} | relURL }}`);
  }
  if (root?.framework === 'aspnet' && isLanguage(place, /razor/, /\.(?:cshtml|razor)$/)) {
    return place.path.endsWith('.cshtml') ? simple(`~${urlFor(place)}`, () => `~${urlFor(place)}`) : undefined;
  }
  return undefined;
}

function simple(argument: string, value: (quote: string) => string): TemplateHelper {
  return { value, argument, additional: [] };
}

function isLanguage(place: Place, languageId: RegExp, path: RegExp): boolean {
  return languageId.test(place.languageId) || path.test(place.path);
}

/** Django wants its tag loaded, at the top but behind `extends`. */
function loadStatic(place: Place): Insertion {
  const extended = /^\s*\{%-?\s*extends\s[^%]*%\}[ \t]*(?:\r\n|\r|\n)?/.exec(place.text)?.[0] ?? '';
  const lead = extended !== '' && !/[\r\n]$/.test(extended) ? place.eol : '';
  return { offset: extended.length, text: `${lead}{% load static %}${place.eol}` };
}

/** A plain picture, for documents where no component or function makes it. */
export function attributesOf(place: Place, src: string): [string, string][] {
  return [
    ['src', `src=${src}`],
    ['width', `width="${place.width}"`],
    ['height', `height="${place.height}"`],
    ['alt', `alt="${attributeText(place.alt)}"`],
  ];
}
