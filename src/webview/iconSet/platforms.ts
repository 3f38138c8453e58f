import type { IconSetPreset, IconSetPreview } from '../../protocol/iconSet';

/** By the preset's id; one that is not among them stands under its own name. */
const platforms: Readonly<Record<string, string>> = {
  'web-minimal': 'Web',
  'web-full': 'Web',
  'next-app': 'Web',
  pwa: 'Web',
  ios: 'iOS',
  android: 'Android',
  electron: 'Desktop',
  tauri: 'Desktop',
  'vscode-extension': 'Extensions',
  'chrome-extension': 'Extensions',
};

/** Only these have a manifest or a page with the name of the app and the colour of the browser's bars. */
export function isWeb(presetId: string): boolean {
  return platforms[presetId] === 'Web';
}

/** Pictures of one platform. */
export interface PlatformGroup<P> {
  readonly platform: string;
  readonly previews: readonly { readonly preview: P; /** Other platforms that use the same picture. */ readonly also: readonly string[] }[];
}

/** By platform in the order of the presets; a picture that several share stands with the first of them and names the others. */
export function byPlatform<P extends Pick<IconSetPreview, 'presets'>>(
  previews: readonly P[],
  presets: readonly IconSetPreset[],
): PlatformGroup<P>[] {
  const names = new Map(presets.map(({ id, name }) => [id, platforms[id] ?? name]));
  const order = [...new Set(names.values())];
  const placed = previews.map((preview) => {
    const mine = new Set(preview.presets.map((id) => names.get(id) ?? platforms[id] ?? id));
    const [platform = 'Others', ...also] = [...mine].sort((a, b) => order.indexOf(a) - order.indexOf(b));
    return { platform, preview, also };
  });
  const all = [...new Set(placed.map((one) => one.platform))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return all.map((platform) => ({ platform, previews: placed.filter((one) => one.platform === platform) }));
}
