import * as vscode from 'vscode';
import { extensionOf } from '../core/imageType';
import { foldedName, numbered } from '../core/naming';
import type { ImageRequest } from '../core/request';
import { conventionalFolders, suggestFolders } from '../project/assetsFolder';
import { factsFrom, lookups, type ProjectFacts } from '../project/facts';
import { namesIn } from './folderNames';
import { checkFolder, resolveFolder, workspaceFolderOf } from './paths';
import { readSettings } from './settings';
import type { LastTextTarget } from './textTarget';

/** How long what is known of a project counts, in milliseconds: a look at a large one takes a moment. */
const freshFor = {
  /** Changes are told; some may be kept from extensions, by the settings of the window or by the system. */
  unchanged: 600_000,
  /** Something has come or gone of which there may be many, such as a picture: it only counts in the habits of the project. */
  changed: 15_000,
};

/** Not the project's own work, in a path below the workspace folder. */
const apart = new RegExp(`(?:^|/)(?:${escaped(/\{(.*)\}/.exec(lookups.exclude)?.[1] ?? '').replaceAll(',', '|')})(?:/|$)`);

/** The files that tell what a project is, and folders: the names of nearly all have no dot, or one at the beginning. */
const telling = new RegExp(`(?:^|/)(?:\\.?[^/.]+|${[...new Set(lookups.markers.map(baseName).map(escaped))].join('|')})$`);

/** How long a search of a project may take, in milliseconds. */
const searchTime = 5_000;

/** Where the projects of this window keep their pictures. */
export class ProjectFolders implements vscode.Disposable {
  private readonly known = new Map<string, { readonly until: number; readonly facts: Promise<ProjectFacts> }>();
  private readonly entries = vscode.workspace.createFileSystemWatcher('**/*', false, true);
  private readonly texts = vscode.workspace.createFileSystemWatcher(`**/{${lookups.texts.join(',')}}`, true, false, true);
  private readonly listening = vscode.Disposable.from(
    this.entries,
    this.texts,
    this.entries.onDidCreate((uri) => this.changed(uri)),
    this.entries.onDidDelete((uri) => this.changed(uri)),
    this.texts.onDidChange((uri) => this.changed(uri)),
    vscode.workspace.onDidCreateFiles(() => this.known.clear()),
    vscode.workspace.onDidDeleteFiles(() => this.known.clear()),
    vscode.workspace.onDidRenameFiles(() => this.known.clear()),
  );

  constructor(private readonly textTarget: LastTextTarget) {}

  /** The workspace folder of the text that was edited last, else the first. */
  get current(): vscode.WorkspaceFolder | undefined {
    return workspaceFolderOf(this.textTarget.current?.document.uri);
  }

  /** What is known of a workspace folder's project. */
  facts(owner: vscode.WorkspaceFolder): Promise<ProjectFacts> {
    const place = owner.uri.toString();
    const known = this.known.get(place);
    if (known && Date.now() < known.until) {
      return known.facts;
    }
    const facts = readFacts(owner);
    // Not every file system of an extension tells what changes in it.
    const time = owner.uri.scheme === 'file' ? freshFor.unchanged : freshFor.changed;
    this.known.set(place, { until: Date.now() + time, facts });
    facts.catch(() => this.known.delete(place));
    return facts;
  }

  /**
   * The folder for new pictures: the setting, or what the project does.
   * @param near path of the document that the picture is for, from the workspace folder; the one that was edited last unless told
   */
  async suggested(owner: vscode.WorkspaceFolder, near = this.nearPath(owner)): Promise<vscode.Uri> {
    const { assetsFolder } = readSettings(owner.uri);
    if (assetsFolder.trim() !== '') {
      return resolveFolder(assetsFolder.trim(), owner);
    }
    const [best] = suggestFolders(await this.facts(owner), near);
    return vscode.Uri.joinPath(owner.uri, best ?? 'assets');
  }

  /** What a person can choose from, the suggested folder first, in every workspace folder. */
  async candidates(): Promise<vscode.Uri[]> {
    const { current } = this;
    const owners = [...(vscode.workspace.workspaceFolders ?? [])].sort((a, b) => Number(b === current) - Number(a === current));
    const lists = await Promise.all(
      owners.map(async (owner) => {
        const folders = conventionalFolders(await this.facts(owner), this.nearPath(owner)).map((folder) =>
          vscode.Uri.joinPath(owner.uri, folder),
        );
        return [await this.suggested(owner), ...folders];
      }),
    );
    return [...new Map(lists.flat().map((uri) => [uri.toString(), uri])).values()];
  }

