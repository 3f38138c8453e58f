import { plain } from '../drawing';
import { tauriConfig } from '../patches/tauriConfig';
import { icns, ico } from './drawings';
import { png, type Preset } from './preset';

export const tauri: Preset = {
  id: 'tauri',
  name: 'Tauri',
  detail: 'icon.ico, icon.icns, PNG of 32, 128, 256 and 512 pixels',
  pictures: () => [
    png('32x32.png', plain(32)),
    png('128x128.png', plain(128)),
    png('128x128@2x.png', plain(256)),
    png('icon.png', plain(512)),
    { path: 'icon.icns', picture: icns() },
    // The first entry is what a build for development shows.
    { path: 'icon.ico', picture: ico(32, 16, 24, 48, 64, 256) },
  ],
  texts: (place, _options, project) => tauriConfig(place, project),
};
