import * as z from 'zod/mini';

/** One side of an interface: the requests that it answers, each with the shape of what it takes and gives. */
export type Methods = Readonly<Record<string, { readonly params: z.ZodMiniType; readonly result: z.ZodMiniType }>>;

export type ParamsOf<M extends Methods, K extends keyof M> = z.infer<M[K]['params']>;
export type ResultOf<M extends Methods, K extends keyof M> = z.infer<M[K]['result']>;

/** What answers the other side. A handler that throws becomes a rejected request over there, with the error's message. */
export type Handlers<M extends Methods> = { readonly [K in keyof M]: (params: ParamsOf<M, K>) => Promise<ResultOf<M, K>> | ResultOf<M, K> };

/** How messages leave. Delivery is not certain: a page may be gone. */
export type Post = (message: unknown) => void;

const incoming = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), id: z.number(), method: z.string(), params: z.unknown() }),
  z.object({ kind: z.literal('answer'), id: z.number(), value: z.optional(z.unknown()) }),
  z.object({ kind: z.literal('refusal'), id: z.number(), message: z.string() }),
]);

/** The other side is gone, so no answer will come. */
export class ChannelClosed extends Error {
  override readonly name = 'ChannelClosed';
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Requests in both directions over one pair of `postMessage`. Everything that arrives is `unknown` until its schema has read it.
 * Both sides use the same class; `dispose` rejects every request that still waits.
 */
export class Channel<Mine extends Methods, Theirs extends Methods> {
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private closed = false;

  constructor(
    private readonly mine: Mine,
    private readonly handlers: Handlers<Mine>,
    private readonly theirs: Theirs,
    private readonly post: Post,
  ) {}

  /** @throws ChannelClosed, or an error with the message of the handler that refused. */
  request<K extends keyof Theirs & string>(method: K, params: ParamsOf<Theirs, K>): Promise<ResultOf<Theirs, K>> {
    if (this.closed) {
      return Promise.reject(new ChannelClosed('The page is closed.'));
    }
    const id = this.nextId++;
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.post({ kind: 'request', id, method, params });
    }).then((value) => this.resultSchema(method).parse(value) as ResultOf<Theirs, K>);
  }

  /** Takes one raw message. Messages of another form are ignored: a page also gets messages from VS Code itself. */
  async receive(raw: unknown): Promise<void> {
    const parsed = incoming.safeParse(raw);
    if (!parsed.success || this.closed) {
      return;
    }
    const message = parsed.data;
    if (message.kind === 'request') {
      await this.answer(message.id, message.method, message.params);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'answer') {
      waiting?.resolve(message.value);
    } else {
      waiting?.reject(new Error(message.message));
    }
  }

  /** Rejects every request that still waits, because the other side has been made anew. */
  forget(): void {
    for (const waiting of this.waiting.values()) {
      waiting.reject(new ChannelClosed('The page was closed.'));
    }
    this.waiting.clear();
  }

  dispose(): void {
    this.closed = true;
    this.forget();
  }

  private async answer(id: number, method: string, params: unknown): Promise<void> {
    try {
      const contract = Object.hasOwn(this.mine, method) ? this.mine[method] : undefined;
      const handler = this.handlers[method as keyof Mine];
      if (!contract || !handler) {
        throw new Error(`Unknown request "${method}".`);
      }
      const value = await handler(contract.params.parse(params) as ParamsOf<Mine, keyof Mine>);
      this.send({ kind: 'answer', id, value });
    } catch (error) {
      this.send({ kind: 'refusal', id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private send(message: unknown): void {
    if (!this.closed) {
      this.post(message);
    }
  }

  private resultSchema(method: string): z.ZodMiniType {
    const contract = this.theirs[method];
    if (!contract) {
      throw new Error(`Unknown request "${method}".`);
    }
    return contract.result;
  }
}
