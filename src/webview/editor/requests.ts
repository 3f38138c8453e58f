import type { Channel, ParamsOf, ResultOf } from '../../protocol/channel';
import type { editorHostMethods, editorPageMethods } from '../../protocol/imageEditor';

type Host = typeof editorHostMethods;

/** A sentence that the extension refused a request with, and where the user looks for it. */
export interface Refusal {
  readonly at: 'form' | 'references' | 'results' | 'adjust' | 'banner';
  readonly message: string;
}

/** A request of the user that is out. A second click must not make a second one. */
export type Busy = 'run' | 'apply' | 'save' | 'adjust';

/** Requests of the user: what was refused is shown where it was asked, until something else there succeeds. */
export class Requests {
  refusal: Refusal | undefined;
  busy: Busy | undefined;

  constructor(
    private readonly channel: Channel<typeof editorPageMethods, Host>,
    private readonly changed: () => void,
  ) {}

  /** The answer, or nothing when it was refused. */
  async ask<K extends keyof Host>(at: Refusal['at'], method: K, params: ParamsOf<Host, K>): Promise<ResultOf<Host, K> | undefined> {
    try {
      const answer = await this.channel.request(method, params);
      this.clear(at);
      return answer;
    } catch (error) {
      this.refuse(at, error);
      return undefined;
    }
  }

  /** Does one thing at a time; nothing while another is out. */
  async only<T>(what: Busy, work: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) {
      return undefined;
    }
    this.busy = what;
    this.refusal = undefined;
    this.changed();
    try {
      return await work();
    } finally {
      this.busy = undefined;
      this.changed();
    }
  }

  refuse(at: Refusal['at'], error: unknown): void {
    this.refusal = { at, message: error instanceof Error ? error.message : String(error) };
    this.changed();
  }

  clear(at: Refusal['at']): void {
    if (this.refusal?.at === at) {
      this.refusal = undefined;
      this.changed();
    }
  }
}
