import { plain } from '../drawing';
import { browserConfig } from '../patches/browserConfig';
import { yandexManifest } from '../patches/yandexManifest';
import { fullBleed, ico, maskable, startupScreen, within } from './drawings';
import { iconLink, manifestLink, meta, themeColour, touchIcon } from './headLines';
import { png, type Preset } from './preset';
import { startupScreens } from './startup';

const faviconEdges = [16, 32, 48];
const androidEdges = [36, 48, 72, 96, 144, 192, 256, 384, 512];
const appleEdges = [57, 60, 72, 76, 114, 120, 144, 152, 167, 180, 1024];

/** Every file that a browser or home screen of the last decade asks for, under the names that `favicons` gives them. */
export const webFull: Preset = {
  id: 'web-full',
  name: 'Web, everything',
  detail: 'favicons, touch icons and startup screens of all sizes, Android, Windows tiles, Yandex, manifest, lines for the page',
  pictures: () => [
    { path: 'favicon.ico', picture: ico(16, 24, 32, 48, 64) },
    ...faviconEdges.map((edge) => png(`favicon-${squared(edge)}.png`, plain(edge))),
    ...androidEdges.map((edge) => png(`android-chrome-${squared(edge)}.png`, plain(edge))),
    ...androidEdges.map((edge) => png(`android-chrome-maskable-${squared(edge)}.png`, maskable(edge))),
    ...appleEdges.map((edge) => png(`apple-touch-icon-${squared(edge)}.png`, fullBleed(edge))),
    png('apple-touch-icon.png', fullBleed(180)),
    png('apple-touch-icon-precomposed.png', fullBleed(180)),
    ...startupScreens.map(({ file, width, height }) => png(file, startupScreen(width, height))),
    ...[70, 144, 150, 310].map((edge) => png(`mstile-${squared(edge)}.png`, within(edge, 1))),
    png('mstile-310x150.png', { ...within(150, 1), width: 310 }),
    png('yandex-browser-50x50.png', plain(50)),
  ],
  web: {
    manifest: [
      ...androidEdges.map((edge) => ({ file: `android-chrome-${squared(edge)}.png`, size: edge, purpose: 'any' as const })),
      ...androidEdges.map((edge) => ({ file: `android-chrome-maskable-${squared(edge)}.png`, size: edge, purpose: 'maskable' as const })),
    ],
    head: (address, { name, theme, background }) => [
      iconLink({ type: 'image/x-icon', href: address('favicon.ico') }),
      ...faviconEdges.map((edge) => iconLink({ type: 'image/png', sizes: squared(edge), href: address(`favicon-${squared(edge)}.png`) })),
      manifestLink,
      meta('mobile-web-app-capable', 'yes'),
      themeColour(theme),
      meta('application-name', name),
      ...appleEdges.map((edge) => touchIcon({ sizes: squared(edge), href: address(`apple-touch-icon-${squared(edge)}.png`) })),
      meta('apple-mobile-web-app-capable', 'yes'),
      meta('apple-mobile-web-app-status-bar-style', 'black-translucent'),
      meta('apple-mobile-web-app-title', name),
      ...startupScreens.map(({ file, media }) => ({
        tag: 'link' as const,
        attributes: { rel: 'apple-touch-startup-image', media, href: address(file) },
      })),
      meta('msapplication-TileColor', background),
      meta('msapplication-TileImage', address('mstile-144x144.png')),
      meta('msapplication-config', address('browserconfig.xml')),
      { tag: 'link', attributes: { rel: 'yandex-tableau-widget', href: address('yandex-browser-manifest.json') } },
    ],
    texts: (folder, address, options) => [browserConfig(folder, address, options), yandexManifest(folder, address, options)],
  },
};

function squared(edge: number): string {
  return `${edge}x${edge}`;
}
