/**
 * A door before the server for windows in a person's own browser. It answers `/mint-key`, for which the plain server has no answer, so
 * that a stored key survives a reload; and it lets in only pages that came through it, because the server itself asks for no token.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';

export interface Gate {
  readonly url: string;
  close(): void;
}

/** Opens the door to `server` at `port`, or at a free one if that is taken. The key for secrets is kept in `keyFile`. */
export async function openGate(server: string, port: number, keyFile: string): Promise<Gate> {
  const key = await readKey(keyFile);
  const { hostname, port: serverPort } = new URL(server);
  const gate = http.createServer((request, response) => {
    if (!isOwn(request)) {
      response.writeHead(403).end();
    } else if (request.method === 'POST' && request.url?.split('?')[0] === '/mint-key') {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(key);
    } else {
      forward(request, response, hostname, Number(serverPort));
    }
  });
  gate.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (isOwn(request)) {
      tunnel(request, socket, head, hostname, Number(serverPort));
    } else {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
  });
  await listen(gate, port).catch(() => listen(gate, 0));
  return {
    url: `http://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    close: () => {
      gate.close();
      gate.closeAllConnections();
    },
  };
}

/** A page of another site may reach a loopback address, but it cannot hide where it came from. */
function isOwn(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  const origin = request.headers.origin;
  // The frames of webviews have names of their own below localhost, and no origin that could be told; they only read files.
  const isRead = request.method === 'GET' && request.headers.upgrade === undefined;
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) && (origin === undefined || isRead || origin === `http://${host}`);
}

function forward(request: IncomingMessage, response: ServerResponse, hostname: string, port: number): void {
  const { method, url, headers } = request;
  const onward = http.request({ hostname, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.headersSent || response.writeHead(502).end());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** A socket of the workbench: the request is repeated word by word, and from there on bytes are bytes. */
function tunnel(request: IncomingMessage, socket: Socket, head: Buffer, hostname: string, port: number): void {
  const onward = net.connect(port, hostname, () => {
    const lines: string[] = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function readKey(file: string): Promise<Buffer> {
  const kept = await readFile(file).catch(() => undefined);
  if (kept?.length === 32) {
    return kept;
  }
  const fresh = randomBytes(32);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, fresh, { mode: 0o600 });
  return fresh;
}
