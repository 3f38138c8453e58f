import { makesTransparent, type ShapeKind, type ShapeOperation } from '../../../core/shapeOperation';
import type { Size } from '../../../core/sizes';
import type { ParamsOf, ResultOf } from '../../../protocol/channel';
import type { editorHostMethods, EditorSnapshot } from '../../../protocol/imageEditor';
import { LatestAnswer } from '../../common/latestAnswer';
import { decode } from '../pictures';
import { operationOf, usualDraft, type AdjustDraft } from './draft';

type Order = ParamsOf<typeof editorHostMethods, 'shape'>;
type Answer = ResultOf<typeof editorHostMethods, 'shape'>;

/** What an operation would make of the picture, ready to be drawn. */
export interface Adjusted {
  readonly kind: ShapeKind;
  readonly about: string;
  /** Of the picture that it was made of. */
  readonly version: string;
  readonly from: Size;
  readonly bitmap: ImageBitmap;
  /** Where that picture lies in the result, in its pixels. */
  readonly left: number;
  readonly top: number;
  readonly changed: boolean;
  readonly cleared: number | undefined;
}

/** What the session does for it. */
export interface AdjustingOwner {
  draft(): AdjustDraft | undefined;
  keep(draft: AdjustDraft): void;
  snapshot(): EditorSnapshot | undefined;
  ask(order: Order): Promise<Answer>;
  /** The preview has come, or was refused. */
  told(): void;
}

/** The local operation that is being set, and its preview. Other settings ask anew; until that is there, the last one stays. */
export class Adjusting {
  failure: string | undefined;
  private last: Adjusted | undefined;
  private about = '';
  /** The operation is being put into the document: what comes after it is not asked for. */
  private held = false;
  private readonly latest: LatestAnswer<{ readonly order: Order; readonly from: Size; readonly about: string }, Adjusted>;

  constructor(private readonly owner: AdjustingOwner) {
    this.latest = new LatestAnswer(
      async ({ order, from, about }) => {
        const { bytes, type, width, height, left, top, changed, cleared } = await owner.ask(order);
        const bitmap = await decode({ bytes, type }, { width, height });
        return { kind: order.operation.kind, about, version: order.version, from, bitmap, left, top, changed, cleared };
      },
      (adjusted, refusal) => {
        this.last = adjusted;
        this.failure = adjusted ? undefined : refusal instanceof Error ? refusal.message : String(refusal);
        this.owner.told();
      },
    );
  }

  get kind(): ShapeKind | undefined {
    return this.draft.kind;
  }

  get draft(): AdjustDraft {
    return this.owner.draft() ?? usualDraft;
  }

  get operation(): ShapeOperation | undefined {
    const snapshot = this.owner.snapshot();
    return this.kind && snapshot && operationOf(this.draft, this.kind, snapshot);
  }

  /** The newest preview of this operation on this picture, with whatever settings were asked for last. */
  get shown(): Adjusted | undefined {
    const { last } = this;
    return last && last.kind === this.kind && last.version === this.owner.snapshot()?.version ? last : undefined;
  }

  get busy(): boolean {
    return this.kind !== undefined && this.failure === undefined && this.shown?.about !== this.about;
  }

  /** The file's type cannot hold what the operation makes. */
  get isLost(): boolean {
    return this.owner.snapshot()?.type === 'image/jpeg' && this.operation !== undefined && makesTransparent(this.operation);
  }

  /** Nothing speaks against it, as far as is known: a preview that is still to come may bring something. */
  get canApply(): boolean {
    const isVain = !this.busy && this.shown?.changed === false;
    return this.kind !== undefined && !this.owner.snapshot()?.blocked && this.failure === undefined && !this.isLost && !isVain;
  }

  open(kind: ShapeKind): void {
    this.owner.keep({ ...this.draft, kind });
  }

  change(part: Partial<Omit<AdjustDraft, 'kind'>>): void {
    this.owner.keep({ ...this.draft, ...part });
  }

  close(): void {
    this.owner.keep({ ...this.draft, kind: undefined });
  }

  /** While work goes on, the preview stays what it is. */
  async hold(work: () => Promise<void>): Promise<void> {
    this.held = true;
    try {
      await work();
    } finally {
      this.held = false;
    }
  }

  /** Asks for the preview that the present state wants: of another operation or picture at once, of other settings after a pause. */
  follow(): void {
    const snapshot = this.owner.snapshot();
    const { operation } = this;
    if (this.held) {
      return;
    }
    if (!snapshot || !operation) {
      this.latest.forget();
      this.about = '';
      this.last = undefined;
      this.failure = undefined;
      return;
    }
    const { version, width, height } = snapshot;
    const about = JSON.stringify([version, operation]);
    if (about !== this.about) {
      const isSame = this.shown !== undefined;
      this.about = about;
      this.failure = undefined;
      this.latest.update({ order: { version, operation }, from: { width, height }, about }, about, isSame ? undefined : 0);
    }
  }
}
