import * as vscode from 'vscode';
import { priceOfOrder } from '../../core/batchPrice';
import { formatPrice } from '../../core/money';
import type { Located } from '../../placeholders/located';
import { gather, choiceFor } from './gather';

/** What a placeholder is, in a few words: its host, or what else makes it one. */
export function originOf({ finding, missing }: Located): string {
  if (missing !== undefined) {
    return vscode.l10n.t('missing file');
  }
  switch (finding.kind) {
    case 'host':
      return finding.match?.host ?? '';
    case 'data':
      return vscode.l10n.t('data URI');
    case 'empty':
      return vscode.l10n.t('empty address');
    default:
      return vscode.l10n.t('placeholder file');
  }
}

/** The page is broken as it is now. */
export function isBroken({ finding, missing }: Located): boolean {
  return finding.match?.dead === true || missing !== undefined;
}

/** `600×400`; empty when the code does not tell. */
export function sizeText({ finding: { width, height } }: Located): string {
  return width && height ? `${width.value}×${height.value}` : '';
}

/** The price of replacing one place with the settings as they are, such as `about $0.04`; empty when it has none. */
export function priceText(located: Located, hasKey: boolean): string {
  const [gathered] = gather([located]);
  if (!gathered) {
    return '';
  }
  try {
    return formatPrice(priceOfOrder(choiceFor(gathered, hasKey)));
  } catch {
    // A size that no model makes.
    return '';
  }
}

/** One sentence for the list of problems. */
export function sentenceFor(located: Located): string {
  const { finding, missing } = located;
  const size = sizeText(located);
  const what = size === '' ? vscode.l10n.t('Placeholder') : vscode.l10n.t('Placeholder {0}', size);
  if (missing !== undefined) {
    const path = vscode.workspace.asRelativePath(vscode.Uri.parse(missing, true));
    return vscode.l10n.t('{0} does not exist. Easel can generate it.', path);
  }
  if (finding.match?.dead) {
    return vscode.l10n.t('{0} from {1}, which answers no more. Easel can replace it.', what, finding.match.host);
  }
  return vscode.l10n.t('{0} ({1}). Easel can replace it.', what, originOf(located));
}

/** The place in its document. */
export function rangeIn(document: vscode.TextDocument, { finding }: Located): vscode.Range {
  return new vscode.Range(document.positionAt(finding.start), document.positionAt(finding.end));
}

/** The line of a place in a document that may not be open. */
export function lineRange({ line }: Located): vscode.Range {
  return new vscode.Range(line, 0, line, 0);
}
