import * as vscode from 'vscode';
import { findModel } from '../core/models/catalogue';
import type { Quality } from '../core/models/model';
import { formatPrice } from '../core/money';
import { pricedLength } from '../core/prompt';
import { sizePresets } from '../core/presets';
import { checkTarget, formatSize, parseSize, planSize, type Size } from '../core/sizes';
import { defaultModel, type Settings } from './settings';

/** Asks for the prompt, prefilled with the selected text. `undefined` when the person left. */
export function askPrompt(): Thenable<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor ? editor.document.getText(editor.selection).trim() : '';
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Generate Image (1 of 2)'),
    prompt: vscode.l10n.t('Describe the image that you want.'),
    placeHolder: vscode.l10n.t('A cup of coffee on a wooden table, morning light, shallow depth of field'),
    value: selected,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('The prompt is empty. Describe the image that you want.') : undefined),
  });
}

/** Asks for one edge in pixels, when a caller gave the other. */
export async function askEdge(name: string): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Generate Image'),
    prompt: vscode.l10n.t('{0} in pixels', name),
    validateInput: (typed) => (/^\d{1,5}$/.test(typed.trim()) ? undefined : vscode.l10n.t('Enter a whole number of pixels.')),
  });
  return text === undefined ? undefined : Number(text);
}

interface SizeItem extends vscode.QuickPickItem {
  readonly size?: Size;
}

/** Asks for the size on disk, with the price of each; any size can be typed. `undefined` when the person left. */
export function askSize(
  prompt: string,
  wanted: { model?: string | undefined; quality?: Quality | undefined; count?: number | undefined },
  settings: Settings,
  hasKey: boolean,
): Promise<Size | undefined> {
  const model = findModel(wanted.model ?? defaultModel(settings, hasKey));
  const priceOf = (size: Size): string => {
    try {
      const plan = model && planSize(size, model.sizes);
      const count = wanted.count ?? 1;
      return plan
        ? formatPrice(
            model.price({
              size: plan.render,
              quality: wanted.quality ?? settings.quality,
              count,
              promptLength: pricedLength(prompt),
              inputs: [],
            }),
          )
        : '';
    } catch {
      return '';
    }
  };
  const pick = vscode.window.createQuickPick<SizeItem>();
  pick.title = vscode.l10n.t('Generate Image (2 of 2) · {0}', model?.name ?? '');
  pick.placeholder = vscode.l10n.t('Size on disk in pixels: pick one or type, such as 1200x630');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  const presets = presetItems(priceOf);
  const update = (): void => {
    const typed = typedItems(pick.value, priceOf);
    const isPreset = presets.some((preset) => preset.size && preset.label === typed[0]?.label);
    pick.items = isPreset ? presets : [...typed, ...presets];
  };
  update();

  return new Promise((resolve) => {
    pick.onDidChangeValue(update);
    pick.onDidAccept(() => {
      const size = chosenSize(pick.value, pick.selectedItems[0]);
      if (size) {
        resolve(size);
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/**
 * Whoever types a size and presses Enter at once means that size, even if the list has not caught up and has another item selected.
 */
function chosenSize(text: string, selected: SizeItem | undefined): Size | undefined {
  const typed = parseSize(text);
  const isMeant = selected?.size && (!typed || selected.label.includes(text.trim()));
  return isMeant ? selected.size : typed && isPossible(typed) ? typed : undefined;
}

function isPossible(size: Size): boolean {
  try {
    checkTarget(size);
    return true;
  } catch {
    return false;
  }
}

function presetItems(priceOf: (size: Size) => string): SizeItem[] {
  const items: SizeItem[] = [];
  let group = '';
  for (const preset of sizePresets) {
    if (preset.group !== group) {
      group = preset.group;
      items.push({ label: group, kind: vscode.QuickPickItemKind.Separator });
    }
    items.push({ label: formatSize(preset), description: `${preset.name} · ${priceOf(preset)}`, size: preset });
  }
  return items;
}

/** What was typed as a row of its own: a size with its price, or why it is none. */
function typedItems(text: string, priceOf: (size: Size) => string): SizeItem[] {
  const typed = text.trim();
  if (typed === '') {
    return [];
  }
  const size = parseSize(typed);
  if (!size) {
    // Words may still find a preset by its name.
    const isName = sizePresets.some((preset) => preset.name.toLowerCase().includes(typed.toLowerCase()));
    return isName ? [] : [notASize(vscode.l10n.t('“{0}” is no size. Enter one such as 1200x630, 512 or 16:9 1200.', typed))];
  }
  try {
    checkTarget(size);
    return [{ label: formatSize(size), description: priceOf(size), size, alwaysShow: true }];
  } catch (error) {
    return [notASize(error instanceof Error ? error.message : '')];
  }
}

function notASize(reason: string): SizeItem {
  return { label: `$(error) ${vscode.l10n.t('Not a size')}`, detail: reason, alwaysShow: true };
}
