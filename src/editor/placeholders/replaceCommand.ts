import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { cancelled, ImageError, isCancelled } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import { draftModelId } from '../../core/models/draft';
import type { Located } from '../../placeholders/located';
import { readArguments } from '../commandArguments';
import { checkWorkspace } from '../buildRequest';
import { showProgress } from '../jobProgress';
import { showError } from '../nextSteps';
import { resolveFolder } from '../paths';
import { standstillOf } from '../standstill';
import { rangeIn, sizeText } from './describe';
import { fileLike, fileOf } from './findCommand';
import { choiceFor, gather, type Gathered } from './gather';
import { planPicture, type Choice, type Plan } from './replacePlan';
import { ReplaceRun } from './replaceRun';
import type { ReplaceDeps } from './replaceDeps';
import { resultOf, throwIfFailed, type Replaced } from './replaceResult';
import { stillThere, withItsGroup } from './stillThere';
import { qualities } from '../../core/models/model';

/** Unknown names are refused, because a misspelt one would silently cost money. */
const replaceArguments = z.strictObject({
  file: fileLike,
  /** As `easel.findPlaceholders` tells it; else `line`, counted from 1, or `url`; else the only one in the file. */
  id: z.optional(z.string()),
  line: z.optional(z.number()),
  url: z.optional(z.string()),
  prompt: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  model: z.optional(z.string()),
  quality: z.optional(z.enum(qualities)),
  format: z.optional(z.enum(['png', 'jpeg', 'webp'])),
  folder: z.optional(fileLike),
  name: z.optional(z.string()),
  addAlt: z.optional(z.boolean()),
});

/**
 * `easel.replacePlaceholder`. A person is asked for the prompt of the placeholder at the cursor; with arguments nothing is asked, and
 * what goes wrong is thrown with the sentence that a person would see.
 */
export async function replacePlaceholder(deps: ReplaceDeps, argument: unknown, signal?: AbortSignal): Promise<Replaced | undefined> {
  if (argument === undefined || argument === null) {
    return atCursor(deps);
  }
  const { plan, addAlt } = await planReplacement(deps, argument);
  if (signal?.aborted) {
    throw cancelled();
  }
  const run = new ReplaceRun([plan], deps, { save: false, addAlt });
  const cancel = (): void => run.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  await run.run();
  signal?.removeEventListener('abort', cancel);
  throwIfFailed(run);
  return resultOf(run);
}

/** What would be made for a placeholder that is told by arguments. Nothing is written or sent. @throws ImageError */
export async function planReplacement(deps: ReplaceDeps, argument: unknown): Promise<{ readonly plan: Plan; readonly addAlt: boolean }> {
  const wanted = readArguments('easel.replacePlaceholder', replaceArguments, argument);
  checkWorkspace();
  const file = await fileOf(wanted.file);
  const places = await deps.index.scanNow(file);
  const located = chosen(places, wanted);
  const gathered = pictureWith(located, gather(withItsGroup(located, places)));
  if (!gathered) {
    throw new ImageError('invalid-request', `“${vscode.workspace.asRelativePath(file)}” lies outside the workspace.`);
  }
  const choice = await startChoice(gathered, deps, wanted);
  const { owner } = gathered;
  const plan = await planPicture(
    owner,
    gathered.picture,
    {
      ...choice,
      prompt: wanted.prompt ?? choice.prompt,
      width: wanted.width ?? choice.width,
      height: wanted.height ?? choice.height,
      folder: wanted.folder === undefined ? undefined : resolveFolder(wanted.folder, owner),
      name: wanted.name,
    },
    deps.projects,
  );
  return { plan, addAlt: wanted.addAlt ?? false };
}

/** Asks for the prompt and replaces, telling the person what becomes of it. A draft is made without a question. */
export async function replaceHere(
  deps: ReplaceDeps,
  located: Located | undefined,
  { draft = false, addAlt = false }: { readonly draft?: boolean; readonly addAlt?: boolean },
): Promise<Replaced | undefined> {
  try {
    if (!located) {
      throw new ImageError('invalid-request', 'The placeholder is no longer there. Look again.');
    }
    checkWorkspace();
    if (await deps.pending.waits(located)) {
      throw new ImageError('invalid-request', 'A picture for this placeholder is being made already.');
    }
    const all = deps.index.of(vscode.Uri.parse(located.document, true));
    const gathered = pictureWith(located, gather(withItsGroup(located, all)));
    if (!gathered) {
      throw new ImageError('invalid-request', 'Easel replaces placeholders of the files in the open folder.');
    }
    const choice = await startChoice(gathered, deps, draft ? { model: draftModelId } : {});
    const prompt = draft ? choice.prompt : await askPrompt(choice, located);
    if (prompt === undefined) {
      return undefined;
    }
    // While the question stood there the text may have become another one.
    const now = await stillThere(gathered, deps.index);
    if (!now) {
      throw new ImageError('invalid-request', 'The text has changed, and the placeholder no longer reads as it did. Look again.');
    }
    const plan = await planPicture(now.owner, now.picture, { ...choice, prompt }, deps.projects);
    return await runForPerson(deps, plan, addAlt);
  } catch (error) {
    void showError(error, deps.log);
    return undefined;
  }
}

