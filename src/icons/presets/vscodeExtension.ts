import { plain } from '../drawing';
import { extensionIcon } from '../patches/vscodeManifest';
import { png, type Preset } from './preset';

/** The Marketplace wants a PNG of at least 128 pixels; twice that is sharp on every screen. */
export const vscodeExtension: Preset = {
  id: 'vscode-extension',
  name: 'VS Code extension',
  detail: 'PNG of 256 pixels, named in package.json',
  pictures: (place) => [png(place.file ?? 'icon.png', plain(256))],
  texts: (place) => extensionIcon(place),
};
