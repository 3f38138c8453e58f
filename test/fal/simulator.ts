import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { deliver } from './answer';
import { Clock } from './clock';
import { readExchange, type LoggedRequest } from './exchange';
import { FaultPlans, type FaultOptions, type FaultPlan, type FaultsByStep, type Step } from './faults';
import type { Job, Timing } from './job';
import { handle, stepOf } from './routes';
import type { Service } from './service';
import type { Upload } from './storage';
import { defaultSwitches, type Switches } from './switches';
import { isWireFault, playWireFault } from './wireFaults';

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Accepted keys; `['test-key']` unless told. `locked-key` and `scope-key` are always refused in their own way. */
  readonly keys?: readonly string[];
  readonly timing?: Partial<Timing>;
  /** Called when a request has been answered or dropped. */
  readonly onRequest?: (request: LoggedRequest) => void;
}

/** fal on loopback: the queue, direct runs, streams, storage, CDN and platform API under `BASE/HOST/PATH`. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`, the value for `EASEL_FAL_BASE_URL`. */
  readonly baseUrl: string;
  readonly port: number;
  /** All accepted requests, oldest first; what was refused is not among them. */
  readonly jobs: readonly Job[];
  readonly requests: readonly LoggedRequest[];
  readonly uploads: readonly Upload[];
  /** Bytes on the wire, headers included. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** How the service behaves where nobody knows; to be set at will. */
  readonly switches: Switches;
  /** For requests that come in from now on; to be set at will. */
  readonly timing: Timing;
  /** Plans a fault on calls of one kind. */
  fail<S extends Step>(step: S, fault: FaultsByStep[S], options?: FaultOptions): FaultPlan;
  /** Stops the time: every request stays in the state that it is in. */
  hold(): void;
  /** Lets time run again from where it stopped. */
  release(): void;
  /** Moves time to the next moment at which some request changes its state. `false` when all are over. */
  step(): boolean;
  /** Moves time to where all requests are over. */
  finish(): void;
  /** Moves time on by milliseconds, so that results expire. */
  advance(milliseconds: number): void;
  /** The URL that a call to the real service becomes here. */
  rewrite(url: string): string;
  /** Forgets requests, jobs, uploads, files and faults, and sets switches, timing and time back. */
  reset(): void;
  close(): Promise<void>;
}

const defaultTiming: Timing = { queueMs: 60, runMs: 120, positions: 2 };

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const timing: Timing = { ...defaultTiming, ...options.timing };
  const service: Service = {
    clock: new Clock(),
    keys: options.keys ?? ['test-key'],
    timing: { ...timing },
    switches: defaultSwitches(),
    faults: new FaultPlans(),
    jobs: [],
    uploads: [],
    files: new Map(),
  };
  const requests: LoggedRequest[] = [];
  const traffic = countTraffic();
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    answer(service, requests, incoming, response)
      .then((request) => options.onRequest?.(request))
      .catch((error: unknown) => {
        // A caller that hangs up while sending is part of the game; anything else is a fault of the simulator and must be seen.
        if (!incoming.destroyed || incoming.complete) {
          console.error('simulator:', error);
        }
        response.destroy();
      });
  });
  server.on('connection', traffic.add);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    baseUrl,
    port,
    jobs: service.jobs,
    requests,
    uploads: service.uploads,
    get bytesIn() {
      return traffic.bytesIn();
    },
    get bytesOut() {
      return traffic.bytesOut();
    },
    switches: service.switches,
    timing: service.timing,
    fail: (step, fault, faultOptions) => service.faults.fail(step, fault, faultOptions),
    hold: () => service.clock.hold(),
    release: () => service.clock.release(),
    step: () => stepOn(service),
    finish: () => {
      while (stepOn(service)) {
        // Each step moves time.
      }
    },
    advance: (milliseconds) => service.clock.advance(milliseconds),
    rewrite: (url) => url.replace(/^https:\/\//, `${baseUrl}/`),
    reset: () => {
      for (const list of [service.jobs, service.uploads, requests]) {
        list.length = 0;
      }
      service.files.clear();
      service.faults.clear();
      service.clock.reset();
      Object.assign(service.switches, defaultSwitches());
      Object.assign(service.timing, timing);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  service: Service,
  requests: LoggedRequest[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<LoggedRequest> {
  const exchange = await readExchange(incoming, response);
  const { request } = exchange;
  requests.push(request);
  const step = stepOf(exchange);
  if (typeof step === 'object') {
    request.status = step.status;
    await deliver(response, step);
    return request;
  }
  request.step = step;
  const fault = service.faults.take(step, request);
  if (fault) {
    request.fault = fault.kind;
  }
  if (fault && isWireFault(fault)) {
    await playWireFault(fault, exchange, () => handle(step, service, exchange, undefined));
  } else {
    await deliver(response, await handle(step, service, exchange, fault), request.method !== 'HEAD');
  }
  if (response.headersSent) {
    request.status = response.statusCode;
  }
  return request;
}

function stepOn(service: Service): boolean {
  const moments = service.jobs.flatMap((job) => job.nextChange ?? []);
  if (moments.length === 0) {
    return false;
  }
  service.clock.advance(Math.max(0, Math.min(...moments) - service.clock.now()));
  return true;
}

/** Counts what goes over connections, those that are closed included. */
function countTraffic(): { add: (socket: Socket) => void; bytesIn: () => number; bytesOut: () => number } {
  const open = new Set<Socket>();
  let closedIn = 0;
  let closedOut = 0;
  return {
    add: (socket) => {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        closedIn += socket.bytesRead;
        closedOut += socket.bytesWritten;
      });
    },
    bytesIn: () => [...open].reduce((sum, socket) => sum + socket.bytesRead, closedIn),
    bytesOut: () => [...open].reduce((sum, socket) => sum + socket.bytesWritten, closedOut),
  };
}

/** A fetch that reaches the simulator wherever the caller wants to go: what Easel does with `EASEL_FAL_BASE_URL`. */
export function rewritingFetch(simulator: Simulator): typeof fetch {
  return (input, init) =>
    input instanceof Request
      ? fetch(new Request(simulator.rewrite(input.url), input), init)
      : fetch(simulator.rewrite(String(input)), init);
}
