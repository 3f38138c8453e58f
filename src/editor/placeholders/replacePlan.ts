import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import { extensionOf } from '../../core/imageType';
import { modelOf } from '../../core/models/catalogue';
import type { Format, Quality } from '../../core/models/model';
import { safeName } from '../../core/naming';
import { checkRequest, type ImageRequest } from '../../core/request';
import { namesFor } from '../../placeholders/fileNames';
import type { Located } from '../../placeholders/located';
import type { Picture } from '../../placeholders/pictures';
import { languageOf } from '../../placeholders/scan';
import { rewriteDocument } from '../../project/rewriteDocument';
import { checkWorkspace, nameFor, newId } from '../buildRequest';
import { checkFolder } from '../paths';
import type { ProjectFolders } from '../projectFolders';
import { readSettings } from '../settings';
import { pathIn } from './scanFiles';

/** What is chosen for one picture. Sizes are pixels on disk of its largest file. */
export interface Choice {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly model: string;
  readonly quality: Quality;
  readonly format: Format;
  readonly folder?: vscode.Uri | undefined;
  readonly name?: string | undefined;
}

/** One file that will be there. */
export interface PlannedFile {
  readonly width: number;
  readonly height: number;
  readonly density: number;
  readonly places: readonly Located[];
  readonly folder: string;
  /** Without extension. */
  readonly name: string;
  readonly extension: string;
}

/** One generation, and the files that are made of it; the first is the one that the request asks for. */
export interface Plan {
  readonly picture: Picture;
  readonly request: ImageRequest;
  readonly files: readonly PlannedFile[];
}

const formats: Readonly<Record<string, Format>> = { png: 'png', jpg: 'jpeg', jpeg: 'jpeg', webp: 'webp' };

/** The format that a missing file's name asks for; undefined for one that Easel does not write. */
export function formatOfMissing(missing: string): Format | undefined {
  return formatOfExtension(extensionIn(missing));
}

export function formatOfExtension(extension: string): Format | undefined {
  return formats[extension.toLowerCase()];
}

/**
 * The one request for a picture, and where its files go: a missing one just where the code looks for it, others where the project
 * keeps its pictures and every place can name them.
 * @throws ImageError `invalid-request`, `cannot-write`; nothing has been spent
 */
export async function planPicture(
  owner: vscode.WorkspaceFolder,
  picture: Picture,
  choice: Choice,
  projects: ProjectFolders,
): Promise<Plan> {
  checkWorkspace();
  const [largest, ...others] = picture.files;
  if (!largest) {
    throw new ImageError('invalid-request', 'There is nothing to replace.');
  }
  const now = new Date();
  const { missing } = largest;
  const format = missing === undefined ? choice.format : formatOfMissing(missing);
  if (format === undefined) {
    throw new ImageError('invalid-request', `Easel makes PNG, JPEG and WebP, but the code names ${labelOf(missing ?? '')}.`);
  }
  const settings = readSettings(owner.uri);
  const stem = missing === undefined ? nameFor(choice, choice.name, settings.fileName, now) : '';
  const names = namesFor(stem, [choice, ...others]);
  const extension = extensionOf[`image/${format}`];
  const folder = missing === undefined ? (choice.folder ?? (await folderFor(owner, picture, `${stem}.${extension}`, projects))) : undefined;
  const files = picture.files.map((file, index): PlannedFile => {
    const size = index === 0 ? { width: choice.width, height: choice.height } : { width: file.width, height: file.height };
    const place = file.missing === undefined ? undefined : placeOf(file.missing);
    const { density, places } = file;
    return place
      ? { ...size, density, places, ...place }
      : { ...size, density, places, folder: (folder ?? owner.uri).toString(), name: names[index] ?? stem, extension };
  });
  const [first] = files as [PlannedFile];
  await checkFolder(vscode.Uri.parse(first.folder, true));
  const request: ImageRequest = {
    id: newId(now),
    createdAt: now.getTime(),
    operation: 'generate',
    model: choice.model,
    prompt: choice.prompt,
    width: choice.width,
    height: choice.height,
    count: 1,
    ...(largest.density === 1 ? {} : { density: largest.density }),
    quality: qualityFor(choice),
    format,
    target: {
      folder: first.folder,
      name: first.name,
      ...(first.extension === extension ? {} : { extension: first.extension }),
    },
    workspace: owner.uri.toString(),
  };
  return { picture, request: checkRequest(request).request, files };
}

function qualityFor({ model, quality }: Choice): Quality {
  const { qualities, defaultQuality } = modelOf(model);
  return qualities.includes(quality) ? quality : defaultQuality;
}

/** The folder that the project keeps its pictures in, or the first other one from which every place can take them. */
async function folderFor(owner: vscode.WorkspaceFolder, picture: Picture, file: string, projects: ProjectFolders): Promise<vscode.Uri> {
  const places = picture.files.flatMap((one) => one.places);
  const near = pathIn(owner, vscode.Uri.parse(places[0]?.document ?? owner.uri.toString(), true));
  const suggested = await projects.suggested(owner, near);
  const facts = await projects.facts(owner);
  const texts = new Map<string, string>();
  for (const document of new Set(places.map((place) => place.document))) {
    texts.set(document, await textOf(vscode.Uri.parse(document, true)));
  }
  const works = (folder: vscode.Uri): boolean =>
    [...texts].every(([document, text]) => {
      const uri = vscode.Uri.parse(document, true);
      const here = places.filter(
        (place) => place.document === document && text.slice(place.finding.start, place.finding.end) === place.finding.raw,
      );
      const assetPath = pathIn(owner, vscode.Uri.joinPath(folder, file));
      const replacements = here.map(({ finding }) => ({ finding, assetPath, size: { width: 1, height: 1 } }));
      const languageId = languageOf(uri.path) ?? openText(uri)?.languageId ?? 'plaintext';
      return rewriteDocument({ languageId, path: pathIn(owner, uri), text }, replacements, { facts }).impossible.length === 0;
    });
  const candidates = [suggested, ...(await projects.foldersOf(owner, near))];
  return candidates.find(works) ?? suggested;
}

function openText(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return openText(uri)?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}

/** Where a missing file is to be. @throws ImageError when no file of just that name can be written on every system */
function placeOf(missing: string): Pick<PlannedFile, 'folder' | 'name' | 'extension'> {
  const uri = vscode.Uri.parse(missing, true);
  const base = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const extension = extensionIn(base);
  const name = base.slice(0, base.length - extension.length - 1);
  if (safeName(name) !== name || !(extension.toLowerCase() in formats)) {
    throw new ImageError('invalid-request', `Easel cannot write a file of the name “${base}”. Change it in the code first.`);
  }
  return { folder: vscode.Uri.joinPath(uri, '..').toString(), name, extension };
}

function extensionIn(path: string): string {
  return /\.([^./]*)$/.exec(path)?.[1] ?? '';
}

function labelOf(missing: string): string {
  return `“${vscode.workspace.asRelativePath(vscode.Uri.parse(missing, true))}”`;
}
