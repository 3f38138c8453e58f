import { createHash } from 'node:crypto';
import type { BlendSettings } from '../../core/edit';
import type { Codec } from '../../imaging/codec';
import type { BlendReport, SourceFacts } from '../../imaging/messages';

/** What made a version: a run's variant, how it was joined, and what was measured. */
export interface Proof {
  readonly jobId: string;
  readonly index: number;
  readonly settings: BlendSettings;
  readonly report: BlendReport;
}

/** The picture of a document at one point of its history. */
export interface Version {
  /** Lower-case hex SHA-256 of `file`. */
  readonly id: string;
  /** What saving writes. */
  readonly file: Uint8Array;
  /** The same without loss, when the format of `file` cannot keep it. */
  readonly master?: Uint8Array | undefined;
  readonly facts: SourceFacts;
  readonly proof?: Proof | undefined;
  /** What the edit was applied to. */
  readonly base?: Version | undefined;
}

/** @throws ImageError `not-an-image`, `too-large` */
export async function versionOf(file: Uint8Array, codec: Codec): Promise<Version> {
  return { id: sha256(file), file, facts: await codec.describe(file) };
}

/** What the next edit starts from: nothing is lost from one edit to the next. */
export function pixelsOf(version: Version): Uint8Array {
  return version.master ?? version.file;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
