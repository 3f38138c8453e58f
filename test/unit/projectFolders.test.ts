import assert from 'node:assert/strict';
import { conventionalFolders, suggestFolders } from '../../src/project/assetsFolder';
import { factsFrom, lookups, type ProjectFacts } from '../../src/project/facts';
import { projectAt, projectsOf } from '../../src/project/frameworks';
import { addressIn, publicRootFor, publicRootsOf } from '../../src/project/publicRoot';
import { packageJson, projectWith } from './projectFacts';

const pictures = (folder: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${folder}/picture-${index}.png`);

describe('the assets folder of a project', () => {
  const cases: readonly (readonly [string, ProjectFacts, string])[] = [
    ['nothing at all', projectWith([]), 'assets'],
    ['a plain site', projectWith(['index.html']), 'images'],
    ['a plain site with img/', projectWith(['index.html'], ['img']), 'img'],
    ['a bundler without folders', projectWith(['vite.config.ts']), 'public/images'],
    ['public/', projectWith([], ['public']), 'public/images'],
    ['public/img', projectWith([], ['public', 'public/img']), 'public/img'],
    ['src/assets', projectWith([], ['src', 'src/assets']), 'src/assets'],
    ['static/', projectWith([], ['static']), 'static/images'],
    ['assets/', projectWith([], ['assets']), 'assets/images'],
    ['app/assets', projectWith([], ['app/assets']), 'app/assets/images'],
    ['images/', projectWith([], ['images']), 'images'],
    ['public/ before src/assets', projectWith([], ['public', 'src/assets']), 'public/images'],
    ['Next', projectWith(['next.config.mjs']), 'public/images'],
    ['Next by package.json', projectWith(['package.json'], ['assets'], { 'package.json': packageJson('next', 'react') }), 'public/images'],
    ['Nuxt 4', projectWith(['nuxt.config.ts'], ['app/assets']), 'app/assets/images'],
    ['Nuxt 2', projectWith(['nuxt.config.js'], ['static']), 'static/images'],
    ['Astro', projectWith(['astro.config.mjs'], ['public', 'src/assets']), 'public/images'],
    [
      'SvelteKit',
      projectWith(['package.json', 'svelte.config.js', 'vite.config.ts'], ['static'], {
        'package.json': packageJson('@sveltejs/kit', 'vite'),
      }),
      'static/images',
    ],
    ['Gatsby', projectWith(['gatsby-config.js'], ['src/images']), 'src/images'],
    ['Docusaurus', projectWith(['docusaurus.config.ts'], ['static', 'static/img']), 'static/img'],
    ['VitePress', projectWith(['docs/.vitepress/config.mts']), 'docs/public/images'],
    ['MkDocs', projectWith(['mkdocs.yml'], ['docs', 'docs/img']), 'docs/img'],
    ['Angular 17', projectWith(['angular.json'], ['src/assets']), 'src/assets'],
    ['Angular 18', projectWith(['angular.json'], ['public']), 'public/images'],
    ['Rails', projectWith(['config/application.rb'], ['app/assets/images', 'public']), 'app/assets/images'],
    ['Laravel', projectWith(['artisan', 'vite.config.js'], ['public']), 'public/images'],
    ['Symfony', projectWith(['config/bundles.php'], ['assets', 'public']), 'assets/images'],
    ['Django', projectWith(['manage.py'], ['static']), 'static/images'],
    ['Flask', projectWith(['requirements.txt'], ['static'], { 'requirements.txt': 'Flask==3.0' }), 'static/images'],
    ['Phoenix', projectWith(['mix.exs'], ['priv/static']), 'priv/static/images'],
    ['Hugo', projectWith(['hugo.toml'], ['static']), 'static/images'],
    ['Jekyll', projectWith(['_config.yml'], ['assets']), 'assets/images'],
    ['Eleventy', projectWith(['eleventy.config.js'], ['src']), 'src/images'],
    ['Flutter', projectWith(['pubspec.yaml']), 'assets/images'],
    [
      'Expo',
      projectWith(['package.json'], ['assets', 'assets/images'], { 'package.json': packageJson('expo', 'react-native') }),
      'assets/images',
    ],
    ['Electron', projectWith(['package.json'], ['src/assets'], { 'package.json': packageJson('electron') }), 'src/assets'],
    ['Tauri with Vite', projectWith(['vite.config.ts', 'src-tauri/tauri.conf.json'], ['public', 'src/assets']), 'public/images'],
    ['Spring', projectWith(['pom.xml'], ['src/main/resources/static']), 'src/main/resources/static/images'],
    ['ASP.NET', projectWith(['shop.csproj'], ['wwwroot']), 'wwwroot/images'],
    ['a VS Code extension', projectWith(['package.json'], ['media'], { 'package.json': packageJson('@types/vscode') }), 'media'],
    ['the only project is a subfolder', projectWith(['web/vite.config.ts'], ['web/public']), 'web/public/images'],
  ];
  for (const [name, facts, best] of cases) {
    it(name, () => assert.equal(suggestFolders(facts)[0], best));
  }

  describe('the habit of the project wins', () => {
    const habit = (images: readonly string[], files: readonly string[] = ['vite.config.ts'], near?: string): string | undefined =>
      suggestFolders(factsFrom({ files, texts: {}, images, folders: ['public'] }), near)[0];
    it('over the convention', () => assert.equal(habit(pictures('src/assets', 3)), 'src/assets'));
    it('the fuller folder', () => assert.equal(habit([...pictures('src/assets', 3), ...pictures('public/photos', 4)]), 'public/photos'));
    it('by subject counts for the folder above', () =>
      assert.equal(
        habit([...pictures('public/images/blog/2026', 9), ...pictures('public/images', 1), ...pictures('src/assets', 5)]),
        'public/images',
      ));
    it('but not the top of what is served', () => assert.equal(habit(pictures('public', 8)), 'public/images'));
    it('nor folders for one kind of picture', () =>
      assert.equal(habit([...pictures('public/icons', 300), ...pictures('public/favicons', 20)]), 'public/images'));
    it('nor the pictures of a scaffold', () => assert.equal(habit(['src/assets/react.svg', 'public/vite.svg']), 'public/images'));
    it('nor pictures elsewhere', () => assert.equal(habit(pictures('docs/screens', 50)), 'public/images'));
    it('in the project of the document', () => {
      const files = ['package.json', 'apps/web/next.config.js', 'apps/admin/vite.config.ts'];
      const images = [...pictures('apps/web/public/images', 9), ...pictures('apps/admin/src/assets', 2)];
      assert.equal(habit(images, files, 'apps/admin/src/App.tsx'), 'apps/admin/src/assets');
      assert.equal(habit(images, files, 'apps/web/app/page.tsx'), 'apps/web/public/images');
    });
  });

  it('offers what exists besides what is suggested, once each', () => {
    const facts = factsFrom({
      files: ['vite.config.ts'],
      texts: {},
      images: [...pictures('public/icons', 4), ...pictures('public/images', 2), ...pictures('src/assets', 1)],
      folders: [],
    });
    assert.deepEqual(conventionalFolders(facts), ['public/images', 'src/assets', 'public/icons', 'public']);
    assert.ok(conventionalFolders(projectWith([])).length === 1);
  });

  it('says what to look up', () => {
    for (const marker of [
      'package.json',
      '*/next.config.*',
      '*/*/.eleventy.mjs',
      'config/application.rb',
      '*/*/hugo.yaml',
      '*/docs/.vitepress/config.*',
    ]) {
      assert.ok(lookups.markers.includes(marker), marker);
    }
    assert.ok(
      lookups.markers.every((one) => !/[{},]/.test(one)),
      'the caller puts braces around them',
    );
    assert.ok(lookups.folders.includes('public/images'));
  });
});

describe('public roots', () => {
  const addressOf = (facts: ProjectFacts, asset: string, document = 'src/x.html'): string | undefined => {
    const root = publicRootFor(publicRootsOf(facts), document, asset);
    return root && addressIn(root, asset);
  };
  const cases: readonly (readonly [string, ProjectFacts, string, string | undefined])[] = [
    ['Vite', projectWith(['vite.config.ts']), 'public/images/x.png', '/images/x.png'],
    ['Vite, outside', projectWith(['vite.config.ts']), 'src/assets/x.png', undefined],
    [
      'SvelteKit',
      projectWith(['package.json', 'vite.config.ts'], [], { 'package.json': packageJson('@sveltejs/kit', 'vite') }),
      'static/x.png',
      '/x.png',
    ],
    [
      'SvelteKit does not serve public/',
      projectWith(['package.json', 'vite.config.ts'], [], { 'package.json': packageJson('@sveltejs/kit', 'vite') }),
      'public/x.png',
      undefined,
    ],
    ['Docusaurus', projectWith(['docusaurus.config.js']), 'static/img/x.png', '/img/x.png'],
    ['VitePress', projectWith(['docs/.vitepress/config.ts']), 'docs/public/x.png', '/x.png'],
    ['Angular assets', projectWith(['angular.json']), 'src/assets/x.png', 'assets/x.png'],
    ['Angular public', projectWith(['angular.json']), 'public/x.png', 'x.png'],
    ['Rails public', projectWith(['config/application.rb']), 'public/x.png', '/x.png'],
    ['Rails pipeline', projectWith(['config/application.rb']), 'app/assets/images/x.png', '/assets/x.png'],
    ['Laravel', projectWith(['artisan']), 'public/images/x.png', '/images/x.png'],
    ['Django', projectWith(['manage.py']), 'static/images/x.png', '/static/images/x.png'],
    ['Django app', projectWith(['manage.py'], ['shop/static']), 'shop/static/shop/x.png', '/static/shop/x.png'],
    ['Hugo', projectWith(['hugo.yaml']), 'static/images/x.png', '/images/x.png'],
    ['Jekyll', projectWith(['_config.yml']), 'assets/x.png', '/assets/x.png'],
    ['Eleventy with src', projectWith(['.eleventy.js'], ['src']), 'src/images/x.png', '/images/x.png'],
    ['plain site', projectWith(['index.html']), 'images/x.png', '/images/x.png'],
    ['a server', projectWith(['package.json'], ['public']), 'public/x.png', '/x.png'],
    ['MkDocs', projectWith(['mkdocs.yml']), 'docs/x.png', undefined],
    ['React Native', projectWith(['package.json'], [], { 'package.json': packageJson('expo') }), 'assets/x.png', undefined],
  ];
  for (const [name, facts, asset, address] of cases) {
    it(name, () => assert.equal(addressOf(facts, asset), address));
  }
  it('of another project are not reached', () => {
    const facts = projectWith(['apps/web/vite.config.ts', 'apps/admin/vite.config.ts']);
    assert.equal(addressOf(facts, 'apps/web/public/x.png', 'apps/admin/src/App.tsx'), undefined);
    assert.equal(addressOf(facts, 'apps/web/public/x.png', 'apps/web/src/App.tsx'), '/x.png');
  });
  it('of a plain site are not preferred', () =>
    assert.equal(publicRootsOf(projectWith(['index.html'])).find(({ folder }) => folder === '')?.preferred, false));
});

it('projects are found where they lie', () => {
  const facts = projectWith(['package.json', 'apps/web/next.config.js', 'docs/.vitepress/config.ts', 'api/manage.py']);
  assert.deepEqual(
    projectsOf(facts).map((one) => [one.folder, one.frameworks.map(({ id }) => id).join()]),
    [
      ['', 'vitepress'],
      ['api', 'django'],
      ['apps/web', 'next'],
    ],
  );
  assert.equal(projectAt(projectsOf(facts), 'apps/web/app/page.tsx').bundler, 'next');
});
