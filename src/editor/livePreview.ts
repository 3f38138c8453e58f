import * as vscode from 'vscode';
import { cancelled } from '../core/errors';
import { modelOf } from '../core/models/catalogue';
import type { ImageRequest } from '../core/request';
import type { EncodedImage } from '../core/service';
import type { Codec } from '../imaging/codec';
import type { ActiveJob } from '../jobs/activeJob';

/** Set once the user knows what a live run can lose. */
const stateName = 'easel.toldLivePreview';

/** The longer edge of an unfinished picture in a page, in pixels: sharp enough to see where it goes, small enough to be sent often. */
const previewEdge = 480;

/** Whether a run shows its unfinished pictures, and these pictures as a page can show them. */
export class LivePreviews {
  /** Every snapshot of a page asks again for the same picture. */
  private readonly made = new WeakMap<EncodedImage, Promise<Uint8Array | undefined>>();

  constructor(
    private readonly codec: Pick<Codec, 'thumbnail'>,
    private readonly state: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /**
   * The request as the user wants it run: live when `easel.livePreview` is on and its model is the service's. The first time the user is
   * told what that risks, and may go back to the queue for good.
   * @throws ImageError `cancelled` when the user does neither
   */
  async wanted(request: ImageRequest): Promise<ImageRequest> {
    if (modelOf(request.model).service !== 'fal' || !isOn()) {
      return request;
    }
    return this.state.get(stateName) === true || (await this.tell()) ? { ...request, live: true } : request;
  }

  /** The newest unfinished picture of a job, as small WebP; nothing when there is none, or when it cannot be shown. */
  async pictureOf({ id, preview }: ActiveJob): Promise<Uint8Array | undefined> {
    if (!preview) {
      return undefined;
    }
    const known = this.made.get(preview);
    if (known) {
      return known;
    }
    const making = this.codec.thumbnail(preview.bytes, previewEdge).then(
      ({ bytes }) => bytes,
      (error: unknown) => {
        this.log.debug(`job ${id}: a preview cannot be shown: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      },
    );
    this.made.set(preview, making);
    return making;
  }

  private async tell(): Promise<boolean> {
    const on = vscode.l10n.t('Use Live Preview');
    const off = vscode.l10n.t('Turn It Off');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Show pictures while they are drawn?'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'A live run keeps one connection open until its picture is finished. If the window closes or the connection breaks meanwhile, the picture may be charged and lost: Easel then looks for it in your fal.ai history, where it need not be. In the queue, without Live Preview, such a run goes on and is fetched later.',
        ),
      },
      on,
      off,
    );
    if (chosen === undefined) {
      throw cancelled();
    }
    await this.state.update(stateName, true);
    if (chosen === off) {
      await vscode.workspace.getConfiguration('easel').update('livePreview', false, vscode.ConfigurationTarget.Global);
    }
    return chosen === on;
  }
}

/** From the user's own settings, as for money: a repository must not choose what can lose a paid picture. */
function isOn(): boolean {
  return vscode.workspace.getConfiguration('easel').inspect<unknown>('livePreview')?.globalValue === true;
}
