import { format } from 'node:util';
import { never, tokenOf } from './events';
import { complete, host } from './host';

interface MessageOptions {
  readonly modal?: boolean;
  readonly detail?: string;
}

/** A question that must be answered goes to the person; what would only have been shown goes to the log. */
async function show(message: string, ...rest: readonly (string | MessageOptions)[]): Promise<string | undefined> {
  const options = rest.find((one) => typeof one !== 'string');
  const buttons = rest.filter((one) => typeof one === 'string');
  if (options?.modal) {
    return host().ask({ message, detail: options.detail ?? '', buttons });
  }
  host().log(message);
  return undefined;
}

/** Nobody can be shown a form here: a tool is called with all that it needs. */
function cannotAsk(): Promise<never> {
  return Promise.reject(new Error('Something that is needed was not given, and nobody can be asked for it here.'));
}

function log(level: string) {
  return (message: string, ...more: readonly unknown[]) => host().log(`${level}: ${format(message, ...more)}`);
}

const quiet = () => undefined;

export const window = complete('window', {
  activeTextEditor: undefined,
  visibleTextEditors: [],
  tabGroups: { all: [], activeTabGroup: { activeTab: undefined } },
  showInformationMessage: show,
  showWarningMessage: show,
  showErrorMessage: show,
  showInputBox: cannotAsk,
  showQuickPick: cannotAsk,
  showOpenDialog: cannotAsk,
  showSaveDialog: cannotAsk,
  setStatusBarMessage: never,
  onDidChangeActiveTextEditor: never,
  onDidChangeTextEditorSelection: never,
  onDidChangeWindowState: never,
  createOutputChannel: () => ({
    trace: quiet,
    debug: quiet,
    info: log('info'),
    warn: log('warning'),
    error: log('error'),
    show: quiet,
    dispose: quiet,
  }),
  createStatusBarItem: () => ({ show: quiet, hide: quiet, dispose: quiet }),
  withProgress: <T>(_: unknown, task: (progress: { report(step: unknown): void }, token: unknown) => Promise<T>) =>
    task({ report: quiet }, tokenOf(new AbortController().signal)),
});

const commandsById = new Map<string, (...given: unknown[]) => unknown>();

export const commands = complete('commands', {
  registerCommand: (id: string, run: (...given: unknown[]) => unknown) => {
    commandsById.set(id, run);
    return never();
  },
  /** What an editor would have done with its windows is left out. */
  executeCommand: (id: string, ...given: unknown[]): Promise<unknown> => Promise.resolve().then(() => commandsById.get(id)?.(...given)),
});

const collection = { set: quiet, delete: quiet, clear: quiet, forEach: quiet, dispose: quiet };

export const languages = complete('languages', {
  createDiagnosticCollection: () => collection,
  registerCodeLensProvider: never,
  registerHoverProvider: never,
  registerCodeActionsProvider: never,
});

export const env = complete('env', {
  language: 'en',
  uiKind: 1,
  openExternal: () => Promise.resolve(false),
});

export const l10n = {
  /** The text itself, with `{0}` and `{name}` filled in. */
  t: (text: string, ...values: readonly unknown[]): string => {
    const [first] = values;
    const named = typeof first === 'object' && first !== null ? (first as Readonly<Record<string, unknown>>) : undefined;
    return text.replace(/\{(\w+)\}/g, (all, name: string) => String((named ?? values)[name as never] ?? all));
  },
};
