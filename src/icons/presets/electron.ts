import { plain } from '../drawing';
import { electronTexts } from '../patches/electron';
import { icns, ico } from './drawings';
import { png, type Preset } from './preset';

/** What electron-builder finds by its name, and what electron-forge is told. */
export const electron: Preset = {
  id: 'electron',
  name: 'Electron',
  detail: 'icon.ico, icon.icns, icon.png, a folder of sizes for Linux',
  pictures: () => [
    { path: 'icon.ico', picture: ico(16, 24, 32, 48, 64, 128, 256) },
    { path: 'icon.icns', picture: icns() },
    png('icon.png', plain(1024)),
    ...[32, 128, 256, 512].map((edge) => png(`icons/${edge}x${edge}.png`, plain(edge))),
  ],
  texts: (place, _options, project) => electronTexts(place, project),
};
