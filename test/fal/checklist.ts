import { modelErrors, requestErrors, type ModelErrorType, type RequestErrorType } from './failures';
import type { CancelAnswer, FaultOptions, FaultsByStep, ImagesChange, ModelStreamPlay, Step } from './faults';
import type { Simulator } from './simulator';
import type { Switches } from './switches';

/** One way in which the service can misbehave. Entry `n` of the protocol's checklist has the names `n …`. */
export type ChecklistEntry = {
  readonly [S in Step]: {
    readonly name: string;
    readonly step: S;
    readonly fault: FaultsByStep[S];
    readonly options?: FaultOptions;
  };
}[Step];

function entry<S extends Step>(name: string, step: S, fault: FaultsByStep[S], options?: FaultOptions): ChecklistEntry {
  // TypeScript cannot see that step and fault belong together once S is a parameter; the signature made sure of it.
  return { name, step, fault, ...(options ? { options } : {}) } as ChecklistEntry;
}

/** Plans an entry on a simulator. */
export function plan(simulator: Simulator, { step, fault, options }: ChecklistEntry): void {
  simulator.fail(step, fault, options);
}

const always = { times: 'always' } as const;
const locked = 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing';

const account: readonly ChecklistEntry[] = [
  entry('1 key refused', 'submit', { kind: 'http', status: 401, body: { detail: 'Cannot authenticate: the key is not valid.' } }),
  entry('1 account locked', 'submit', { kind: 'http', status: 403, body: { detail: locked } }),
  entry('1 key without the scope', 'submit', { kind: 'http', status: 403, body: { detail: 'The key does not have the scope.' } }),
  entry('1 payment required', 'submit', { kind: 'http', status: 402, body: { detail: 'Payment required' } }),
  entry('1 no such app', 'submit', { kind: 'http', status: 404, body: { detail: 'Application not found' } }),
  entry('1 no such request', 'status', { kind: 'http', status: 404, body: { detail: 'Request not found' } }, always),
  entry('1 conflict', 'submit', { kind: 'http', status: 409, body: { detail: 'Conflict' } }),
  entry('1 input too large', 'submit', { kind: 'http', status: 413, body: { detail: 'Payload too large' } }),
];

const invalid: readonly ChecklistEntry[] = [
  entry('2 text as detail', 'submit', { kind: 'http', status: 422, body: { detail: 'The prompt is not acceptable' } }),
  entry('2 null as body', 'submit', { kind: 'http', status: 422, body: null }),
  entry('2 page as body', 'submit', { kind: 'html', status: 422 }),
  entry('2 null as body of the result', 'result', { kind: 'http', status: 422, body: null }),
  ...(Object.keys(modelErrors) as ModelErrorType[]).flatMap((type) => [
    entry(`2 ${type} at submit`, 'submit', { kind: 'modelError', type }),
    entry(`2 ${type} at the result`, 'result', { kind: 'modelError', type }, always),
  ]),
];

const tooMany = { kind: 'http', status: 429, body: { detail: 'Too many requests' }, headers: { 'retry-after': '1' } } as const;

const rate: readonly ChecklistEntry[] = [
  entry('3 too many requests at submit', 'submit', tooMany),
  entry('3 too many requests at the stream', 'modelStream', tooMany),
  entry('3 too many requests at the status', 'status', tooMany),
];

const down = { kind: 'http', status: 503, body: { detail: 'Service unavailable' } } as const;

const serverErrors: readonly ChecklistEntry[] = [
  ...(Object.keys(requestErrors) as RequestErrorType[]).map((type) => entry(`4 ${type}`, 'submit', { kind: 'requestError', type })),
  entry('4 gateway page', 'submit', { kind: 'html', status: 502 }),
  entry('4 gateway page for a while', 'status', { kind: 'html', status: 502 }, { times: 3 }),
  entry('4 timeout that the user asked for', 'submit', { kind: 'requestError', type: 'request_timeout', userTimeout: true }),
  entry('4 always down', 'submit', down, always),
  entry('4 status always down', 'status', down, always),
];

