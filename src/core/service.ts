import type { MicroDollars } from './money';

/** One request as the service is sent it: the endpoint and its input, validated by the model's schema. Holds no key. */
export interface Order {
  readonly endpoint: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The service's receipt. With it a request can be followed again after a crash. */
export interface Ticket {
  readonly endpoint: string;
  readonly requestId: string;
}

/** One picture of a finished request, still at the service. Sizes are what the service says, not what the bytes hold. */
export interface RemoteImage {
  readonly url: string;
  readonly contentType?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface ServiceResult {
  readonly images: readonly RemoteImage[];
  /** What it cost, when the answer tells. */
  readonly cost?: MicroDollars | undefined;
}

/** How far a request is. `logs` are all lines so far, not only the new ones. */
export interface Progress {
  readonly stage: 'queued' | 'running';
  /** Requests ahead in the queue. */
  readonly position?: number | undefined;
  readonly logs: readonly string[];
}

/** A picture as it lies in memory: encoded bytes and what they really are, told by the bytes themselves. */
export interface EncodedImage {
  readonly bytes: Uint8Array;
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/avif';
}

/**
 * What the service said to a cancel: `accepted` (it will stop, or may finish all the same), `too-late` (the result is
 * there and is paid for), `unknown` (no clear answer; keep following).
 */
export type CancelOutcome = 'accepted' | 'too-late' | 'unknown';

/** Is told what a live run brings on its way. */
export interface LiveWatcher {
  /** The run has an id, under which the service's history may know it. */
  onTicket(ticket: Ticket): Promise<void>;
  /** An unfinished picture, for the eye only. */
  onPreview(picture: EncodedImage): void;
}

/**
 * A maker of images: fal, or drafts. Implementations keep nothing between calls that a crash could lose; everything that
 * is needed to go on is in the order and the ticket.
 */
export interface ImageService {
  /** Stores an input picture and returns its URL. Costs nothing and may be repeated. */
  upload(image: EncodedImage, name: string, signal: AbortSignal): Promise<string>;
  /**
   * Sends the request once. What was sent is waited for in any case, because it may be charged; `giveUp` counts only before and
   * between tries that the service is known to have refused.
   * @throws ImageError `submission-unknown` when the service may have taken it although no receipt came back; `cancelled`; otherwise
   * the plain refusal, such as `no-key`, `bad-key`, `no-credit`, `rate-limited` or `invalid-request`.
   */
  submit(order: Order, giveUp?: AbortSignal): Promise<Ticket>;
  /**
   * Waits for the end of a request, through passing faults of the network. `signal` stops the waiting only, not the request.
   * @throws ImageError `content-refused`, `invalid-request`, `bad-response`; `network`, `timeout`, `no-key`, `bad-key`, `no-credit`,
   * `rate-limited` when the request can be followed again; `cancelled` when the service says so, or the signal fired.
   */
  follow(order: Order, ticket: Ticket, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<ServiceResult>;
  cancel(ticket: Ticket): Promise<CancelOutcome>;
  /**
   * Sends the request once, outside the queue, and shows the picture while it is made; only where the service can do that. Nothing else
   * keeps its result. `signal` ends the connection.
   * @returns `not-taken` when nothing was taken and the queue may be asked
   * @throws ImageError `submission-unknown` when it may have been taken and no finished picture came; otherwise as `submit` and `follow`
   */
  live?(order: Order, watcher: LiveWatcher, signal: AbortSignal): Promise<ServiceResult | 'not-taken'>;
  /** What the service's records still hold of a run; `undefined` proves nothing. @throws ImageError `network`, `no-key` when it cannot be asked */
  kept?(ticket: Ticket, signal: AbortSignal): Promise<ServiceResult | undefined>;
  /** Fetches one picture. @throws ImageError `not-an-image`, `too-large`, `network`, `timeout`, `bad-response` */
  download(image: RemoteImage, signal: AbortSignal): Promise<EncodedImage>;
  /**
   * Looks for a request whose receipt was lost, by what was sent and when (milliseconds since the epoch). `undefined` proves nothing.
   * @param taken ids of requests that are known to be others, such as an earlier run of the same prompt.
   */
  find(order: Order, sentAt: number, signal: AbortSignal, taken?: ReadonlySet<string>): Promise<Ticket | undefined>;
}
