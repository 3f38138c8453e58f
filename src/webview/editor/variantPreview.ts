import type { BlendSettings } from '../../core/edit';
import type { Rectangle } from '../../core/sizes';
import type { EditReport } from '../../protocol/imageEditor';
import { LatestAnswer } from '../common/latestAnswer';
import type { Chosen } from './keptState';
import { decode } from './pictures';

export interface Wish extends Chosen {
  readonly settings: BlendSettings;
}

export interface Blended {
  readonly bytes: Uint8Array;
  readonly box: Rectangle;
  readonly report: EditReport;
}

/** A variant blended into its picture, ready to be drawn. */
interface Preview {
  readonly variant: string;
  readonly about: string;
  readonly bitmap: ImageBitmap;
  readonly box: Rectangle;
  readonly report: EditReport;
}

/** The variant that is looked at. Other settings blend it anew; until that is there, the last one stays. */
export class VariantPreview {
  failure: string | undefined;
  private shown: Preview | undefined;
  private about = '';
  private readonly latest: LatestAnswer<Wish, Preview>;

  constructor(
    ask: (wish: Wish) => Promise<Blended>,
    private readonly changed: () => void,
  ) {
    this.latest = new LatestAnswer(
      async (wish) => {
        const { bytes, box, report } = await ask(wish);
        return { variant: keyOf(wish), about: aboutOf(wish), bitmap: await decode({ bytes, type: 'image/png' }, box), box, report };
      },
      (preview, refusal) => {
        this.shown = preview ?? this.shown;
        this.failure = preview ? undefined : refusal instanceof Error ? refusal.message : String(refusal);
        this.changed();
      },
    );
  }

  /** Another variant is asked for at once, other settings after the slider has come to rest. */
  want(wish: Wish): void {
    const about = aboutOf(wish);
    if (about !== this.about) {
      this.failure = undefined;
      this.latest.update(wish, about, this.about.startsWith(keyOf(wish)) ? undefined : 0);
      this.about = about;
    }
  }

  leave(): void {
    this.about = '';
    this.failure = undefined;
    this.shown = undefined;
    this.latest.forget();
  }

  /** Of this variant, with whatever settings were blended last. */
  of(variant: Chosen): Preview | undefined {
    return this.shown?.variant === keyOf(variant) ? this.shown : undefined;
  }

  get busy(): boolean {
    return this.about !== '' && this.failure === undefined && this.shown?.about !== this.about;
  }
}

function keyOf({ jobId, index }: Chosen): string {
  return `${jobId}/${index}/`;
}

function aboutOf(wish: Wish): string {
  const { edge, feather, align, match, alpha } = wish.settings;
  return `${keyOf(wish)}${JSON.stringify([edge, feather, align, match, alpha])}`;
}