const lostAnswers: readonly ChecklistEntry[] = [
  entry('5 accepted, then reset', 'submit', { kind: 'reset', when: 'before', accept: true }, always),
  entry('5 accepted, then closed', 'submit', { kind: 'reset', when: 'before', how: 'fin', accept: true }, always),
  entry('5 accepted, then reset in the headers', 'submit', { kind: 'reset', when: 'headers', accept: true }, always),
  entry('5 accepted, then cut in the body', 'submit', { kind: 'truncated', end: 'rst' }, always),
  entry('5 accepted, then ended in the body', 'submit', { kind: 'truncated', end: 'fin' }, always),
  entry('5 accepted, then too short', 'submit', { kind: 'wrongLength', declared: 'more' }, always),
  entry('5 accepted, then 503', 'submit', { ...down, accept: true }, always),
  entry('5 accepted, then 502 page', 'submit', { kind: 'html', status: 502, accept: true }, always),
  entry('5 accepted, then silence', 'submit', { kind: 'blackHole', accept: true }, always),
];

const connections: readonly ChecklistEntry[] = (['submit', 'status', 'result', 'cancel'] as const).flatMap((step) => [
  ...(['before', 'headers', 'body'] as const).flatMap((when) =>
    (['rst', 'fin'] as const).map((how) =>
      entry(`6 ${how} ${when === 'before' ? 'before the answer' : `in the ${when}`} at ${step}`, step, { kind: 'reset', when, how }),
    ),
  ),
  entry(`6 black hole at ${step}`, step, { kind: 'blackHole' }),
  entry(`6 slow drip at ${step}`, step, { kind: 'slowDrip', bytes: 20, everyMs: 2 }),
  entry(`6 late answer at ${step}`, step, { kind: 'late', ms: 100 }),
]);

const problem = { type: 'about:blank', title: 'Service Unavailable', status: 500 };

const oddAnswers: readonly ChecklistEntry[] = (['submit', 'status', 'result'] as const).flatMap((step) => [
  entry(`7 cut JSON with a clean end at ${step}`, step, { kind: 'truncated', end: 'clean' }),
  entry(`7 empty 200 at ${step}`, step, { kind: 'empty', status: 200 }),
  entry(`7 204 at ${step}`, step, { kind: 'empty', status: 204 }),
  entry(`7 empty object at ${step}`, step, { kind: 'http', status: 200, body: {} }),
  entry(`7 captive portal at ${step}`, step, { kind: 'html', status: 200 }),
  entry(`7 problem document at ${step}`, step, {
    kind: 'http',
    status: 500,
    body: problem,
    headers: { 'content-type': 'application/problem+json' },
  }),
]);

const states: readonly ChecklistEntry[] = [
  entry('8 unknown state', 'status', { kind: 'unknownState', state: 'PAUSED' }, { times: 2 }),
  entry('8 unknown state for ever', 'status', { kind: 'unknownState', state: 'FAILED' }, always),
  entry('8 no logs', 'status', { kind: 'logs', value: 'missing' }, always),
  entry('8 null logs', 'status', { kind: 'logs', value: null }, always),
  entry('8 completed with an error', 'status', { kind: 'completedWithError', type: 'runner_disconnected' }),
  entry('8 further back in the queue', 'status', { kind: 'positionRising' }, { times: 4 }),
  entry('8 never completes', 'status', { kind: 'neverCompletes' }, always),
  entry('8 404 in the middle', 'status', { kind: 'http', status: 404, body: { detail: 'Request not found' } }, { after: 1 }),
  entry('8 reset in the middle', 'status', { kind: 'reset', when: 'before' }, { after: 1 }),
  entry('8 401 in the middle', 'status', { kind: 'http', status: 401, body: { detail: 'Cannot authenticate' } }, { after: 1 }),
];

const statusStreams: readonly ChecklistEntry[] = [
  entry('9 closes early', 'statusStream', { kind: 'earlyClose', events: 1 }),
  entry('9 closes before the first event', 'statusStream', { kind: 'earlyClose', events: 0 }),
  entry('9 reset', 'statusStream', { kind: 'reset', when: 'body' }),
  entry('9 refused', 'statusStream', down),
  entry('9 comments only', 'statusStream', { kind: 'commentsOnly' }),
  entry('9 no COMPLETED', 'statusStream', { kind: 'noCompleted' }),
  entry('9 silence', 'statusStream', { kind: 'blackHole' }),
];

