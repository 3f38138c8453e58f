import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { ImageError } from '../core/errors';
import type { IconOrder } from '../core/icon';
import type { Background, Format, ImageModel, Quality } from '../core/models/model';
import { modelOf } from '../core/models/catalogue';
import type { ParameterValues } from '../core/models/parameters';
import { fileNameFrom, safeName } from '../core/naming';
import { checkRequest, startsFromBlank, transparencyBy, type ImageRequest } from '../core/request';
import type { Codec } from '../imaging/codec';
import { noFiles, type JobFiles } from '../jobs/inputs';
import { checkFolder, resolveFolder } from './paths';
import type { ProjectFolders } from './projectFolders';
import { defaultIconModel, defaultModel, readSettings } from './settings';

/** What somebody wants, from any way in. What is left out comes from the settings and the project. Sizes are pixels on disk. */
export interface Wish {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly count?: number | undefined;
  /** Pixels of the file for each CSS pixel. */
  readonly density?: number | undefined;
  readonly quality?: Quality | undefined;
  readonly format?: Format | undefined;
  /** Of a picture; an icon's is told by its ground. */
  readonly background?: Background | undefined;
  /** Quality of a JPEG or WebP file, 1 to 100. */
  readonly compression?: number | undefined;
  readonly model?: string | undefined;
  /** Options that only this model has. */
  readonly parameters?: ParameterValues | undefined;
  readonly folder?: vscode.Uri | string | undefined;
  /** File name, with or without an extension. */
  readonly name?: string | undefined;
  /** An icon instead of a picture: square, and PNG unless another format is asked for. */
  readonly icon?: Omit<IconOrder, 'transparency'> | undefined;
}

/**
 * Completes a wish to the one request that the runner takes, and checks everything that can be checked before money is spent.
 * @throws ImageError `invalid-request`, `cannot-write`
 */
export async function buildRequest(wish: Wish, hasKey: boolean, projects: ProjectFolders): Promise<ImageRequest> {
  checkWorkspace();
  const start = projects.current;
  if (!start) {
    throw noWorkspace();
  }
  const folder = wish.folder === undefined ? await projects.suggested(start) : resolveFolder(wish.folder, start);
  const owner = await checkFolder(folder);
  const settings = readSettings(owner.uri);
  const { icon } = wish;
  const model = modelOf(wish.model ?? (icon ? defaultIconModel(settings, hasKey) : defaultModel(settings, hasKey)));
  const now = new Date();
  const request: ImageRequest = {
    id: newId(now),
    createdAt: now.getTime(),
    operation: icon ? 'icon' : 'generate',
    model: model.id,
    prompt: wish.prompt,
    width: wish.width,
    height: wish.height,
    count: wish.count ?? 1,
    ...(wish.density === undefined || wish.density === 1 ? {} : { density: wish.density }),
    quality: wish.quality ?? (model.qualities.includes(settings.quality) ? settings.quality : model.defaultQuality),
    format: wish.format ?? formatOf(wish.name) ?? (icon ? 'png' : settings.format),
    ...(wish.compression === undefined ? {} : { compression: wish.compression }),
    ...(wish.parameters && Object.keys(wish.parameters).length > 0 ? { parameters: wish.parameters } : {}),
    ...(icon ? iconPart(icon, model) : backgroundPart(wish.background)),
    target: { folder: folder.toString(), name: 'image' },
    workspace: owner.uri.toString(),
  };
  const { request: checked } = checkRequest(request);
  return { ...checked, target: { folder: folder.toString(), name: nameFor(checked, wish.name, settings.fileName, now) } };
}

/** `auto` is what every model does when it is not told. */
function backgroundPart(background: Background | undefined): Pick<ImageRequest, 'background'> {
  return background === undefined || background === 'auto' ? {} : { background };
}

function iconPart(icon: NonNullable<Wish['icon']>, model: ImageModel): Pick<ImageRequest, 'icon' | 'background'> {
  const transparency = transparencyBy(model);
  return { icon: { ...icon, transparency }, ...(transparency === 'model' ? { background: 'transparent' } : {}) };
}

/** What is sent along with a request that needs no picture of the user's: an empty one, where the model always wants one. */
export async function filesFor(request: ImageRequest, codec: Pick<Codec, 'blank'>): Promise<JobFiles> {
  const { model, plan } = checkRequest(request);
  return startsFromBlank(request, model) ? { images: [await codec.blank(plan.render)], kept: new Map() } : noFiles;
}

/** The file name without extension: the given one made safe, or one made from the request. */
export function nameFor(
  request: Pick<ImageRequest, 'prompt' | 'width' | 'height' | 'model' | 'quality'>,
  given: string | undefined,
  template: string,
  date: Date,
): string {
  return given?.trim() ? safeName(given) : fileNameFrom(template, { ...request, date });
}

/** @throws ImageError `invalid-request` when nothing may be generated in this window, with the reason. */
export function checkWorkspace(): void {
  if (!vscode.workspace.workspaceFolders?.length) {
    throw noWorkspace();
  }
  if (!vscode.workspace.isTrusted) {
    throw new ImageError('invalid-request', 'Easel writes no files in Restricted Mode. Trust this workspace to generate images.');
  }
}

function noWorkspace(): ImageError {
  return new ImageError('invalid-request', 'Easel saves images into a project. Open a folder first.');
}

function formatOf(name: string | undefined): Format | undefined {
  const extension = /\.(png|jpe?g|webp)$/i.exec(name ?? '')?.[1]?.toLowerCase();
  return extension === 'jpg' ? 'jpeg' : (extension as Format | undefined);
}

/** Begins with the time, so that ids sort by age: `20260301-142530-1a2b3c4d`. */
export function newId(now: Date): string {
  const time = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(4).toString('hex')}`;
}
