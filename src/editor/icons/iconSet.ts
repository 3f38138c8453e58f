import type * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { HexColour } from '../../core/icon';
import type { IconLook } from '../../icons/drawing';
import { presetOffers, type PresetOffer } from '../../icons/offers';
import { planIconSet } from '../../icons/plan';
import { presetIds, type IconProject, type IconSetPlan, type PresetId } from '../../icons/set';
import { themeColours } from '../../icons/themeColours';
import type { Codec } from '../../imaging/codec';
import type { MasterFacts } from '../../imaging/messages';
import { checkFile } from '../paths';
import { readPicture } from '../imageEditor/references';
import { sha256 } from '../imageEditor/version';
import type { ProjectFolders } from '../projectFolders';
import { readIconProject } from './iconProject';

/** The picture that a set is made of, and the project that it is for. */
export interface Master {
  readonly uri: vscode.Uri;
  readonly owner: vscode.WorkspaceFolder;
  readonly bytes: Uint8Array;
  /** Lower-case hex SHA-256 of the bytes. */
  readonly version: string;
  readonly facts: MasterFacts;
}

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
  return luminance < 0.7 ? '#ffffff' : (colours.find((colour) => luminanceOf(colour) < 0.3) ?? '#1f2937');
}

/** Relative luminance by WCAG 2, 0 to 1. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Files that name an app, those that people read first. */
const namingFiles = [/(?:^|\/)(?:site\.webmanifest|manifest\.(?:json|webmanifest))$/, /(?:^|\/)package\.json$/];

function appName({ texts }: IconProject, owner: vscode.WorkspaceFolder): string {
  for (const path of namingFiles.flatMap((naming) => Object.keys(texts).filter((one) => naming.test(one)))) {
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
    const found = [displayName, productName, name].find((one) => typeof one === 'string' && one.trim() !== '' && !one.startsWith('%'));
    return typeof found === 'string' ? found.replace(/^@[^/]+\//, '') : undefined;
  } catch {
    return undefined;
  }
}

export function planFor(choice: SetChoice, { project }: SetProject): IconSetPlan {
  const { presets, name, background, theme, folder } = choice;
  return planIconSet({ presets, name, background, theme, ...(folder === undefined ? {} : { folder }) }, project);
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