const changes = {
  none: true,
  noSizes: true,
  urlOnly: true,
  wrongType: true,
  dataUri: true,
  oneMore: true,
  oneFewer: true,
  otherSize: true,
  notAnImage: true,
  missingFile: true,
  otherHost: true,
} satisfies Record<ImagesChange, true>;

const results: readonly ChecklistEntry[] = [
  entry('10 still in progress', 'result', { kind: 'http', status: 400, body: { detail: 'Request is still in progress' } }),
  entry('10 expired', 'result', { kind: 'http', status: 404, body: { detail: 'Request not found' } }, always),
  entry('10 202', 'result', { kind: 'http', status: 202, body: { status: 'IN_PROGRESS' } }),
  entry('10 500 once', 'result', { kind: 'requestError', type: 'internal_error' }),
  entry('10 504 once', 'result', { kind: 'requestError', type: 'startup_timeout' }),
  entry('10 truncated', 'result', { kind: 'truncated', end: 'rst' }),
  ...(Object.keys(changes) as ImagesChange[]).map((change) => entry(`10 images: ${change}`, 'result', { kind: 'images', change }, always)),
];

const cancels: readonly ChecklistEntry[] = [
  ...(['OK', 'CANCELLATION_REQUESTED', 'ALREADY_COMPLETED', 'NOT_FOUND'] as const satisfies CancelAnswer[]).flatMap((answer) => [
    entry(`11 ${answer}, and it stops`, 'cancel', { kind: 'cancelAnswer', answer, obeyed: true }),
    entry(`11 ${answer}, and it completes anyway`, 'cancel', { kind: 'cancelAnswer', answer, obeyed: false }),
  ]),
  entry('11 cancelled, answer lost', 'cancel', { kind: 'reset', when: 'before', accept: true }),
];

const uploads: readonly ChecklistEntry[] = [
  ...[401, 403, 422, 429, 503].map((status) =>
    entry(`12 initiate ${status}`, 'uploadInitiate', { kind: 'http', status, body: { detail: `HTTP ${status}` } }),
  ),
  entry('12 initiate empty object', 'uploadInitiate', { kind: 'http', status: 200, body: {} }),
  entry('12 initiate reset', 'uploadInitiate', { kind: 'reset', when: 'before' }),
  entry('12 initiate silence', 'uploadInitiate', { kind: 'blackHole' }),
  entry('12 signature expired', 'uploadPut', { kind: 'xml', status: 403 }),
  entry('12 put 503', 'uploadPut', down),
  entry('12 put reset', 'uploadPut', { kind: 'reset', when: 'before' }),
  entry('12 put late', 'uploadPut', { kind: 'late', ms: 150 }),
  entry('12 put silence', 'uploadPut', { kind: 'blackHole' }),
  entry('12 part without etag', 'uploadPut', { kind: 'partWithoutEtag' }),
  entry('12 complete 503', 'uploadComplete', down),
  entry('12 dead file URL', 'uploadInitiate', { kind: 'deadFileUrl' }),
];

const downloads: readonly ChecklistEntry[] = [
  entry('13 not found', 'download', { kind: 'http', status: 404, body: { detail: 'File not found' } }, always),
  entry('13 gone', 'download', { kind: 'http', status: 410, body: { detail: 'File expired' } }, always),
  entry('13 forbidden', 'download', { kind: 'xml', status: 403 }, always),
  entry('13 not found once', 'download', { kind: 'http', status: 404, body: { detail: 'File not found' } }),
  entry('13 down once', 'download', down),
  entry('13 cut', 'download', { kind: 'truncated', end: 'rst' }),
  entry('13 cut with a clean end', 'download', { kind: 'truncated', end: 'clean' }),
  entry('13 too short', 'download', { kind: 'wrongLength', declared: 'more' }),
  entry('13 too long', 'download', { kind: 'wrongLength', declared: 'fewer' }),
  entry('13 page', 'download', { kind: 'html', status: 200 }),
  entry('13 empty', 'download', { kind: 'empty', status: 200 }),
  // The name can never be resolved, so following it leads nowhere and not out of the machine.
  entry(
    '13 redirect to another host',
    'download',
    { kind: 'redirect', status: 302, to: 'https://pictures.example.invalid/picture.png' },
    always,
  ),
  entry('13 huge, announced', 'download', { kind: 'hugeBody', bytes: 400_000_000, declared: true }, always),
  entry('13 huge, not announced', 'download', { kind: 'hugeBody', bytes: 400_000_000, declared: false }, always),
  entry('13 slow', 'download', { kind: 'slowDrip', bytes: 65_536, everyMs: 5 }),
  entry('13 reset', 'download', { kind: 'reset', when: 'before' }),
  entry('13 silence', 'download', { kind: 'blackHole' }),
];

