import * as vscode from 'vscode';
import type { BlendSettings } from '../../core/edit';
import { ImageError } from '../../core/errors';
import type { Format } from '../../core/models/model';
import { foldedName, numbered } from '../../core/naming';
import type { Codec } from '../../imaging/codec';
import type { Runner } from '../../jobs/runner';
import type { Saver } from '../../jobs/saver';
import { checkWorkspace } from '../buildRequest';
import { namesIn } from '../folderNames';
import { carryRecipe } from '../recipes/signer';
import { writeSidecar } from '../recipes/sidecar';
import type { Answers, Variant } from './answers';
import { replaceFile } from './diskFile';
import { openInEditor } from './editJobs';
import { nameOf } from './editRequest';
import type { ImageDocument } from './imageDocument';
import { pixelsOf, sha256, type Version } from './version';

/** The format that a file name asks for. @throws ImageError for one that Easel does not write */
export function formatFor(uri: vscode.Uri): Format {
  const extension = /\.([a-z0-9]+)$/i.exec(uri.path)?.[1]?.toLowerCase();
  switch (extension) {
    case 'png':
    case 'webp':
      return extension;
    case 'jpg':
    case 'jpeg':
      return 'jpeg';
    default:
      throw new ImageError('invalid-request', 'Easel writes PNG, JPEG and WebP. End the file name with .png, .jpg or .webp.');
  }
}

/** The bytes of a version as a file of this name must hold them. */
export async function bytesFor(version: Version, destination: vscode.Uri, codec: Codec): Promise<Uint8Array> {
  const format = formatFor(destination);
  return version.facts.type === `image/${format}`
    ? version.file
    : carryRecipe(version.file, (await codec.convert(pixelsOf(version), format)).bytes);
}

interface SaveDeps {
  readonly answers: Answers;
  readonly codec: Codec;
  readonly runner: Runner;
  readonly log: vscode.LogOutputChannel;
}

/** Asks for a file and writes a variant into it. @returns its path for the reader, empty when the user left */
export async function saveVariantAsNew(
  variant: Variant,
  settings: BlendSettings,
  base: Version | undefined,
  document: ImageDocument,
  { answers, codec, runner, log }: SaveDeps,
): Promise<string> {
  const destination = await vscode.window.showSaveDialog({
    defaultUri: await freePlace(document.uri, `${nameOf(document.uri)}-edited`, extensionOfName(document.uri)),
    filters: { [vscode.l10n.t('Images')]: ['png', 'jpg', 'jpeg', 'webp'] },
    title: vscode.l10n.t('Save Edit as New File'),
  });
  if (!destination) {
    return '';
  }
  if (destination.toString() === document.uri.toString()) {
    throw new ImageError('invalid-request', 'That is the picture that is open. Use Apply to change it, which can be undone.');
  }
  const format = formatFor(destination);
  const pixels = base ? pixelsOf(base) : await answers.base(variant.jobId);
  const like = base?.file ?? pixels;
  const isSame = (await codec.inspect(like)).type === `image/${format}`;
  const { file, sidecar } = await answers.blend(variant, settings, pixels, like, isSame ? undefined : format);
  await replaceFile(destination, file.bytes);
  await writeSidecar(destination, sidecar, log);
  await runner.settle(variant.jobId);
  return vscode.workspace.asRelativePath(destination);
}

/**
 * Writes the document as PNG beside it and opens that.
 * @param open shows the new file
 */
export async function saveDocumentAsPng(
  document: ImageDocument,
  { codec, saver }: { readonly codec: Codec; readonly saver: Saver },
  open: (uri: vscode.Uri) => Promise<void> = openInEditor,
): Promise<void> {
  checkWorkspace();
  const bytes = await carryRecipe(document.current.file, (await codec.convert(pixelsOf(document.current), 'png')).bytes);
  const name = nameOf(document.uri);
  // Another file may appear while the name is chosen: then it is chosen again.
  for (let attempt = 0; attempt < 20; attempt++) {
    const place = await saver.reserve(vscode.Uri.joinPath(document.uri, '..').toString(), name, 'png');
    try {
      if (await saver.write(place.uri, bytes, `copy-${sha256(bytes).slice(0, 8)}`)) {
        await open(vscode.Uri.parse(place.uri, true));
        return;
      }
    } finally {
      place.release();
    }
  }
  throw new ImageError('cannot-write', `No free name was found for “${name}.png”.`);
}

/** A name beside the file that is not taken. */
export async function freePlace(file: vscode.Uri, name: string, extension: string): Promise<vscode.Uri> {
  const folder = vscode.Uri.joinPath(file, '..');
  const taken = await namesIn(folder);
  for (let number = 1; ; number++) {
    const fileName = `${numbered(name, number)}.${extension}`;
    if (!taken.has(foldedName(fileName))) {
      return vscode.Uri.joinPath(folder, fileName);
    }
  }
}

export function extensionOfName(uri: vscode.Uri): string {
  return /\.([a-z0-9]+)$/i.exec(uri.path)?.[1] ?? 'png';
}
