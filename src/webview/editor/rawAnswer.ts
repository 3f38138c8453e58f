import { modelsFor } from '../../core/models/catalogue';
import { planPlacement } from '../../core/placement';
import type { Rectangle, Size } from '../../core/sizes';
import type { EditJob } from '../../protocol/imageEditor';
import type { Chosen } from './keptState';
import { decode, type Encoded } from './pictures';
import { sameBox } from './region';

interface Raw {
  readonly bitmap: ImageBitmap;
  readonly box: Rectangle;
}

/** The answer as the model sent it, neither aligned nor matched nor blended, laid over what was sent. Shown while it is switched on. */
export class RawAnswer {
  on = false;
  private wanted = '';
  private shown: { readonly key: string; readonly raw: Raw } | undefined;

  constructor(
    private readonly ask: (variant: Chosen) => Promise<Encoded>,
    private readonly changed: () => void,
    private readonly refused: (error: unknown) => void,
  ) {}

  want(variant: Chosen, job: EditJob): void {
    const key = keyOf(variant);
    if (this.on && key !== this.wanted) {
      this.wanted = key;
      void this.load(variant, job);
    }
  }

  of(variant: Chosen): Raw | undefined {
    return this.on && this.shown?.key === keyOf(variant) ? this.shown.raw : undefined;
  }

  leave(): void {
    this.on = false;
    this.wanted = '';
    this.shown = undefined;
  }

  private async load(variant: Chosen, job: EditJob): Promise<void> {
    const key = keyOf(variant);
    try {
      const answer = await decode(await this.ask(variant));
      const { left, top, width, height } = contentOf(answer, job);
      const bitmap = await createImageBitmap(answer, left, top, width, height, {
        resizeWidth: job.box.width,
        resizeHeight: job.box.height,
        resizeQuality: 'high',
      });
      if (this.wanted === key) {
        this.shown = { key, raw: { bitmap, box: job.box } };
        this.changed();
      }
    } catch (error) {
      if (this.wanted === key) {
        this.leave();
        this.refused(error);
      }
    }
  }
}

/** Where the box lies in the answer: it was padded to a size that the model takes, and the answer may be of another size than was asked. */
function contentOf(answer: Size, job: EditJob): Rectangle {
  const whole = { left: 0, top: 0, width: answer.width, height: answer.height };
  const model = modelsFor('edit').find((one) => one.name === job.modelName);
  const placement = model && planPlacement(job.box, job.image, model.sizes);
  if (!placement || !sameBox(placement.box, job.box)) {
    return whole;
  }
  const { left, top, scaled, render } = placement;
  const [x, y] = [answer.width / render.width, answer.height / render.height];
  return {
    left: Math.round(left * x),
    top: Math.round(top * y),
    width: Math.max(1, Math.round(scaled.width * x)),
    height: Math.max(1, Math.round(scaled.height * y)),
  };
}

function keyOf({ jobId, index }: Chosen): string {
  return `${jobId}/${index}`;
}