const plays = {
  partialOnly: true,
  midEventEnd: true,
  noFinalBlankLine: true,
  errorEvent: true,
  done: true,
  badJson: true,
  splitUtf8: true,
  crlf: true,
  comments: true,
  multiLineData: true,
  byteOrderMark: true,
  hugeEvent: true,
  silence: true,
  jsonInstead: true,
  falsyEvents: true,
  emptyStream: true,
} satisfies Record<ModelStreamPlay, true>;

const streams: readonly ChecklistEntry[] = [
  ...(Object.keys(plays) as ModelStreamPlay[]).map((play) => entry(`14 ${play}`, 'modelStream', { kind: 'sse', play })),
  entry('14 no stream here', 'modelStream', { kind: 'http', status: 404, body: { detail: 'Not Found' } }),
  entry('14 method not allowed', 'modelStream', { kind: 'http', status: 405, body: { detail: 'Method Not Allowed' } }),
  entry('14 refused content', 'modelStream', { kind: 'modelError', type: 'content_policy_violation' }),
  entry('14 reset before the answer', 'modelStream', { kind: 'reset', when: 'before', accept: true }),
  entry('14 reset after a preview', 'modelStream', { kind: 'truncated', end: 'rst' }),
  entry('14 never a byte', 'modelStream', { kind: 'blackHole', accept: true }),
];

const platform: readonly ChecklistEntry[] = [
  entry('15 platform refuses the key', 'platform', {
    kind: 'http',
    status: 401,
    body: { error: { type: 'authorization_error', message: 'No.' } },
  }),
  entry('15 platform limits the rate', 'platform', {
    kind: 'http',
    status: 429,
    body: { error: { type: 'rate_limited', message: 'Slow down.' } },
  }),
  entry('15 platform is down', 'platform', { kind: 'html', status: 503 }),
  entry('15 platform is silent', 'platform', { kind: 'blackHole' }),
];

/** Every fault of the protocol's checklist. What is no fault of a call (items 15 and 16) is in `switchChecklist`. */
export const checklist: readonly ChecklistEntry[] = [
  ...account,
  ...invalid,
  ...rate,
  ...serverErrors,
  ...lostAnswers,
  ...connections,
  ...oddAnswers,
  ...states,
  ...statusStreams,
  ...results,
  ...cancels,
  ...uploads,
  ...downloads,
  ...streams,
  ...platform,
];

/** The ways in which the service may behave as a whole. */
export const switchChecklist: readonly { readonly name: string; readonly set: Partial<Switches> }[] = [
  { name: '2 inputs refused at the result', set: { validateAt: 'result' } },
  { name: '8 failures not in the status', set: { errorInStatus: false } },
  { name: '11 a cancel in progress is ignored', set: { cancelInProgress: 'ignored' } },
  { name: '14 stream form B', set: { streamForm: 'B' } },
  { name: '14 stream form C', set: { streamForm: 'C' } },
  { name: '14 no previews', set: { partialImages: 0 } },
  { name: '15 no x-fal-request-id', set: { requestIdHeader: false } },
  { name: '15 no x-fal-billable-units', set: { billableUnitsHeader: false } },
  { name: '15 no X-Fal-Retryable', set: { retryableHeader: false } },
  { name: '16 illegal sizes silently changed', set: { illegalSizes: 'change' } },
  { name: '16 mask of another size accepted', set: { maskOfOtherSize: 'accept' } },
  { name: '16 answer in place and in its colours', set: { drift: 'none', cast: 'none' } },
  { name: '16 answer of another size', set: { answerSize: { width: 1008, height: 1024 } } },
  { name: '16 token counts always', set: { usage: 'always' } },
  { name: '16 token counts never', set: { usage: 'never' } },
];
