/** The built server as a client meets it: a process of its own, spoken to by the official client, over a project in a temporary folder. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema, ElicitRequestSchema, type ClientCapabilities, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';

export const serverFile = path.join(__dirname, '../../../dist/mcpServer.js');

export interface Project {
  /** A workspace folder with a page that has a placeholder. */
  readonly folder: string;
  readonly storage: string;
  remove(): Promise<void>;
}

export const page = '<!doctype html>\n<img src="https://placehold.co/320x200" alt="A quiet harbour">\n';

export async function createProject(): Promise<Project> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'easel-mcp-')));
  const folder = path.join(root, 'project');
  await mkdir(path.join(folder, 'public/images'), { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "name": "project", "devDependencies": { "vite": "7.0.0" } }\n');
  await writeFile(path.join(folder, 'index.html'), page);
  return { folder, storage: path.join(root, 'storage'), remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** How a question is answered; without it the client cannot ask. */
  readonly answer?: (message: string, signal: AbortSignal) => ElicitResult | Promise<ElicitResult>;
}

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly facts: Record<string, unknown>;
  readonly images: readonly { readonly bytes: Buffer; readonly mimeType: string }[];
}

export interface Connection {
  readonly client: Client;
  readonly pid: number;
  /** What the process wrote beside the protocol. */
  readonly errors: () => string;
  readonly call: (name: string, input?: Record<string, unknown>, options?: Parameters<Client['request']>[2]) => Promise<Answer>;
  close(): Promise<void>;
}

export async function connect({ folder, storage }: Project, { env = {}, settings, answer }: ServerOptions = {}): Promise<Connection> {
  if (settings) {
    await mkdir(storage, { recursive: true });
    await writeFile(path.join(storage, 'settings.json'), JSON.stringify(settings));
  }
  const { PATH = '' } = process.env;
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [serverFile, '--workspace', folder, '--storage', storage],
    env: { PATH, ...env },
    stderr: 'pipe',
  });
  let errors = '';
  transport.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const capabilities: ClientCapabilities = answer ? { elicitation: {} } : {};
  const client = new Client({ name: 'test', version: '1.0.0' }, { capabilities });
  if (answer) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }, { signal }) => answer(params.message, signal));
  }
  await client.connect(transport);
  return {
    client,
    pid: transport.pid ?? 0,
    errors: () => errors,
    call: async (name, input = {}, options = {}) => {
      const { content, isError = false } = await client.request(
        { method: 'tools/call', params: { name, arguments: input } },
        CallToolResultSchema,
        options,
      );
      const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
      const images = content.flatMap((part) =>
        part.type === 'image' ? [{ bytes: Buffer.from(part.data, 'base64'), mimeType: part.mimeType }] : [],
      );
      return { isError, text, images, facts: isError ? {} : (JSON.parse(text) as Record<string, unknown>) };
    },
    close: () => client.close(),
  };
}
