import * as vscode from 'vscode';
import { toImageError, type ErrorKind } from '../../core/errors';
import { dollars, formatMoney } from '../../core/money';

/** The commands that lead on from an error; the sentence itself says what happened. */
const wayOn: Partial<Record<ErrorKind, vscode.Command>> = {
  'no-key': { command: 'easel.setApiKey', title: vscode.l10n.t('Set API Key…') },
  'bad-key': { command: 'easel.setApiKey', title: vscode.l10n.t('Set API Key…') },
  'over-budget': { command: 'workbench.action.openSettings', title: vscode.l10n.t('Open Settings'), arguments: ['easel.budget'] },
  network: { command: 'easel.openPanel', title: vscode.l10n.t('Open Generate Panel') },
  timeout: { command: 'easel.openPanel', title: vscode.l10n.t('Open Generate Panel') },
  'cannot-write': { command: 'easel.openPanel', title: vscode.l10n.t('Open Generate Panel') },
  'not-transparent': { command: 'easel.openPanel', title: vscode.l10n.t('Open Generate Panel') },
  'not-removable': { command: 'easel.openPanel', title: vscode.l10n.t('Open Generate Panel') },
};

/** Text for the chat in which only our own words are Markdown: what came from elsewhere is text. */
export function said(strings: TemplateStringsArray, ...values: readonly (string | number)[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString('');
  text.isTrusted = false;
  text.supportHtml = false;
  strings.forEach((string, index) => {
    text.appendMarkdown(string);
    const value = values[index];
    if (value !== undefined) {
      // A line break of somebody else's could begin a heading or a list.
      text.appendText(String(value).replace(/\s+/g, ' '));
    }
  });
  return text;
}

/** Finished files: the picture itself, where it lies, and what can be done with it. */
export function showFiles(
  stream: vscode.ChatResponseStream,
  files: readonly vscode.Uri[],
  cost: number | undefined,
  more: readonly { readonly command: string; readonly title: string }[],
): void {
  for (const file of files) {
    const name = vscode.workspace.asRelativePath(file);
    const picture = said`![`;
    // An address in angle brackets may hold anything but these and line breaks, all of which a Uri encodes.
    picture.appendText(name).appendMarkdown(`](<${file.toString()}>)\n\n`);
    stream.markdown(picture);
    stream.anchor(file, name);
    stream.markdown('\n\n');
  }
  stream.markdown(
    cost === undefined
      ? said`The price of this model is not known.\n`
      : cost === 0
        ? said`Free.\n`
        : said`About ${formatMoney(dollars(cost))}.\n`,
  );
  const [first] = files;
  if (first) {
    stream.button({ command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [first] });
    more.forEach(({ command, title }) => stream.button({ command, title, arguments: [first] }));
  }
}

/** An error in its sentence, with the way on. @returns what the chat keeps of it */
export function showFault(stream: vscode.ChatResponseStream, error: unknown): vscode.ChatResult {
  const { kind, message } = toImageError(error);
  const way = wayOn[kind];
  if (way) {
    stream.button(way);
  }
  return { errorDetails: { message } };
}
