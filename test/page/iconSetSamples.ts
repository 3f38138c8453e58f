/** Snapshots, plans and previews of every state that the page of the icon set is designed for. */
import type {
  IconSetFile,
  IconSetForm,
  IconSetPlanForPage,
  IconSetPreset,
  IconSetPreview,
  IconSetSnapshot,
} from '../../src/protocol/iconSet';
import { iconPng } from './iconSetPictures';

const preset = (id: string, name: string, detail: string, place: string, reason: string, suggested = false): IconSetPreset => ({
  id,
  name,
  detail,
  place,
  reason,
  suggested,
});

export const presets: readonly IconSetPreset[] = [
  preset('web-minimal', 'Web, minimal', 'favicon, touch icon, manifest', 'public/', 'vite.config.ts serves public/', true),
  preset('web-full', 'Web, full', 'favicons, Android, Apple and Windows tiles, start screens', 'public/', 'vite.config.ts serves public/'),
  preset('next-app', 'Next.js', 'favicon.ico, icon.png and apple-icon.png', 'src/app/', 'no next.config was found'),
  preset('pwa', 'PWA', '192 and 512 px, maskable, manifest', 'public/', 'public/manifest.webmanifest lists icons', true),
  preset('ios', 'iOS', 'AppIcon with dark and tinted', 'ios/App/AppIcon.appiconset/', 'no Xcode project was found'),
  preset('android', 'Android', 'adaptive icon, round icon, all densities', 'android/app/src/main/res/', 'no Gradle project was found'),
  preset('electron', 'Electron', 'icon.ico, icon.icns, PNG', 'build/', 'electron-builder takes build/'),
  preset('tauri', 'Tauri', 'icon.ico, icon.icns, PNG', 'src-tauri/icons/', 'no src-tauri was found'),
  preset('vscode-extension', 'VS Code extension', '256 px', 'media/', 'no package.json with engines.vscode was found'),
  preset('chrome-extension', 'Chrome extension', '16, 32, 48 and 128 px', 'icons/', 'no manifest.json was found'),
];

const defaults: IconSetForm = {
  presets: ['web-minimal', 'pwa'],
  name: 'Acme Shop',
  background: '#ffffff',
  theme: '#2f81f7',
  sharpen: false,
  folder: '',
  overwrite: false,
  withoutPatches: [],
};

export const ready: IconSetSnapshot = {
  master: {
    name: 'acme-shop-icon.png',
    version: 'one',
    width: 1024,
    height: 1024,
    verdict: 'real',
    removable: false,
    flat: true,
    colours: ['#2f81f7', '#ffffff', '#1f2937', '#e86a92'],
  },
  presets: [...presets],
  folders: [
    { id: 'public/icons', label: 'public/icons' },
    { id: 'assets', label: 'assets' },
  ],
  defaults,
  phase: 'ready',
};

const withMaster = (part: Partial<IconSetSnapshot['master']>): IconSetSnapshot => ({ ...ready, master: { ...ready.master, ...part } });

export const opaque = withMaster({ verdict: 'opaque', removable: true });
export const painted = withMaster({ verdict: 'painted', removable: true, flat: false });
export const noisy = withMaster({ verdict: 'noise', removable: false, flat: false });
export const small = withMaster({ name: 'logo.png', width: 256, height: 256 });
export const another = withMaster({ name: 'another-icon.png', version: 'two' });
export const restricted: IconSetSnapshot = {
  ...ready,
  blocked: {
    message: 'Easel writes no files in Restricted Mode. Trust this workspace to write the icons.',
    step: { id: 'manageTrust', label: 'Manage Workspace Trust' },
  },
};
export const noFolder: IconSetSnapshot = {
  ...ready,
  blocked: { message: 'Easel saves images into a project. Open a folder first.', step: { id: 'openFolder', label: 'Open Folder…' } },
};
export const writing: IconSetSnapshot = { ...ready, phase: 'writing', progress: 0.4 };
export const done: IconSetSnapshot = {
  ...ready,
  phase: 'done',
  summary: { written: 6, replaced: 0, same: 0, kept: 1, patched: 2, faults: [] },
};
export const faulty: IconSetSnapshot = {
  ...ready,
  phase: 'done',
  summary: {
    written: 4,
    replaced: 1,
    same: 1,
    kept: 0,
    patched: 1,
    faults: [
      'public/icon-512.png cannot be written: the folder is read-only. Change its permissions and write again.',
      'index.html has changed meanwhile and was left as it is.',
    ],
  },
};
export const longNames: IconSetSnapshot = {
  ...ready,
  master: { ...ready.master, name: `${'a-very-long-name-that-somebody-has-given-to-a-picture-'.repeat(3)}.png` },
  presets: ready.presets.map((one) => ({
    ...one,
    place: `packages/storefront/apps/mobile-${one.id}/android/app/src/main/resources/`,
    reason: `packages/storefront/apps/mobile/${one.id}.config.ts says so`,
  })),
};

const file = (path: string, kind: IconSetFile['kind'], sizes: string, of: readonly string[], state: IconSetFile['state'] = 'new') => ({
  path,
  presets: [...of],
  kind,
  sizes,
  state,
});

