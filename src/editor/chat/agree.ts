import * as vscode from 'vscode';
import { formatPrice, type Price } from '../../core/money';
import { needsQuestion } from '../../jobs/purse';
import { readLimits } from '../purse';

/** Puts the price to a person who has typed a command without having seen it. What is above the user's own bound, the limits ask about. */
export async function agreeToPrice(price: Price, detail: string): Promise<boolean> {
  if (needsQuestion(price, readLimits())) {
    return true;
  }
  const generate = vscode.l10n.t('Generate');
  const question = vscode.l10n.t('Generate this for {0}?', formatPrice(price));
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, generate)) === generate;
}
