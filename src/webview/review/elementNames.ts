import type { EaselReview } from './review';

// Lets `querySelector` know what it finds.
declare global {
  interface HTMLElementTagNameMap {
    'easel-review': EaselReview;
  }
}
