/** Where a set goes in a project. */
export interface Place {
  /** Relative to the workspace folder. */
  readonly folder: string;
  /** What in the project says so, or that nothing does; a sentence. */
  readonly reason: string;
  /** Whether the project has what the set belongs to. */
  readonly found: boolean;
  /** Name of the picture in the folder, when the project has one already. */
  readonly file?: string | undefined;
  /** Files of the project that name the icons. */
  readonly configs?: readonly string[] | undefined;
}

/** Where sets go whose platform is not in the project, each in a folder of its own. */
export const iconsFolder = 'icons';
