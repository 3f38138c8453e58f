import { plain } from '../drawing';
import { maskable, fullBleed } from './drawings';
import { manifestLink, themeColour, touchIcon } from './headLines';
import { png, type Preset } from './preset';

/** An app of the web that can be installed. Maskable icons are files of their own: one file for both purposes is too small as one. */
export const pwa: Preset = {
  id: 'pwa',
  name: 'Web app (PWA)',
  detail: '192 and 512 pixels, each also maskable, touch icon, manifest',
  pictures: () => [
    png('icon-192.png', plain(192)),
    png('icon-512.png', plain(512)),
    png('icon-192-maskable.png', maskable(192)),
    png('icon-512-maskable.png', maskable(512)),
    png('apple-touch-icon.png', fullBleed(180)),
  ],
  web: {
    manifest: [
      { file: 'icon-192.png', size: 192, purpose: 'any' },
      { file: 'icon-512.png', size: 512, purpose: 'any' },
      { file: 'icon-192-maskable.png', size: 192, purpose: 'maskable' },
      { file: 'icon-512-maskable.png', size: 512, purpose: 'maskable' },
    ],
    head: (address, { theme }) => [touchIcon({ href: address('apple-touch-icon.png') }), manifestLink, themeColour(theme)],
  },
};
