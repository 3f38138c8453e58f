import type { Rectangle } from '../../core/sizes';
import type { Adjusted } from './adjust/adjusting';
import type { Chosen } from './keptState';
import { pictureOf, type Picture, type PictureOnPage } from './pictures';
import type { RawAnswer } from './rawAnswer';
import type { VariantPreview } from './variantPreview';

/** A picture, and what is laid over it. */
export interface Scene {
  readonly picture: Picture;
  readonly overlay: { readonly bitmap: ImageBitmap; readonly box: Rectangle } | undefined;
  /** What a local operation would make of the picture. */
  readonly adjusted: Adjusted | undefined;
}

/** What is drawn. It changes as a whole when all of its parts have come, so that nothing flashes. */
export class Stage {
  private drawn: Scene | undefined;

  constructor(
    private readonly picture: PictureOnPage,
    private readonly preview: VariantPreview,
    private readonly raw: RawAnswer,
  ) {}

  /** `chosen` is the variant that is looked at; until it is blended, the one before stays. `adjusted` is drawn on its own picture only. */
  scene(chosen: Chosen | undefined, adjusted: Adjusted | undefined): Scene | undefined {
    const picture = this.picture.ready;
    if (picture) {
      const next = chosen && (this.raw.of(chosen) ?? this.preview.of(chosen));
      const last = chosen && this.drawn?.picture.key === picture.key ? this.drawn.overlay : undefined;
      const isOfIt = adjusted !== undefined && pictureOf.version(adjusted.version) === picture.key;
      this.drawn = { picture, overlay: next ?? last, adjusted: isOfIt ? adjusted : undefined };
    }
    return this.drawn;
  }
}
