import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { ShapeKind } from '../../core/shapeOperation';
import { checkWorkspace } from '../buildRequest';
import { showError } from '../nextSteps';
import { checkFile } from '../paths';
import type { EditCommandDeps } from './editCommand';
import { checkEditable } from './editable';
import { nameOf } from './editRequest';
import { showJpegNotice } from './jpegNotice';
import { outputFor, writeOutput } from './outputFile';
import { isFromPerson, pictureFor, resolvePlace } from './pictureArgument';
import type { ImageEditorProvider } from './provider';
import { readPicture } from './references';
import { readShapeArguments, type ShapeArguments } from './shapeArguments';
import { formatOfType, isLostIn, shapedAs } from './shaped';
import { sha256, versionOf } from './version';

export interface ShapeCommandDeps extends EditCommandDeps {
  readonly imageEditor: Pick<ImageEditorProvider, 'startShape'>;
}

/** What the commands give back to their caller. */
export interface ShapedFile {
  /** What was written; the picture itself when there was nothing to do. */
  readonly file: vscode.Uri;
  /** `false` when there was nothing to do. */
  readonly changed: boolean;
  /** Of `file`, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** What is put behind the name of the picture. */
const suffixes: Readonly<Record<ShapeKind, string>> = { trim: 'trimmed', pad: 'padded', square: 'square', removeBackground: 'cutout' };

/**
 * `easel.trimImage`, `easel.padImage`, `easel.squareImage` and `easel.removeBackground`. With a file, from a menu or without anything
 * the operation starts in the image editor, where it is set and looked at. With arguments it works without one, and rejects with the
 * sentence that a person would see.
 */
export async function shapeImage(deps: ShapeCommandDeps, kind: ShapeKind, argument: unknown): Promise<ShapedFile | undefined> {
  if (isFromPerson(argument)) {
    await startForPerson(deps, kind, argument);
    return undefined;
  }
  const wanted = readShapeArguments(kind, argument);
  checkWorkspace();
  return run(deps, wanted);
}

async function startForPerson({ imageEditor, log }: ShapeCommandDeps, kind: ShapeKind, argument: unknown): Promise<void> {
  try {
    const uri = await pictureFor(argument);
    if (uri) {
      await imageEditor.startShape(uri, kind);
    }
  } catch (error) {
    void showError(error, log);
  }
}

async function run({ codec, saver, globalState }: ShapeCommandDeps, { image, operation, output }: ShapeArguments): Promise<ShapedFile> {
  const source = resolvePlace(image);
  await checkFile(source);
  const version = await versionOf(await readPicture(source), codec);
  const { type } = version.facts;
  checkEditable(version.facts);
  const named = output === undefined ? undefined : resolvePlace(output);
  const suffix = suffixes[operation.kind];
  const asPng = isLostIn(type, operation) ? vscode.Uri.joinPath(source, '..', `${nameOf(source)}-${suffix}.png`) : undefined;
  const target = await outputFor(named ?? asPng, source, suffix, type);
  const format = target.format ?? formatOfType(type) ?? 'png';
  if (isLostIn(`image/${format}`, operation)) {
    throw new ImageError('invalid-request', 'A JPEG cannot be transparent. Name a .png or .webp file as output, or a colour.');
  }
  const shaped = await codec.shape(version.file, operation);
  const { width, height } = shaped.file;
  if (!shaped.changed && (named === undefined || target.inPlace)) {
    return { file: source, changed: false, width, height };
  }
  const { file } = await shapedAs(format, shaped, codec);
  if (format === 'jpeg' && shaped.changed) {
    await showJpegNotice(globalState);
  }
  const how = { tag: `${operation.kind}-${sha256(file).slice(0, 8)}`, otherwise: 'Run the command again.', saver };
  return { file: await writeOutput(target, source, version, file, how), changed: shaped.changed, width, height };
}
