/** What the service answered, read to the end. `text` is free of keys. */
export interface Answer {
  readonly method: string;
  /** The service's host that was meant, not a simulator's. */
  readonly host: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * An answer other than 2xx. Like every fault here it is neither an `ApiError` nor has it a `cause`: the client repeats calls
 * that fail with those, up to five times and for half a minute, and a paid POST with them.
 */
export class AnswerFault extends Error {
  override readonly name = 'AnswerFault';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/** No answer, or one that broke off. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly reason: 'network' | 'timeout';
  /** Only `false` when it is proven that the request never left this machine. */
  readonly maySent: boolean;
  /** The system's own code, such as `ECONNREFUSED`. Not named `code`: the client repeats calls whose error has one of these there. */
  readonly systemCode: string | undefined;

  constructor(reason: 'network' | 'timeout', message: string, maySent = true, systemCode?: string) {
    super(message);
    this.reason = reason;
    this.maySent = maySent;
    this.systemCode = systemCode;
  }
}

/** A 2xx answer that is not what was asked for: HTML of a hotel's login page, JSON that was cut off, an unknown state. */
export class OddAnswer extends Error {
  override readonly name = 'OddAnswer';
  readonly answer: Answer | undefined;

  constructor(message: string, answer?: Answer) {
    super(message);
    this.answer = answer;
  }
}

const refusedCertificates: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Codes that arise only while a connection is being made, when nothing of the request has been written yet. */
const beforeSending: ReadonlySet<string> = new Set([
  ...refusedCertificates,
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function isCertificateCode(code: string | undefined): boolean {
  return code !== undefined && refusedCertificates.has(code);
}

/** Whatever `fetch` or the reading of a body threw, without its `cause`. */
export function toTransportFault(error: unknown): TransportFault {
  if (error instanceof TransportFault) {
    return error;
  }
  const chain = causesOf(error);
  const code = chain.map(codeOf).find((one) => one !== undefined);
  const last = chain.at(-1);
  const text = last instanceof Error && last.message !== '' ? last.message : String(last);
  return new TransportFault(
    'network',
    code === undefined || text.includes(code) ? text : `${code}: ${text}`,
    !chain.some(provesNothingSent),
    code,
  );
}

/** Codes such as ENETUNREACH and ETIMEDOUT also end connections that were in use; there the failed system call tells. */
function provesNothingSent(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.every(provesNothingSent);
  }
  const code = codeOf(error);
  const call = typeof error === 'object' && error !== null && 'syscall' in error ? error.syscall : undefined;
  return (code !== undefined && beforeSending.has(code)) || call === 'connect' || call === 'getaddrinfo';
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one !== undefined && one !== null && chain.length < 8; one = one instanceof Error ? one.cause : undefined) {
    chain.push(one);
  }
  return chain;
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
