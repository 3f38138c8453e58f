import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../core/errors';
import type { KeyVerdict } from '../fal/checkKey';
import type { ApiKey } from './apiKey';
import { readArguments } from './commandArguments';

/** Asks the service whether it accepts a key. Costs nothing. */
export type CheckKey = (key: string) => Promise<KeyVerdict>;

/**
 * `easel.setApiKey`, also with `{ key }`. The key is checked at the service, which is free, and goes into the secret storage.
 * @returns whether a key was stored.
 * @throws ImageError `bad-key`, when it was passed as an argument and is refused.
 */
export async function setApiKey(apiKey: ApiKey, check: CheckKey, argument: unknown): Promise<boolean> {
  const given = keyArgument(argument);
  if (given === undefined && (await apiKey.askForEnvironmentKey())) {
    return true;
  }
  const key = given ?? (await askForKey());
  if (key === undefined) {
    return false;
  }
  const problem = shapeProblem(key);
  if (problem) {
    throw new ImageError('bad-key', problem);
  }
  const verdict = await check(key.trim());
  if (verdict === 'bad-key') {
    throw new ImageError('bad-key', 'fal.ai does not accept this key. Copy it again from fal.ai/dashboard/keys; it was not stored.');
  }
  const lasting = await apiKey.store(key.trim());
  if (given === undefined) {
    void vscode.window.showInformationMessage(messageFor(verdict, lasting));
  }
  return true;
}

/** `easel.removeApiKey`: forgets the key, and the agreement to use the environment's. */
export async function removeApiKey(apiKey: ApiKey, quiet: boolean): Promise<void> {
  const had = (await apiKey.source()) !== 'none';
  await apiKey.remove();
  if (!quiet) {
    const removed = vscode.l10n.t('The fal.ai key was removed. Drafts go on working without one.');
    void vscode.window.showInformationMessage(had ? removed : vscode.l10n.t('No fal.ai key is stored.'));
  }
}

const keyArguments = z.strictObject({ key: z.optional(z.string()) });

function keyArgument(argument: unknown): string | undefined {
  return readArguments('easel.setApiKey', keyArguments, argument ?? {}).key;
}

function askForKey(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Set fal.ai API Key'),
    prompt: vscode.l10n.t('Paste a key from fal.ai/dashboard/keys. It is kept in the secret storage of VS Code and sent to fal.ai only.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: shapeProblem,
  });
}

/** A header takes printable ASCII only; anything else was copied wrong. */
function shapeProblem(text: string): string | undefined {
  const key = text.trim();
  if (key === '') {
    return vscode.l10n.t('The key is empty. Paste a key from fal.ai/dashboard/keys.');
  }
  return /^[\x21-\x7e]+$/.test(key)
    ? undefined
    : vscode.l10n.t('A key has no blanks and no special characters. Copy it again from fal.ai/dashboard/keys.');
}

function messageFor(verdict: KeyVerdict, lasting: boolean): string {
  if (!lasting) {
    return vscode.l10n.t('The secret storage of this system cannot be used, so the key is kept until this window closes.');
  }
  switch (verdict) {
    case 'ok':
      return vscode.l10n.t('The key is valid and stored.');
    case 'locked':
      return vscode.l10n.t('The key is stored, but the fal.ai account is locked or has no credit. Top it up at fal.ai/dashboard/billing.');
    default:
      return vscode.l10n.t('The key is stored. fal.ai could not be reached to check it.');
  }
}
