import assert from 'node:assert/strict';
import type { ErrorKind } from '../../src/core/errors';
import { retryAfter, toFailure } from '../../src/fal/failures';
import { AnswerFault, OddAnswer, TransportFault } from '../../src/fal/faults';
import { readErrorBody } from '../../src/fal/problems';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): AnswerFault {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new AnswerFault({ method: 'GET', host: 'queue.fal.run', status, headers: new Headers(headers), text });
}

const page = '<html><head><title>403 Forbidden</title></head></html>';
const entry = (type: string, msg: string, more: object = {}) => ({
  loc: ['body', 'image_size', 'width'],
  msg,
  type,
  url: 'https://docs.fal.ai/errors',
  input: 'secret input',
  ...more,
});

describe('fal: failures', () => {
  const cases: [what: string, fault: AnswerFault, kind: ErrorKind, message: RegExp][] = [
    ['a refused key', answer(401, { detail: 'x' }), 'bad-key', /^fal\.ai refused the key\. Set it again with “Easel: Set API Key…”\.$/],
    ['a refused key without a body', answer(401, ''), 'bad-key', /refused the key/],
    ['no credit by 402', answer(402, null), 'no-credit', /fal\.ai\/dashboard\/billing/],
    [
      'no credit by 403',
      answer(403, { detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing' }),
      'no-credit',
      /balance is used up/,
    ],
    [
      'another lock',
      answer(403, { detail: 'User is locked. Reason: abuse' }),
      'bad-key',
      /has locked this account: “User is locked. Reason: abuse”/,
    ],
    [
      'a scope',
      answer(403, { error: { type: 'authorization_error', message: 'Missing scope' } }),
      'bad-key',
      /may not be used for that: “Missing scope”.*API scope/,
    ],
    ['a firewall', answer(403, page), 'network', /firewall/],
    ['a proxy', answer(407, page), 'network', /proxy/],
    ['an unknown application', answer(404, { detail: "Application 'x' not found" }), 'bad-response', /not found/],
    ['a slow request', answer(408, ''), 'timeout', /too long/],
    ['a conflict', answer(409, {}), 'bad-response', /conflict/],
    ['a large request', answer(413, page), 'too-large', /smaller/],
    ['too many requests', answer(429, '', { 'retry-after': '20' }), 'rate-limited', /20 s/],
    ['a cancel', answer(499, { detail: 'x', error_type: 'client_cancelled' }), 'cancelled', /Cancelled/],
    [
      'a refusal',
      answer(422, { detail: [entry('content_policy_violation', 'Unsafe.')] }),
      'content-refused',
      /“image_size\.width: Unsafe”/,
    ],
    [
      'no picture',
      answer(422, { detail: [entry('no_media_generated', 'Nothing.', { loc: ['body'] })] }),
      'content-refused',
      /“Nothing”.*may be charged/,
    ],
    ['a refusal in a plain sentence', answer(400, { detail: 'Rejected by our content policy' }), 'content-refused', /content policy/],
    [
      'a field',
      answer(422, { detail: [entry('multiple_of', 'Input should be a multiple of 16', { ctx: { multiple_of: 16 } })] }),
      'invalid-request',
      /“image_size\.width: Input should be a multiple of 16”/,
    ],
    [
      'a limit in the context',
      answer(422, { detail: [entry('image_too_small', 'Too small.', { ctx: { min_width: 64 } })] }),
      'invalid-request',
      /min width: 64/,
    ],
    ['a sentence', answer(422, { detail: 'Prompt is required.' }), 'invalid-request', /“Prompt is required”/],
    ['null', answer(422, null), 'invalid-request', /HTTP 422/],
    ['null as detail', answer(422, { detail: null }), 'invalid-request', /HTTP 422/],
    ['HTML', answer(422, page), 'invalid-request', /HTTP 422/],
    ['a broken list', answer(422, { detail: [null, 7, {}, { msg: 3 }, { loc: 'x', msg: 'kept' }] }), 'invalid-request', /“kept”/],
    [
      'a time limit',
      answer(504, { detail: 'Request timed out', error_type: 'request_timeout' }),
      'timeout',
      /Request timed out.*does not charge/,
    ],
    [
      'a runner',
      answer(503, { detail: 'Runner disconnected', error_type: 'runner_disconnected' }),
      'bad-response',
      /Runner disconnected.*does not charge/,
    ],
    ['nginx', answer(502, page), 'bad-response', /HTTP 502/],
    ['a redirect', answer(302, ''), 'bad-response', /elsewhere/],
  ];
  for (const [what, fault, kind, message] of cases) {
    it(`${what} is ${kind}`, () => {
      const failure = toFailure(fault);
      assert.equal(failure.kind, kind, failure.message);
      assert.match(failure.message, message);
      assert.match(failure.message, /[.]$/);
      assert.ok(!failure.message.includes('secret') && !failure.detail?.includes('secret'), failure.detail);
      assert.ok(!failure.message.includes('<'));
    });
  }

  it('of the network say what to look at', () => {
    assert.equal(toFailure(new TransportFault('network', 'read ECONNRESET')).kind, 'network');
    assert.equal(toFailure(new TransportFault('timeout', 'no answer within 1 ms')).kind, 'timeout');
    assert.match(toFailure(new TransportFault('network', 'x', false, 'SELF_SIGNED_CERT_IN_CHAIN')).message, /certificate/);
    assert.equal(toFailure(new OddAnswer('x')).kind, 'bad-response');
    assert.equal(toFailure('anything').kind, 'bad-response');
  });

  it('show no more than a few of many complaints, each of one short line', () => {
    const many = readErrorBody(JSON.stringify({ detail: Array.from({ length: 50 }, () => ({ msg: `line\n\u0007${'x'.repeat(1000)}` })) }));
    assert.ok(many.problems.every((problem) => problem.message.length <= 301 && /^line x/.test(problem.message)));
    assert.ok(toFailure(answer(422, { detail: Array.from({ length: 50 }, () => ({ msg: 'y'.repeat(1000) })) })).message.length < 1100);
  });

  it('know how long to wait', () => {
    const wait = (value: string) => retryAfter(answer(429, '', { 'retry-after': value }).answer);
    assert.equal(wait('7'), 7000);
    assert.equal(wait('0.5'), 500);
    assert.equal(wait('soon'), undefined);
    assert.ok(Math.abs((wait(new Date(Date.now() + 5000).toUTCString()) ?? 0) - 5000) < 1500);
    assert.equal(wait(new Date(0).toUTCString()), 0);
    assert.equal(retryAfter(answer(429, '').answer), undefined);
  });
});
