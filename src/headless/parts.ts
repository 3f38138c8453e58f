/** The plain values of the API: enumerations as VS Code numbers them, and classes that only carry what they were made with. */
import type { Range } from './geometry';
import type { Uri } from './uri';

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } as const;
export const FilePermission = { Readonly: 1 } as const;
export const EndOfLine = { LF: 1, CRLF: 2 } as const;
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 } as const;
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;
export const StatusBarAlignment = { Left: 1, Right: 2 } as const;
export const ViewColumn = { Active: -1, Beside: -2 } as const;
export const UIKind = { Desktop: 1, Web: 2 } as const;
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 } as const;
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;
export const QuickPickItemKind = { Separator: -1, Default: 0 } as const;
export const CodeActionKind = { QuickFix: { value: 'quickfix' } } as const;

/** Carries what it was made with; nobody shows it. */
class Shown {
  readonly given: readonly unknown[];

  constructor(...given: readonly unknown[]) {
    this.given = given;
  }
}

export class TreeItem extends Shown {}
export class CodeLens extends Shown {}
export class CodeAction extends Shown {}
export class Diagnostic extends Shown {}
export class Hover extends Shown {}
export class ThemeColor extends Shown {}
export class ThemeIcon extends Shown {
  static readonly File = new ThemeIcon('file');
}
export class TabInputText extends Shown {}
export class TabInputCustom extends Shown {}

export class MarkdownString {
  isTrusted = false;
  supportHtml = false;

  constructor(public value = '') {}

  appendMarkdown(value: string): this {
    this.value += value;
    return this;
  }

  appendText(value: string): this {
    return this.appendMarkdown(value.replace(/[\\`*_{}[\]()#+\-!~|<>]/g, '\\$&'));
  }
}

export class LanguageModelTextPart {
  constructor(readonly value: string) {}
}

export class LanguageModelDataPart {
  constructor(
    readonly data: Uint8Array,
    readonly mimeType: string,
  ) {}

  static image(data: Uint8Array, mimeType: string): LanguageModelDataPart {
    return new LanguageModelDataPart(data, mimeType);
  }
}

export class LanguageModelToolResult {
  constructor(readonly content: readonly (LanguageModelTextPart | LanguageModelDataPart)[]) {}
}

export class Location {
  constructor(
    readonly uri: Uri,
    readonly range: Range,
  ) {}
}

export class RelativePattern {
  readonly baseUri: Uri;

  constructor(
    base: { readonly uri: Uri } | Uri,
    readonly pattern: string,
  ) {
    this.baseUri = 'uri' in base ? base.uri : base;
  }
}
