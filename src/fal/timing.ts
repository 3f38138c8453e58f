/** Every interval and limit of the service, in milliseconds, in one place so that tests can shrink them. */
export interface Timing {
  /** How long one paid POST may stay without an answer before its outcome counts as unknown. */
  readonly submitDeadline: number;
  /** Longest time that `submit` waits altogether for a rate limit to pass. */
  readonly rateLimitPatience: number;
  /** Limit of one small call: status, cancel, look-ups. */
  readonly callDeadline: number;
  /** Limit of one fetch of the result. */
  readonly resultDeadline: number;
  /** Polling while there is no status stream: first this often, for this long, then doubling up to `pollSlow`. */
  readonly pollFast: number;
  readonly pollFastFor: number;
  readonly pollSlow: number;
  /** Polling beside a stream that is open but silent. */
  readonly pollBeside: number;
  /** A stream that has not said anything this long after it was asked for is polled beside. */
  readonly streamOpening: number;
  /** A stream without an event for this long is polled beside. Its comments do not count: some streams send nothing else. */
  readonly streamSilence: number;
  /** A stream without a single byte for this long is dead. The service sends a comment about every 15 s. */
  readonly streamDead: number;
  /** First and longest pause after a fault; the pause doubles in between. */
  readonly backoffFirst: number;
  readonly backoffMost: number;
  /** How long the status may make no sense (404, 401, unknown states) before the result is asked directly. */
  readonly statusPatience: number;
  /** How long the result may be broken (5xx, HTML, cut off) before that counts as the outcome. */
  readonly resultPatience: number;
  /** How long one `follow` waits altogether. The request can be followed again afterwards. */
  readonly followDeadline: number;
  /** How long a live run may take until its answer begins, and how long it may then be silent. Renderings take minutes. */
  readonly liveDeadline: number;
  readonly liveSilence: number;
  /** How long a live run may go on altogether once its answer has begun; a drip of comments is no reason to wait for ever. */
  readonly liveMost: number;
  /** A transfer of picture bytes that stands still for this long is given up and tried again. */
  readonly transferSilence: number;
  /** How long a broken connection is tried again before a picture counts as not to be had now. */
  readonly downloadPatience: number;
  /** Limit of one transfer of picture bytes, so that a drip of single bytes ends as well. */
  readonly transferDeadline: number;
}

export const defaultTiming: Timing = {
  submitDeadline: 120_000,
  rateLimitPatience: 60_000,
  callDeadline: 10_000,
  resultDeadline: 30_000,
  pollFast: 200,
  pollFastFor: 60_000,
  pollSlow: 2_000,
  pollBeside: 1_000,
  streamOpening: 1_500,
  streamSilence: 20_000,
  streamDead: 45_000,
  backoffFirst: 250,
  backoffMost: 10_000,
  statusPatience: 30_000,
  resultPatience: 120_000,
  followDeadline: 3_600_000,
  liveDeadline: 600_000,
  liveSilence: 300_000,
  liveMost: 1_800_000,
  transferSilence: 30_000,
  downloadPatience: 300_000,
  transferDeadline: 600_000,
};

/** The pause before try number `failures + 1`. The first is short: a passing fault must not delay the picture. */
export function backoff(failures: number, timing: Timing): number {
  return Math.min(timing.backoffFirst * 2 ** Math.max(0, failures - 1), timing.backoffMost);
}
