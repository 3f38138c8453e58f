import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { host, type WorkspaceFolder } from './host';

/** What the settings of a workspace may say: never what decides about money, accounts or privacy. */
function isOfWorkspace(name: string): boolean {
  const scope = host().settings[name]?.scope;
  return scope === 'resource' || scope === 'window' || scope === 'language-overridable';
}

const known = new Map<string, Readonly<Record<string, unknown>>>();

/** Settings of a workspace are read anew. */
export function forgetConfiguration(): void {
  known.clear();
}

/** The `.vscode/settings.json` of a folder; what cannot be read says nothing. */
function ofFolder(folder: string): Readonly<Record<string, unknown>> {
  const before = known.get(folder);
  if (before) {
    return before;
  }
  const found = read(path.join(folder, '.vscode', 'settings.json'));
  known.set(folder, found);
  return found;
}

function read(file: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = parse(readFileSync(file, 'utf8'));
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}

/** A section of the settings, as far as the extension asks for it. */
export interface Configuration {
  inspect(name: string): {
    readonly key: string;
    readonly defaultValue: unknown;
    readonly globalValue: unknown;
    readonly workspaceValue: unknown;
  };
  get(name: string, otherwise?: unknown): unknown;
  has(name: string): boolean;
  update(): Promise<never>;
}

/** `vscode.workspace.getConfiguration`, for a folder of the workspace or for the window. */
export function configurationOf(section: string, folder: WorkspaceFolder | undefined, first: WorkspaceFolder | undefined): Configuration {
  const nameOf = (name: string): string => (section === '' ? name : `${section}.${name}`);
  const inspect: Configuration['inspect'] = (name) => {
    const key = nameOf(name);
    const place = folder ?? first;
    return {
      key,
      defaultValue: host().settings[key]?.default,
      globalValue: host().userSettings()[key],
      workspaceValue: place && isOfWorkspace(key) ? ofFolder(place.uri.fsPath)[key] : undefined,
    };
  };
  return {
    inspect,
    get: (name: string, otherwise?: unknown): unknown => {
      const { workspaceValue, globalValue, defaultValue } = inspect(name);
      return workspaceValue ?? (globalValue === undefined ? (defaultValue ?? otherwise) : globalValue);
    },
    has: (name: string) => nameOf(name) in host().settings,
    update: () => Promise.reject(new Error('Settings are not changed without an editor')),
  };
}
