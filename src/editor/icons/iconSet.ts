import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import { rgbOf, type HexColour } from '../../core/icon';
import type { IconLook } from '../../icons/drawing';
import { presetOffers, type PresetOffer } from '../../icons/offers';
import { largestEdge, planIconSet, textPaths } from '../../icons/plan';
import { presetIds, type IconProject, type IconSetPlan, type PresetId } from '../../icons/set';
import { themeColours } from '../../icons/themeColours';
import type { Codec } from '../../imaging/codec';
import { luminanceOfSamples } from '../../imaging/icons/drawing/light';
import type { MasterFacts } from '../../imaging/messages';
import { checkFile } from '../paths';
import { readPicture } from '../imageEditor/references';
import { sha256 } from '../imageEditor/version';
import type { ProjectFolders } from '../projectFolders';
import { readIconProject, textOf } from './iconProject';

/** The picture that a set is made of, and the project that it is for. */
export interface Master {
  readonly uri: vscode.Uri;
  readonly owner: vscode.WorkspaceFolder;
  readonly bytes: Uint8Array;
  /** Lower-case hex SHA-256 of the bytes. */
  readonly version: string;
  readonly facts: MasterFacts;
}

/** Enlarged by less than a third, nobody sees it: icons have margins. */
const enlargedBelow = 0.75;

/** What is to be made of it. */
export interface SetChoice {
  readonly presets: readonly PresetId[];
  readonly name: string;
  readonly background: HexColour;
  readonly theme: HexColour;
  readonly padding?: number | undefined;
  readonly sharpen: boolean;
  /** Relative to the workspace folder; not set for the project's own structure. */
  readonly folder?: string | undefined;
}

/** @throws ImageError `invalid-request` for a place outside, `not-an-image`, `too-large` */
export async function readMaster(uri: vscode.Uri, codec: Codec): Promise<Master> {
  const owner = await checkFile(uri);
  const bytes = await readPicture(uri);
  return { uri, owner, bytes, version: sha256(bytes), facts: await codec.describeMaster(bytes) };
}

/** What is known of the project, with what can be made for it and the colours that it has. */
export interface SetProject {
  readonly project: IconProject;
  readonly offers: readonly PresetOffer[];
  readonly colours: readonly HexColour[];
}

export async function readSetProject(owner: vscode.WorkspaceFolder, projects: ProjectFolders): Promise<SetProject> {
  const project = await readIconProject(owner, projects);
  return { project, offers: presetOffers(project), colours: themeColours(project) };
}

/** What a set starts with: what the project asks for, its name, and a background that the icon can be seen on. */
export function usualChoice({ facts, owner }: Master, { project, offers, colours }: SetProject): SetChoice {
  const background = facts.ground ?? usualBackground(facts, colours);
  return {
    presets: offers.filter((offer) => offer.suggested).map((offer) => offer.id),
    name: appName(project, owner),
    background,
    theme: colours[0] ?? background,
    sharpen: false,
  };
}

/** White, unless the icon is so light that it would not be seen: then the project's own colour, or a dark one. */
function usualBackground({ luminance }: MasterFacts, colours: readonly HexColour[]): HexColour {
  return luminance < 0.7 ? '#ffffff' : (colours.find((colour) => luminanceOfSamples(...rgbOf(colour)) < 0.3) ?? '#1f2937');
}

/** Files that name an app, those that people read first. */
const namingFiles = [/(?:^|\/)(?:site\.webmanifest|manifest\.(?:json|webmanifest))$/, /(?:^|\/)package\.json$/];

function appName({ texts }: IconProject, owner: vscode.WorkspaceFolder): string {
  // The one nearest to the top: an example deep in a monorepo is not what the app is called.
  const paths = Object.keys(texts).sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b));
  for (const path of namingFiles.flatMap((naming) => paths.filter((one) => naming.test(one)))) {
    const name = nameIn(texts[path] ?? '');
    if (name !== undefined) {
      return name;
    }
  }
  return owner.name;
}

/** A name for people before one for machines; that of a scope says nothing. */
function nameIn(text: string): string | undefined {
  try {
    const { displayName, productName, name } = JSON.parse(text) as Record<string, unknown>;
    const found = [displayName, productName, name].find(
      (one) => typeof one === 'string' && one.trim() !== '' && !/^(?:%|__MSG_)/.test(one),
    );
    return typeof found === 'string' ? found.replace(/^@[^/]+\//, '') : undefined;
  } catch {
    return undefined;
  }
}

/** A plan, and the texts that its changes were made of. */
export interface PlannedSet {
  readonly plan: IconSetPlan;
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * What the choice would write. Texts that the search of the project did not bring, because they are large or lie in a folder that is not
 * searched, are read here: what is there is changed and never replaced.
 */
export async function planFor(choice: SetChoice, { owner, uri, facts }: Master, { project }: SetProject): Promise<PlannedSet> {
  const { presets, name, background, theme, folder } = choice;
  const options = { presets, name, background, theme, ...(folder === undefined ? {} : { folder }) };
  const missing = textPaths(options, project).filter((path) => !(path in project.texts));
  const found = await Promise.all(missing.map(async (path) => [path, await textOf(vscode.Uri.joinPath(owner.uri, path))] as const));
  const texts = { ...project.texts, ...Object.fromEntries(found.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))) };
  const plan = planIconSet(options, { ...project, texts });
  return { plan: { ...plan, notes: [...plan.notes, ...notesOnPlan(plan, { owner, uri, facts })] }, texts };
}

function notesOnPlan({ files }: IconSetPlan, { owner, uri, facts }: Pick<Master, 'owner' | 'uri' | 'facts'>): string[] {
  const own = files.find(({ path }) => isMaster({ owner, uri }, path));
  const edge = Math.max(facts.content.width, facts.content.height);
  const needed = largestEdge(files);
  return [
    ...(own ? [vscode.l10n.t('“{0}” is the picture that everything is made of, and stays as it is.', own.path)] : []),
    ...(edge < needed * enlargedBelow
      ? [vscode.l10n.t('The icon has {0} pixels and the largest file needs {1}, so it is enlarged there and looks soft.', edge, needed)]
      : []),
  ];
}

/** What is wrong with a picture as a master, a sentence each. */
export function notesOn({ facts }: Pick<Master, 'facts'>): string[] {
  switch (facts.transparency.verdict) {
    case 'painted':
      return [vscode.l10n.t('The checkerboard in this picture is painted: it is not transparent. Remove its background first.')];
    case 'noise':
      return [vscode.l10n.t('A veil lies over this picture: it is not cleanly transparent. Remove its background first.')];
    case 'real':
    case 'opaque':
      return [];
  }
}

export function lookOf({ background, padding, sharpen }: SetChoice): IconLook {
  return { background, padding, sharpen };
}

export function isPresetId(id: string): id is PresetId {
  return presetIds.some((one) => one === id);
}

/** @throws ImageError `invalid-request` when nothing is chosen */
export function checkPresets(presets: readonly string[]): PresetId[] {
  const known = presets.filter(isPresetId);
  if (known.length === 0) {
    throw new ImageError('invalid-request', 'No icon set is chosen. Choose what the icons are for.');
  }
  return known;
}

/** Whether a path of the plan is the picture that everything is made of; on systems that do not tell case apart, too. */
export function isMaster({ uri, owner }: Pick<Master, 'uri' | 'owner'>, path: string): boolean {
  return vscode.Uri.joinPath(owner.uri, path).path.toLowerCase() === uri.path.toLowerCase();
}
