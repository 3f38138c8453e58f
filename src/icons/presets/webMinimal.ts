import { plain } from '../drawing';
import { iconLink, manifestLink, themeColour, touchIcon } from './headLines';
import { fullBleed, ico, maskable } from './drawings';
import { png, type Preset } from './preset';

/** What a site needs today: every browser and home screen is served by these. */
export const webMinimal: Preset = {
  id: 'web-minimal',
  name: 'Web, minimal',
  detail: 'favicon, touch icon, 192 and 512 pixels, maskable, manifest, lines for the page',
  pictures: () => [
    { path: 'favicon.ico', picture: ico(16, 32, 48) },
    png('apple-touch-icon.png', fullBleed(180)),
    png('icon-192.png', plain(192)),
    png('icon-512.png', plain(512)),
    png('icon-512-maskable.png', maskable(512)),
  ],
  web: {
    manifest: [
      { file: 'icon-192.png', size: 192, purpose: 'any' },
      { file: 'icon-512.png', size: 512, purpose: 'any' },
      { file: 'icon-512-maskable.png', size: 512, purpose: 'maskable' },
    ],
    head: (address, { theme }) => [
      // With `any`, Chrome would take the .ico even where a page adds an SVG.
      iconLink({ href: address('favicon.ico'), sizes: '32x32' }),
      touchIcon({ href: address('apple-touch-icon.png') }),
      manifestLink,
      themeColour(theme),
    ],
  },
};