async function runForPerson(deps: ReplaceDeps, plan: Plan, addAlt: boolean): Promise<Replaced | undefined> {
  const run = new ReplaceRun([plan], deps, { save: false, addAlt });
  let isShown = false;
  const listening = run.onDidChange(() => {
    const job = run.items[0]?.job;
    if (job && !isShown) {
      isShown = true;
      void showProgress(job, deps.runner);
    }
  });
  await run.run();
  listening.dispose();
  const [item] = run.items;
  if (item?.fault && !isCancelled(item.fault)) {
    void showError(item.fault, deps.log, standstillOf(item.job, deps.runner));
    return undefined;
  }
  const result = resultOf(run);
  if (item?.state === 'done') {
    void announce(result);
  }
  return result;
}

async function announce({ files, skipped }: Replaced): Promise<void> {
  const open = vscode.l10n.t('Open');
  const names = files.map((file) => vscode.workspace.asRelativePath(file)).join(', ');
  const left = new Set(skipped.map(({ reason }) => reason));
  const text = [vscode.l10n.t('Saved {0}.', names), ...left].join(' ');
  const picked = await (left.size > 0 ? vscode.window.showWarningMessage(text, open) : vscode.window.showInformationMessage(text, open));
  const [first] = files;
  if (picked === open && first) {
    await vscode.commands.executeCommand('vscode.open', first);
  }
}

async function atCursor(deps: ReplaceDeps): Promise<Replaced | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void showError(new ImageError('invalid-request', 'No text editor is open. Put the cursor on a placeholder first.'), deps.log);
    return undefined;
  }
  const { document, selection } = editor;
  const places = await deps.index.scanNow(document.uri);
  const here =
    places.find((one) => rangeIn(document, one).contains(selection.active)) ?? places.find((one) => one.line === selection.active.line);
  const located = here ?? (await pick(places, document));
  return located && replaceHere(deps, located, {});
}

async function pick(places: readonly Located[], document: vscode.TextDocument): Promise<Located | undefined> {
  if (places.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no placeholder in “{0}”.', vscode.workspace.asRelativePath(document.uri)),
    );
    return undefined;
  }
  const items = places.map((located) => ({
    label: located.finding.prompt?.value ?? located.finding.url,
    description: vscode.l10n.t('line {0}', located.line + 1),
    detail: [sizeText(located), located.finding.url.slice(0, 120)].filter((part) => part !== '').join(' · '),
    located,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Replace Placeholder'), matchOnDetail: true });
  return picked?.located;
}

function askPrompt({ prompt, width, height, model }: Choice, located: Located): Thenable<string | undefined> {
  const { finding } = located;
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Replace Placeholder · {0}×{1} · {2}', width, height, modelOf(model).name),
    prompt: finding.prompt
      ? vscode.l10n.t('Describe the image that you want. The suggestion is from {0}.', finding.prompt.source)
      : vscode.l10n.t('Describe the image that you want.'),
    value: prompt,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('The prompt is empty. Describe the image that you want.') : undefined),
  });
}

async function startChoice(gathered: Gathered, { key }: ReplaceDeps, wanted: Parameters<typeof choiceFor>[2]): Promise<Choice> {
  if (wanted?.model !== draftModelId) {
    await key.askForEnvironmentKey();
  }
  return choiceFor(gathered, (await key.source()) !== 'none', wanted);
}

/** Candidates of two shapes are two pictures; the one is meant that was pointed at. */
function pictureWith(located: Located, all: readonly Gathered[]): Gathered | undefined {
  return all.find(({ picture }) => picture.files.some((file) => file.places.some((place) => place.id === located.id)));
}

/** @throws ImageError `invalid-request` unless it is clear which one is meant */
function chosen(places: readonly Located[], { id, line, url }: z.infer<typeof replaceArguments>): Located {
  const found = places.filter(
    (one) =>
      (id === undefined || one.id === id) &&
      (line === undefined || one.line === line - 1) &&
      (url === undefined || one.finding.url === url),
  );
  const [first] = found;
  if (!first) {
    throw new ImageError('invalid-request', 'There is no such placeholder in the file. Find placeholders again.');
  }
  if (found.length > 1) {
    const lines = found.map((one) => one.line + 1).join(', ');
    throw new ImageError(
      'invalid-request',
      `There are ${found.length} placeholders there, in line ${lines}. Say which one by its line, url or id.`,
    );
  }
  return first;
}
