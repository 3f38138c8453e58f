import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../../core/errors';
import { presetIds } from '../../icons/set';
import type { Codec } from '../../imaging/codec';
import type { Saver } from '../../jobs/saver';
import { checkWorkspace } from '../buildRequest';
import { colourArgument, readArguments } from '../commandArguments';
import { isFromPerson, pictureFor, place, resolvePlace } from '../imageEditor/pictureArgument';
import { showError } from '../nextSteps';
import { checkFolder, resolveFolder } from '../paths';
import { pathBelow } from '../pathBelow';
import type { ProjectFolders } from '../projectFolders';
import { carryOut } from './carryOut';
import {
  checkPresets,
  notesOn,
  planFor,
  readMaster,
  readSetProject,
  usualChoice,
  type Master,
  type SetChoice,
  type SetProject,
} from './iconSet';
import { existing } from './writeSet';

export interface ExportDeps {
  readonly codec: Codec;
  readonly saver: Saver;
  readonly projects: ProjectFolders;
  readonly log: vscode.LogOutputChannel;
}

/** What `easel.exportIconSet` gives back to its caller. */
export interface Exported {
  /** New files, and those that were replaced. */
  readonly files: vscode.Uri[];
  /** Were there with other bytes and were left, because `overwrite` was not set. */
  readonly kept: vscode.Uri[];
  /** Were there with just these bytes. */
  readonly unchanged: vscode.Uri[];
  /** Manifests, pages and the like that name the icons now. */
  readonly patched: vscode.Uri[];
  /** Lines for the head of a page; empty without a web preset. */
  readonly snippet: string;
  /** What to know, a sentence each. */
  readonly notes: string[];
}

/** Unknown names are refused, because a misspelt one would silently do something else. */
const exportArguments = z.strictObject({
  image: place,
  /** Left out: what the project asks for. */
  presets: z.optional(z.array(z.enum(presetIds))),
  name: z.optional(z.string()),
  background: z.optional(colourArgument),
  theme: z.optional(colourArgument),
  padding: z.optional(z.number().check(z.minimum(0), z.maximum(0.4))),
  sharpen: z.optional(z.boolean()),
  /** Left out: the project's own structure. */
  folder: z.optional(place),
  overwrite: z.optional(z.boolean()),
  /** Whether manifests, pages and the like are changed too; they are unless it is `false`. */
  patch: z.optional(z.boolean()),
});
type ExportArguments = z.infer<typeof exportArguments>;

/**
 * `easel.exportIconSet`. With a file, or from a menu, it opens the page. With arguments it writes without one, and rejects with the same
 * sentence that a person would see. Nothing is sent anywhere.
 */
export async function exportIconSet(
  deps: ExportDeps,
  openPage: (uri: vscode.Uri) => Promise<void>,
  argument: unknown,
): Promise<Exported | undefined> {
  if (isFromPerson(argument)) {
    await openForPerson(deps, openPage, argument);
    return undefined;
  }
  const wanted = readArguments('easel.exportIconSet', exportArguments, argument);
  checkWorkspace();
  return run(deps, wanted);
}

async function openForPerson({ log }: ExportDeps, openPage: (uri: vscode.Uri) => Promise<void>, argument: unknown): Promise<void> {
  try {
    checkWorkspace();
    const uri = await pictureFor(argument);
    if (uri) {
      await openPage(uri);
    }
  } catch (error) {
    void showError(error, log);
  }
}

async function run(deps: ExportDeps, wanted: ExportArguments): Promise<Exported> {
  const master = await readMaster(resolvePlace(wanted.image), deps.codec);
  const project = await readSetProject(master.owner, deps.projects);
  const choice = await choiceOf(wanted, master, project);
  const { plan, texts } = await planFor(choice, master, project);
  const there = await existing(master.owner, plan.files);
  const order = { mayReplace: wanted.overwrite ? there : new Set<string>(), patches: wanted.patch === false ? [] : plan.patches, texts };
  const { outcome, patched, faults } = await carryOut(master, choice, plan, order, deps, () => undefined, new AbortController().signal);
  const { written, replaced, kept, same } = outcome;
  if (outcome.faults.length > 0) {
    const done = `${written.length + replaced.length} of ${plan.files.length} files were written, ${patched.length} texts changed.`;
    throw new ImageError('cannot-write', [...faults, done].join(' '));
  }
  return {
    files: [...written, ...replaced],
    kept,
    unchanged: same,
    patched: [...patched],
    snippet: plan.snippet,
    notes: [...plan.notes, ...faults, ...notesOn(master)],
  };
}

async function choiceOf(wanted: ExportArguments, master: Master, project: SetProject): Promise<SetChoice> {
  const usual = usualChoice(master, project);
  const folder = wanted.folder === undefined ? undefined : await folderIn(master.owner, resolveFolder(wanted.folder, master.owner));
  return {
    presets: checkPresets(wanted.presets ?? usual.presets),
    name: wanted.name?.trim() || usual.name,
    background: wanted.background ?? usual.background,
    theme: wanted.theme ?? wanted.background ?? usual.theme,
    padding: wanted.padding,
    sharpen: wanted.sharpen ?? usual.sharpen,
    ...(folder === undefined ? {} : { folder }),
  };
}

/** A folder as the plan names it. @throws ImageError for one outside the workspace folder of the picture */
export async function folderIn(owner: vscode.WorkspaceFolder, folder: vscode.Uri): Promise<string> {
  const found = await checkFolder(folder);
  if (found.uri.toString() !== owner.uri.toString()) {
    throw new ImageError('invalid-request', 'The icons belong into the project of their picture. Choose a folder in it.');
  }
  return pathBelow(owner, folder);
}