const web = [
  file('public/favicon.ico', 'ico', '16, 32, 48', ['web-minimal'], 'exists'),
  file('public/apple-touch-icon.png', 'png', '180 × 180', ['web-minimal']),
  file('public/icon-192.png', 'png', '192 × 192', ['web-minimal', 'pwa']),
  file('public/icon-512.png', 'png', '512 × 512', ['web-minimal', 'pwa']),
  file('public/icon-512-maskable.png', 'png', '512 × 512', ['web-minimal', 'pwa']),
  file('public/icon-192-maskable.png', 'png', '192 × 192', ['pwa']),
  file('public/favicon.svg', 'svg', '', ['web-minimal']),
];
const ios = [
  file('ios/App/AppIcon.appiconset/icon-1024.png', 'png', '1024 × 1024', ['ios']),
  file('ios/App/AppIcon.appiconset/Contents.json', 'text', '', ['ios']),
];
const densities = ['mdpi', 'hdpi', 'xhdpi', 'xxhdpi', 'xxxhdpi'];
const android = densities.flatMap((density, index) => {
  const edge = [48, 72, 96, 144, 192][index] ?? 0;
  const folder = `android/app/src/main/res/mipmap-${density}`;
  return [
    file(`${folder}/ic_launcher.png`, 'png', `${edge} × ${edge}`, ['android'], 'exists'),
    file(`${folder}/ic_launcher_round.png`, 'png', `${edge} × ${edge}`, ['android'], 'exists'),
    file(`${folder}/ic_launcher_foreground.png`, 'png', `${edge * 2.25} × ${edge * 2.25}`, ['android']),
  ];
});
const electron = [
  file('build/icon.ico', 'ico', '16, 24, 32, 48, 64, 128, 256', ['electron']),
  file('build/icon.icns', 'icns', '16, 32, 64, 128, 256, 512, 1024', ['electron']),
];
const allFiles: readonly IconSetFile[] = [...web, ...ios, ...android, ...electron];

const allPatches = [
  { path: 'index.html', presets: ['web-minimal'], summary: 'Adds 4 lines to the head' },
  { path: 'public/manifest.webmanifest', presets: ['pwa'], summary: 'Lists 3 icons' },
  { path: 'android/app/src/main/AndroidManifest.xml', presets: ['android'], summary: 'Names the icon and the round icon' },
];

const snippet = `<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="apple-touch-icon" href="/apple-touch-icon.png">
<link rel="manifest" href="/manifest.webmanifest">
<meta name="theme-color" content="#2f81f7">
`;

const ofAny = (form: IconSetForm) => (one: { readonly presets: readonly string[] }) => one.presets.some((id) => form.presets.includes(id));

/** As the extension would plan it. */
export function planFor(form: IconSetForm): IconSetPlanForPage {
  const mine = ofAny(form);
  return {
    id: 'plan',
    files: allFiles.filter(mine),
    patches: allPatches.filter(mine),
    snippet: form.presets.some((id) => id.startsWith('web')) ? snippet : '',
    notes: [],
  };
}

/** The same, when everything has been written. */
export function writtenPlan(form: IconSetForm): IconSetPlanForPage {
  const plan = planFor(form);
  return { ...plan, files: plan.files.map((one) => ({ ...one, state: 'exists' as const })), patches: [] };
}

type Drawn = Omit<IconSetPreview, 'bytes'> & { readonly share?: number; readonly filled?: boolean };

const square = (edge: number) => ({ width: edge, height: edge });
const drawn: readonly Drawn[] = [
  { label: 'Favicon', presets: ['web-minimal'], ...square(16), transparent: true },
  { label: 'Favicon', presets: ['web-minimal', 'electron'], ...square(32), transparent: true },
  { label: 'Favicon', presets: ['web-minimal'], ...square(48), transparent: true },
  {
    label: 'Touch icon', presets: ['web-minimal'], ...square(180), transparent: false, share: 0.7, filled: true,
    guide: { kind: 'squircle', share: 1, label: 'cut by iOS' },
  },
  { label: 'App icon', presets: ['web-minimal', 'pwa'], ...square(512), transparent: true },
  {
    label: 'Maskable', presets: ['web-minimal', 'pwa'], ...square(512), transparent: false, share: 0.55, filled: true,
    guide: { kind: 'circle', share: 0.8, label: 'safe zone' },
  },
  {
    label: 'iOS app icon', presets: ['ios'], ...square(1024), transparent: false, share: 0.7, filled: true,
    guide: { kind: 'squircle', share: 1, label: 'cut by iOS' },
  },
  {
    label: 'Adaptive foreground', presets: ['android'], ...square(432), transparent: true, share: 0.4,
    guide: { kind: 'circle', share: 66 / 108, label: 'safe zone' },
  },
  {
    label: 'Launcher icon', presets: ['android'], ...square(192), transparent: true, share: 0.6,
    guide: { kind: 'rounded', share: 0.9, label: 'plate' },
  },
  { label: 'Windows icon', presets: ['electron'], ...square(256), transparent: true },
  { label: 'Wide tile', presets: ['web-full'], width: 310, height: 150, transparent: true },
]; // prettier-ignore

/** As the extension would draw them, simply. */
export function previewsFor(form: IconSetForm): IconSetPreview[] {
  return drawn.filter(ofAny(form)).map(({ share, filled, ...preview }) => {
    const shrunk = Math.min(1, 256 / Math.max(preview.width, preview.height));
    const [width, height] = [Math.round(preview.width * shrunk), Math.round(preview.height * shrunk)];
    const edge = form.padding === undefined ? (share ?? 0.92) : 1 - 2 * form.padding;
    return { ...preview, bytes: iconPng({ width, height, share: edge, ...(filled ? { background: form.background } : {}) }) };
  });
}

/** The same drawing as vectors. */
export const tracedSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" viewBox="0 0 1024 1024">
<rect x="100" y="100" width="824" height="824" rx="172" fill="#2f81f7"/>
<path d="M323 529 L461 667 L718 365" fill="none" stroke="#fff" stroke-width="103" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;
