/** How the text of a language is read; languages with the same reading share one. */
export type Family =
  | { readonly kind: 'markup'; readonly flavour: 'html' | 'vue' | 'svelte' | 'astro' | 'php' | 'erb' | 'template' | 'xml' }
  | { readonly kind: 'style'; readonly lineComments: boolean }
  | { readonly kind: 'code'; readonly dialect: string }
  | { readonly kind: 'markdown'; readonly mdx: boolean }
  | { readonly kind: 'yaml' };

const byExtension: ReadonlyMap<string, string> = new Map(
  Object.entries({
    html: 'html htm xhtml shtml cshtml:razor aspx:html jsp:html',
    css: 'css pcss:postcss postcss',
    scss: 'scss',
    less: 'less',
    sass: 'sass',
    javascript: 'js mjs cjs',
    javascriptreact: 'jsx',
    typescript: 'ts mts cts',
    typescriptreact: 'tsx',
    vue: 'vue',
    svelte: 'svelte',
    astro: 'astro',
    php: 'php phtml',
    markdown: 'md markdown',
    mdx: 'mdx',
    json: 'json geojson:json webmanifest:json',
    jsonc: 'jsonc json5',
    yaml: 'yaml yml',
    xml: 'xml svg rss:xml xaml:xml axml:xml',
    python: 'py',
    ruby: 'rb rake',
    sql: 'sql',
    dart: 'dart',
    kotlin: 'kt kts',
    csharp: 'cs',
    java: 'java',
    go: 'go',
    swift: 'swift',
    rust: 'rs',
    elixir: 'ex exs',
    groovy: 'groovy gradle',
    toml: 'toml',
    graphql: 'graphql gql',
    twig: 'twig',
    erb: 'erb',
    handlebars: 'hbs handlebars mustache',
    liquid: 'liquid',
    'jinja-html': 'jinja jinja2 j2 njk:nunjucks',
    ejs: 'ejs',
    heex: 'heex eex',
    razor: 'razor',
  }).flatMap(([language, extensions]) =>
    extensions.split(' ').map((entry): [string, string] => {
      const [extension = '', other = language] = entry.split(':');
      return [extension, other];
    }),
  ),
);

const families: ReadonlyMap<string, Family> = new Map<string, Family>([
  ...names('html', { kind: 'markup', flavour: 'html' }),
  ...names('vue vue-html', { kind: 'markup', flavour: 'vue' }),
  ...names('svelte', { kind: 'markup', flavour: 'svelte' }),
  ...names('astro', { kind: 'markup', flavour: 'astro' }),
  ...names('php blade', { kind: 'markup', flavour: 'php' }),
  ...names('erb html-erb html.erb heex ejs', { kind: 'markup', flavour: 'erb' }),
  ...names('twig handlebars liquid jinja jinja-html django-html nunjucks razor aspnetcorerazor mustache html-eex', {
    kind: 'markup',
    flavour: 'template',
  }),
  ...names('xml svg xsl', { kind: 'markup', flavour: 'xml' }),
  ...names('css postcss tailwindcss', { kind: 'style', lineComments: false }),
  ...names('scss less sass stylus', { kind: 'style', lineComments: true }),
  ...names('markdown', { kind: 'markdown', mdx: false }),
  ...names('mdx', { kind: 'markdown', mdx: true }),
  ...names('yaml dockercompose', { kind: 'yaml' }),
  ...names('javascript javascriptreact', { kind: 'code', dialect: 'jsx' }),
  ...names('typescript', { kind: 'code', dialect: 'script' }),
  ...names('typescriptreact', { kind: 'code', dialect: 'jsx' }),
  ...names('json jsonc json5', { kind: 'code', dialect: 'json' }),
  ...names('python', { kind: 'code', dialect: 'python' }),
  ...names('ruby elixir', { kind: 'code', dialect: 'ruby' }),
  ...names('sql mysql pgsql plsql', { kind: 'code', dialect: 'sql' }),
  ...names('dart', { kind: 'code', dialect: 'dart' }),
  ...names('kotlin java csharp go swift groovy c cpp', { kind: 'code', dialect: 'chars' }),
  ...names('rust', { kind: 'code', dialect: 'rust' }),
  ...names('toml', { kind: 'code', dialect: 'toml' }),
  ...names('graphql', { kind: 'code', dialect: 'python' }),
]);

function names(ids: string, family: Family): [string, Family][] {
  return ids.split(' ').map((id) => [id, family]);
}

/** Not read, whatever they hold: addresses in them are nobody's pictures. */
const unread = new Set('plaintext log ignore gitignore properties ini diff git-commit binary search-result csv tsv'.split(' '));

/** The language id of VS Code for a file that no editor has opened; nothing for a file that is not scanned. */
export function languageOf(path: string): string | undefined {
  const name = (/[^\\/]*$/.exec(path)?.[0] ?? '').toLowerCase();
  if (/^(?:package-lock|npm-shrinkwrap|composer\.lock|pnpm-lock)\b/.test(name) || /\.min\.(?:js|css|mjs)$/.test(name)) {
    return undefined;
  }
  if (name.endsWith('.blade.php')) {
    return 'blade';
  }
  if (name.endsWith('.d.ts')) {
    return undefined;
  }
  const dot = name.lastIndexOf('.');
  return dot > 0 ? byExtension.get(name.slice(dot + 1)) : undefined;
}

/** By the id, or by the extension where the id is unknown; any other text is read as code in general. */
export function familyOf(languageId: string, path: string): Family | undefined {
  if (/\.blade\.php$/i.test(path)) {
    return { kind: 'markup', flavour: 'php' };
  }
  const family = families.get(languageId);
  if (family) {
    return family;
  }
  if (unread.has(languageId)) {
    return undefined;
  }
  const other = languageOf(path);
  return (other === undefined ? undefined : families.get(other)) ?? { kind: 'code', dialect: 'generic' };
}
