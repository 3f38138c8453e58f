import type { LoggedRequest } from './exchange';
import type { ModelErrorType, RequestErrorType } from './failures';
import type { WireFault } from './wireFaults';

/** The model or the infrastructure refuses or fails, with the documented body. */
export type FailureFault =
  | { kind: 'modelError'; type: ModelErrorType; ctx?: unknown; msg?: string }
  | { kind: 'requestError'; type: RequestErrorType; userTimeout?: boolean };

export type StatusFault =
  | { kind: 'unknownState'; state: string }
  | { kind: 'logs'; value: 'missing' | null }
  /** The request ends in this error here and now, and its result says the same. */
  | { kind: 'completedWithError'; type: RequestErrorType }
  /** In the queue, further back each time. */
  | { kind: 'positionRising' }
  /** In progress, whatever the truth is. */
  | { kind: 'neverCompletes' };

export type StatusStreamFault =
  /** The stream ends after so many events. */
  | { kind: 'earlyClose'; events: number }
  /** Not one event, only comments, until the request is over. */
  | { kind: 'commentsOnly' }
  /** All events but the last. */
  | { kind: 'noCompleted' };

/** An answer that is well formed and still not what was asked for. */
export type ImagesChange =
  | 'none'
  | 'noSizes'
  | 'urlOnly'
  | 'wrongType'
  | 'dataUri'
  | 'oneMore'
  | 'oneFewer'
  | 'otherSize'
  | 'notAnImage'
  | 'missingFile'
  | 'otherHost';

export type CancelAnswer = 'OK' | 'CANCELLATION_REQUESTED' | 'ALREADY_COMPLETED' | 'NOT_FOUND';

export type ModelStreamPlay =
  | 'partialOnly'
  | 'midEventEnd'
  | 'noFinalBlankLine'
  | 'errorEvent'
  | 'done'
  | 'badJson'
  | 'splitUtf8'
  | 'crlf'
  | 'comments'
  | 'multiLineData'
  | 'byteOrderMark'
  | 'hugeEvent'
  | 'silence'
  | 'jsonInstead'
  | 'falsyEvents'
  | 'emptyStream';

/** What can be played on each kind of call. */
export interface FaultsByStep {
  submit: WireFault | FailureFault;
  run: WireFault | FailureFault;
  status: WireFault | StatusFault;
  statusStream: WireFault | StatusFault | StatusStreamFault;
  result: WireFault | FailureFault | { kind: 'images'; change: ImagesChange };
  /** `obeyed` is whether the request really stops. */
  cancel: WireFault | { kind: 'cancelAnswer'; answer: CancelAnswer; obeyed: boolean };
  /** A dead file URL answers 404 when it is fetched, although the upload went well. */
  uploadInitiate: WireFault | { kind: 'deadFileUrl' };
  uploadPut: WireFault | { kind: 'partWithoutEtag' };
  uploadComplete: WireFault;
  download: WireFault;
  /** `bytes` is the size of the huge event, 24 MB unless told; `ms` the length of the silence, for ever unless told. */
  modelStream: WireFault | FailureFault | { kind: 'sse'; play: ModelStreamPlay; bytes?: number; ms?: number };
  platform: WireFault;
}

export type Step = keyof FaultsByStep;
export type Fault = FaultsByStep[Step];

export interface FaultOptions {
  /** How many calls it is played on; 1 unless told. */
  readonly times?: number | 'always';
  /** How many calls go well before it; 0 unless told. */
  readonly after?: number;
  /** Only calls for which this holds are counted. */
  readonly only?: (request: LoggedRequest) => boolean;
}

/** A planned fault, as its planner sees it. */
export interface FaultPlan {
  /** How often it was played. */
  readonly played: number;
  /** Plays it no more. */
  cancel(): void;
}

interface Plan<S extends Step> {
  readonly fault: FaultsByStep[S];
  readonly only: (request: LoggedRequest) => boolean;
  after: number;
  left: number;
  played: number;
}

type PlansByStep = { readonly [S in Step]: Plan<S>[] };

function noPlans(): PlansByStep {
  return {
    submit: [],
    run: [],
    status: [],
    statusStream: [],
    result: [],
    cancel: [],
    uploadInitiate: [],
    uploadPut: [],
    uploadComplete: [],
    download: [],
    modelStream: [],
    platform: [],
  };
}

/** The faults that are still to be played, oldest first. */
export class FaultPlans {
  private plans = noPlans();

  fail<S extends Step>(step: S, fault: FaultsByStep[S], options: FaultOptions = {}): FaultPlan {
    const { times = 1, after = 0, only = () => true } = options;
    const plan: Plan<S> = { fault, only, after, left: times === 'always' ? Infinity : times, played: 0 };
    this.plans[step].push(plan);
    return {
      get played() {
        return plan.played;
      },
      cancel: () => {
        plan.left = 0;
      },
    };
  }

  /** The fault to play on this call, if any. Every call counts against every plan that waits for its turn. */
  take<S extends Step>(step: S, request: LoggedRequest): FaultsByStep[S] | undefined {
    const plans: readonly Plan<S>[] = this.plans[step];
    let taken: Plan<S> | undefined;
    for (const plan of plans) {
      if (plan.left <= 0 || !plan.only(request)) {
        continue;
      }
      if (plan.after > 0) {
        plan.after--;
      } else {
        taken ??= plan;
      }
    }
    if (!taken) {
      return undefined;
    }
    taken.left--;
    taken.played++;
    return taken.fault;
  }

  clear(): void {
    this.plans = noPlans();
  }
}
