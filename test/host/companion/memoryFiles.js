// A file system in memory under `memfs:`, as an extension for a virtual workspace has one. Plain JavaScript: VS Code loads it as it is.
const vscode = require('vscode');

class MemoryFiles {
  constructor() {
    this.changed = new vscode.EventEmitter();
    this.onDidChangeFile = this.changed.event;
    const now = Date.now();
    this.entries = new Map([
      ['/shop', { type: vscode.FileType.Directory, ctime: now, mtime: now }],
      ['/shop/index.html', { type: vscode.FileType.File, ctime: now, mtime: now, data: new TextEncoder().encode('<p>Shop</p>\n') }],
    ]);
  }

  watch() {
    return new vscode.Disposable(() => undefined);
  }

  entry(uri) {
    const entry = this.entries.get(uri.path.replace(/\/$/, '') || '/');
    if (!entry) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return entry;
  }

  stat(uri) {
    const { type, ctime, mtime, data } = this.entry(uri);
    return { type, ctime, mtime, size: data ? data.length : 0 };
  }

  readDirectory(uri) {
    this.entry(uri);
    const start = `${uri.path.replace(/\/$/, '')}/`;
    return [...this.entries]
      .filter(([path]) => path.startsWith(start) && !path.slice(start.length).includes('/'))
      .map(([path, { type }]) => [path.slice(start.length), type]);
  }

  createDirectory(uri) {
    const now = Date.now();
    this.entries.set(uri.path, { type: vscode.FileType.Directory, ctime: now, mtime: now });
  }

  readFile(uri) {
    return this.entry(uri).data;
  }

  writeFile(uri, data) {
    this.entry(uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/')) }));
    const now = Date.now();
    this.entries.set(uri.path, { type: vscode.FileType.File, ctime: now, mtime: now, data });
  }

  delete(uri) {
    this.entry(uri);
    this.entries.delete(uri.path);
  }

  rename(from, to, { overwrite }) {
    if (!overwrite && this.entries.has(to.path)) {
      throw vscode.FileSystemError.FileExists(to);
    }
    this.entries.set(to.path, this.entry(from));
    this.entries.delete(from.path);
  }
}

exports.activate = (context) => {
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memfs', new MemoryFiles(), { isCaseSensitive: true }));
};
