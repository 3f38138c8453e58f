import assert from 'node:assert/strict';
import type { Slot } from '../../src/placeholders/finding';
import type { ProjectFacts } from '../../src/project/facts';
import { resolveLocal } from '../../src/project/localPicture';
import { packageJson, projectWith } from './projectFacts';
import { slots } from './rewriteHelp';

const none = projectWith([]);
const site = projectWith(['index.html']);
const vite = projectWith(['vite.config.ts', 'package.json'], ['public', 'src', 'src/assets']);
const next = projectWith(['next.config.js', 'tsconfig.json'], ['public', 'src'], {
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "~img/*": ["./pictures/*"] } } }',
});
const kit = projectWith(['package.json'], ['static', 'src/lib'], { 'package.json': packageJson('@sveltejs/kit') });
const nuxt = projectWith(['nuxt.config.ts'], ['public', 'app']);
const expo = projectWith(['package.json'], [], { 'package.json': packageJson('expo') });
const based = projectWith(['vite.config.ts', 'tsconfig.json'], ['public'], {
  'tsconfig.json': '{ "compilerOptions": { "baseUrl": "./src" } }',
});
const django = projectWith(['manage.py'], ['static', 'blog/static', 'shop/static']);
const rails = projectWith(['config/application.rb'], ['public', 'app/assets/images']);
const laravel = projectWith(['artisan', 'vite.config.js'], ['public']);
const angular = projectWith(['angular.json'], ['src/assets']);
const angular18 = projectWith(['angular.json'], ['public']);
const hugo = projectWith(['hugo.toml'], ['static']);
const docusaurus = projectWith(['docusaurus.config.js'], ['static']);
const vitepress = projectWith(['docs/.vitepress/config.ts', 'package.json'], ['docs/public']);
const flutter = projectWith(['pubspec.yaml']);
const monorepo = projectWith(
  ['package.json', 'apps/web/vite.config.ts', 'apps/docs/astro.config.mjs'],
  ['apps/web/public', 'apps/docs/public'],
);

type Row = readonly [
  name: string,
  facts: ProjectFacts,
  languageId: string,
  path: string,
  reference: string,
  slot: Slot | undefined,
  first: string,
  ...others: string[],
];

const { attribute, style, string, markdown, data } = slots;
const importing = slots.import();

