/** The MCP server: the tools of the extension for agents outside of VS Code's own chat, over stdin and stdout. */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { ExtensionContext } from 'vscode';
import manifest from '../../package.json';
import { addedModelsState } from '../editor/addedModels';
import { falKeySecret } from '../editor/apiKey';
import { createApp } from '../editor/app';
import { hasOpenAiKeyState, openAiKeySecret } from '../editor/openAiKey';
import { replaceOnDisk } from '../editor/imageEditor/replaceOnDisk';
import { extensionContext } from '../headless/context';
import { begin } from '../headless/host';
import { filesMayHaveChanged } from '../headless/workspace';
import { readCommandLine } from './options';
import { askThrough, createServer, type EditorTool } from './server';
import { listedTools } from './tools';
import { settingsVariable, userSettings } from './userSettings';

/** Stdout belongs to the protocol. */
function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The one way to stdout. What else is written there, by a library or from a thread, goes to stderr from now on. */
function takeOutput(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return new Writable({ decodeStrings: false, write: (text: string, _, done) => void write(text, done) });
}

async function main(): Promise<void> {
  const options = readCommandLine(process.argv.slice(2), manifest.version);
  if ('print' in options) {
    process.stdout.write(options.print);
    return;
  }
  const folders = await Promise.all(options.folders.map(existingFolder));
  await mkdir(options.storage, { recursive: true });
  const readSettings = await userSettings({ ...options, folders }, process.env[settingsVariable], log);
  let settings = await readSettings();
  const { secrets, state } = takeKeys();
  const toolsOf = (): Readonly<Record<string, EditorTool | undefined>> => app.tools as Readonly<Record<string, EditorTool | undefined>>;
  const server = createServer({
    version: manifest.version,
    tools: listedTools(),
    toolOf: (name) => (Object.hasOwn(toolsOf(), name) ? toolsOf()[name] : undefined),
    begins: async () => {
      settings = await readSettings();
      filesMayHaveChanged();
    },
  });
  begin({
    folders,
    userSettings: () => settings,
    secrets,
    state,
    storage: options.storage,
    extension: path.join(__dirname, '..'),
    settings: manifest.contributes.configuration.properties,
    ask: (question) => askThrough(server, question),
    replaceFile: replaceOnDisk,
    log,
  });
  const app = createApp(extensionContext() as unknown as ExtensionContext);
  let ending: Promise<void> | undefined;
  // What runs is in the journal; the next server or window on this workspace goes on with it.
  const end = (): void => {
    ending ??= app.dispose().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  server.server.onclose = end;
  process.stdin.on('end', end).on('close', end);
  process.stdout.on('error', end);
  process.on('SIGTERM', end).on('SIGINT', end);
  process.on('unhandledRejection', (error) => log(`error: ${error instanceof Error ? error.message : String(error)}`));
  await server.connect(new StdioServerTransport(process.stdin, takeOutput()));
}

async function existingFolder(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) {
      return folder;
    }
  } catch {
    // Told below.
  }
  throw new Error(`${folder} is not a folder. Give a folder of your project with --workspace.`);
}

/** What VS Code would have kept: the keys of the environment, which nothing else of this process gets to see, and added models. */
function takeKeys(): { secrets: Map<string, string>; state: Map<string, unknown> } {
  const fal = process.env['FAL_KEY']?.trim();
  const openAi = process.env['EASEL_OPENAI_KEY']?.trim();
  delete process.env['FAL_KEY'];
  delete process.env['EASEL_OPENAI_KEY'];
  const models = process.env['EASEL_MODELS'];
  return {
    secrets: new Map([...(fal ? [[falKeySecret, fal] as const] : []), ...(openAi ? [[openAiKeySecret, openAi] as const] : [])]),
    state: new Map<string, unknown>([
      ...(openAi ? [[hasOpenAiKeyState, true] as const] : []),
      ...(models ? [[addedModelsState, models] as const] : []),
    ]),
  };
}

main().catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
