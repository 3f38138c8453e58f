import * as vscode from 'vscode';
import { iconLookups } from '../../icons/lookups';
import type { IconProject } from '../../icons/set';
import { lookups } from '../../project/facts';
import { pathBelow } from '../pathBelow';
import type { ProjectFolders } from '../projectFolders';

/** Reads what an icon set may meet in a project. A text that is open counts as it stands in its editor. */
export async function readIconProject(owner: vscode.WorkspaceFolder, projects: ProjectFolders): Promise<IconProject> {
  const find = async (patterns: readonly string[]): Promise<vscode.Uri[]> =>
    vscode.workspace.findFiles(new vscode.RelativePattern(owner, `{${patterns.join(',')}}`), lookups.exclude, iconLookups.limit);
  const [facts, texts, colours, named] = await Promise.all([
    projects.facts(owner),
    find(iconLookups.texts),
    find(iconLookups.colours),
    find(iconLookups.names),
  ]);
  const pathOf = (uri: vscode.Uri): string => pathBelow(owner, uri);
  const read = await Promise.all([...texts, ...colours].map(async (uri) => [pathOf(uri), await textOf(uri)] as const));
  return {
    facts,
    texts: Object.fromEntries(read.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))),
    names: named.map(pathOf),
  };
}

/** The text of a file; `undefined` for another encoding, a large file, or none. */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) {
    return open.getText();
  }
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > iconLookups.largest) {
      return undefined;
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Another encoding, or gone meanwhile: it is left alone.
    return undefined;
  }
}
