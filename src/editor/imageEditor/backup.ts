import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Codec } from '../../imaging/codec';
import { editProof } from '../../protocol/imageEditor';
import { removeQuietly } from './diskFile';
import { versionOf, type Version } from './version';

/** What the first line of a backup says; behind it come the picture's file and, as what is left, its master. */
const header = z.object({ uri: z.string(), file: z.number(), proof: z.optional(editProof) });

/** Beside a backup: its document was closed, so whoever does not ask for the backup by name does not want it. */
const closedMark = '.closed';

/** What is not saved yet, kept over a reload or a crash of the window. */
export async function writeBackup(uri: vscode.Uri, { file, master, proof }: Version, destination: vscode.Uri): Promise<void> {
  const line = new TextEncoder().encode(`${JSON.stringify({ uri: uri.toString(), file: file.length, proof })}\n`);
  const bytes = new Uint8Array(line.length + file.length + (master?.length ?? 0));
  bytes.set(line);
  bytes.set(file, line.length);
  if (master) {
    bytes.set(master, line.length + file.length);
  }
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(destination, '..'));
  await vscode.workspace.fs.writeFile(destination, bytes);
  await removeQuietly(besideOf(destination));
}

/** @throws ImageError `not-an-image` when the backup is damaged */
export async function readBackup(source: vscode.Uri, codec: Codec): Promise<Version> {
  const { bytes, start, head } = await open(source);
  const master = bytes.slice(start + head.file);
  const version = await versionOf(bytes.slice(start, start + head.file), codec);
  return { ...version, proof: head.proof, ...(master.length > 0 ? { master } : {}) };
}

/**
 * The backup of a picture that VS Code has forgotten: a window that dies right after an edit has written the backup, but not yet the
 * note where it lies. One whose document was closed is taken away instead.
 * @param folder where VS Code has this extension's backups
 */
export async function findLostBackup(uri: vscode.Uri, folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const names = new Set((await listFiles(folder)).filter((name) => /^-?\d+(?:\.closed)?$/.test(name)));
  let found: vscode.Uri | undefined;
  for (const name of [...names].filter((one) => !one.endsWith(closedMark))) {
    const backup = vscode.Uri.joinPath(folder, name);
    const belongs = await open(backup).then(
      ({ head }) => head.uri === uri.toString(),
      () => false,
    );
    if (belongs && names.has(name + closedMark)) {
      await deleteBackup(backup);
    } else if (belongs) {
      found = backup;
    }
  }
  return found;
}

export async function markClosed(backup: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.writeFile(besideOf(backup), new Uint8Array());
}

export async function deleteBackup(backup: vscode.Uri): Promise<void> {
  await removeQuietly(backup);
  await removeQuietly(besideOf(backup));
}

function besideOf(backup: vscode.Uri): vscode.Uri {
  return backup.with({ path: backup.path + closedMark });
}

async function open(source: vscode.Uri): Promise<{ bytes: Uint8Array; start: number; head: z.infer<typeof header> }> {
  const bytes = await vscode.workspace.fs.readFile(source);
  const start = bytes.indexOf(0x0a) + 1;
  return { bytes, start, head: header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)))) };
}

async function listFiles(folder: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}
