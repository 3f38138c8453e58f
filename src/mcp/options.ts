import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What the server was started with. */
export interface StartOptions {
  readonly folders: readonly string[];
  readonly storage: string;
  /** Whether somebody named it; then whoever wrote the command line may be a repository. */
  readonly isStorageNamed: boolean;
}

export const helpText = `Easel's tools for agents as an MCP server over stdio.

  easel-mcp [--workspace <folder>]...

  --workspace, -w   a folder that the tools may read and write; several are allowed, and
                    without any it is the current folder
  --storage         where the history and what was spent are kept; the user's data folder
                    unless told
  --help, --version

Environment
  FAL_KEY           the key of fal.ai; without one the free drafts work
  OPENAI_API_KEY is not read; EASEL_OPENAI_KEY is sent to the models that take it

The user's settings (limits, default model and the like) stand in settings.json in the
storage folder, under the names that they have in VS Code.
`;

/**
 * Reads the command line.
 * @returns a text that is to be printed instead of starting
 * @throws Error for what is not known
 */
export function readCommandLine(given: readonly string[], version: string): StartOptions | { readonly print: string } {
  const { values } = parseArgs({
    args: [...given],
    options: {
      workspace: { type: 'string', short: 'w', multiple: true },
      storage: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  });
  if (values.help) {
    return { print: helpText };
  }
  if (values.version) {
    return { print: `${version}\n` };
  }
  const folders = (values.workspace ?? ['.']).map((folder) => path.resolve(folder));
  const storage = path.resolve(values.storage ?? defaultStorage());
  return { folders: [...new Set(folders)], storage, isStorageNamed: values.storage !== undefined };
}

/** The folder for a user's data that the platform has for it. */
function defaultStorage(): string {
  const { platform, env } = process;
  if (platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'), 'Easel');
  }
  if (platform === 'darwin') {
    return path.join(homedir(), 'Library', 'Application Support', 'Easel');
  }
  const shared = env['XDG_DATA_HOME'];
  return path.join(shared && path.isAbsolute(shared) ? shared : path.join(homedir(), '.local', 'share'), 'easel');
}
