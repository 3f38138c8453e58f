import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import { writeFree } from '../writeFree';
import { formatOfExtension, type Plan, type PlannedFile } from './replacePlan';
import type { ReplaceDeps } from './replaceDeps';

/** A file of a picture that is there. */
export interface MadeFile {
  readonly planned: PlannedFile;
  readonly uri: vscode.Uri;
}

/**
 * The files of a picture: the one that was saved, and the smaller ones, made from it at no cost.
 * @throws ImageError `cannot-write`, `not-an-image`
 */
export async function makeFiles(
  { files, request }: Pick<Plan, 'files' | 'request'>,
  saved: vscode.Uri | undefined,
  { codec, saver }: Pick<ReplaceDeps, 'codec' | 'saver'>,
): Promise<MadeFile[]> {
  const [first, ...others] = files;
  if (!first || !saved) {
    throw new ImageError('bad-response', 'The picture was not saved.');
  }
  const made: MadeFile[] = [{ planned: first, uri: saved }];
  const bytes = others.length > 0 ? await vscode.workspace.fs.readFile(saved) : undefined;
  for (const [index, planned] of others.entries()) {
    if (bytes) {
      // A missing file has the format of its own name, whatever the others have.
      const format = formatOfExtension(planned.extension) ?? request.format;
      const fitted = await codec.fit(bytes, { width: planned.width, height: planned.height }, format);
      made.push({ planned, uri: await write(planned, fitted.bytes, `${request.id}-${index + 1}`, saver) });
    }
  }
  return made;
}

async function write(planned: PlannedFile, bytes: Uint8Array, tag: string, saver: ReplaceDeps['saver']): Promise<vscode.Uri> {
  const written = await writeFree(planned, bytes, tag, saver);
  if (!written) {
    throw new ImageError('cannot-write', `No free name was found for “${planned.name}” in its folder.`);
  }
  return written;
}
