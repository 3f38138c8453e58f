import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../../core/errors';
import type { Located } from '../../placeholders/located';
import { readArguments } from '../commandArguments';
import { checkFile, resolveFolder } from '../paths';
import { isBroken, originOf } from './describe';
import type { PlaceholderIndex } from './placeholderIndex';

const uriLike = z.custom<vscode.Uri>((value) => value instanceof vscode.Uri, 'not a Uri');
/** A file as an argument gives it: an address, or a path from the first workspace folder. */
export const fileLike = z.union([z.string(), uriLike]);

const findArguments = z.strictObject({
  files: z.optional(z.array(fileLike)),
});

/** A placeholder as callers of the command get it. Sizes are pixels on disk. */
export interface FoundPlaceholder {
  readonly id: string;
  readonly file: vscode.Uri;
  readonly range: vscode.Range;
  readonly url: string;
  /** `placehold.co`, `missing file`, `data URI`, `empty address`, `placeholder file`. */
  readonly host: string;
  /** The address answers no more, or the file is not there. */
  readonly broken: boolean;
  readonly role: 'picture' | 'fallback' | 'example';
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly density: number;
  readonly prompt: string | undefined;
  readonly promptSource: string | undefined;
  /** The file that does not exist. */
  readonly missing: vscode.Uri | undefined;
}

/**
 * `easel.findPlaceholders`: looks through the workspace, or through the files that are named, whatever their language.
 * @throws ImageError `invalid-request`, `cancelled`
 */
export async function findPlaceholders(index: PlaceholderIndex, argument: unknown): Promise<FoundPlaceholder[]> {
  const { files } = readArguments('easel.findPlaceholders', findArguments, argument ?? {});
  if (!files) {
    await index.scanWorkspace();
  }
  return forCallers(files ? await placesOf(files, index) : index.all);
}

/** What was found, in the words of the command. */
export function forCallers(located: readonly Located[]): FoundPlaceholder[] {
  return located.map(forCaller);
}

/** The placeholders of single files. @throws ImageError `invalid-request` for a file that is not in the workspace or not there */
export async function placesOf(files: readonly (string | vscode.Uri)[], index: PlaceholderIndex): Promise<Located[]> {
  const found: Located[] = [];
  for (const file of files) {
    found.push(...(await index.scanNow(await fileOf(file))));
  }
  return found;
}

/** @throws ImageError `invalid-request` */
export async function fileOf(file: string | vscode.Uri): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) {
    throw new ImageError('invalid-request', 'Easel saves images into a project. Open a folder first.');
  }
  const uri = resolveFolder(file, folder);
  await checkFile(uri);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    throw new ImageError('invalid-request', `“${vscode.workspace.asRelativePath(uri)}” is not there.`);
  }
  return uri;
}

function forCaller(located: Located): FoundPlaceholder {
  const { finding, missing, line, column, endColumn } = located;
  return {
    id: located.id,
    file: vscode.Uri.parse(located.document, true),
    range: new vscode.Range(line, column, line, endColumn),
    url: finding.url,
    host: originOf(located),
    broken: isBroken(located),
    role: finding.role,
    width: finding.width?.value,
    height: finding.height?.value,
    density: finding.density,
    prompt: finding.prompt?.value,
    promptSource: finding.prompt?.source,
    missing: missing === undefined ? undefined : vscode.Uri.parse(missing, true),
  };
}
