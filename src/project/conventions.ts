/**
 * What an import of a picture gives: its address (`vite`, `webpack`, `parcel`), an object with `.src` (`next`, `astro`), a module
 * number (`metro`), or nothing, because nothing takes such imports (`none`).
 */
export type Bundler = 'vite' | 'webpack' | 'next' | 'astro' | 'parcel' | 'metro' | 'none';

/** Where a framework keeps pictures: a folder by convention, and the subfolder to make in it when it has none yet. */
export interface Slot {
  readonly root: string;
  readonly into: string;
}

/** A folder whose files have an address of their own, and what stands before their path there. */
export interface Served {
  readonly folder: string;
  readonly prefix: string;
}

export interface Framework {
  readonly id: string;
  readonly bundler: Bundler;
  readonly slots: readonly Slot[];
  readonly served: readonly Served[];
}

/** What a convention looks at to know its framework. */
export interface Clues {
  /** A file right in the project's folder whose name matches. */
  has(name: RegExp): boolean;
  hasPath(path: string): boolean;
  hasFolder(path: string): boolean;
  /** A package that package.json names. */
  uses(name: string): boolean;
  /** The text of one of the files that were read. */
  text(name: string): string;
}

export interface Convention extends Framework {
  found(clues: Clues): boolean;
}

const pub: Slot = { root: 'public', into: 'images' };
const srcAssets: Slot = { root: 'src/assets', into: '' };
const staticImages: Slot = { root: 'static', into: 'images' };
const assetsImages: Slot = { root: 'assets', into: 'images' };
const servedPublic: Served = { folder: 'public', prefix: '/' };
const servedStatic: Served = { folder: 'static', prefix: '/' };

function convention(
  id: string,
  bundler: Bundler,
  slots: readonly Slot[],
  served: readonly Served[],
  found: (clues: Clues) => boolean,
): Convention {
  return { id, bundler, slots, served, found };
}

