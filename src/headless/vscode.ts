/**
 * The part of the `vscode` API that the extension touches when there is no editor: the bundle of the MCP server gets this module in its
 * place. What an editor would only show goes nowhere or into the log; what is not here fails with its name.
 */
export { CancellationError, Disposable, EventEmitter } from './events';
export { FileSystemError } from './fileSystem';
export { Position, Range, Selection } from './geometry';
export {
  CodeAction,
  CodeActionKind,
  CodeLens,
  ConfigurationTarget,
  Diagnostic,
  DiagnosticSeverity,
  EndOfLine,
  FilePermission,
  FileType,
  Hover,
  LanguageModelDataPart,
  LanguageModelTextPart,
  LanguageModelToolResult,
  Location,
  MarkdownString,
  ProgressLocation,
  QuickPickItemKind,
  RelativePattern,
  StatusBarAlignment,
  TabInputCustom,
  TabInputText,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  UIKind,
  ViewColumn,
} from './parts';
export { WorkspaceEdit } from './textFiles';
export { Uri } from './uri';
export { commands, env, l10n, languages, window } from './window';
export { workspace } from './workspace';
