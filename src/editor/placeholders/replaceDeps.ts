import type * as vscode from 'vscode';
import type { Codec } from '../../imaging/codec';
import type { Runner } from '../../jobs/runner';
import type { Saver } from '../../jobs/saver';
import type { ApiKey } from '../apiKey';
import type { ProjectFolders } from '../projectFolders';
import type { PendingReplacements } from './pendingReplacements';
import type { PlaceholderIndex } from './placeholderIndex';

/** What replacing needs of the rest. */
export interface ReplaceDeps {
  readonly runner: Runner;
  readonly codec: Codec;
  readonly saver: Saver;
  readonly key: ApiKey;
  readonly projects: ProjectFolders;
  readonly index: PlaceholderIndex;
  readonly pending: PendingReplacements;
  readonly log: vscode.LogOutputChannel;
}
