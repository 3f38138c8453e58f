import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { Format } from '../../core/models/model';
import type { Saver } from '../../jobs/saver';
import { checkFile, checkFolder } from '../paths';
import { writeFree } from '../writeFree';
import { inTurn, isReadOnly, readIfThere, replaceFile } from './diskFile';
import { nameOf } from './editRequest';
import { extensionOfName, formatFor } from './saveAs';
import { sha256, type Version } from './version';

/** Where a command writes what it has made of a picture. */
export interface OutputFile {
  readonly folder: vscode.Uri;
  readonly name: string;
  readonly extension: string;
  /** When it is another than the picture's. */
  readonly format: Format | undefined;
  /** The picture itself is replaced. */
  readonly inPlace: boolean;
}

/**
 * @param output as the caller named it; without one the result lies beside the picture, in its format, with the suffix after its name
 * @param type of the picture
 * @throws ImageError when nothing could be written there
 */
export async function outputFor(output: vscode.Uri | undefined, source: vscode.Uri, suffix: string, type: string): Promise<OutputFile> {
  const beside = vscode.Uri.joinPath(source, '..', `${nameOf(source)}-${suffix}.${extensionOfName(source)}`);
  const file = output ? withExtension(output, source) : beside;
  const inPlace = file.toString() === source.toString();
  const folder = vscode.Uri.joinPath(file, '..');
  await checkFolder(folder);
  await checkFile(file);
  if (inPlace && (await isReadOnly(source))) {
    throw new ImageError('cannot-write', `“${vscode.workspace.asRelativePath(source)}” is read-only. Name another output.`);
  }
  const format = inPlace || !output ? undefined : formatFor(file);
  const differs = format !== undefined && type !== `image/${format}`;
  return { folder, name: nameOf(file), extension: extensionOfName(file), format: differs ? format : undefined, inPlace };
}

function withExtension(output: vscode.Uri, source: vscode.Uri): vscode.Uri {
  return /\.[a-z0-9]{1,5}$/i.test(output.path) ? output : output.with({ path: `${output.path}.${extensionOfName(source)}` });
}

/**
 * Writes whole or not at all. A new file takes a free name; the picture itself is replaced only while it is what was read.
 * @param version what was read of the picture
 * @param tag tells the attempts of one result from those of another
 * @param otherwise the next step when the picture has changed meanwhile
 * @returns the file that was written. @throws ImageError `cannot-write`
 */
export async function writeOutput(
  output: OutputFile,
  source: vscode.Uri,
  version: Version,
  bytes: Uint8Array,
  { tag, otherwise, saver }: { readonly tag: string; readonly otherwise: string; readonly saver: Saver },
): Promise<vscode.Uri> {
  if (output.inPlace) {
    await inTurn(source, () => replaceUnchanged(source, version, bytes, otherwise));
    return source;
  }
  const written = await writeFree({ ...output, folder: output.folder.toString() }, bytes, tag, saver);
  if (!written) {
    throw new ImageError('cannot-write', `No free name was found for “${output.name}”. Choose another output.`);
  }
  return written;
}

async function replaceUnchanged(source: vscode.Uri, version: Version, bytes: Uint8Array, otherwise: string): Promise<void> {
  const onDisk = await readIfThere(source);
  if (onDisk && sha256(onDisk) !== version.id) {
    throw new ImageError(
      'cannot-write',
      `“${vscode.workspace.asRelativePath(source)}” has changed while it was edited and was left as it is. ${otherwise}`,
    );
  }
  await replaceFile(source, bytes);
}
