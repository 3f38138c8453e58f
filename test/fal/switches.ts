import type { CastSwitch, DriftSwitch } from './drift';
import type { TransparencySwitch } from './iconScene';
import type { Size } from './renderSize';

/**
 * What nobody knows for certain about the real service, and what it may do either way. A test sets these on `simulator.switches`;
 * `reset()` brings the defaults back.
 */
export interface Switches {
  /** Where a malformed input is refused: by the gateway at once, or by the model, so that the request ends in an error. */
  validateAt: 'submit' | 'result';
  /** What happens to a size that the model cannot render. */
  illegalSizes: 'refuse' | 'change';
  maskOfOtherSize: 'refuse' | 'accept';
  /** What an icon with `background: transparent` really stands on. */
  transparency: TransparencySwitch;
  /** How far the answer to an edit is off its place: within 6 pixels and 1 percent, exactly so far, or not at all. */
  drift: DriftSwitch;
  /** How far it is off in colour: within 4 percent and 4 steps of 255, exactly so far, or not at all. */
  cast: CastSwitch;
  /** The size of the answer: as was asked, or another, whatever was asked. */
  answerSize: 'asked' | Size;
  /** Whether a cancel in progress stops the model, or the model finishes (and is billed) all the same. */
  cancelInProgress: 'obeyed' | 'ignored';
  /** A: `images` with data URIs, then the output. B: OpenAI's event names. C: `image.partial`, `image.completed`, `[DONE]`. */
  streamForm: 'A' | 'B' | 'C';
  /** Previews before the final picture of a model stream. */
  partialImages: number;
  /** When the answer holds OpenAI's token counts. */
  usage: 'byok' | 'always' | 'never';
  /** Whether results are forgotten by the clock (1 h, or 6 min from 10 KB), or kept because payloads are stored. */
  retention: 'clock' | 'storage';
  /** Whether requests that have not started are listed by the platform API. */
  listQueued: boolean;
  /** Whether a failed request says so in its status already, or only at the result. */
  errorInStatus: boolean;
  /** `x-fal-request-id` */
  requestIdHeader: boolean;
  /** `x-fal-billable-units` */
  billableUnitsHeader: boolean;
  /** `X-Fal-Retryable` */
  retryableHeader: boolean;
}

export function defaultSwitches(): Switches {
  return {
    validateAt: 'submit',
    illegalSizes: 'refuse',
    maskOfOtherSize: 'refuse',
    transparency: 'real',
    drift: 'random',
    cast: 'random',
    answerSize: 'asked',
    cancelInProgress: 'obeyed',
    streamForm: 'A',
    partialImages: 2,
    usage: 'byok',
    retention: 'clock',
    listQueued: false,
    errorInStatus: true,
    requestIdHeader: true,
    billableUnitsHeader: true,
    retryableHeader: true,
  };
}
