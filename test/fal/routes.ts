import { detail, type Answer } from './answer';
import { cdnHost, serveFile } from './cdn';
import type { Exchange } from './exchange';
import type { Fault, FaultsByStep, Step } from './faults';
import { modelStream, run } from './modelStream';
import { platform } from './platform';
import { cancel, result, status, statusStream } from './queue';
import type { Service } from './service';
import { completeUpload, initiateUpload, putUpload } from './storage';
import { submit } from './submit';
import type { WireFault } from './wireFaults';

type Handler<S extends Step> = (
  service: Service,
  exchange: Exchange,
  fault: Exclude<FaultsByStep[S], WireFault> | undefined,
) => Answer | Promise<Answer>;

/** The kinds of call, and who answers each. */
const handlers: { readonly [S in Step]: Handler<S> } = {
  submit,
  run,
  status,
  statusStream,
  result,
  cancel,
  uploadInitiate: initiateUpload,
  uploadPut: putUpload,
  uploadComplete: completeUpload,
  download: serveFile,
  modelStream,
  platform,
};

/** Carries a call out, or plays on it a fault of its own kind. */
export async function handle(
  step: Step,
  service: Service,
  exchange: Exchange,
  fault: Exclude<Fault, WireFault> | undefined,
): Promise<Answer> {
  // The fault was planned for this very step, which the table cannot know.
  return (handlers[step] as Handler<Step>)(service, exchange, fault);
}

/** What kind of call a request is; a refusal for one that the service does not know. */
export function stepOf({ request: { method, host, path } }: Exchange): Step | Answer {
  switch (host) {
    case 'queue.fal.run':
      return queueStep(method, path) ?? detail(405, 'Method Not Allowed');
    case 'fal.run':
      return method !== 'POST' ? detail(405, 'Method Not Allowed') : path.endsWith('/stream') ? 'modelStream' : 'run';
    case 'rest.fal.ai':
      return method === 'POST' && /^\/storage\/upload\/initiate(-multipart)?$/.test(path) ? 'uploadInitiate' : detail(404, 'Not Found');
    case 'api.fal.ai':
      return 'platform';
    case 'v3.fal.media':
    case cdnHost:
      return cdnStep(method, path);
    default:
      return detail(404, `The simulator does not play ${host}.`);
  }
}

function queueStep(method: string, path: string): Step | undefined {
  const [, tail] = /^\/[^/]+\/[^/]+\/requests\/[^/]+(\/.*)?$/.exec(path) ?? [undefined, null];
  if (tail === null) {
    return method !== 'POST' ? undefined : path.endsWith('/stream') ? 'modelStream' : 'submit';
  }
  switch (`${method} ${tail ?? ''}`) {
    case 'GET /status':
      return 'status';
    case 'GET /status/stream':
      return 'statusStream';
    case 'GET ':
      return 'result';
    case 'PUT /cancel':
      return 'cancel';
    default:
      return undefined;
  }
}

function cdnStep(method: string, path: string): Step | Answer {
  if (!path.startsWith('/upload/')) {
    return method === 'GET' || method === 'HEAD' ? 'download' : detail(405, 'Method Not Allowed');
  }
  if (method === 'POST' && path.endsWith('/complete')) {
    return 'uploadComplete';
  }
  return method === 'PUT' ? 'uploadPut' : detail(405, 'Method Not Allowed');
}
