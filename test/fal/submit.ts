import { detail, json, type Answer } from './answer';
import { refuseKey } from './authorization';
import { appOf, findEndpoint } from './endpoints';
import type { Exchange } from './exchange';
import { errorEntry, failureAnswer, modelFailure, requestFailure, type Failure } from './failures';
import type { FailureFault } from './faults';
import { Job } from './job';
import { outcomeOf } from './outcome';
import type { Service } from './service';
import { checkInput, unknownFields, type Input } from './validation';

/**
 * Takes a request in, whichever door it comes through. A refusal is an answer; a job that is bound to fail is taken in all the
 * same when the switches say that inputs are looked at by the model only.
 */
export function accept(service: Service, exchange: Exchange, endpointId: string, via: Job['via']): Job | Answer {
  const refused = refuseKey(service, exchange);
  if (refused) {
    return refused;
  }
  const endpoint = findEndpoint(endpointId);
  if (!endpoint || (via === 'stream' && !endpoint.streams)) {
    return detail(404, `Application '${endpointId}' not found`);
  }
  const input = exchange.request.json;
  const faults =
    input === undefined
      ? [errorEntry('value_error', { loc: ['body'], msg: 'JSON decode error' })]
      : checkInput(endpoint, input, service.switches);
  if (faults.length > 0 && service.switches.validateAt === 'submit') {
    return failureAnswer(modelFailure(faults), service.switches);
  }
  const fields: Input = typeof input === 'object' && input !== null ? { ...input } : {};
  const { headers } = exchange.request;
  const job = new Job(
    endpoint,
    { endpoint, input: fields, headers, via, unknownFields: unknownFields(endpoint, fields) },
    service.clock,
    service.timing,
  );
  if (faults.length > 0) {
    job.failure = modelFailure(faults);
  } else {
    // Looked at early, so that what the model will find wrong is known by the time that it is over.
    void outcomeOf(service, job);
  }
  service.jobs.push(job);
  return job;
}

/** `POST https://queue.fal.run/{endpoint}` */
export function submit(service: Service, exchange: Exchange, fault: FailureFault | undefined): Answer {
  if (fault) {
    return failureAnswer(failureOf(fault), service.switches);
  }
  const job = accept(service, exchange, exchange.request.path.slice(1), 'queue');
  if (!(job instanceof Job)) {
    return job;
  }
  return json(200, { status: 'IN_QUEUE', queue_position: job.position, ...addresses(job) }, requestIdHeader(service, job));
}

/** The id and the addresses of a request, as submit and status give them. */
export function addresses(job: Job): Record<string, string> {
  const base = `https://queue.fal.run/${appOf(job.endpoint)}/requests/${job.requestId}`;
  return { request_id: job.requestId, response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` };
}

export function requestIdHeader(service: Service, job: Job): Record<string, string> {
  return service.switches.requestIdHeader ? { 'x-fal-request-id': job.requestId } : {};
}

/** The failure that a fault asks for. */
export function failureOf(fault: FailureFault): Failure {
  if (fault.kind === 'modelError') {
    const said = { ...(fault.ctx === undefined ? {} : { ctx: fault.ctx }), ...(fault.msg === undefined ? {} : { msg: fault.msg }) };
    return modelFailure([errorEntry(fault.type, said)]);
  }
  const failure = requestFailure(fault.type);
  return fault.userTimeout ? { ...failure, headers: { ...failure.headers, 'x-fal-request-timeout-type': 'user' } } : failure;
}
