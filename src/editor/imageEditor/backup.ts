import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../../core/errors';
import type { Codec } from '../../imaging/codec';
import { editProof } from '../../protocol/imageEditor';
import { removeQuietly } from './diskFile';
import { sha256, versionOf, type Version } from './version';

/** What the first line of a backup says; behind it come the picture's file and its master, if it has one, and the same of its base. */
const header = z.object({
  uri: z.string(),
  /** Hash of the file that the changes were made of, so that one that was changed since is not overwritten in silence. */
  disk: z.string(),
  /** Lengths in bytes, and the hash of both. */
  file: z.number(),
  master: z.number(),
  hash: z.string(),
  proof: z.optional(editProof),
  /** Lengths of what the edit was applied to, so that another variant of the run can still take its place. */
  base: z.optional(z.object({ file: z.number(), master: z.number() })),
});

/** What was not saved when the window went. */
export interface Backup {
  readonly place: vscode.Uri;
  readonly uri: string;
  readonly disk: string;
  readonly version: Version;
}

/** Beside a backup: its document was closed, so whoever does not ask for the backup by name does not want it. */
const closedMark = '.closed';

/** Written beside its place and renamed, because the place may hold the only good backup yet. */
export async function writeBackup(uri: vscode.Uri, disk: string, { base, proof, ...version }: Version, place: vscode.Uri): Promise<void> {
  const rest = Buffer.concat([version, ...(base ? [base] : [])].flatMap(({ file, master }) => (master ? [file, master] : [file])));
  const head = { uri: uri.toString(), disk, ...lengthsOf(version), hash: sha256(rest), proof, base: base && lengthsOf(base) };
  const bytes = Buffer.concat([new TextEncoder().encode(`${JSON.stringify(head)}\n`), rest]);
  const part = place.with({ path: `${place.path}.part` });
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(place, '..'));
  await vscode.workspace.fs.writeFile(part, bytes);
  await vscode.workspace.fs.rename(part, place, { overwrite: true });
  await removeQuietly(closedMarkOf(place));
}

/** @throws ImageError `not-an-image` when the backup is damaged */
export async function readBackup(place: vscode.Uri, codec: Codec): Promise<Backup> {
  const { head, rest } = await open(place);
  const own = head.file + head.master;
  const whole = own + (head.base ? head.base.file + head.base.master : 0);
  if (rest.length !== whole || sha256(rest) !== head.hash) {
    throw damaged();
  }
  const base = head.base && (await versionIn(rest.subarray(own), head.base, codec));
  const version = { ...(await versionIn(rest, head, codec)), proof: head.proof, base };
  return { place, uri: head.uri, disk: head.disk, version };
}

function lengthsOf({ file, master }: Version): { readonly file: number; readonly master: number } {
  return { file: file.length, master: master?.length ?? 0 };
}

async function versionIn(bytes: Uint8Array, { file, master }: ReturnType<typeof lengthsOf>, codec: Codec): Promise<Version> {
  const version = await versionOf(bytes.slice(0, file), codec);
  return master > 0 ? { ...version, master: bytes.slice(file, file + master) } : version;
}

/**
 * The backup of a picture that VS Code in a browser has forgotten: a window that dies right after an edit has written the backup, but
 * not yet the note where it lies. One whose document was closed is taken away instead; one that cannot be read counts as none.
 * @param folder where VS Code has this extension's backups
 */
export async function findLostBackup(uri: vscode.Uri, folder: vscode.Uri, codec: Codec): Promise<Backup | undefined> {
  const names = new Set(await listFiles(folder));
  let found: Backup | undefined;
  for (const name of [...names].filter((one) => /^-?\d+$/.test(one))) {
    const place = vscode.Uri.joinPath(folder, name);
    const backup = await readBackup(place, codec).catch(() => undefined);
    if (backup?.uri !== uri.toString()) {
      continue;
    }
    if (names.has(name + closedMark)) {
      await deleteBackup(place);
    } else {
      found = backup;
    }
  }
  return found;
}

export async function markClosed(place: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.writeFile(closedMarkOf(place), new Uint8Array());
}

export async function deleteBackup(place: vscode.Uri): Promise<void> {
  await removeQuietly(place);
  await removeQuietly(closedMarkOf(place));
}

function closedMarkOf(place: vscode.Uri): vscode.Uri {
  return place.with({ path: place.path + closedMark });
}

async function open(place: vscode.Uri): Promise<{ head: z.infer<typeof header>; rest: Uint8Array }> {
  // A copy: parts of a Node buffer would be views that keep all of it.
  const bytes = new Uint8Array(await vscode.workspace.fs.readFile(place));
  const start = bytes.indexOf(0x0a) + 1;
  try {
    return { head: header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)))), rest: bytes.slice(start) };
  } catch {
    throw damaged();
  }
}

function damaged(): ImageError {
  return new ImageError('not-an-image', 'The backup of the unsaved picture is damaged. The file on disk is as it was.');
}

async function listFiles(folder: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}
