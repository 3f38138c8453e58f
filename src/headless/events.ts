/** Something to be let go of. */
export class Disposable {
  constructor(private readonly release: () => unknown) {}

  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }

  dispose(): unknown {
    return this.release();
  }
}

export type Listener<T> = (event: T) => unknown;

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    const own: Listener<T> = (event) => listener(event);
    this.listeners.add(own);
    return new Disposable(() => this.listeners.delete(own));
  };

  fire(event: T): void {
    [...this.listeners].forEach((listener) => listener(event));
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** What never happens without an editor. */
export function never(): Disposable {
  return new Disposable(() => undefined);
}

export class CancellationError extends Error {
  override readonly name = 'Canceled';
  override readonly message = 'Canceled';
}

export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: Listener<void>) => Disposable;
}

/** A token that follows a signal. */
export function tokenOf(signal: AbortSignal): CancellationToken {
  return {
    get isCancellationRequested() {
      return signal.aborted;
    },
    onCancellationRequested: (listener) => {
      const heard = (): unknown => listener();
      signal.addEventListener('abort', heard, { once: true });
      return new Disposable(() => signal.removeEventListener('abort', heard));
    },
  };
}
