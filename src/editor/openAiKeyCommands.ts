import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../core/errors';
import { readArguments } from './commandArguments';
import type { OpenAiKey } from './openAiKey';

const keyArguments = z.strictObject({ key: z.optional(z.string()) });

/**
 * `easel.setOpenAiKey`, also with `{ key }`. It cannot be checked for nothing, so only its form is; a person is told first where it goes.
 * @returns whether a key was stored.
 * @throws ImageError `bad-key`, when it was passed as an argument and cannot be one.
 */
export async function setOpenAiKey(openAiKey: OpenAiKey, argument: unknown): Promise<boolean> {
  const given = readArguments('easel.setOpenAiKey', keyArguments, argument ?? {}).key;
  if (given === undefined && !(await agrees())) {
    return false;
  }
  const key = (given ?? (await askForKey()))?.trim();
  if (key === undefined) {
    return false;
  }
  const problem = shapeProblem(key);
  if (problem) {
    throw new ImageError('bad-key', problem);
  }
  const lasting = await openAiKey.store(key);
  if (given === undefined) {
    const stored = vscode.l10n.t('GPT Image 2 is charged to your OpenAI account from now on.');
    const session = vscode.l10n.t('The secret storage of this system cannot be used, so the OpenAI key is kept until this window closes.');
    void vscode.window.showInformationMessage(lasting ? stored : session);
  }
  return true;
}

/** `easel.removeOpenAiKey`: requests carry it no longer. */
export async function removeOpenAiKey(openAiKey: OpenAiKey, quiet: boolean): Promise<void> {
  const had = openAiKey.isSet;
  await openAiKey.remove();
  if (!quiet) {
    const removed = vscode.l10n.t('The OpenAI key was removed. GPT Image 2 is charged to your fal.ai account again.');
    void vscode.window.showInformationMessage(had ? removed : vscode.l10n.t('No OpenAI key is stored.'));
  }
}

/** Said before the key is asked for: it leaves this machine, and what others do with it cannot be seen from here. */
async function agrees(): Promise<boolean> {
  const go = vscode.l10n.t('Continue');
  const question = vscode.l10n.t('Use your own OpenAI key for GPT Image 2?');
  const detail = vscode.l10n.t(
    'The key is sent to fal.ai inside each request to GPT Image 2 and GPT Image 2 Edit, and these are charged to your OpenAI account; whether fal.ai charges something beside is not documented. Easel asks fal.ai to keep nothing of such a request, and cannot verify that. A request whose receipt is lost cannot be found again then. Use a restricted key of an OpenAI project with a spending limit.',
  );
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, go)) === go;
}

function askForKey(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Set OpenAI Key'),
    prompt: vscode.l10n.t('Paste a key from platform.openai.com/api-keys. It is kept in the secret storage of VS Code.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: shapeProblem,
  });
}

/** Keys of OpenAI begin with `sk-`; the check is there to catch a fal.ai key, or half of one. */
function shapeProblem(text: string): string | undefined {
  const key = text.trim();
  if (key === '') {
    return vscode.l10n.t('The key is empty. Paste a key from platform.openai.com/api-keys.');
  }
  return /^sk-[\x21-\x7e]{8,}$/.test(key)
    ? undefined
    : vscode.l10n.t('This is no OpenAI key: they begin with “sk-” and have no blanks. Copy it again from platform.openai.com/api-keys.');
}
