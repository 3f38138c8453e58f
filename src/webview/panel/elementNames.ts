import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import type { EaselElapsed } from '../common/elapsed';
import type { EaselMenu } from '../common/menu';
import type { EaselPromptArea } from '../common/promptArea';
import type { EaselUnfinished } from '../common/unfinished';
import type { EaselHistory } from './history/history';
import type { EaselPaletteField } from './paletteField';
import type { EaselPanel } from './panel';
import type { EaselResults } from './results';
import type { EaselSizeField } from './sizeField';
import type { EaselTextField } from './textField';

// Lets `querySelector` know what it finds.
declare global {
  interface HTMLElementTagNameMap {
    'easel-elapsed': EaselElapsed;
    'easel-history': EaselHistory;
    'easel-menu': EaselMenu;
    'easel-palette-field': EaselPaletteField;
    'easel-panel': EaselPanel;
    'easel-prompt-area': EaselPromptArea;
    'easel-results': EaselResults;
    'easel-size-field': EaselSizeField;
    'easel-text-field': EaselTextField;
    'easel-unfinished': EaselUnfinished;
    'vscode-single-select': VscodeSingleSelect;
  }
}
