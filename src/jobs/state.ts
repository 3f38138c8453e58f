import type { ErrorKind } from '../core/errors';
import type { GroundChoice } from '../core/icon';
import { exactly, type Price } from '../core/money';
import type { ImageRequest } from '../core/request';
import type { Order, RemoteImage } from '../core/service';
import type { Size } from '../core/sizes';
import type { JobRecord, RecordOf } from './records';

/** One picture of a job, from the service to the file. */
export interface ImageState {
  readonly index: number;
  readonly remote: RemoteImage;
  /** Name of the raw bytes in the job's storage. */
  readonly file?: string;
  /** Where the finished file was about to appear. */
  readonly saving?: { readonly uri: string; readonly sha256: string };
  readonly saved?: { readonly uri: string; readonly width: number; readonly height: number; readonly bytes: number };
}

/** What a job's journal says. */
export interface JobState {
  readonly request: ImageRequest;
  readonly render: Size;
  readonly order: Order;
  /** Estimated, until the service has told what it took. */
  readonly price: Price;
  readonly inputs?: RecordOf<'created'>['inputs'];
  readonly uploaded: boolean;
  readonly createdAt: number;
  /** Milliseconds since the epoch; set once the request may have left the machine. */
  readonly sentAt?: number;
  readonly requestId?: string;
  /** Runs outside the queue, so that it cannot be followed once its connection is gone. */
  readonly live: boolean;
  readonly cancelling: boolean;
  /** What becomes of an icon's ground, when the user was asked. */
  readonly choice?: GroundChoice;
  /** Id of the job that was started instead, when the user tried again. */
  readonly repeatedBy?: string;
  /** `undefined` until the service has answered. */
  readonly images?: readonly ImageState[];
  readonly failure?: { readonly kind: ErrorKind; readonly message: string; readonly detail?: string | undefined };
  readonly cancelled: boolean;
  readonly endedAt?: number;
}

/** The state after all records; `undefined` for a journal whose first line never reached the disk. */
export function foldRecords(records: readonly JobRecord[]): JobState | undefined {
  return records.reduce<JobState | undefined>(foldRecord, undefined);
}

export function foldRecord(state: JobState | undefined, record: JobRecord): JobState | undefined {
  if (record.state === 'created') {
    const { request, render, order, price, inputs } = record;
    const live = request.live === true;
    return { request, render, order, price, inputs, live, uploaded: false, createdAt: record.at, cancelling: false, cancelled: false };
  }
  if (!state) {
    return undefined;
  }
  switch (record.state) {
    case 'uploaded':
      return { ...state, uploaded: true, order: { ...state.order, input: record.input } };
    case 'sending':
      return { ...state, sentAt: record.at };
    case 'queued': {
      const unsent: { -readonly [K in keyof JobState]: JobState[K] } = { ...state, live: false };
      delete unsent.sentAt;
      return unsent;
    }
    case 'submitted':
      return { ...state, requestId: record.requestId };
    case 'cancelling':
      return { ...state, cancelling: true };
    case 'moved': {
      const { request } = state;
      return { ...state, request: { ...request, workspace: record.workspace, target: { ...request.target, folder: record.folder } } };
    }
    case 'repeated':
      return { ...state, repeatedBy: record.by };
    case 'chosen':
      return { ...state, choice: record.choice };
    case 'answered':
      return {
        ...state,
        ...(record.cost === undefined ? {} : { price: exactly(record.cost) }),
        images: record.images.map((remote, index) => ({ index, remote })),
      };
    case 'downloaded': {
      const next = withImage(state, record.index, { file: record.file });
      return isEnded(next) ? { ...next, endedAt: record.at } : next;
    }
    case 'saving':
      return withImage(state, record.index, { saving: { uri: record.uri, sha256: record.sha256 } });
    case 'saved': {
      const { uri, width, height, bytes } = record;
      return { ...withImage(state, record.index, { saved: { uri, width, height, bytes } }), endedAt: record.at };
    }
    case 'failed':
      return { ...state, failure: { kind: record.kind as ErrorKind, message: record.message, detail: record.detail }, endedAt: record.at };
    case 'cancelled':
      return { ...state, cancelled: true, endedAt: record.at };
  }
}

function withImage(state: JobState, index: number, change: Partial<ImageState>): JobState {
  const images = state.images?.map((image) => (image.index === index ? { ...image, ...change } : image));
  return images ? { ...state, images } : state;
}

/** Whether nothing remains to be done: every picture where it belongs, or given up for good. */
export function isEnded(state: JobState): boolean {
  return (
    state.cancelled || state.failure !== undefined || (state.images !== undefined && state.images.every((image) => isDone(state, image)))
  );
}

/** A new picture belongs into the project; the answer to an edit stays in the job's storage until somebody applies it. */
export function isDone({ request }: Pick<JobState, 'request'>, image: ImageState): boolean {
  return request.operation === 'edit' ? image.file !== undefined : image.saved !== undefined;
}
