import type { IconPicture } from '../drawing';
import type { HeadElement } from '../markup/head';
import type { ManifestIcon } from '../patches/webManifest';
import type { Place } from '../places/place';
import type { IconProject, IconSetOptions, PresetId } from '../set';
import type { TextTarget } from '../target';

/** A picture by its path from the folder that its preset goes to. */
export interface PresetPicture {
  readonly path: string;
  readonly picture: IconPicture;
}

/** What all sets for the web share: they write one manifest and one block of lines for the head of a page. */
export interface WebPart {
  readonly manifest: readonly ManifestIcon[];
  /** @param address gives what a page writes for a file of the set */
  readonly head: (address: (file: string) => string, options: IconSetOptions) => readonly HeadElement[];
  /** Texts besides the manifest and the page. */
  readonly texts?: (folder: string, address: (file: string) => string, options: IconSetOptions) => readonly TextTarget[];
}

/** One set: what it consists of, wherever it goes. */
export interface Preset {
  readonly id: PresetId;
  /** `Web, minimal`. */
  readonly name: string;
  /** What is in it, for the reader. */
  readonly detail: string;
  readonly pictures: (place: Place, project: IconProject) => readonly PresetPicture[];
  readonly web?: WebPart | undefined;
  readonly texts?: ((place: Place, options: IconSetOptions, project: IconProject) => readonly TextTarget[]) | undefined;
  /** What the user should know of it, a sentence each. */
  readonly notes?: ((place: Place, project: IconProject) => readonly string[]) | undefined;
}

export function png(path: string, drawing: (IconPicture & { kind: 'png' })['drawing']): PresetPicture {
  return { path, picture: { kind: 'png', drawing } };
}
