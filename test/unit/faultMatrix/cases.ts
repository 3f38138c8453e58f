/** Everything that can go wrong, where and how long. */
import { ImageError } from '../../../src/core/errors';
import { checklist } from '../../fal/checklist';
import type { Fault, FaultOptions, Step } from '../../fal/faults';
import type { Simulator } from '../../fal/simulator';
import type { WireFault } from '../../fal/wireFaults';
import type { Case, LocalFaults } from './run';

export type HowLong = 'once' | 'for ever';

/** The steps of a request in their order. The first two only happen when pictures are sent along. */
export const serviceSteps = ['uploadInitiate', 'uploadPut', 'submit', 'status', 'statusStream', 'result', 'download', 'platform'] as const;
export type ServiceStep = (typeof serviceSteps)[number];
export const localSteps = ['decode', 'save', 'store'] as const;
export type LocalStep = (typeof localSteps)[number];
export type AnyStep = ServiceStep | LocalStep;

/** What any call can suffer. `accept` carries it out and loses only the answer. */
export const wire: Readonly<Record<string, WireFault>> = {
  'HTTP 400': { kind: 'http', status: 400, body: { detail: 'Bad request' } },
  'HTTP 401': { kind: 'http', status: 401, body: { detail: 'Cannot authenticate' } },
  'HTTP 403': { kind: 'http', status: 403, body: { detail: 'Forbidden' } },
  'HTTP 404': { kind: 'http', status: 404, body: { detail: 'Not found' } },
  'HTTP 409': { kind: 'http', status: 409, body: { detail: 'Conflict' } },
  'HTTP 422': { kind: 'http', status: 422, body: { detail: 'Not acceptable' } },
  'HTTP 429': { kind: 'http', status: 429, body: { detail: 'Too many' }, headers: { 'retry-after': '0' } },
  'HTTP 500': { kind: 'http', status: 500, body: { detail: 'Oops' } },
  'HTTP 503, carried out': { kind: 'http', status: 503, body: { detail: 'Down' }, accept: true },
  'page of a gateway': { kind: 'html', status: 502 },
  'page, carried out': { kind: 'html', status: 200, accept: true },
  'page of a store': { kind: 'xml', status: 403 },
  'nothing, 200': { kind: 'empty', status: 200, accept: true },
  'nothing, 204': { kind: 'empty', status: 204 },
  'empty object': { kind: 'http', status: 200, body: {}, accept: true },
  null: { kind: 'http', status: 200, body: null, accept: true },
  'reset before': { kind: 'reset', when: 'before' },
  'reset before, carried out': { kind: 'reset', when: 'before', accept: true },
  'reset in the headers': { kind: 'reset', when: 'headers', accept: true },
  'reset in the body': { kind: 'reset', when: 'body', accept: true },
  'end in the body': { kind: 'reset', when: 'body', how: 'fin', accept: true },
  'cut, clean end': { kind: 'truncated', end: 'clean' },
  'too short': { kind: 'wrongLength', declared: 'more' },
  'too long': { kind: 'wrongLength', declared: 'fewer' },
  silence: { kind: 'blackHole' },
  'silence, carried out': { kind: 'blackHole', accept: true },
  drip: { kind: 'slowDrip', bytes: 4_000, everyMs: 2 },
  late: { kind: 'late', ms: 60 },
  'redirect elsewhere': { kind: 'redirect', status: 307, to: 'https://elsewhere.example.invalid/x' },
};

/** What can go wrong here. */
export const local: Readonly<Record<LocalStep, Readonly<Record<string, () => never>>>> = {
  decode: {
    'not an image': () => {
      throw new ImageError('not-an-image', 'What the service sent is no picture, so nothing was saved.');
    },
    'too large': () => {
      throw new ImageError('too-large', 'The picture has more pixels than this machine can hold.');
    },
    'worker died': () => {
      throw new Error('the thread has ended');
    },
  },
  save: { 'disk full': full, 'read-only': readOnly },
  store: { 'disk full': full, 'read-only': readOnly },
};

