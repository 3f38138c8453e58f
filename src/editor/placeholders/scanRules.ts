import ignore, { type Ignore } from 'ignore';

/** Names in a folder. */
export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** A tree of files, on disk or anywhere else. Paths are relative to its top, with slashes; the top is the empty path. */
export interface Tree {
  /** Nothing for a folder that cannot be read. */
  list(folder: string): Promise<readonly Entry[]> | readonly Entry[];
  /** Undefined for a file that cannot be read. */
  text(file: string): Promise<string | undefined> | string | undefined;
}

/** Folders that are never the project's own work, whatever its ignore files say. */
const never = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', 'vendor', 'third_party', '.git', '.hg', '.svn', '.yarn', '.pnpm-store'],
  ...['dist', 'build', 'out', 'target', 'coverage', '.next', '.nuxt', '.output', '.svelte-kit', '.astro', '.cache', '.turbo'],
  ...[
    '.parcel-cache',
    '.vercel',
    '.netlify',
    '.expo',
    '.gradle',
    '.dart_tool',
    '.venv',
    'venv',
    '__pycache__',
    '.idea',
    'storybook-static',
  ],
]);

/** Written by tools: they are written anew, and nothing in them is a picture of the project. */
const generated =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml)$|(?:\.lock|-lock\.json|\.lockb|\.min\.js|\.min\.css|\.bundle\.js|\.chunk\.js|\.map|\.d\.ts|\.snap)$|\.generated\./i;

/** What one ignore file says about everything below its folder. */
interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Whether something in the folder that was asked about is excluded. */
type Excludes = (path: string, isFolder: boolean) => boolean;

/** What is not looked into: built-in, from the settings, and what the ignore files of the project say. */
export class ScanRules {
  private readonly own: Ignore;
  private readonly layers = new Map<string, Promise<readonly Layer[]>>();

  /** @param patterns of the settings, as in an ignore file; braces are understood too. One with `!` can allow what is built in. */
  constructor(
    private readonly tree: Pick<Tree, 'text'>,
    patterns: readonly string[],
  ) {
    this.own = ignore().add(patterns.flatMap(withoutBraces));
  }

  /** What holds for everything in a folder that is not excluded. Asked once for all that is in it, for there may be much. */
  async within(folder: string): Promise<Excludes> {
    const layers = await this.layersOf(folder);
    return (path, isFolder) => {
      const asked = isFolder ? `${path}/` : path;
      const own = this.own.test(asked);
      if (own.ignored || (!own.unignored && isBuiltIn(path, isFolder))) {
        return true;
      }
      let verdict = false;
      // The innermost file has the last word, as in git.
      for (const layer of layers) {
        const result = layer.rules.test(layer.folder === '' ? asked : asked.slice(layer.folder.length + 1));
        verdict = result.ignored ? true : result.unignored ? false : verdict;
      }
      return verdict;
    };
  }

  /** Whether a path in a folder that is not excluded is excluded. */
  async excludes(path: string, isFolder: boolean): Promise<boolean> {
    return (await this.within(folderOf(path)))(path, isFolder);
  }

  /** Whether a file is excluded, itself or by a folder above it. */
  async hides(file: string): Promise<boolean> {
    return (await this.hidesFolder(folderOf(file))) || this.excludes(file, false);
  }

  /** Whether a folder is excluded, itself or by one above it; the top never is. */
  async hidesFolder(folder: string): Promise<boolean> {
    for (let end = folder.indexOf('/'); end > 0; end = folder.indexOf('/', end + 1)) {
      if (await this.excludes(folder.slice(0, end), true)) {
        return true;
      }
    }
    return folder !== '' && this.excludes(folder, true);
  }

  /** From the top down. Most folders have no ignore file of their own and share what is above them. */
  private layersOf(folder: string): Promise<readonly Layer[]> {
    const known = this.layers.get(folder) ?? this.readLayers(folder);
    this.layers.set(folder, known);
    return known;
  }

  private async readLayers(folder: string): Promise<readonly Layer[]> {
    const above = folder === '' ? [] : await this.layersOf(folderOf(folder));
    const text = await this.tree.text(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    return text === undefined ? above : [...above, { folder, rules: ignore().add(text) }];
  }
}

function isBuiltIn(path: string, isFolder: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (isFolder && never.has(name.toLowerCase())) || generated.test(name);
}

/** The folder that a path lies in; the top is the empty path. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What is in a folder and not excluded: the files that are wanted, and the folders. */
export async function entriesIn(
  tree: Tree,
  rules: ScanRules,
  isWanted: (path: string) => boolean,
  folder: string,
): Promise<{ files: string[]; folders: string[] }> {
  const found = { files: [] as string[], folders: [] as string[] };
  const excludes = await rules.within(folder);
  for (const { name, isFolder } of await tree.list(folder)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if ((isFolder || isWanted(path)) && !excludes(path, isFolder)) {
      (isFolder ? found.folders : found.files).push(path);
    }
  }
  return found;
}

/** Every file below the top that the rules let through and that is wanted. */
export async function* walk(tree: Tree, rules: ScanRules, isWanted: (path: string) => boolean): AsyncGenerator<string> {
  const all = [''];
  for (const folder of all) {
    const { files, folders } = await entriesIn(tree, rules, isWanted, folder);
    yield* files;
    all.push(...folders);
  }
}

/** `*.{test,spec}.*` as the two patterns that an ignore file needs for it. */
export function withoutBraces(pattern: string): string[] {
  const found = /\{([^{}]*)\}/.exec(pattern);
  if (!found) {
    return [pattern];
  }
  const [all, inner = ''] = found;
  return inner.split(',').flatMap((one) => withoutBraces(pattern.slice(0, found.index) + one + pattern.slice(found.index + all.length)));
}
