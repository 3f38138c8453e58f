import { json, type Answer } from './answer';
import type { Switches } from './switches';

/** One entry of a model error's `detail`. `input` echoes what was sent, secrets included, as the real service does. */
export interface ErrorEntry {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
  readonly url: string;
  readonly ctx?: unknown;
  readonly input?: unknown;
}

/** A request that ended without pictures. */
export interface Failure {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** As the status shows it. */
  readonly error: string;
  readonly errorType: string;
}

interface ModelError {
  readonly status: number;
  readonly msg: string;
  readonly ctx?: unknown;
  readonly loc?: readonly (string | number)[];
}

/** Every model error type of the service with a context as documented. */
export const modelErrors = {
  content_policy_violation: { status: 422, msg: 'The request was rejected by the content moderation system.', loc: ['body', 'prompt'] },
  no_media_generated: { status: 422, msg: 'The model did not generate any media for this request.' },
  image_too_small: {
    status: 422,
    msg: 'Image dimensions are too small. Minimum dimensions required: 256x256 pixels.',
    ctx: { min_height: 256, min_width: 256 },
    loc: ['body', 'image_urls', 0],
  },
  image_too_large: { status: 422, msg: 'Image too large', ctx: { max_height: 4096, max_width: 4096 }, loc: ['body', 'image_urls', 0] },
  image_aspect_ratio_error: {
    status: 422,
    msg: 'Image aspect ratio is not supported.',
    ctx: { min_aspect_ratio: 0.33, max_aspect_ratio: 3 },
    loc: ['body', 'image_urls', 0],
  },
  image_load_error: {
    status: 422,
    msg: 'Failed to load the image. Please ensure the image file is not corrupted and is in a supported format.',
    loc: ['body', 'image_urls', 0],
  },
  file_download_error: {
    status: 422,
    msg: 'Failed to download the file. Please check if the URL is accessible and try again.',
    loc: ['body', 'image_urls', 0],
  },
  face_detection_error: { status: 422, msg: 'Could not detect a face in the image.', loc: ['body', 'image_urls', 0] },
  feature_not_supported: { status: 422, msg: 'The combination of inputs is not supported.' },
  file_too_large: {
    status: 422,
    msg: 'File size exceeds the maximum allowed size of 52428800 bytes. Please upload a smaller file.',
    ctx: { max_size: 52_428_800 },
    loc: ['body', 'image_urls', 0],
  },
  unsupported_image_format: {
    status: 422,
    msg: 'Unsupported image format.',
    ctx: { supported_formats: ['png', 'jpeg', 'webp'] },
    loc: ['body', 'image_urls', 0],
  },
  one_of: {
    status: 422,
    msg: "Input should be 'low', 'medium' or 'high'",
    ctx: { expected: ['low', 'medium', 'high'] },
    loc: ['body', 'quality'],
  },
  greater_than: { status: 422, msg: 'Input should be greater than 0', ctx: { gt: 0 }, loc: ['body', 'num_images'] },
  greater_than_equal: { status: 422, msg: 'Input should be greater than or equal to 1', ctx: { ge: 1 }, loc: ['body', 'num_images'] },
  less_than: { status: 422, msg: 'Input should be less than 5', ctx: { lt: 5 }, loc: ['body', 'num_images'] },
  less_than_equal: { status: 422, msg: 'Input should be less than or equal to 4', ctx: { le: 4 }, loc: ['body', 'num_images'] },
  multiple_of: { status: 422, msg: 'Input should be a multiple of 16', ctx: { multiple_of: 16 }, loc: ['body', 'image_size', 'width'] },
  sequence_too_short: { status: 422, msg: 'List should have at least 1 item', ctx: { min_length: 1 }, loc: ['body', 'image_urls'] },
  sequence_too_long: { status: 422, msg: 'List should have at most 16 items', ctx: { max_length: 16 }, loc: ['body', 'image_urls'] },
  missing: { status: 422, msg: 'Field required', loc: ['body', 'prompt'] },
  value_error: { status: 422, msg: 'Value error', loc: ['body', 'image_size'] },
  internal_server_error: { status: 500, msg: 'Internal server error' },
  generation_timeout: { status: 504, msg: 'Generation timeout' },
  downstream_service_error: { status: 400, msg: 'Downstream service error' },
  downstream_service_unavailable: { status: 500, msg: 'Downstream service unavailable' },
} as const satisfies Record<string, ModelError>;

export type ModelErrorType = keyof typeof modelErrors;

/** Every infrastructure error type of the service. */
export const requestErrors = {
  request_timeout: { status: 504, text: 'Request timed out' },
  startup_timeout: { status: 504, text: 'Runner startup timed out' },
  runner_scheduling_failure: { status: 503, text: 'Failed to schedule a runner' },
  runner_connection_timeout: { status: 503, text: 'Connection to the runner timed out' },
  runner_disconnected: { status: 503, text: 'Runner disconnected' },
  runner_connection_refused: { status: 503, text: 'Runner refused the connection' },
  runner_connection_error: { status: 503, text: 'Could not connect to the runner' },
  runner_incomplete_response: { status: 502, text: 'Runner sent an incomplete response' },
  runner_server_error: { status: 500, text: 'Runner server error' },
  internal_error: { status: 500, text: 'Internal error' },
  client_disconnected: { status: 499, text: 'Client disconnected' },
  client_cancelled: { status: 499, text: 'Request was cancelled by the client' },
  bad_request: { status: 400, text: 'Bad request' },
} as const satisfies Record<string, { status: number; text: string }>;

export type RequestErrorType = keyof typeof requestErrors;

/** One entry of the given type; what is not said is as in the table. */
export function errorEntry(type: ModelErrorType, said: Partial<Omit<ErrorEntry, 'type' | 'url'>> = {}): ErrorEntry {
  const known: ModelError = modelErrors[type];
  const entry = { loc: known.loc ?? ['body'], msg: known.msg, type, url: `https://docs.fal.ai/errors/#${type}` };
  return { ...entry, ...(known.ctx === undefined ? {} : { ctx: known.ctx }), ...said };
}

/** A model error; its HTTP status is that of the first entry. */
export function modelFailure(entries: readonly ErrorEntry[]): Failure {
  const type = entries[0]?.type ?? 'value_error';
  const known: ModelError = type in modelErrors ? modelErrors[type as ModelErrorType] : modelErrors.value_error;
  const retryable = known.status >= 500;
  return {
    status: known.status,
    body: { detail: entries },
    headers: { 'x-fal-retryable': String(retryable) },
    error: entries[0]?.msg ?? 'Value error',
    errorType: type,
  };
}

export function requestFailure(type: RequestErrorType, text: string = requestErrors[type].text): Failure {
  return {
    status: requestErrors[type].status,
    body: { detail: text, error_type: type },
    headers: { 'x-fal-error-type': type },
    error: text,
    errorType: type,
  };
}

export function failureAnswer(failure: Failure, switches: Switches, headers: Readonly<Record<string, string>> = {}): Answer {
  const { 'x-fal-retryable': retryable, ...rest } = failure.headers;
  const shown = retryable !== undefined && switches.retryableHeader ? { ...rest, 'x-fal-retryable': retryable } : rest;
  return json(failure.status, failure.body, { ...headers, ...shown });
}
