import { detail, event, eventStream, json, type Answer } from './answer';
import { refuseKey } from './authorization';
import { pause } from './clock';
import { appOf } from './endpoints';
import type { Exchange } from './exchange';
import { requestFailure } from './failures';
import type { CancelAnswer, FaultsByStep, StatusFault, StatusStreamFault } from './faults';
import type { Job } from './job';
import { outcomeOf } from './outcome';
import { answerResult } from './result';
import type { Service } from './service';
import { addresses, requestIdHeader } from './submit';
import type { WireFault } from './wireFaults';

/** What is left of a step's faults once those that any call can have are played elsewhere. */
export type OwnFault<S extends keyof FaultsByStep> = Exclude<FaultsByStep[S], WireFault>;

const requestPath = /^\/([^/]+\/[^/]+)\/requests\/([^/]+)/;

/** The request that a call is about, or why there is none. */
function lookUp(service: Service, exchange: Exchange): Job | Answer {
  const refused = refuseKey(service, exchange);
  if (refused) {
    return refused;
  }
  const [, app, id] = requestPath.exec(exchange.request.path) ?? [];
  const job = service.jobs.find((one) => one.requestId === id && appOf(one.endpoint) === app);
  return job ?? detail(404, `Request ${id ?? ''} not found`);
}

function isAnswer(found: Job | Answer): found is Answer {
  return 'body' in found;
}

/** `GET …/requests/{id}/status`: 202 while it lasts, 200 when it is over. */
export async function status(service: Service, exchange: Exchange, fault: OwnFault<'status'> | undefined): Promise<Answer> {
  const job = lookUp(service, exchange);
  if (isAnswer(job)) {
    return job;
  }
  const body = await statusBody(service, job, exchange.query.get('logs') === '1', fault);
  return json(body['status'] === 'COMPLETED' ? 200 : 202, body, requestIdHeader(service, job));
}

const risen = new WeakMap<Job, number>();

async function statusBody(service: Service, job: Job, withLogs: boolean, fault: StatusFault | undefined): Promise<Record<string, unknown>> {
  if (fault?.kind === 'completedWithError') {
    job.stop(requestFailure(fault.type));
  }
  const logs = withLogs && !(fault?.kind === 'logs' && fault.value === 'missing') ? { logs: fault?.kind === 'logs' ? null : job.logs } : {};
  if (fault?.kind === 'unknownState') {
    return { status: fault.state, ...addresses(job), ...logs };
  }
  if (fault?.kind === 'positionRising') {
    const position = (risen.get(job) ?? job.position) + 1;
    risen.set(job, position);
    return { status: 'IN_QUEUE', queue_position: position, ...addresses(job) };
  }
  const state = fault?.kind === 'neverCompletes' ? 'IN_PROGRESS' : job.state;
  if (state === 'IN_QUEUE') {
    return { status: state, queue_position: job.position, ...addresses(job) };
  }
  if (state === 'IN_PROGRESS') {
    return { status: state, ...addresses(job), ...logs };
  }
  const outcome = await outcomeOf(service, job);
  const metrics = { inference_time: (job.finishedAt - job.startsAt) / 1000 };
  if (!('failure' in outcome)) {
    return { status: state, ...addresses(job), ...logs, metrics };
  }
  const error = { error: outcome.failure.error, error_type: outcome.failure.errorType };
  return { status: state, ...addresses(job), ...logs, metrics: {}, ...(service.switches.errorInStatus ? error : {}) };
}

/** `GET …/requests/{id}/status/stream`: an event for every change, a comment now and then, the end after COMPLETED. */
export function statusStream(service: Service, exchange: Exchange, fault: OwnFault<'statusStream'> | undefined): Answer {
  const job = lookUp(service, exchange);
  if (isAnswer(job)) {
    return job;
  }
  return eventStream(statusEvents(service, exchange, job, fault), requestIdHeader(service, job));
}

async function* statusEvents(
  service: Service,
  exchange: Exchange,
  job: Job,
  fault: StatusFault | StatusStreamFault | undefined,
): AsyncGenerator<Buffer> {
  const withLogs = exchange.query.get('logs') === '1';
  const kind = fault?.kind;
  const own = kind === 'earlyClose' || kind === 'commentsOnly' || kind === 'noCompleted' ? undefined : fault;
  let sent = 0;
  let lines = 0;
  let last = '';
  let commentAt = 0;
  while (!exchange.left.aborted) {
    // The real service comments every 15 s; more often here, so that a short test meets one.
    if (service.clock.now() >= commentAt) {
      commentAt = service.clock.now() + (kind === 'commentsOnly' ? 10 : 15_000);
      yield Buffer.from(': ping\n\n');
    }
    const body = await statusBody(service, job, withLogs, own);
    const over = body['status'] === 'COMPLETED';
    if (over && (kind === 'noCompleted' || kind === 'commentsOnly')) {
      return;
    }
    const seen = JSON.stringify(body);
    if (seen !== last && kind !== 'commentsOnly') {
      last = seen;
      yield event(withNewLines(body, lines));
      lines = Array.isArray(body['logs']) ? body['logs'].length : lines;
      sent++;
    }
    if (over || (fault?.kind === 'earlyClose' && sent >= fault.events)) {
      return;
    }
    await pause(5);
  }
}

/** In a stream each event carries only the log lines since the last; whoever polls gets all of them each time. */
function withNewLines(body: Record<string, unknown>, already: number): Record<string, unknown> {
  return Array.isArray(body['logs']) ? { ...body, logs: body['logs'].slice(already) } : body;
}

/** `GET …/requests/{id}` */
export async function result(service: Service, exchange: Exchange, fault: OwnFault<'result'> | undefined): Promise<Answer> {
  const job = lookUp(service, exchange);
  return isAnswer(job) ? job : answerResult(service, job, fault);
}

const cancelStatus: Record<CancelAnswer, number> = { OK: 202, CANCELLATION_REQUESTED: 202, ALREADY_COMPLETED: 400, NOT_FOUND: 404 };

/** `PUT …/requests/{id}/cancel` */
export function cancel(service: Service, exchange: Exchange, fault: OwnFault<'cancel'> | undefined): Answer {
  const job = lookUp(service, exchange);
  if (isAnswer(job)) {
    return job.status === 404 ? json(404, { status: 'NOT_FOUND' }) : job;
  }
  job.cancels++;
  const state = job.state;
  const honest: CancelAnswer = state === 'COMPLETED' ? 'ALREADY_COMPLETED' : state === 'IN_QUEUE' ? 'OK' : 'CANCELLATION_REQUESTED';
  const answer = fault?.answer ?? honest;
  const obeyed = fault ? fault.obeyed : state === 'IN_QUEUE' || service.switches.cancelInProgress === 'obeyed';
  if (obeyed && state !== 'COMPLETED') {
    job.stop();
  }
  return json(cancelStatus[answer], { status: answer }, requestIdHeader(service, job));
}
