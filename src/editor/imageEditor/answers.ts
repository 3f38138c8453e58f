import { editFiles, type BlendSettings, type EditOrder } from '../../core/edit';
import { ImageError, isImageError } from '../../core/errors';
import type { Format } from '../../core/models/model';
import type { Codec } from '../../imaging/codec';
import { withSize } from '../../imaging/mask/maskCode';
import type { BlendInput, BlendPreview, BlendResult } from '../../imaging/messages';
import type { ActiveJob } from '../../jobs/activeJob';
import type { Runner } from '../../jobs/runner';
import type { JobStorage } from '../../jobs/storage';
import { sign, type Signed } from '../recipes/signer';
import type { Version } from './version';

/** A run's variant: the model's answer at this index. */
export interface Variant {
  readonly jobId: string;
  readonly index: number;
}

/** The answers that edits have brought, and how they are joined to a picture. No method sends anything anywhere. */
export class Answers {
  private readonly thumbnails = new Map<string, Promise<Uint8Array>>();

  constructor(
    private readonly runner: Runner,
    private readonly storage: JobStorage,
    private readonly codec: Codec,
  ) {}

  /** @throws ImageError when the run is no longer in the list */
  job(jobId: string): { readonly job: ActiveJob; readonly edit: EditOrder } {
    const job = this.runner.get(jobId);
    const edit = job?.state.request.edit;
    if (!job || !edit) {
      throw new ImageError('invalid-request', 'This edit is no longer in the list.');
    }
    return { job, edit };
  }

  /** The answer as the model sent it. */
  async bytes({ jobId, index }: Variant): Promise<Uint8Array> {
    const file = this.job(jobId).job.state.images?.[index]?.file;
    return this.kept(jobId, file);
  }

  /** Small WebP of an answer; made once. */
  thumbnail(variant: Variant): Promise<Uint8Array> {
    const name = `${variant.jobId} ${variant.index}`;
    let thumbnail = this.thumbnails.get(name);
    if (!thumbnail) {
      thumbnail = this.bytes(variant).then(async (bytes) => (await this.codec.thumbnail(bytes, 160)).bytes);
      this.thumbnails.set(name, thumbnail);
      thumbnail.catch(() => this.thumbnails.delete(name));
    }
    return thumbnail;
  }

  /** The picture that a run was made of. */
  base(jobId: string): Promise<Uint8Array> {
    return this.kept(jobId, editFiles.base);
  }

  async mask(jobId: string): Promise<string | undefined> {
    const { masked, sourceSize } = this.job(jobId).edit;
    const bytes = masked ? await this.kept(jobId, editFiles.mask) : undefined;
    return bytes && withSize(new TextDecoder().decode(bytes), sourceSize);
  }

  async preview(variant: Variant, settings: BlendSettings, base: Uint8Array, signal?: AbortSignal): Promise<BlendPreview> {
    return this.codec.preview(await this.input(variant, settings, base), signal);
  }

  /** The result has its recipe. @param like the file whose format and metadata the result is to have. */
  async blend(
    variant: Variant,
    settings: BlendSettings,
    base: Uint8Array,
    like: Uint8Array,
    format?: Format,
  ): Promise<BlendResult & Pick<Signed, 'sidecar'>> {
    const made = await this.codec.blend({ ...(await this.input(variant, settings, base)), like, format });
    const { request, requestId } = this.job(variant.jobId).job.state;
    const { bytes, ...beside } = await sign(made.file.bytes, request, requestId);
    return { ...made, file: { ...made.file, bytes }, ...beside };
  }

  private async input(variant: Variant, settings: BlendSettings, base: Uint8Array): Promise<BlendInput> {
    const { edit } = this.job(variant.jobId);
    const [answer, mask] = await Promise.all([this.bytes(variant), this.mask(variant.jobId)]);
    return { base, answer, mask, placement: edit.placement, settings };
  }

  private async kept(jobId: string, name: string | undefined): Promise<Uint8Array> {
    const bytes = name === undefined ? undefined : await this.storage.readBytes(jobId, name);
    if (!bytes) {
      throw notKept();
    }
    return bytes;
  }
}

const notKeptText = 'What this edit brought is no longer kept on this machine. Run it again.';

function notKept(): ImageError {
  return new ImageError('invalid-request', notKeptText);
}

/** Whether the bytes are gone, and not merely unreadable. */
export function isNotKept(error: unknown): boolean {
  return isImageError(error) && error.message === notKeptText;
}

/**
 * What a run's variants are joined to. Another variant of the run whose edit the document shows takes that one's place; otherwise the
 * edit goes on top of what is there.
 */
export function baseFor(jobId: string, current: Version): Version {
  return current.proof?.jobId === jobId && current.base ? current.base : current;
}

/** @throws ImageError when the picture has another size than when the edit was made */
export function checkSize({ sourceSize }: EditOrder, { facts }: Version): void {
  if (sourceSize.width !== facts.width || sourceSize.height !== facts.height) {
    throw new ImageError(
      'invalid-request',
      `The picture is ${facts.width} × ${facts.height} now and was ${sourceSize.width} × ${sourceSize.height} when the edit was made. Save the result as a new file instead.`,
    );
  }
}
