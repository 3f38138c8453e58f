import type { EaselIconSet } from './iconSet';

// Lets `querySelector` know what it finds.
declare global {
  interface HTMLElementTagNameMap {
    'easel-icon-set': EaselIconSet;
  }
}