function full(): never {
  throw new ImageError('cannot-write', '“images” could not be written: the disk is full. The image is kept; make room and continue.');
}

function readOnly(): never {
  throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
}

export function serviceCase(step: ServiceStep, name: string, howLong: HowLong): Case {
  return {
    name: `${step}: ${name}, ${howLong}`,
    operation: operationAt(step),
    plan: (simulator) => planAt(simulator, step, name, howLong),
  };
}

export function localCase(step: LocalStep, name: string, howLong: HowLong): Case {
  return {
    name: `${step}: ${name}, ${howLong}`,
    operation: 'generate',
    plan: () => () => undefined,
    local: () => localAt(step, name, howLong),
  };
}

/** Two faults in one request. */
export function pairOf(a: readonly [AnyStep, string, HowLong], b: readonly [AnyStep, string, HowLong]): Case {
  const both = [a, b];
  return {
    name: both.map(([step, name, howLong]) => `${step}: ${name}, ${howLong}`).join(' + '),
    operation: both.some(([step]) => operationAt(step) === 'edit') ? 'edit' : 'generate',
    plan: (simulator) => {
      const ends = both.flatMap(([step, name, howLong]) => (isLocal(step) ? [] : [planAt(simulator, step, name, howLong)]));
      return () => ends.forEach((end) => end());
    },
    local: () =>
      Object.assign({}, ...both.map(([step, name, howLong]) => (isLocal(step) ? localAt(step, name, howLong) : {}))) as LocalFaults,
  };
}

/** The checklist as it stands, each for the time that it names and, where that is once, also for ever. Previews are another way. */
export function checklistCases(): Case[] {
  return checklist
    .filter(({ step }) => step !== 'modelStream')
    .flatMap(({ name, step, fault, options }) => {
      const times: (FaultOptions | undefined)[] = options ? [options] : [options, { times: 'always' }];
      return times.map((one) => ({
        name: `${name}${one === options ? '' : ', for ever'}`,
        operation: step.startsWith('upload') ? ('edit' as const) : ('generate' as const),
        cancels: step === 'cancel',
        plan: (simulator: Simulator) => {
          const plan = simulator.fail(step, shortened(fault), one);
          return () => plan.cancel();
        },
      }));
    });
}

/** The clocks of these tests run faster than those of the checklist. */
function shortened(fault: Fault): Fault {
  return fault.kind === 'slowDrip' ? { ...fault, bytes: Math.max(fault.bytes, 200), everyMs: 1 } : fault;
}

function planAt(simulator: Simulator, step: Step, name: string, howLong: HowLong): () => void {
  const fault = wire[name];
  if (!fault) {
    throw new Error(`no fault ${name}`);
  }
  const plan = simulator.fail(step, fault, howLong === 'for ever' ? { times: 'always' } : {});
  // The record of requests is only looked at when a receipt was lost.
  const lost = step === 'platform' ? simulator.fail('submit', { kind: 'reset', when: 'before', accept: true }) : undefined;
  return () => {
    plan.cancel();
    lost?.cancel();
  };
}

function localAt(step: LocalStep, name: string, howLong: HowLong): LocalFaults {
  let left = howLong === 'once' ? 1 : Infinity;
  const happen = (): void => {
    if (left-- > 0) {
      local[step][name]?.();
    }
  };
  // A storage that fails from the first line on refuses the request before anything is sent; that is tested with the ledger.
  return step === 'store'
    ? { store: (what) => (['answered', 'downloaded', 'bytes', 'saving', 'saved', 'failed'].includes(what) ? happen() : undefined) }
    : { [step]: happen };
}

function operationAt(step: AnyStep): 'generate' | 'edit' {
  return step.startsWith('upload') ? 'edit' : 'generate';
}

export function isLocal(step: AnyStep): step is LocalStep {
  return (localSteps as readonly string[]).includes(step);
}
