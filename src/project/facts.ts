import { parentOf } from './paths';

/** What is known of a workspace folder. All paths are relative to it, with slashes, without a leading or trailing one. */
export interface ProjectFacts {
  /** Folders that exist; the listing may be bounded. */
  readonly folders: readonly string[];
  /** Files that exist and tell a framework by their name. */
  readonly files: readonly string[];
  /** The text of those files that tell more by what stands in them. */
  readonly texts: Readonly<Record<string, string>>;
  /** How many pictures lie directly in a folder. */
  readonly imageCounts: Readonly<Record<string, number>>;
}

/** What a caller found with `lookups`. */
export interface ProjectListing {
  readonly files: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly images: readonly string[];
  readonly folders?: readonly string[] | undefined;
}

const markers = [
  ...names('{package,angular,app,hugo,tsconfig,jsconfig,composer}.json'),
  ...names('{next,nuxt,vite,astro,svelte,gatsby,remix,react-router,docusaurus,eleventy,webpack,rspack,rsbuild,vue,metro}.config.*'),
  ...names('{gatsby-config,gatsby-node}.*'),
  ...names('.eleventy.{js,cjs,mjs}'),
  ...names('{hugo,config,mkdocs,_config,pubspec}.{toml,yaml,yml}'),
  ...names(
    '{requirements.txt,pyproject.toml,manage.py,app.py,wsgi.py,Gemfile,artisan,mix.exs,pom.xml,build.gradle,build.gradle.kts,*.csproj}',
  ),
  ...names('{.parcelrc,ember-cli-build.js,src-tauri/tauri.conf.json}'),
  ...names('{.vitepress,docs/.vitepress,.vuepress,docs/.vuepress}/config.*'),
  ...names('config/{application.rb,_default/hugo.*,_default/config.*,bundles.php}'),
  ...names('index.{html,htm,php}'),
];

/**
 * What the caller looks up to know a project: file searches within a workspace folder, and folders to test one by one because a
 * search never finds an empty one. Each search is worth a limit of its own; `factsFrom` takes whatever came.
 */
export const lookups = {
  /**
   * In the workspace folder itself, in its folders (`frontend/`), and in those of a monorepo (`apps/web/`). None has braces, so that
   * all can be joined into one search of the form `{a,b,c}`.
   */
  markers: ['', '*/', '*/*/'].flatMap((depth) => markers.map((marker) => depth + marker)),
  /** Base names of the found files whose text is worth reading. */
  texts: words('package.json tsconfig.json jsconfig.json tsconfig.app.json composer.json Gemfile requirements.txt pyproject.toml'),
  images: '**/*.{png,jpg,jpeg,webp,gif,avif,svg}',
  /** Not the project's own work. Folders with a dot are not all among them: `.vitepress` tells a framework. */
  exclude:
    '**/{node_modules,bower_components,vendor,dist,build,out,target,coverage,tmp,.git,.next,.nuxt,.output,.svelte-kit,.cache,.turbo,.yarn,.expo,.idea,test,tests,__tests__,__snapshots__,fixtures,e2e}/**',
  /** To be tested here and in each folder that has a marker. */
  folders: [
    ...words(
      'public public/images public/img public/assets static static/images static/img assets assets/images assets/img images img media',
    ),
    ...words('src src/assets src/assets/images src/images src/lib src/lib/assets src/static app/assets app/assets/images resources/images'),
    ...words('docs docs/public docs/assets docs/images docs/img priv/static priv/static/images wwwroot wwwroot/images templates src-tauri'),
    'src/main/resources/static',
  ],
  /** For each search; enough for a habit to show. */
  limit: 2000,
} as const;

/** Pictures that a scaffold puts into every new project say nothing about where this project keeps its own. */
const scaffold =
  /(?:^|\/)(?:vite|react|vue|svelte|vercel|next|globe|window|file|angular|astro|nuxt|electron|tauri|typescript|javascript|solid|preact|rocket|logo192|logo512|favicon[^/]*|apple-touch-icon[^/]*|android-chrome[^/]*|mstile[^/]*|adaptive-icon|splash(?:-icon)?|placeholder[^/]*)\.\w+$/i;

/** Counts and completes what was found: each folder of a found file exists, and so do the folders above it. */
export function factsFrom(listing: ProjectListing): ProjectFacts {
  const folders = new Set(listing.folders ?? []);
  const counts = new Map<string, number>();
  for (const path of [...listing.files, ...listing.images, ...(listing.folders ?? [])]) {
    for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) {
      folders.add(folder);
    }
  }
  for (const image of listing.images) {
    if (!scaffold.test(image)) {
      counts.set(parentOf(image), (counts.get(parentOf(image)) ?? 0) + 1);
    }
  }
  return { folders: [...folders].sort(), files: listing.files, texts: listing.texts, imageCounts: Object.fromEntries(counts) };
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** One level of braces written out, because not every search takes braces within braces. */
function names(pattern: string): string[] {
  const [, before = '', list, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
  return list === undefined ? [pattern] : list.split(',').flatMap((one) => names(before + one + after));
}
