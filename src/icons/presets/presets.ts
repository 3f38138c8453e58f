import type { PresetId } from '../set';
import { android } from './android';
import { chromeExtension } from './chromeExtension';
import { electron } from './electron';
import { ios } from './ios';
import { nextApp } from './nextApp';
import type { Preset } from './preset';
import { pwa } from './pwa';
import { tauri } from './tauri';
import { vscodeExtension } from './vscodeExtension';
import { webFull } from './webFull';
import { webMinimal } from './webMinimal';

export const presets: Readonly<Record<PresetId, Preset>> = {
  'web-minimal': webMinimal,
  'web-full': webFull,
  'next-app': nextApp,
  pwa,
  ios,
  android,
  electron,
  tauri,
  'vscode-extension': vscodeExtension,
  'chrome-extension': chromeExtension,
};
