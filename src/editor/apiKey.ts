import * as vscode from 'vscode';
import { ImageError } from '../core/errors';

export const falKeySecret = 'easel.falKey';
/** Whether the user agreed that the environment's key is used; only the answer is kept, never the key. */
const consentName = 'easel.useEnvironmentKey';

export type KeySource = 'stored' | 'environment' | 'none';

type Found = { readonly key: string; readonly source: 'stored' | 'environment' } | { readonly key: undefined; readonly source: 'none' };

/** The fal.ai key: in VS Code's secret storage, or the environment's after the user agreed once. Never anywhere else. */
export class ApiKey implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  /** Kept for this session when the system's secret storage fails, as on Linux without a keyring. */
  private sessionKey: string | undefined;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly state: vscode.Memento,
    private readonly environmentKey: string | undefined,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listening = secrets.onDidChange((event) => {
      if (event.key === falKeySecret) {
        this.forget();
      }
    });
  }

  /** The key and where it comes from. */
  read(): Promise<Found> {
    return (this.known ??= this.readAnew());
  }

  private async readAnew(): Promise<Found> {
    const stored = this.sessionKey ?? (await this.readSecret());
    if (stored) {
      return { key: stored, source: 'stored' };
    }
    if (this.environmentKey && this.state.get<boolean>(consentName) === true) {
      return { key: this.environmentKey, source: 'environment' };
    }
    return { key: undefined, source: 'none' };
  }

  /** The key as it was last read: it is asked for at every request, and a keyring is slow and can fail once. */
  private known: Promise<Found> | undefined;

  /** @throws ImageError `no-key` */
  async require(): Promise<string> {
    const { key } = await this.read();
    if (!key) {
      throw new ImageError(
        'no-key',
        'This model needs a fal.ai key. Set one with “Easel: Set API Key…”, or use the model “Draft (offline, free)”.',
      );
    }
    return key;
  }

  async source(): Promise<KeySource> {
    return (await this.read()).source;
  }

  /** @returns whether the key will survive this session. */
  async store(key: string): Promise<boolean> {
    try {
      await this.secrets.store(falKeySecret, key);
      this.sessionKey = undefined;
      this.forget();
      return true;
    } catch (error) {
      this.log.warn(`the secret storage cannot be used: ${error instanceof Error ? error.message : String(error)}`);
      this.sessionKey = key;
      this.forget();
      return false;
    }
  }

  /** Forgets the stored key and the agreement on the environment's. */
  async remove(): Promise<void> {
    this.sessionKey = undefined;
    await this.state.update(consentName, undefined);
    await this.secrets.delete(falKeySecret);
    this.forget();
  }

  /** Whether the environment has a key that the user was not asked about yet. */
  get hasUnaskedEnvironmentKey(): boolean {
    return this.environmentKey !== undefined && this.state.get<boolean>(consentName) === undefined;
  }

  /** Asks once whether the environment's key may be used, when it could be and no key is stored. @returns whether it was agreed to now */
  async askForEnvironmentKey(): Promise<boolean> {
    if (!this.hasUnaskedEnvironmentKey || (await this.source()) !== 'none') {
      return false;
    }
    const use = vscode.l10n.t('Use It');
    const decline = vscode.l10n.t('Stay with Drafts');
    const question = vscode.l10n.t('Easel found a fal.ai key in the environment variable FAL_KEY. Use it for paid images?');
    // Modal: a notification that hides itself would leave the command waiting for ever.
    const answer = await vscode.window.showInformationMessage(question, { modal: true }, use, decline).then(undefined, () => undefined);
    if (answer !== undefined) {
      await this.state.update(consentName, answer === use);
      this.forget();
    }
    return answer === use;
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private forget(): void {
    this.known = undefined;
    this.changed.fire();
  }

  private async readSecret(): Promise<string | undefined> {
    try {
      return await this.secrets.get(falKeySecret);
    } catch (error) {
      this.log.warn(`the secret storage cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      // Asked again the next time.
      this.known = undefined;
      return undefined;
    }
  }
}
