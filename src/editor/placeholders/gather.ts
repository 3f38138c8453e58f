import * as vscode from 'vscode';
import { modelOf } from '../../core/models/catalogue';
import type { Format, Quality } from '../../core/models/model';
import type { Located } from '../../placeholders/located';
import { picturesOf, type Picture } from '../../placeholders/pictures';
import { defaultModel, readSettings } from '../settings';
import { formatOfMissing, type Choice } from './replacePlan';

/** A picture to be made, and the workspace folder whose code names it. */
export interface Gathered {
  readonly owner: vscode.WorkspaceFolder;
  readonly picture: Picture;
}

/** The pictures that replace these places. No path leads from one workspace folder into another, so each has its own. */
export function gather(located: readonly Located[]): Gathered[] {
  const owners = new Map<vscode.WorkspaceFolder, Located[]>();
  for (const one of located) {
    const owner = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(one.document, true));
    if (owner) {
      owners.set(owner, [...(owners.get(owner) ?? []), one]);
    }
  }
  return [...owners].flatMap(([owner, ones]) => picturesOf(ones).map((picture) => ({ owner, picture })));
}

/** What Replace All leaves alone unless it is asked for it, with the reason; undefined for what it takes. */
export function reasonToLeave({ files }: Picture): string | undefined {
  const findings = files.flatMap((file) => file.places.map((place) => place.finding));
  if (files.some((file) => file.missing !== undefined && formatOfMissing(file.missing) === undefined)) {
    return vscode.l10n.t('Easel makes PNG, JPEG and WebP; the code asks for another format.');
  }
  if (findings.every((finding) => finding.role === 'fallback')) {
    return vscode.l10n.t('Shown only when another picture cannot be loaded.');
  }
  if (findings.every((finding) => finding.role === 'example')) {
    return vscode.l10n.t('In a comment or an example.');
  }
  return undefined;
}

/** What a picture starts with: the guess from the code, and the settings. */
export function choiceFor(
  { owner, picture }: Gathered,
  hasKey: boolean,
  wanted: { model?: string | undefined; quality?: Quality | undefined; format?: Format | undefined } = {},
): Choice {
  const settings = readSettings(owner.uri);
  const model = modelOf(wanted.model ?? defaultModel(settings, hasKey));
  const { width = 0, height = 0 } = picture.files[0] ?? {};
  return {
    prompt: picture.prompt.value,
    width,
    height,
    model: model.id,
    quality: wanted.quality ?? (model.qualities.includes(settings.quality) ? settings.quality : model.defaultQuality),
    format: wanted.format ?? settings.format,
  };
}
