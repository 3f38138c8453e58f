/** The folder of a path; empty for what lies at the top. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/** Whether the path lies in the folder or is the folder. The empty folder is the top and holds everything. */
export function liesIn(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The path below a folder that holds it. */
export function below(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** `./` and `../` taken out. Undefined when the path climbs above the top. */
export function resolvePath(folder: string, path: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) {
        return undefined;
      }
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** The way from a folder to a file, without `./` when it goes down: `images/x.png`, `../images/x.png`. */
export function relativePath(fromFolder: string, path: string): string {
  const from = fromFolder === '' ? [] : fromFolder.split('/');
  const to = path.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) {
    same += 1;
  }
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

/** Puts `./` before a path that goes down, for those who read `images/x.png` as the name of a package or `a:b.png` as a scheme. */
export function dotted(path: string): string {
  return path.startsWith('../') || path.startsWith('/') ? path : `./${path}`;
}

/**
 * A path as part of a URL: what ends or splits one is escaped, and so are quotes, braces and brackets that would mean something in
 * the languages around it, so that the result needs no other escaping than `&` in markup. Letters of all scripts stay readable.
 */
export function encodePath(path: string): string {
  return path.replace(/[\p{Cc}\p{Z}\p{Cs}"'#%?<>\\^`{|}()[\]*$]/gu, (character) => {
    try {
      return encodeURIComponent(character).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    } catch {
      // A lone surrogate has no bytes; no file system has one either.
      return '%EF%BF%BD';
    }
  });
}
