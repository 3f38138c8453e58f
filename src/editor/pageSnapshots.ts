/** Whether a page can be sent anything: it is loaded, seen, and not closed. */
type CanSend = () => boolean;

/**
 * Sends a page complete snapshots. Changes that come while one is made lead to one more; a page that is hidden meanwhile asks for
 * everything when it is back.
 */
export class PageSnapshots {
  private isStale = false;
  private isReady = false;
  private sending: Promise<void> | undefined;

  /** @param send makes a snapshot and sends it; what it throws is given to `fault`. */
  constructor(
    private readonly canSend: CanSend,
    private readonly send: () => Promise<void>,
    private readonly fault: (error: unknown) => void,
  ) {}

  /** Something that the page shows is no longer true. */
  refresh(): void {
    this.isStale = true;
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
  }

  /** The page is loaded: the answer to it is the first snapshot, and what changes while it is made follows it. */
  async answerReady<T>(snapshot: () => Promise<T>): Promise<T> {
    this.isStale = false;
    const first = await snapshot();
    this.isReady = true;
    if (this.isStale) {
      setTimeout(() => this.refresh(), 0);
    }
    return first;
  }

  /** The document is set anew: nothing is sent until the page has said that it is loaded. */
  reset(): void {
    this.isReady = false;
  }

  get ready(): boolean {
    return this.isReady;
  }

  private async sendAll(): Promise<void> {
    while (this.isStale && this.isReady && this.canSend()) {
      this.isStale = false;
      try {
        await this.send();
      } catch (error) {
        this.fault(error);
      }
    }
  }
}
