import * as vscode from 'vscode';
import type { Located } from '../../placeholders/located';
import type { ApiKey } from '../apiKey';
import { isBroken, originOf, priceText, rangeIn, sentenceFor, sizeText } from './describe';
import type { PlaceholderIndex } from './placeholderIndex';
import { readPlaceholderSettings } from './placeholderSettings';

interface Deps {
  readonly index: PlaceholderIndex;
  readonly key: ApiKey;
}

/** Everything that an open text shows of its placeholders: problems, lenses, quick fixes, hovers. */
export function registerInEditor({ index, key }: Deps): vscode.Disposable {
  const anywhere: vscode.DocumentSelector = { pattern: '**/*' };
  const lensesChanged = new vscode.EventEmitter<void>();
  const refresh = (): void => lensesChanged.fire();
  const price = async (located: Located): Promise<string> => priceText(located, (await key.source()) !== 'none');
  return vscode.Disposable.from(
    lensesChanged,
    diagnostics(index),
    index.onDidChange(refresh),
    key.onDidChange(refresh),
    // A lens shows the price, which the model and the quality make.
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel')) {
        refresh();
      }
    }),
    vscode.languages.registerCodeLensProvider(anywhere, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: (document) => lenses(document, index, price),
    }),
    vscode.languages.registerHoverProvider(anywhere, { provideHover: (document, position) => hover(document, position, index, price) }),
    vscode.languages.registerCodeActionsProvider(
      anywhere,
      { provideCodeActions: (document, range) => quickFixes(document, range, index) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

/** Those places of a document that are still where they were found: what was typed since may have moved them. */
function placesIn(document: vscode.TextDocument, index: PlaceholderIndex): Located[] {
  const known = index.of(document.uri);
  if (known.length === 0 || !readPlaceholderSettings(document.uri).enabled) {
    return [];
  }
  const text = document.getText();
  return known.filter(({ finding }) => text.slice(finding.start, finding.end) === finding.raw);
}

function diagnostics(index: PlaceholderIndex): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('easel');
  const update = (): void => {
    const open = vscode.workspace.textDocuments;
    const shown = new Set(open.map((document) => document.uri.toString()));
    collection.forEach((uri) => {
      if (!shown.has(uri.toString())) {
        collection.delete(uri);
      }
    });
    for (const document of open) {
      const wanted = readPlaceholderSettings(document.uri).diagnostics;
      collection.set(document.uri, wanted ? placesIn(document, index).map((one) => diagnosticFor(document, one)) : []);
    }
  };
  update();
  return vscode.Disposable.from(collection, index.onDidChange(update));
}

function diagnosticFor(document: vscode.TextDocument, located: Located): vscode.Diagnostic {
  const severity =
    isBroken(located) && located.finding.role === 'picture' ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Information;
  const diagnostic = new vscode.Diagnostic(rangeIn(document, located), sentenceFor(located), severity);
  diagnostic.source = 'Easel';
  diagnostic.code = 'placeholder';
  return diagnostic;
}

/** One lens a line: `Replace with generated image · 600×400 · about $0.04`. */
async function lenses(
  document: vscode.TextDocument,
  index: PlaceholderIndex,
  price: (located: Located) => Promise<string>,
): Promise<vscode.CodeLens[]> {
  if (!readPlaceholderSettings(document.uri).codeLens) {
    return [];
  }
  const seen = new Set<number>();
  const found: vscode.CodeLens[] = [];
  for (const located of placesIn(document, index)) {
    const range = rangeIn(document, located);
    if (!seen.has(range.start.line) && located.finding.role === 'picture') {
      seen.add(range.start.line);
      const isMissing = located.missing !== undefined;
      const what = isMissing ? vscode.l10n.t('Generate missing image') : vscode.l10n.t('Replace with generated image');
      const title = [what, sizeText(located), await price(located)].filter((part) => part !== '').join(' · ');
      found.push(new vscode.CodeLens(range, { title, command: '_easel.replaceHere', arguments: [document.uri, located.id] }));
    }
  }
  return found;
}

async function hover(
  document: vscode.TextDocument,
  position: vscode.Position,
  index: PlaceholderIndex,
  price: (located: Located) => Promise<string>,
): Promise<vscode.Hover | undefined> {
  const located = placesIn(document, index).find((one) => rangeIn(document, one).contains(position));
  if (!located || !readPlaceholderSettings(document.uri).hover) {
    return undefined;
  }
  const { finding } = located;
  const text = new vscode.MarkdownString(undefined, true);
  text.isTrusted = { enabledCommands: ['_easel.replaceHere'] };
  const lines = [
    sizeText(located) === ''
      ? vscode.l10n.t('The code does not tell the size.')
      : vscode.l10n.t('{0} pixels, from {1}', sizeText(located), finding.width?.source ?? ''),
    finding.prompt
      ? vscode.l10n.t('“{0}”, from {1}', finding.prompt.value, finding.prompt.source)
      : vscode.l10n.t('Nothing in the code tells what it should show.'),
  ];
  text.appendMarkdown([`**$(sparkle) Easel** · ${plain(originOf(located))}`, ...lines.map(plain), ''].join('\n\n'));
  const link = (label: string, options: object): string =>
    `[${label}](command:_easel.replaceHere?${encodeURIComponent(JSON.stringify([document.uri.toString(), located.id, options]))})`;
  const amount = await price(located);
  const label = vscode.l10n.t('Replace') + (amount === '' ? '' : ` · ${amount}`);
  text.appendMarkdown(`${link(label, {})} &nbsp; ${link(vscode.l10n.t('Replace with a draft'), { draft: true })}`);
  return new vscode.Hover(text, rangeIn(document, located));
}

/** Text of the code as it is: `appendText` would glue its words together, so that a long one cannot be broken. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~$]/g, '\\$&');
}

function quickFixes(document: vscode.TextDocument, range: vscode.Range, index: PlaceholderIndex): vscode.CodeAction[] {
  if (!readPlaceholderSettings(document.uri).quickFixes) {
    return [];
  }
  const places = placesIn(document, index);
  const here = places.filter((one) => rangeIn(document, one).intersection(range));
  return here.flatMap((located) => {
    const { finding } = located;
    const diagnostic = diagnosticFor(document, located);
    const fix = (title: string, command: string, ...more: unknown[]): vscode.CodeAction => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.command = { title, command, arguments: [document.uri, located.id, ...more] };
      return action;
    };
    const replace = fix(vscode.l10n.t('Replace with generated image…'), '_easel.replaceHere');
    replace.isPreferred = true;
    const withAlt = vscode.l10n.t('Replace with generated image and add alt text…');
    return [
      replace,
      fix(vscode.l10n.t('Replace with a draft'), '_easel.replaceHere', { draft: true }),
      ...(finding.alt === 'missing' ? [fix(withAlt, '_easel.replaceHere', { addAlt: true })] : []),
      ...(places.length > 1 ? [fix(vscode.l10n.t('Replace all placeholders in this file…'), '_easel.replaceInFile')] : []),
      fix(vscode.l10n.t('Ignore this placeholder'), '_easel.ignoreHere'),
      ...(finding.match ? [fix(vscode.l10n.t('Ignore {0}', finding.match.host), '_easel.ignoreHost', finding.match.host)] : []),
    ];
  });
}
