import { type ErrorKind, ImageError, isImageError } from '../core/errors';
import { type Answer, AnswerFault, isCertificateCode, OddAnswer, TransportFault } from './faults';
import { SubmitOutcomeUnknown } from './paidPost';
import { type ErrorBody, type Problem, readErrorBody } from './problems';
import { shorten } from './redact';

/** Every way in which talking to the service can fail, as one sentence with the next step. */
export function toFailure(fault: unknown): ImageError {
  if (isImageError(fault)) {
    return fault;
  }
  if (fault instanceof AnswerFault) {
    return answerFailure(fault.answer);
  }
  if (fault instanceof TransportFault) {
    return transportFailure(fault);
  }
  if (fault instanceof SubmitOutcomeUnknown) {
    return submissionUnknown([fault.message, shorten(fault.bodyText ?? '')].join(' ').trim());
  }
  const text = fault instanceof Error ? fault.message : String(fault);
  const answer = fault instanceof OddAnswer ? fault.answer : undefined;
  return new ImageError(
    'bad-response',
    'The answer that came instead of fal.ai’s makes no sense. Check whether the network wants a login or a proxy stands in between, then try again.',
    answer ? `${text}; HTTP ${answer.status}: ${shorten(answer.text)}` : text,
  );
}

export function submissionUnknown(detail: string): ImageError {
  return new ImageError(
    'submission-unknown',
    'No clear answer came back after the request was sent, so fal.ai may have taken it and may charge for it. Look at fal.ai/dashboard/requests before you run it again.',
    detail,
  );
}

/** What a live run's stream complains of. The model was at work by then, so nobody here knows whether it is charged. */
export function streamFailure(answer: Answer): ImageError {
  const body = readErrorBody(answer.text);
  if (isRefusal(body)) {
    return answerFailure({ ...answer, status: 422 });
  }
  return new ImageError(
    'bad-response',
    `fal.ai broke off while the picture was made${quoted(body.problems)}. It may be charged: look at fal.ai/dashboard/requests before you run it again.`,
    detailOf(answer, body),
  );
}

function transportFailure(fault: TransportFault): ImageError {
  if (fault.reason === 'timeout') {
    return new ImageError('timeout', 'fal.ai did not answer in time. Check your connection and try again.', fault.message);
  }
  if (isCertificateCode(fault.systemCode)) {
    return new ImageError(
      'network',
      'The connection to fal.ai is not trusted: its certificate was refused. If you are behind a company proxy, add its certificate to your system.',
      fault.message,
    );
  }
  return new ImageError('network', 'fal.ai cannot be reached. Check your connection or proxy and try again.', fault.message);
}

/** An answer other than 2xx. A paid POST's open outcomes never get here; see `paidPost.ts`. */
function answerFailure(answer: Answer): ImageError {
  const body = readErrorBody(answer.text);
  const detail = detailOf(answer, body);
  const failure = (kind: ErrorKind, message: string) => new ImageError(kind, message, detail);
  const said = quoted(body.problems);
  const { status } = answer;
  if (isRefusal(body)) {
    return failure(
      'content-refused',
      `fal.ai refused the request${said || ' because of its content rules'}. Change the prompt or the picture; the try may be charged.`,
    );
  }
  switch (status) {
    case 401:
      return failure('bad-key', 'fal.ai refused the key. Set it again with “Easel: Set API Key…”.');
    case 402:
      return failure('no-credit', noCredit);
    case 403:
      return forbidden(body, failure);
    case 404:
    case 410:
      return failure('bad-response', `fal.ai does not know what was asked for${said}. Check the model and try again.`);
    case 407:
      return failure('network', 'The network’s proxy wants a login. Enter it in the proxy settings and try again.');
    case 408:
      return failure('timeout', 'fal.ai waited too long for the request. Check your connection and try again.');
    case 409:
      return failure('bad-response', `fal.ai reports a conflict with another request${said}. Try again in a moment.`);
    case 413:
      return failure('too-large', 'The request is too large for fal.ai. Use smaller pictures.');
    case 429:
      return failure('rate-limited', `fal.ai takes no more requests right now${waitOf(answer)}. Nothing was charged; run it again later.`);
    case 499:
      return body.errorType === 'client_disconnected'
        ? failure('bad-response', 'fal.ai stopped the request because a connection on its side was lost. Run it again.')
        : failure('cancelled', 'Cancelled.');
    case 504:
      return failure('timeout', `fal.ai gave up because the request took too long${said}. It does not charge for that; run it again.`);
  }
  if (status >= 500) {
    return failure('bad-response', `fal.ai failed on its side (HTTP ${status})${said}. It does not charge for that; run it again.`);
  }
  if (status >= 400) {
    return failure('invalid-request', `fal.ai cannot work with this request${said || ` (HTTP ${status})`}. Change it and run it again.`);
  }
  return failure(
    'bad-response',
    `fal.ai sent the request elsewhere (HTTP ${status}), which Easel does not follow. Check your proxy and try again.`,
  );
}

