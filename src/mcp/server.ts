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
  /** Called before each tool: nobody watches the disk. */
  readonly begins: () => void;
}

/** How often somebody who waits is told that work goes on, in milliseconds. Clients give up on a request that is silent for a minute. */
const heartbeat = 5_000;

/** How long a question may stand, in milliseconds. */
const patience = 600_000;

const instructions =
  'Easel makes image files for the project: pictures, edits of a region, icon sets, and replacements of placeholder images in code. ' +
  'Paths are absolute or relative to the first workspace folder; nothing is written outside of the workspace. Most calls cost money, ' +
  'within limits that the user has set; drafts (model easel/draft) are free.';

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
      begins();
      return resultOf(await tool.invoke({ input: params.arguments ?? {} }, tokenOf(signal)));
    } catch (error) {
      return failed(
        error instanceof CancellationError
          ? 'It was not done: the call was cancelled, or the user did not agree. Ask the user before you try again.'
          : error instanceof Error
            ? error.message
            : String(error),
      );
    } finally {
      stopTelling?.();
    }
  });
  return server;
}

/** Puts a question of the extension to the person in front of the client. @throws ImageError when the client cannot ask */
export async function askThrough({ server }: McpServer, { message, detail, buttons }: Question): Promise<string | undefined> {
  if (!server.getClientCapabilities()?.elicitation) {
    throw new ImageError(
      'over-budget',
      `Nothing was sent. The user has to agree first, and this client cannot ask: ${message} ${detail} The user can raise “easel.budget.confirmAbove” in the settings.`,
    );
  }
  const answer = await server.elicitInput(
    { message: [message, detail].filter(Boolean).join('\n\n'), requestedSchema: { type: 'object', properties: {} } },
    { timeout: patience },
  );
  return answer.action === 'accept' ? buttons[0] : undefined;
}

function tellOfWork(progressToken: string | number, send: (notification: ServerNotification) => Promise<void>): () => void {
  let beats = 0;
  const timer = setInterval(() => {
    beats++;
    const message = `Working for ${(beats * heartbeat) / 1000} s`;
    send({ method: 'notifications/progress', params: { progressToken, progress: beats, message } }).catch(() => undefined);
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
