import type { HexColour } from '../core/icon';
import type { ProjectFacts } from '../project/facts';
import type { IconPicture } from './drawing';

/** The sets that can be made, in the order in which they are offered. */
export const presetIds = [
  'web-minimal',
  'web-full',
  'next-app',
  'pwa',
  'ios',
  'android',
  'electron',
  'tauri',
  'vscode-extension',
  'chrome-extension',
] as const;
export type PresetId = (typeof presetIds)[number];

/** What is known of the workspace folder that the set is for. Paths are relative to it, with slashes. */
export interface IconProject {
  readonly facts: ProjectFacts;
  /** Files that an icon set may meet, by path, with their text: manifests, pages, `package.json`, `Contents.json`, `AndroidManifest.xml`, `tauri.conf.json`. */
  readonly texts: Readonly<Record<string, string>>;
  /** Files that are known by their name alone, found with `iconLookups.names`; not set, none were looked for. */
  readonly names?: readonly string[] | undefined;
}

/** What the user chose, beyond the look. */
export interface IconSetOptions {
  readonly presets: readonly PresetId[];
  /** Name of the app in manifests. */
  readonly name: string;
  readonly background: HexColour;
  /** Colour of the browser's bars in manifests and HTML. */
  readonly theme: HexColour;
  /** Folder that the sets go to instead of the project's own structure, relative to the workspace folder. */
  readonly folder?: string | undefined;
}

/** One file that a set consists of. */
export interface PlannedFile {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly presets: readonly PresetId[];
  readonly content: { readonly kind: 'picture'; readonly picture: IconPicture } | { readonly kind: 'text'; readonly text: string };
}

/** A change of a file that is there already. */
export interface PlannedPatch {
  readonly path: string;
  readonly presets: readonly PresetId[];
  /** What it does, for the reader: `Lists 3 icons`. */
  readonly summary: string;
  /** The whole text afterwards. */
  readonly text: string;
}

/** Everything that a set would write. */
export interface IconSetPlan {
  readonly files: readonly PlannedFile[];
  readonly patches: readonly PlannedPatch[];
  /** Lines for the head of a page, when no page could be found to patch or the user wants them; empty without a web preset. */
  readonly snippet: string;
  /** What the user should know, a sentence each. */
  readonly notes: readonly string[];
}
