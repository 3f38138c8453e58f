import * as vscode from 'vscode';
import { isCancelled, toImageError } from '../../core/errors';
import type { IconLook } from '../../icons/drawing';
import type { PlannedFile, PresetId } from '../../icons/set';
import type { Codec } from '../../imaging/codec';
import type { RenderedIcon } from '../../imaging/messages';
import type { Saver } from '../../jobs/saver';
import { inTurn, readIfThere, replaceFile } from '../imageEditor/diskFile';
import { checkFile, checkFolder } from '../paths';

/** What became of each file. */
export interface WrittenSet {
  readonly written: vscode.Uri[];
  readonly replaced: vscode.Uri[];
  /** Were there with just these bytes. */
  readonly same: vscode.Uri[];
  /** Were there with others, and were left. */
  readonly kept: vscode.Uri[];
  /** What failed, a sentence each. */
  readonly faults: string[];
  /** The sets of which something failed. */
  readonly failed: Set<PresetId>;
  /** It was taken back before all was written. */
  cancelled: boolean;
}

export interface WriteDeps {
  readonly codec: Codec;
  readonly saver: Saver;
}

/** How many pictures are drawn at once: the memory of some, and a sign of life after each. */
const atOnce = 24;

/**
 * Draws and writes the files of a set. What fails is told and stops nothing else; what was written stays.
 * @param mayReplace the paths of which the user has seen that they are there, and agreed
 * @throws ImageError what is wrong with the master, before anything is written
 */
export async function writeSet(
  owner: vscode.WorkspaceFolder,
  files: readonly PlannedFile[],
  { master, look, mayReplace }: { readonly master: Uint8Array; readonly look: IconLook; readonly mayReplace: ReadonlySet<string> },
  { codec, saver }: WriteDeps,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<WrittenSet> {
  const outcome: WrittenSet = { written: [], replaced: [], same: [], kept: [], faults: [], failed: new Set(), cancelled: false };
  // Begins with a picture in any case: a damaged master must not leave texts that speak of icons which are not there.
  const pictures = files.flatMap((file) => (file.content.kind === 'picture' ? [{ file, picture: file.content.picture }] : []));
  const texts = files.flatMap((file) => (file.content.kind === 'text' ? [{ file, text: file.content.text }] : []));
  for (let from = 0; from < pictures.length; from += atOnce) {
    const group = pictures.slice(from, from + atOnce);
    const drawn = await drawnOrCancelled(() =>
      codec.renderIcons({ bytes: master, pictures: group.map(({ picture }) => picture), look }, signal),
    );
    for (const [index, { file }] of group.entries()) {
      if (signal.aborted || !drawn) {
        outcome.cancelled = true;
        return outcome;
      }
      const bytes = drawn[index]?.bytes;
      if (bytes) {
        await put(owner, file, bytes, mayReplace, saver, outcome);
      }
      progress((from + index + 1) / files.length);
    }
  }
  for (const { file, text } of texts) {
    // A text that came in between is somebody's manifest: it is never replaced, whatever was agreed for pictures.
    await put(owner, file, new TextEncoder().encode(text), new Set(), saver, outcome);
  }
  progress(1);
  return outcome;
}

async function drawnOrCancelled(draw: () => Promise<readonly RenderedIcon[]>): Promise<readonly RenderedIcon[] | undefined> {
  try {
    return await draw();
  } catch (error) {
    if (isCancelled(error)) {
      return undefined;
    }
    throw error;
  }
}

let sequence = 0;

async function put(
  owner: vscode.WorkspaceFolder,
  { path, presets }: PlannedFile,
  bytes: Uint8Array,
  mayReplace: ReadonlySet<string>,
  saver: Saver,
  outcome: WrittenSet,
): Promise<void> {
  const uri = vscode.Uri.joinPath(owner.uri, path);
  try {
    await checkFolder(vscode.Uri.joinPath(uri, '..'));
    await checkFile(uri);
    await inTurn(uri, async () => {
      const there = await readIfThere(uri);
      if (!there) {
        const isNew = await saver.write(uri.toString(), bytes, `set-${Date.now().toString(36)}-${(sequence++).toString(36)}`);
        (isNew ? outcome.written : outcome.kept).push(uri);
      } else if (Buffer.compare(there, bytes) === 0) {
        outcome.same.push(uri);
      } else if (mayReplace.has(path)) {
        await replaceFile(uri, bytes);
        outcome.replaced.push(uri);
      } else {
        outcome.kept.push(uri);
      }
    });
  } catch (error) {
    const fault = sentenceOf(error);
    if (!outcome.faults.includes(fault)) {
      outcome.faults.push(fault);
    }
    presets.forEach((preset) => outcome.failed.add(preset));
  }
}

/** What the saver says is meant for a picture that was paid for, which is kept and can be continued; a set is simply written again. */
function sentenceOf(error: unknown): string {
  const { message } = toImageError(error);
  return message.replace(' The image is kept; make room or permission and continue.', ' Make room or permission and write the set again.');
}

/** The paths of the plan at which there is a file already, whatever is in it. */
export async function existing(owner: vscode.WorkspaceFolder, files: readonly PlannedFile[]): Promise<Set<string>> {
  const found = await Promise.all(
    files.map(async ({ path }) =>
      Promise.resolve(vscode.workspace.fs.stat(vscode.Uri.joinPath(owner.uri, path))).then(
        () => path,
        () => undefined,
      ),
    ),
  );
  return new Set(found.filter((path) => path !== undefined));
}