const rows: readonly Row[] = [
  ['a page', site, 'html', 'index.html', 'images/a.png', attribute(), 'images/a.png'],
  ['a page in a folder', site, 'html', 'blog/a.html', 'images/a.png', attribute(), 'blog/images/a.png', 'images/a.png'],
  ['a page, upwards', site, 'html', 'blog/a.html', '../images/a.png', attribute(), 'images/a.png'],
  ['a page, from the top', site, 'html', 'blog/a.html', '/images/a.png', attribute(), 'images/a.png'],
  ['a page, above the top', site, 'html', 'index.html', '../images/a.png', attribute(), 'images/a.png'],
  ['a page of nothing', none, 'html', 'site/index.html', '/a.png', attribute(), 'a.png', 'site/a.png'],
  ['a query', site, 'html', 'index.html', 'a.png?v=1#b', attribute(), 'a.png'],
  ['an escaped name', site, 'html', 'index.html', 'a%20b.png', attribute(), 'a b.png', 'a%20b.png'],
  ['a bad escape', site, 'html', 'index.html', 'a%zz.png', attribute(), 'a%zz.png'],
  ['backslashes', none, 'python', 'a.py', 'images\\a.png', string(), 'images/a.png'],
  ['a style attribute', site, 'html', 'b/a.html', 'a.png', style('', '"'), 'b/a.png', 'a.png'],
  ['a style sheet', vite, 'css', 'src/styles/a.css', '../assets/a.png', style(), 'src/assets/a.png'],
  ['a style sheet, bare', vite, 'scss', 'src/styles/a.scss', 'a.png', style(), 'src/styles/a.png', 'public/a.png'],
  ['a style sheet, top', vite, 'css', 'src/styles/a.css', '/a.png', style(), 'public/a.png'],
  ['a style sheet, alias', vite, 'scss', 'src/a/b.scss', '~@/assets/a.png', style(), 'src/assets/a.png'],
  ['a style element', vite, 'vue', 'src/views/A.vue', '../assets/a.png', style(), 'src/assets/a.png'],
  [
    'Rails, a style sheet',
    rails,
    'scss',
    'app/assets/stylesheets/a.scss',
    'a.png',
    style(),
    'app/assets/stylesheets/a.png',
    'app/assets/images/a.png',
    'public/a.png',
  ],

  ['JSX, top', vite, 'typescriptreact', 'src/App.tsx', '/images/a.png', attribute(), 'public/images/a.png', 'images/a.png'],
  ['JSX, sources', vite, 'typescriptreact', 'src/App.tsx', '/src/assets/a.png', attribute(), 'public/src/assets/a.png', 'src/assets/a.png'],
  ['JSX, bare', vite, 'typescriptreact', 'src/App.tsx', 'images/a.png', attribute(), 'public/images/a.png', 'src/images/a.png'],
  ['JSX, dotted', vite, 'typescriptreact', 'src/ui/App.tsx', './images/a.png', attribute(), 'public/images/a.png', 'src/ui/images/a.png'],
  ['JSX, upwards', vite, 'typescriptreact', 'src/ui/App.tsx', '../assets/a.png', attribute(), 'src/assets/a.png', 'public/assets/a.png'],
  ['JSX, alias', next, 'typescriptreact', 'src/app/page.tsx', '@/assets/a.png', string(), 'src/assets/a.png'],
  ['an import', vite, 'typescript', 'src/a.ts', './assets/a.png?url', importing, 'src/assets/a.png'],
  ['an import by alias', next, 'typescript', 'src/a.ts', '@/assets/a.png', importing, 'src/assets/a.png'],
  ['an import by another alias', next, 'typescript', 'src/a.ts', '~img/a.png', importing, 'pictures/a.png'],
  ['an import by an alias unknown', vite, 'typescript', 'src/a.ts', '~/a.png', importing, 'src/a.png'],
  ['an import by baseUrl', based, 'typescript', 'src/b/a.ts', 'assets/a.png', importing, 'src/assets/a.png'],
  ['an import with loaders', vite, 'javascript', 'src/a.js', '!!file-loader!./a.png', importing, 'src/a.png'],
  ['an import of a literal name', vite, 'javascript', 'src/a.js', './a%20b.png', importing, 'src/a%20b.png', 'src/a b.png'],
  ['an import from the top', vite, 'javascript', 'src/a.js', '/a.png', importing, 'public/a.png'],
  ['a plain script', site, 'javascript', 'js/a.js', 'images/a.png', string(), 'images/a.png', 'js/images/a.png'],
  ['React Native', expo, 'javascript', 'src/a.js', '../assets/a.png', importing, 'assets/a.png'],

  ['Vue, dotted', vite, 'vue', 'src/views/A.vue', './a.png', attribute(), 'src/views/a.png', 'public/a.png'],
  ['Vue, bare', vite, 'vue', 'src/views/A.vue', 'a.png', attribute(), 'public/a.png', 'src/views/a.png'],
  ['Vue, alias', vite, 'vue', 'src/views/A.vue', '@/assets/a.png', attribute(), 'src/assets/a.png'],
  ['Nuxt', nuxt, 'vue', 'app/pages/a.vue', '~/assets/a.png', attribute(), 'app/assets/a.png'],
  ['Svelte', kit, 'svelte', 'src/routes/+page.svelte', '/a.png', attribute(), 'static/a.png'],
  ['Svelte, library', kit, 'svelte', 'src/routes/+page.svelte', '$lib/assets/a.png', importing, 'src/lib/assets/a.png'],
  ['Astro', monorepo, 'astro', 'apps/docs/src/pages/a.astro', '/a.png', attribute(), 'apps/docs/public/a.png', 'apps/docs/a.png', 'a.png'],
  ['a monorepo', monorepo, 'typescriptreact', 'apps/web/src/a.tsx', '/a.png', attribute(), 'apps/web/public/a.png'],
  ['Angular', angular, 'html', 'src/app/a.html', 'assets/a.png', attribute(), 'src/assets/a.png'],
  ['Angular 18', angular18, 'html', 'src/app/a.html', 'a.png', attribute(), 'public/a.png'],

  ['Django', django, 'django-html', 'blog/templates/blog/a.html', '/static/a.png', attribute(), 'blog/static/a.png', 'static/a.png'],
  ['Django, of the project', django, 'django-html', 'templates/a.html', '/static/a.png', attribute(), 'static/a.png'],
  ['Django, a call', django, 'django-html', 'templates/a.html', 'images/a.png', string(), 'static/images/a.png'],
  ['Rails, a call', rails, 'erb', 'app/views/a.html.erb', 'a.png', string('"'), 'app/assets/images/a.png', 'public/a.png'],
  ['Rails, top', rails, 'erb', 'app/views/a.html.erb', '/assets/a.png', attribute(), 'app/assets/images/a.png', 'public/assets/a.png'],
  ['Laravel, a call', laravel, 'blade', 'resources/views/a.blade.php', 'images/a.png', string(), 'public/images/a.png'],
  ['PHP, a piece', site, 'php', 'includes/head.php', 'images/a.png', attribute(), 'images/a.png', 'includes/images/a.png'],
  ['Jekyll', projectWith(['_config.yml']), 'html', '_includes/a.html', '{{ site.baseurl }}/assets/a.png', attribute(), 'assets/a.png'],

  ['Markdown', none, 'markdown', 'docs/a.md', 'images/a.png', markdown(), 'docs/images/a.png', 'images/a.png'],
  ['a README', vite, 'markdown', 'README.md', '/docs/a.png', markdown(), 'docs/a.png', 'public/docs/a.png'],
  ['Hugo', hugo, 'markdown', 'content/posts/a.md', '/images/a.png', markdown(), 'static/images/a.png'],
  [
    'Hugo, frontmatter',
    hugo,
    'markdown',
    'content/posts/a.md',
    'images/a.png',
    data(''),
    'content/posts/images/a.png',
    'static/images/a.png',
  ],
  ['Docusaurus', docusaurus, 'mdx', 'docs/a.mdx', '@site/static/img/a.png', markdown(), 'static/img/a.png'],
  ['VitePress', vitepress, 'markdown', 'docs/guide/a.md', '/a.png', markdown(), 'docs/public/a.png'],

  ['JSON', vite, 'json', 'src/data/a.json', '/images/a.png', data(), 'public/images/a.png'],
  ['JSON, bare', vite, 'json', 'src/data/a.json', 'images/a.png', data(), 'public/images/a.png', 'src/data/images/a.png'],
  ['JSON, dotted', none, 'json', 'data/a.json', './a.png', data(), 'data/a.png'],
  ['JSON of no site', none, 'json', 'data/a.json', 'images/a.png', data(), 'images/a.png', 'data/images/a.png'],
  ['Flutter', flutter, 'dart', 'lib/a.dart', 'assets/a.png', string(), 'assets/a.png'],
  ['Python', none, 'python', 'app/a.py', 'images/a.png', string(), 'images/a.png', 'app/images/a.png'],
];