const noCredit = 'Your fal.ai balance is used up. Top it up at fal.ai/dashboard/billing, then run it again.';

type MakeFailure = (kind: ErrorKind, message: string) => ImageError;

/** 403 is an empty purse, a locked account, a key without the right scope, or a firewall's page. */
function forbidden(body: ErrorBody, failure: MakeFailure): ImageError {
  if (!body.isJson) {
    return failure(
      'network',
      'Something between here and fal.ai refused the connection (HTTP 403). Check your proxy or firewall and try again.',
    );
  }
  const text = body.problems.map((problem) => problem.message).join(' ');
  if (/balance|top up|billing|credit/i.test(text)) {
    return failure('no-credit', noCredit);
  }
  if (/locked|suspended|disabled|banned/i.test(text)) {
    return failure(
      'bad-key',
      `fal.ai has locked this account${quoted(body.problems)}. Look at fal.ai/dashboard, or set another key with “Easel: Set API Key…”.`,
    );
  }
  return failure(
    'bad-key',
    `This fal.ai key may not be used for that${quoted(body.problems)}. Make one with the API scope at fal.ai/dashboard/keys and set it with “Easel: Set API Key…”.`,
  );
}

const refusals: ReadonlySet<string> = new Set(['content_policy_violation', 'no_media_generated', 'moderation_blocked']);

/** By the service's own name for it; older endpoints have a sentence only. */
function isRefusal(body: ErrorBody): boolean {
  return (
    refusals.has(body.errorType ?? '') ||
    body.problems.some(
      (one) => refusals.has(one.type ?? '') || (one.type === undefined && /content[ _]polic|moderation|safety system/i.test(one.message)),
    )
  );
}

/** `: image_size: too small; …`, in the service's words. */
function quoted(problems: readonly Problem[]): string {
  const words = problems
    .slice(0, 3)
    .map((problem) => (problem.field === undefined ? problem.message : `${problem.field}: ${problem.message}`).replace(/[.\s]+$/, ''));
  return words.length === 0 ? '' : `: “${words.join('; ')}”`;
}

function waitOf(answer: Answer): string {
  const wait = retryAfter(answer);
  return wait === undefined || wait < 1000 ? '' : ` (it asks to wait ${Math.ceil(wait / 1000)} s)`;
}

/** `Retry-After` in milliseconds from now; it is written in seconds or as a date. */
export function retryAfter(answer: Answer): number | undefined {
  const value = answer.headers.get('retry-after')?.trim();
  if (value === undefined || value === '') {
    return undefined;
  }
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

function detailOf(answer: Answer, body: ErrorBody): string {
  const type = answer.headers.get('x-fal-error-type') ?? body.errorType;
  const id = answer.headers.get('x-fal-request-id');
  return [
    `${answer.method} ${answer.host}: HTTP ${answer.status}`,
    ...(type ? [type] : []),
    ...(id ? [`request ${id}`] : []),
    shorten(answer.text),
  ].join(', ');
}
