import type { StreamEvent } from './streamEvents';

/** What the events of one stream have told so far. */
export class Tale {
  /** The stream was read to its end, so that what came last is what was meant to be last. */
  endsWhole = false;
  /** The first complaint, as it came. */
  error: string | undefined;
  private output: unknown;
  private outputs = 0;
  private isFinal = false;
  private isOutputDoubted = false;
  private previews = 0;
  private saidDone = false;
  private readonly pictures: { readonly url: string; readonly usage: unknown }[] = [];

  /** @param asked how many pictures were ordered */
  constructor(private readonly asked: number) {}

  /** Returns a preview to show, in base64. */
  take(event: StreamEvent): string | undefined {
    switch (event.kind) {
      case 'preview':
        this.previews++;
        return event.base64;
      case 'output':
        this.output = event.body;
        this.outputs++;
        this.isFinal ||= event.isFinal;
        this.isOutputDoubted = false;
        return undefined;
      case 'picture':
        this.pictures.push(event);
        return undefined;
      case 'error':
        this.error ??= event.text;
        this.isOutputDoubted = true;
        return undefined;
      case 'done':
        this.saidDone = true;
        return undefined;
      case 'nothing':
        return undefined;
    }
  }

  /** Whether nothing more is waited for. */
  get isTold(): boolean {
    return this.saidDone || this.isFinal || this.pictures.length >= this.asked;
  }

  /** Whether what is still to come can only be the end of the stream, or a picture after a complaint; neither takes long. */
  get isNearlyTold(): boolean {
    return this.error !== undefined || this.isOutputUnlikePreviews;
  }

  /**
   * Bodies of answers, `undefined` while there is none. An output is one when the stream ended with it; when the line broke or a
   * complaint came right after it, only if the previews of this stream were of the other kind, so that it cannot be one of them.
   */
  get result(): readonly unknown[] | undefined {
    if (this.pictures.length > 0) {
      return this.pictures.map(({ url, usage }) => ({ images: [{ url }], usage: usage ?? undefined }));
    }
    const isLast = this.isFinal || this.isOutputUnlikePreviews || (this.endsWhole && !this.isOutputDoubted);
    return isLast && this.output !== undefined ? [this.output] : undefined;
  }

  private get isOutputUnlikePreviews(): boolean {
    return this.previews > 0 && this.outputs === 1;
  }
}