describe('local pictures', () => {
  for (const [name, facts, languageId, path, reference, slot, first, ...others] of rows) {
    it(name, () => {
      const found = resolveLocal(reference, { path, languageId }, facts, { slot });
      assert.equal(found[0], first, found.join(', '));
      const places = others.map((other) => found.indexOf(other));
      assert.ok(
        places.every((place, index) => place > (places[index - 1] ?? 0)),
        `${others.join(', ')} in this order among ${found.join(', ')}`,
      );
    });
  }

  for (const reference of [
    ...['https://a.b/c.png', 'HTTP://a/b.png', '//a.b/c.png', 'data:image/png;base64,AA', 'blob:x', 'file:///a.png', 'C:\\a.png', ''],
    ...['#a', '?a', 'images/', '/', '{{ image }}', '${a}/b.png', '{% static "a.png" %}', '<%= a %>', 'mailto:a@b.c'],
  ]) {
    it(`not ${reference === '' ? 'nothing' : reference}`, () => {
      assert.deepEqual(resolveLocal(reference, { path: 'index.html', languageId: 'html' }, site), []);
    });
  }

  it('not packages', () => {
    for (const source of ['react', 'bootstrap/a.png', '@scope/ui/a.png', '../node_modules/a/b.png']) {
      assert.deepEqual(resolveLocal(source, { path: 'src/a.ts', languageId: 'typescript' }, vite, { slot: importing }), [], source);
    }
  });

  it('never leave the folder', () => {
    for (const reference of [
      '../../../a.png',
      '/../a.png',
      '%2e%2e/%2e%2e/a.png',
      '@/../../../a.png',
      '..\\..\\a.png',
      'a/../../../b.png',
    ]) {
      for (const languageId of ['html', 'css', 'typescriptreact', 'vue', 'markdown', 'json', 'python', 'php']) {
        for (const slot of [attribute(), importing, style(), undefined]) {
          for (const path of resolveLocal(reference, { path: 'src/a.x', languageId }, vite, { slot })) {
            assert.doesNotMatch(path, /^\/|(?:^|\/)\.{1,2}(?:\/|$)/, `${reference} in ${languageId}`);
          }
        }
      }
    }
  });
});
