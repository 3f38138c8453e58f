import type { Uri } from './uri';

/** What a process without an editor is started with. */
export interface HostOptions {
  /** Absolute paths of the folders that count as the workspace, in order. */
  readonly folders: readonly string[];
  /** The user's own settings as they are now, by their whole names (`easel.budget.perDay`); what is not there has the default of the manifest. */
  readonly userSettings: () => Readonly<Record<string, unknown>>;
  /** Keys by the names under which the extension keeps them. */
  readonly secrets: ReadonlyMap<string, string>;
  /** State that the extension would have kept. */
  readonly state: ReadonlyMap<string, unknown>;
  /** Folder for the journal, the ledger and what else outlives the process. */
  readonly storage: string;
  /** The folder that holds `dist`. */
  readonly extension: string;
  /**
   * Puts a question with buttons to the person behind this process. Resolves to one of the buttons, or to nothing.
   * @throws when there is nobody who can be asked, with a sentence that says what to do
   */
  readonly ask: (question: Question) => Promise<string | undefined>;
  /** The settings that the manifest has, with their defaults. */
  readonly settings: Readonly<Record<string, { readonly default?: unknown; readonly scope?: string }>>;
  /** Replaces a file as a whole: a crash leaves the old one. */
  readonly replaceFile: (path: string, bytes: Uint8Array) => Promise<void>;
  /** One line of the log; never holds a key. */
  readonly log: (line: string) => void;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

export interface WorkspaceFolder {
  readonly uri: Uri;
  readonly name: string;
  readonly index: number;
}

let options: HostOptions | undefined;

/** Call once, before anything of the extension is loaded. */
export function begin(given: HostOptions): void {
  options = given;
}

export function host(): HostOptions {
  if (!options) {
    throw new Error('begin() was not called');
  }
  return options;
}

/** An object of the API: what it does not have fails with its name instead of being undefined. */
export function complete<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get: (target, property, receiver): unknown => {
      if (typeof property === 'string' && !(property in target)) {
        throw new Error(`${name}.${property} is not there without an editor`);
      }
      return Reflect.get(target, property, receiver);
    },
  });
}
