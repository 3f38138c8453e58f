import type { Rectangle } from '../../core/sizes';
import type { Chosen } from './keptState';
import type { Picture, PictureOnPage } from './pictures';
import type { RawAnswer } from './rawAnswer';
import type { VariantPreview } from './variantPreview';

/** A picture, and what is laid over it. */
export interface Scene {
  readonly picture: Picture;
  readonly overlay: { readonly bitmap: ImageBitmap; readonly box: Rectangle } | undefined;
}

/** What is drawn. It changes as a whole when all of its parts have come, so that nothing flashes. */
export class Stage {
  private drawn: Scene | undefined;

  constructor(
    private readonly picture: PictureOnPage,
    private readonly preview: VariantPreview,
    private readonly raw: RawAnswer,
  ) {}

  /** `chosen` is the variant that is looked at; until it is blended, the one before stays. */
  scene(chosen: Chosen | undefined): Scene | undefined {
    const picture = this.picture.ready;
    if (picture) {
      const next = chosen && (this.raw.of(chosen) ?? this.preview.of(chosen));
      const last = chosen && this.drawn?.picture.key === picture.key ? this.drawn.overlay : undefined;
      this.drawn = { picture, overlay: next ?? last };
    }
    return this.drawn;
  }
}
