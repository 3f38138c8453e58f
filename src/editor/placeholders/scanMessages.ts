import type { Located } from '../../placeholders/located';

/** What the scanning threads are asked. Paths are below the root; the empty one is the root itself. */
export interface ScanRequest {
  readonly id: number;
  readonly root: string;
  /** To be looked through quickly, without those below them. */
  readonly folders: readonly string[];
  /** To be scanned. */
  readonly files: readonly string[];
  readonly patterns: readonly string[];
  readonly languages: readonly string[];
  readonly avatars: boolean;
  readonly examples?: boolean | undefined;
}

/** What was found in one file; `document` of the places is the file's path below the root. */
export interface ScannedFile {
  readonly file: string;
  readonly languageId: string;
  readonly located: readonly Located[];
}

export type ScanReply =
  | {
      readonly id: number;
      readonly ok: true;
      /** The folders below those that were asked about. */
      readonly folders: readonly string[];
      /** How many files are in the folders. */
      readonly count: number;
      /** Those of them that are worth scanning. */
      readonly holding: readonly string[];
      readonly found: readonly ScannedFile[];
    }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** Larger files are data or were written by a tool, in bytes. */
export const largestFile = 1_000_000;