/** The most telling first: a framework comes before the bundler that it is built on. */
export const conventions: readonly Convention[] = [
  convention('next', 'next', [pub], [servedPublic], (c) => c.has(/^next\.config\./) || c.uses('next')),
  convention(
    'nuxt',
    'vite',
    [pub, { root: 'app/assets', into: 'images' }, assetsImages, staticImages],
    [servedPublic, servedStatic],
    (c) => c.has(/^nuxt\.config\./) || c.uses('nuxt'),
  ),
  convention('astro', 'astro', [pub, srcAssets], [servedPublic], (c) => c.has(/^astro\.config\./) || c.uses('astro')),
  convention(
    'sveltekit',
    'vite',
    [staticImages, { root: 'src/lib/assets', into: '' }],
    [servedStatic],
    (c) => c.uses('@sveltejs/kit') || (c.has(/^svelte\.config\./) && c.hasFolder('static')),
  ),
  convention(
    'gatsby',
    'webpack',
    [{ root: 'src/images', into: '' }, staticImages],
    [servedStatic],
    (c) => c.has(/^gatsby-(?:config|node)\./) || c.uses('gatsby'),
  ),
  convention('docusaurus', 'webpack', [{ root: 'static', into: 'img' }], [servedStatic], (c) => c.has(/^docusaurus\.config\./)),
  convention('vitepress', 'vite', [pub], [servedPublic], (c) => c.hasFolder('.vitepress')),
  convention('vitepress', 'vite', [{ root: 'docs/public', into: 'images' }], [{ folder: 'docs/public', prefix: '/' }], (c) =>
    c.hasFolder('docs/.vitepress'),
  ),
  convention(
    'vuepress',
    'vite',
    [{ root: 'docs/.vuepress/public', into: 'images' }],
    [{ folder: 'docs/.vuepress/public', prefix: '/' }],
    (c) => c.hasFolder('docs/.vuepress'),
  ),
  convention(
    'remix',
    'vite',
    [pub],
    [servedPublic],
    (c) => c.has(/^(?:remix|react-router)\.config\./) || c.uses('@remix-run/react') || c.uses('@react-router/dev'),
  ),
  // Up to version 17 pictures lie in src/assets and are served as assets/…; from 18 on in public/, served as they lie. Neither
  // starts with a slash, because an app under a <base href> would miss them.
  convention(
    'angular',
    'none',
    [pub, srcAssets],
    [
      { folder: 'public', prefix: '' },
      { folder: 'src/assets', prefix: 'assets/' },
    ],
    (c) => c.has(/^angular\.json$/) || c.uses('@angular/core'),
  ),
  convention('react-native', 'metro', [assetsImages, srcAssets], [], (c) => c.uses('expo') || c.uses('react-native')),
  convention('ember', 'none', [{ root: 'public', into: 'assets/images' }], [servedPublic], (c) => c.has(/^ember-cli-build\.js$/)),
  convention('create-react-app', 'webpack', [pub, srcAssets], [servedPublic], (c) => c.uses('react-scripts')),
  convention('vue-cli', 'webpack', [pub, srcAssets], [servedPublic], (c) => c.uses('@vue/cli-service')),
  convention('laravel', 'none', [pub, { root: 'resources/images', into: '' }], [servedPublic], (c) => c.has(/^artisan$/)),
  convention(
    'symfony',
    'none',
    [assetsImages, pub],
    [servedPublic],
    (c) => c.hasPath('config/bundles.php') || c.text('composer.json').includes('"symfony/framework-bundle"'),
  ),
  convention(
    'rails',
    'none',
    [{ root: 'app/assets', into: 'images' }, pub],
    [servedPublic, { folder: 'app/assets/images', prefix: '/assets/' }],
    (c) => c.hasPath('config/application.rb') || /gem\s+["']rails["']/.test(c.text('Gemfile')),
  ),
  convention('django', 'none', [staticImages], [{ folder: 'static', prefix: '/static/' }], (c) => c.has(/^manage\.py$/)),
  convention(
    'flask',
    'none',
    [staticImages],
    [{ folder: 'static', prefix: '/static/' }],
    (c) =>
      /\bflask\b/i.test(c.text('requirements.txt') + c.text('pyproject.toml')) || (c.has(/^(?:app|wsgi)\.py$/) && c.hasFolder('templates')),
  ),
  convention(
    'phoenix',
    'none',
    [{ root: 'priv/static', into: 'images' }],
    [{ folder: 'priv/static', prefix: '/' }],
    (c) => c.has(/^mix\.exs$/) && c.hasFolder('priv/static'),
  ),
  convention(
    'hugo',
    'none',
    [staticImages, assetsImages],
    [servedStatic],
    (c) =>
      c.has(/^hugo\.(?:toml|ya?ml|json)$/) ||
      c.hasPath('config/_default/hugo.toml') ||
      (c.has(/^config\.(?:toml|ya?ml)$/) && c.hasFolder('static')),
  ),
  convention('jekyll', 'none', [assetsImages, { root: 'images', into: '' }], [{ folder: '', prefix: '/' }], (c) =>
    c.has(/^_config\.(?:yml|yaml|toml)$/),
  ),
  convention(
    'eleventy',
    'none',
    [{ root: 'src/images', into: '' }],
    [{ folder: 'src', prefix: '/' }],
    (c) => isEleventy(c) && c.hasFolder('src'),
  ),
  convention(
    'eleventy',
    'none',
    [{ root: 'images', into: '' }, assetsImages, pub],
    [servedPublic, { folder: '', prefix: '/' }],
    (c) => isEleventy(c) && !c.hasFolder('src'),
  ),
  convention(
    'mkdocs',
    'none',
    [
      { root: 'docs/images', into: '' },
      { root: 'docs/img', into: '' },
      { root: 'docs/assets', into: 'images' },
    ],
    [],
    (c) => c.has(/^mkdocs\.ya?ml$/),
  ),
  convention('flutter', 'none', [assetsImages], [], (c) => c.has(/^pubspec\.ya?ml$/)),
  convention(
    'spring',
    'none',
    [{ root: 'src/main/resources/static', into: 'images' }],
    [{ folder: 'src/main/resources/static', prefix: '/' }],
    (c) => c.hasFolder('src/main/resources/static'),
  ),
  convention('aspnet', 'none', [{ root: 'wwwroot', into: 'images' }], [{ folder: 'wwwroot', prefix: '/' }], (c) => c.hasFolder('wwwroot')),
  convention(
    'vite',
    'vite',
    [pub, srcAssets],
    [servedPublic],
    (c) => c.has(/^vite\.config\./) || c.uses('vite') || c.uses('electron-vite'),
  ),
  convention(
    'webpack',
    'webpack',
    [pub, srcAssets],
    [servedPublic],
    (c) => c.has(/^(?:webpack|rspack|rsbuild)\.config\./) || c.uses('webpack') || c.uses('@rspack/core') || c.uses('@rsbuild/core'),
  ),
  convention('parcel', 'parcel', [{ root: 'src/images', into: '' }, srcAssets], [], (c) => c.uses('parcel') || c.has(/^\.parcelrc$/)),
  convention('desktop', 'none', [srcAssets, assetsImages], [], (c) => c.uses('electron') || c.hasFolder('src-tauri')),
  convention(
    'vscode-extension',
    'none',
    [
      { root: 'media', into: '' },
      { root: 'images', into: '' },
    ],
    [],
    (c) => c.uses('@types/vscode'),
  ),
];

function isEleventy(clues: Clues): boolean {
  return clues.has(/^(?:\.eleventy\.[cm]?js|eleventy\.config\.\w+)$/) || clues.uses('@11ty/eleventy');
}
