/** The built server as a client meets it: a process of its own, spoken to by the official client, over a project in a temporary folder. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema, ElicitRequestSchema, type ClientCapabilities, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { startSimulator, type Simulator } from '../../fal/simulator';

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
  /** Named instead of the project's own. */
  readonly storage?: string;
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

export async function connect(
  project: Project,
  { env = {}, settings, storage = project.storage, answer }: ServerOptions = {},
): Promise<Connection> {
  if (settings) {
    await mkdir(storage, { recursive: true });
    await writeFile(path.join(storage, 'settings.json'), JSON.stringify(settings));
  }
  const { PATH = '' } = process.env;
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [serverFile, '--workspace', project.folder, '--storage', storage],
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

/** The key that the service of these tests takes; marked, so that it can be searched for. */
export const key = 'fal-marked-key-5f2c';

/** What every test has: a simulator, a project of its own, and servers that are ended after it. */
export interface Servers {
  readonly simulator: Simulator;
  readonly project: Project;
  start(options?: ServerOptions): Promise<Connection>;
}

/** Call inside `describe`: `const servers = useServers(); it(…, async () => (await servers().start()).call(…))`. */
export function useServers(): () => Servers {
  let simulator: Simulator | undefined;
  let current: Servers | undefined;
  const open: Connection[] = [];
  const inUse = (): Servers => {
    assert.ok(current);
    return current;
  };

  before(async () => (simulator = await startSimulator({ keys: [key] })));
  after(() => simulator?.close());
  beforeEach(async () => {
    assert.ok(simulator);
    simulator.reset();
    const { baseUrl } = simulator;
    const project = await createProject();
    const start = async (options: ServerOptions = {}): Promise<Connection> => {
      const connection = await connect(project, { ...options, env: { EASEL_FAL_BASE_URL: baseUrl, FAL_KEY: key, ...options.env } });
      open.push(connection);
      return connection;
    };
    current = { simulator, project, start };
  });
  afterEach(async () => {
    const { simulator: service, project } = inUse();
    service.release();
    for (const connection of open.splice(0)) {
      assert.ok(!connection.errors().includes(key), 'a key in the log');
      await connection.close();
    }
    await project.remove();
  });
  return inUse;
}

/** What a picture of these tests is asked for with. */
export const image = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  prompt: 'A quiet canal',
  width: 320,
  height: 240,
  quality: 'low',
  ...more,
});
