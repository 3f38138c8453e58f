/** Files of a web project that name its icons or colours. */
const web = [
  ...under('**/', ['manifest.json', 'manifest.webmanifest', 'site.webmanifest', 'app.webmanifest']),
  ...under('**/', ['browserconfig.xml', 'yandex-browser-manifest.json']),
  ...under('', ['index.html', '*/index.html', '*/*/index.html', '*/*/*/index.html']),
  ...under('', ['src/app.html', '*/src/app.html', '*/*/src/app.html']),
  // Where the app router of Next.js is.
  ...under('**/app/', ['layout.tsx', 'layout.jsx', 'layout.js', '*/layout.tsx', '*/layout.jsx', '*/layout.js']),
];

const native = [
  '**/*.xcassets/Contents.json',
  '**/*.appiconset/Contents.json',
  '**/src/main/AndroidManifest.xml',
  ...under('**/src/main/res/', [
    'mipmap-anydpi*/ic_launcher*.xml',
    'values/*colors*.xml',
    'values/*colours*.xml',
    'values/*background*.xml',
  ]),
];

const desktop = [
  ...under('', ['package.json', '*/package.json', '*/*/package.json']),
  ...under('**/', ['tauri.conf.json', 'tauri.conf.json5', 'Tauri.toml']),
  ...under('**/', ['electron-builder.json', 'electron-builder.yml', 'electron-builder.yaml', 'electron-builder.config.*']),
  ...under('**/', ['forge.config.js', 'forge.config.cjs', 'forge.config.mjs', 'forge.config.ts']),
];

/** Style sheets by the names that hold a theme, and not all of them: a project has hundreds. */
const colours = [
  ...under('**/', ['global.css', 'globals.css', 'index.css', 'app.css', 'main.css', 'style.css', 'styles.css', 'root.css', 'base.css']),
  ...under('**/', ['*theme*.css', '*variables*.css', '*tokens*.css', '*colors*.css', '*colours*.css', '*palette*.css']),
  ...under('**/', ['*theme*.scss', '*variables*.scss', '*tokens*.scss', '*colors*.scss', '*colours*.scss', '*palette*.scss']),
  '**/tailwind.config.*',
];

/** What the caller looks up to know where the icons of a project belong: patterns below the workspace folder, without braces. */
export const iconLookups = {
  /** Files whose text is read into `IconProject.texts`, when they are not larger than `largest` bytes. */
  texts: [...web, ...native, ...desktop],
  /** Read into the same, with a limit of their own: many style sheets must not crowd the manifests out. */
  colours,
  /** Files that only have to be there, for `IconProject.names`. */
  names: [
    // Beside a PNG of the same name they would break the build.
    '**/src/main/res/mipmap-*/ic_launcher*.webp',
    '**/*.xcodeproj/project.pbxproj',
  ],
  largest: 400_000,
  /** How many files of each list are read. */
  limit: 400,
} as const;

function under(folder: string, names: readonly string[]): string[] {
  return names.map((name) => folder + name);
}
