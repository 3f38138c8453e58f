import path from 'node:path';
import picomatch from 'picomatch';
import { configurationOf, forgetConfiguration } from './configuration';
import { EventEmitter, never, type Disposable } from './events';
import { fileSystem } from './fileSystem';
import { findFiles } from './findFiles';
import { complete, host, type WorkspaceFolder } from './host';
import { applyEdit, onDidChangeTextDocument, openTextDocument } from './textFiles';
import { Uri } from './uri';

let folders: readonly WorkspaceFolder[] | undefined;

function workspaceFolders(): readonly WorkspaceFolder[] {
  folders ??= host().folders.map((folder, index) => ({ uri: Uri.file(folder), name: path.basename(folder), index }));
  return folders;
}

/** The innermost folder that a place lies in. */
function folderOf(uri: Uri): WorkspaceFolder | undefined {
  const isIn = ({ uri: folder }: WorkspaceFolder): boolean => {
    const relative = path.relative(folder.fsPath, uri.fsPath);
    return uri.scheme === 'file' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  };
  return [...workspaceFolders()].sort((a, b) => b.uri.path.length - a.uri.path.length).find(isIn);
}

const created = new EventEmitter<Uri>();
const filesCreated = new EventEmitter<void>();

/** The file that is said to have come. Its name tells nothing, so that only those look anew who watch everything. */
const anyFile = 'anything';

/** Nothing watches the disk here; whoever begins something new calls this, and what was remembered of the project is looked at anew. */
export function filesMayHaveChanged(): void {
  forgetConfiguration();
  workspaceFolders().forEach(({ uri }) => created.fire(Uri.joinPath(uri, anyFile)));
  filesCreated.fire();
}

export const workspace = complete('workspace', {
  isTrusted: true,
  textDocuments: [],
  fs: fileSystem,
  findFiles,
  openTextDocument,
  applyEdit,
  onDidChangeTextDocument,
  get workspaceFolders() {
    return workspaceFolders();
  },
  getWorkspaceFolder: folderOf,
  getConfiguration: (section = '', scope?: Uri) => configurationOf(section, scope && folderOf(scope), workspaceFolders()[0]),
  asRelativePath: (place: Uri | string, withFolder = workspaceFolders().length > 1) => {
    const uri = typeof place === 'string' ? Uri.file(place) : place;
    const folder = folderOf(uri);
    if (!folder || uri.fsPath === folder.uri.fsPath) {
      return uri.fsPath;
    }
    const relative = path.relative(folder.uri.fsPath, uri.fsPath).split(path.sep).join('/');
    return withFolder ? `${folder.name}/${relative}` : relative;
  },
  createFileSystemWatcher: (pattern: string) => {
    const own: Disposable[] = [];
    const isMeant = picomatch(pattern, { dot: true })(anyFile);
    const onDidCreate = (listener: (uri: Uri) => unknown): Disposable => {
      const listening = isMeant ? created.event(listener) : never();
      own.push(listening);
      return listening;
    };
    return { onDidCreate, onDidChange: never, onDidDelete: never, dispose: () => own.forEach((one) => one.dispose()) };
  },
  onDidCreateFiles: filesCreated.event,
  onDidDeleteFiles: never,
  onDidRenameFiles: never,
  onDidOpenTextDocument: never,
  onDidCloseTextDocument: never,
  onDidChangeWorkspaceFolders: never,
  onDidChangeConfiguration: never,
  onDidGrantWorkspaceTrust: never,
  registerTextDocumentContentProvider: never,
});
