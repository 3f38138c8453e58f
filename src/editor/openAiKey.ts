import * as vscode from 'vscode';
import { ImageError } from '../core/errors';

export const openAiKeySecret = 'easel.openAiKey';
/** Whether there is one: the secret storage is not touched for users without, because a keyring can be slow or broken. */
export const hasOpenAiKeyState = 'easel.hasOpenAiKey';

/** The user's own OpenAI key, which requests to GPT Image 2 carry when it is set. In VS Code's secret storage and nowhere else. */
export class OpenAiKey implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  private known: Promise<string | undefined> | undefined;
  /** Kept for this session when the system's secret storage fails, as on Linux without a keyring. */
  private sessionKey: string | undefined;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly state: vscode.Memento,
  ) {
    this.listening = secrets.onDidChange((event) => {
      if (event.key === openAiKeySecret) {
        this.forget();
      }
    });
  }

  /**
   * The key, when requests are to be charged to it.
   * @throws ImageError `no-key` when there is one that cannot be read: without it the request would be charged to another account
   */
  async read(): Promise<string | undefined> {
    if (this.sessionKey !== undefined || !this.isSet) {
      return this.sessionKey;
    }
    this.known ??= this.readSecret();
    try {
      return await this.known;
    } catch {
      this.known = undefined;
      throw new ImageError(
        'no-key',
        'Your OpenAI key cannot be read from the secret storage, and nothing was sent without it. Set it again, or remove it with “Easel: Remove OpenAI Key”.',
      );
    }
  }

  /** Whether requests are charged to the user's OpenAI account. */
  get isSet(): boolean {
    return this.sessionKey !== undefined || this.state.get<boolean>(hasOpenAiKeyState) === true;
  }

  /** @returns whether the key will survive this session. */
  async store(key: string): Promise<boolean> {
    try {
      await this.secrets.store(openAiKeySecret, key);
      this.sessionKey = undefined;
      await this.state.update(hasOpenAiKeyState, true);
      return true;
    } catch {
      this.sessionKey = key;
      return false;
    } finally {
      this.forget();
    }
  }

  async remove(): Promise<void> {
    this.sessionKey = undefined;
    await this.state.update(hasOpenAiKeyState, undefined);
    this.forget();
    await this.secrets.delete(openAiKeySecret);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private async readSecret(): Promise<string | undefined> {
    const key = await this.secrets.get(openAiKeySecret);
    if (key === undefined) {
      throw new Error('not in the secret storage');
    }
    return key;
  }

  private forget(): void {
    this.known = undefined;
    this.changed.fire();
  }
}
