import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { iconStyles, type IconStyle } from '../../core/icon';
import { stylePicture } from './stylePictures';

const names: Readonly<Record<IconStyle, { readonly name: string; readonly detail: string }>> = {
  flat: { name: 'Flat', detail: 'A few solid colours, simple shapes' },
  outline: { name: 'Outline', detail: 'One even line, no fills' },
  glyph: { name: 'Glyph', detail: 'A single silhouette in one colour' },
  app: { name: 'App icon', detail: 'One bold symbol with soft depth' },
  badge: { name: 'Badge', detail: 'An emblem in a round or shield-shaped frame' },
  isometric: { name: 'Isometric', detail: 'A small object seen from above' },
  pixel: { name: 'Pixel art', detail: 'Large square pixels, a small palette' },
};

/** How the icon is drawn. Radio buttons underneath, as in `segments`, that show what their names mean. */
export function styleField(value: IconStyle, onPick: (style: IconStyle) => void): TemplateResult {
  return html`
    <fieldset class="field style">
      <legend>Style</legend>
      <div class="styles">
        ${iconStyles.map(
          (style) => html`
            <label title=${names[style].detail}>
              <input
                type="radio"
                name="style"
                value=${style}
                aria-label=${names[style].name}
                aria-description=${names[style].detail}
                .checked=${live(style === value)}
                @change=${() => onPick(style)}
              />
              <span>${stylePicture(style)}${names[style].name}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}
