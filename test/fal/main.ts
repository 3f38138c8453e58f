import { parseArgs } from 'node:util';
import type { LoggedRequest } from './exchange';
import { startSimulator } from './simulator';

// Started by hand with `npm run simulator`: fal on loopback, to try Easel without an account and without paying.

const help = `npm run simulator -- [--port 8787] [--slow]

  --port  0 takes a free one
  --slow  2 s in the queue and 4 s of rendering, to watch the progress`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      slow: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const simulator = await startSimulator({
    port: Number(values.port),
    timing: values.slow ? { queueMs: 2000, runMs: 4000 } : {},
    onRequest: (request) => console.log(line(request)),
  });
  console.log(`The simulator of fal.ai listens on ${simulator.baseUrl}

Start VS Code so that Easel talks to it, and give it the key "test-key":

  EASEL_FAL_BASE_URL=${simulator.baseUrl} FAL_KEY=test-key code .

"locked-key" is an account without credit, "scope-key" a key that may not render, any other key is refused. Ctrl+C ends it.
`);
  const end = (): void => void simulator.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** Time, status, call, size of the body, and the fault if one was played. */
function line(request: LoggedRequest): string {
  const time = new Date(request.time).toTimeString().slice(0, 8);
  const query = request.query ? `?${request.query}` : '';
  const size = request.bodyLength > 0 ? ` ${request.bodyLength} B` : '';
  const fault = request.fault ? ` (${request.fault})` : '';
  return `${time} ${request.status ?? '---'} ${request.method} ${request.host}${request.path}${query}${size}${fault}`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