  /** Every folder of a workspace folder that pictures may go to, the best first. */
  async foldersOf(owner: vscode.WorkspaceFolder, near: string): Promise<vscode.Uri[]> {
    return conventionalFolders(await this.facts(owner), near).map((folder) => vscode.Uri.joinPath(owner.uri, folder));
  }

  /** A folder for the reader: from the workspace, with a slash at its end. */
  labelOf(folder: vscode.Uri): string {
    const label = vscode.workspace.asRelativePath(folder);
    return label === folder.fsPath && vscode.workspace.getWorkspaceFolder(folder) ? './' : `${label}/`;
  }

  /** @throws ImageError when pictures cannot go there. */
  async check(folder: vscode.Uri): Promise<void> {
    await checkFolder(folder);
  }

  /** Where the pictures of a request would go if it ran now, for the reader. */
  async freePaths(request: ImageRequest): Promise<string[]> {
    const folder = vscode.Uri.parse(request.target.folder, true);
    const extension = request.target.extension ?? extensionOf[`image/${request.format}`];
    const taken = await namesIn(folder);
    const paths: string[] = [];
    for (let number = 1; paths.length < request.count && number < 10_000; number++) {
      const name = `${numbered(request.target.name, number)}.${extension}`;
      if (!taken.has(foldedName(name))) {
        paths.push(vscode.workspace.asRelativePath(vscode.Uri.joinPath(folder, name)));
      }
    }
    return paths;
  }

  dispose(): void {
    this.listening.dispose();
  }

  /** A workspace folder can lie in another one: then both have changed. */
  private changed(uri: vscode.Uri): void {
    const changed = uri.toString();
    for (const [place, { until, facts }] of this.known) {
      const path = changed.startsWith(`${place}/`) ? changed.slice(place.length + 1) : undefined;
      if (path === undefined || apart.test(path)) {
        continue;
      }
      if (telling.test(path)) {
        this.known.delete(place);
      } else {
        this.known.set(place, { until: Math.min(until, Date.now() + freshFor.changed), facts });
      }
    }
  }

  /** The document that a picture is most likely for, relative to its workspace folder. */
  private nearPath(owner: vscode.WorkspaceFolder): string | undefined {
    const text = this.textTarget.current?.document.uri;
    return text && vscode.workspace.getWorkspaceFolder(text) === owner ? vscode.workspace.asRelativePath(text, false) : undefined;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name in which a star may stand for anything, as a regular expression. */
function escaped(pattern: string): string {
  return pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*');
}

async function readFacts(owner: vscode.WorkspaceFolder): Promise<ProjectFacts> {
  const find = async (pattern: string): Promise<string[]> => {
    const found = await inTime(
      owner,
      vscode.workspace.findFiles(new vscode.RelativePattern(owner, pattern), lookups.exclude, lookups.limit),
    );
    return found.map((uri) => vscode.workspace.asRelativePath(uri, false));
  };
  const [files, images] = await Promise.all([find(`{${lookups.markers.join(',')}}`), find(lookups.images)]);
  const readable = files.filter((file) => lookups.texts.includes(baseName(file)));
  const texts = await Promise.all(readable.map(async (file) => [file, await readText(vscode.Uri.joinPath(owner.uri, file))] as const));
  return factsFrom({ files, images, texts: Object.fromEntries(texts), folders: await existingFolders(owner, files) });
}

/** A file system without a search of its own can leave VS Code waiting for one; then the project is known by its folders alone. */
async function inTime(owner: vscode.WorkspaceFolder, search: Thenable<vscode.Uri[]>): Promise<vscode.Uri[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<vscode.Uri[]>(
    (resolve) => (timer = setTimeout(() => resolve([]), owner.uri.scheme === 'file' ? searchTime : searchTime / 4)),
  );
  try {
    return await Promise.race([search, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}

/** A file search never finds an empty folder, so the conventional ones are looked at one by one. */
async function existingFolders(owner: vscode.WorkspaceFolder, files: readonly string[]): Promise<string[]> {
  const homes = new Set(['', ...files.map((file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))))]);
  const places = [...homes].slice(0, 20).flatMap((home) => lookups.folders.map((folder) => (home === '' ? folder : `${home}/${folder}`)));
  const found = await Promise.all(
    places.map(async (place) => ((await isFolder(vscode.Uri.joinPath(owner.uri, place))) ? place : undefined)),
  );
  return found.filter((place) => place !== undefined);
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
