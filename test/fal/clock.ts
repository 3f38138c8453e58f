/**
 * The simulator's time, in milliseconds since the epoch. It runs with the wall clock, can be held so that a test sees one state
 * for as long as it likes, and can be moved on by hours to let results expire. Everything that a job is follows from it.
 */
export class Clock {
  private offset = 0;
  private heldAt: number | undefined;

  now(): number {
    return (this.heldAt ?? Date.now()) + this.offset;
  }

  get held(): boolean {
    return this.heldAt !== undefined;
  }

  hold(): void {
    this.heldAt ??= Date.now();
  }

  /** Goes on from the moment at which it was held, so the time in between never happened. */
  release(): void {
    if (this.heldAt !== undefined) {
      this.offset -= Date.now() - this.heldAt;
      this.heldAt = undefined;
    }
  }

  /** Back to the wall clock. */
  reset(): void {
    this.offset = 0;
    this.heldAt = undefined;
  }

  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }

  /** Waits until it is `time`. `false` when `left` fired first, because the caller hung up. */
  async until(time: number, left: AbortSignal): Promise<boolean> {
    while (!left.aborted && this.now() < time) {
      await pause(this.held ? 4 : Math.min(20, Math.max(1, time - this.now())));
    }
    return !left.aborted;
  }
}

/** Waits for real milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
