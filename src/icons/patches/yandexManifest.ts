import { joinPath } from '../../project/paths';
import { setAt } from '../json/jsonEdits';
import { readJson } from '../json/jsonText';
import type { IconSetOptions } from '../set';
import type { TextTarget } from '../target';
import { applyEdits } from '../textEdit';

const file = 'yandex-browser-50x50.png';

/** The widget on the start page of the Yandex browser. */
export function yandexManifest(folder: string, address: (file: string) => string, { background }: IconSetOptions): TextTarget {
  const logo = address(file);
  const whole = { version: '1.0', api_version: 1, layout: { logo, color: background, show_title: true } };
  return {
    path: joinPath(folder, 'yandex-browser-manifest.json'),
    presets: ['web-full'],
    create: `${JSON.stringify(whole, null, 2)}\n`,
    change: (text) => {
      const changed = [
        ['logo', logo],
        ['color', background],
      ].reduce<string | undefined>((current, [name = '', value]) => {
        const json = current === undefined ? undefined : readJson(current);
        const edits = json && setAt(json, ['layout', name], value);
        return current === undefined || edits === undefined ? undefined : applyEdits(current, edits);
      }, text);
      return changed === undefined ? undefined : { text: changed, summary: 'Names the icon and its colour' };
    },
    byHand: `the logo ${file}`,
  };
}
