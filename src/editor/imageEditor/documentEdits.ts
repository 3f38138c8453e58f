import * as vscode from 'vscode';
import type { BlendSettings } from '../../core/edit';
import { ImageError } from '../../core/errors';
import { formatPrice } from '../../core/money';
import { checkRequest } from '../../core/request';
import type { Rectangle } from '../../core/sizes';
import type { Codec } from '../../imaging/codec';
import type { BlendPreview } from '../../imaging/messages';
import type { ActiveJob } from '../../jobs/activeJob';
import type { Runner } from '../../jobs/runner';
import type { EditForm } from '../../protocol/imageEditor';
import type { LivePreviews } from '../livePreview';
import { readSettings } from '../settings';
import { mayGiveUp } from '../giveUp';
import { baseFor, checkSize, type Answers, type Variant } from './answers';
import type { Discarded } from './discarded';
import { checkUnblocked } from './editable';
import { buildEdit } from './editRequest';
import type { ImageDocument } from './imageDocument';
import { pixelsOf, versionOf, type Version } from './version';

export interface DocumentEditDeps {
  readonly runner: Runner;
  readonly codec: Codec;
  readonly answers: Answers;
  readonly discarded: Discarded;
  readonly live: LivePreviews;
}

/** What the page asks to be run: the picture, mask, region and price that the user looked at. */
export interface RunOrder {
  readonly form: EditForm;
  readonly version: string;
  readonly mask?: string | undefined;
  readonly box?: Rectangle | undefined;
  readonly price: string;
}

/** The edits of one open picture: started, looked at, and joined to it. */
export class DocumentEdits {
  private isPreparing = false;

  /** @param applied is told of an edit that changed the document, from one version to the next. */
  constructor(
    private readonly document: ImageDocument,
    private readonly deps: DocumentEditDeps,
    private readonly applied: (before: Version, after: Version) => void,
  ) {}

  /** Newest first. */
  get jobs(): ActiveJob[] {
    return this.deps.runner.list().filter(({ state }) => state.request.edit && this.document.isOf(state.request.edit));
  }

  /** @throws ImageError `invalid-request` before anything is spent. */
  async run(order: RunOrder): Promise<ActiveJob> {
    if (this.isPreparing) {
      throw new ImageError('invalid-request', 'An edit of this picture is being prepared already.');
    }
    this.isPreparing = true;
    try {
      return await this.start(order);
    } finally {
      this.isPreparing = false;
    }
  }

  /**
   * Puts a variant into the document.
   * @throws ImageError `invalid-request` when the picture became another one meanwhile
   */
  async apply(variant: Variant, settings: BlendSettings): Promise<void> {
    const { document, deps } = this;
    const before = document.current;
    const base = baseFor(variant.jobId, before);
    checkSize(this.editOf(variant.jobId), base);
    const { file, master, report } = await deps.answers.blend(variant, settings, pixelsOf(base), base.file);
    const made = await versionOf(file.bytes, deps.codec);
    if (document.current !== before) {
      throw new ImageError('invalid-request', 'The picture has changed while the edit was applied. Look at it and apply the edit again.');
    }
    // Of the versions before only the one that another variant would be joined to: each holds a whole picture.
    const after: Version = { ...made, master, base: { ...base, base: undefined }, proof: { ...variant, settings, report } };
    document.apply(after);
    this.applied(before, after);
    await deps.runner.settle(variant.jobId);
  }

  preview(variant: Variant, settings: BlendSettings): Promise<BlendPreview> {
    return this.basePixels(variant.jobId).then((base) => this.deps.answers.preview(variant, settings, base));
  }

  /** What an edit is joined to; `undefined` when the document no longer fits and only the run's own copy does. */
  baseOf(jobId: string): Version | undefined {
    const { width, height } = this.editOf(jobId).sourceSize;
    const base = baseFor(jobId, this.document.current);
    return base.facts.width === width && base.facts.height === height ? base : undefined;
  }

  async basePixels(jobId: string): Promise<Uint8Array> {
    const base = this.baseOf(jobId);
    return base ? pixelsOf(base) : this.deps.answers.base(jobId);
  }

  async discard(variant: Variant, discarded: boolean): Promise<void> {
    this.editOf(variant.jobId);
    await this.deps.discarded.set(variant, discarded);
    const images = this.deps.runner.get(variant.jobId)?.state.images ?? [];
    if (images.every(({ index }) => this.deps.discarded.has({ jobId: variant.jobId, index }))) {
      await this.deps.runner.settle(variant.jobId);
    }
  }

  /** An answer that was paid for stays; only a run without one goes for good. */
  async dismiss(jobId: string): Promise<void> {
    const job = this.deps.runner.get(jobId);
    this.editOf(jobId);
    const images = job?.state.images ?? [];
    for (const { index } of images) {
      await this.discard({ jobId, index }, true);
    }
    if (images.length === 0 && (!job?.paused || job.state.requestId === undefined || (await mayGiveUp()))) {
      await this.deps.runner.dismiss(jobId);
    }
  }

  /** @throws ImageError for an edit that was made of another picture */
  editOf(jobId: string): ReturnType<Answers['job']>['edit'] {
    const { edit } = this.deps.answers.job(jobId);
    if (!this.document.isOf(edit)) {
      throw new ImageError('invalid-request', 'This edit was made of another picture.');
    }
    return edit;
  }

  private async start({ form, version, mask, box, price }: RunOrder): Promise<ActiveJob> {
    const { document, deps } = this;
    await checkUnblocked(document);
    const owner = vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];
    if (!owner) {
      throw new ImageError('invalid-request', 'Easel saves images into a project. Open a folder first.');
    }
    const { current, uri } = document;
    const checkCurrent = (): void => {
      if (document.current.id !== version) {
        throw new ImageError('invalid-request', 'The picture has just changed. Look at it and run the edit again.');
      }
    };
    checkCurrent();
    const { maskConvention } = readSettings(uri);
    const references = document.references.all;
    const wish = { ...form, source: uri, version: current, workspace: owner.uri, convention: maskConvention, mask, box, references };
    const { request, files } = await buildEdit(wish, deps.codec);
    // Preparing takes a moment in which the picture can become another one.
    checkCurrent();
    const costs = formatPrice(checkRequest(request).price);
    if (costs !== price) {
      throw new ImageError('invalid-request', `The price is ${costs} now. Look at it and run the edit again.`);
    }
    return deps.runner.start(await deps.live.wanted(request), files);
  }
}
