import { AsyncLocalStorage } from 'node:async_hooks';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
  type ServerNotification,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { ImageError } from '../core/errors';
import { CancellationError, tokenOf, type CancellationToken } from '../headless/events';
import type { Question } from '../headless/host';
import { LanguageModelDataPart, LanguageModelTextPart } from '../headless/parts';

/** A tool of the extension, as VS Code would call it. */
export interface EditorTool {
  invoke(options: { readonly input: unknown }, token: CancellationToken): PromiseLike<unknown>;
}

export interface ServerParts {
  readonly version: string;
  /** As the manifest lists them. */
  readonly tools: readonly Tool[];
  readonly toolOf: (name: string) => EditorTool | undefined;
  /** Called before each tool: nobody watches the disk. What it throws is the tool's answer. */
  readonly begins: () => Promise<void>;
}

/** How often somebody who waits is told that work goes on, in milliseconds. Clients give up on a request that is silent for a minute. */
const heartbeat = 5_000;

/** How long a question may stand, in milliseconds. */
const patience = 600_000;

const instructions =
  'Easel makes image files for the project: pictures, edits of a region, icon sets, and replacements of placeholder images in code. ' +
  'Paths are absolute or relative to the first workspace folder; nothing is written outside of the workspace. Most calls cost money, ' +
  'within limits that the user has set; drafts (model easel/draft) are free.';

/** The call in whose course something happens: a question is taken back together with the call that it is asked for. */
const calls = new AsyncLocalStorage<AbortSignal>();

/** The server with the tools of the extension; their schemas are the manifest's own. */
export function createServer({ version, tools, toolOf, begins }: ServerParts): McpServer {
  const server = new McpServer({ name: 'easel', title: 'Easel', version }, { capabilities: { tools: {} }, instructions });
  server.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...tools] }));
  server.server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const tool = toolOf(params.name);
    if (!tool) {
      return failed(`There is no tool “${params.name}”. There are: ${tools.map(({ name }) => name).join(', ')}.`);
    }
    const progressToken = params._meta?.progressToken;
    const stopTelling = progressToken === undefined ? undefined : tellOfWork(progressToken, sendNotification);
    try {
      await begins();
      return resultOf(await calls.run(signal, () => tool.invoke({ input: params.arguments ?? {} }, tokenOf(signal))));
    } catch (error) {
      return failed(
        error instanceof CancellationError
          ? 'It was not done: the call was cancelled, or the user did not agree. Ask the user before you try again.'
          : error instanceof Error
            ? withKey(error.message)
            : String(error),
      );
    } finally {
      stopTelling?.();
    }
  });
  return server;
}

/** Outside of VS Code there is no such command. */
function withKey(message: string): string {
  return message.includes('“Easel: Set API Key…”')
    ? `${message} That is a command of VS Code; other clients give the key to this server as FAL_KEY in its environment, and start it anew.`
    : message;
}

/** Puts a question of the extension to the person in front of the client. @throws ImageError when nobody could be asked */
export async function askThrough({ server }: McpServer, { message, detail, buttons }: Question): Promise<string | undefined> {
  const unasked = (why: string): ImageError =>
    new ImageError(
      'over-budget',
      `Nothing was sent. The user has to agree first, and ${why}: ${message} ${detail} The user can raise “easel.budget.confirmAbove” in the settings.`,
    );
  if (!server.getClientCapabilities()?.elicitation?.form) {
    throw unasked('this client cannot ask');
  }
  const signal = calls.getStore();
  try {
    const answer = await server.elicitInput(
      { message: [message, detail].filter(Boolean).join('\n\n'), requestedSchema: { type: 'object', properties: {} } },
      { timeout: patience, ...(signal ? { signal } : {}) },
    );
    return answer.action === 'accept' ? buttons[0] : undefined;
  } catch {
    throw unasked('there was no answer');
  }
}

function tellOfWork(progressToken: string | number, send: (notification: ServerNotification) => Promise<void>): () => void {
  let beats = 0;
  const tell = (message: string): void => {
    send({ method: 'notifications/progress', params: { progressToken, progress: beats, message } }).catch(() => undefined);
  };
  tell('Begun');
  const timer = setInterval(() => {
    beats++;
    tell(`Working for ${(beats * heartbeat) / 1000} s`);
  }, heartbeat);
  return () => clearInterval(timer);
}

function resultOf(result: unknown): CallToolResult {
  const { content = [] } = result as { readonly content?: readonly unknown[] };
  return {
    content: content.flatMap((part): CallToolResult['content'] => {
      if (part instanceof LanguageModelTextPart) {
        return [{ type: 'text', text: part.value }];
      }
      return part instanceof LanguageModelDataPart
        ? [{ type: 'image', data: Buffer.from(part.data).toString('base64'), mimeType: part.mimeType }]
        : [];
    }),
  };
}

function failed(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] };
}
