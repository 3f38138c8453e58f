import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Located } from '../../placeholders/located';

const list = z.catch(z.array(z.string()), []);

/** What a person typed into settings.json may be anything; whatever does not fit counts as not set. */
const stored = z.object({
  enabled: z.catch(z.boolean(), true),
  diagnostics: z.catch(z.boolean(), true),
  codeLens: z.catch(z.boolean(), true),
  hover: z.catch(z.boolean(), true),
  quickFixes: z.catch(z.boolean(), true),
  avatars: z.catch(z.boolean(), false),
  examples: z.catch(z.boolean(), false),
  languages: list,
  exclude: list,
  ignoredHosts: list,
  ignored: list,
});

export type PlaceholderSettings = z.infer<typeof stored>;

export const section = 'easel.placeholders';

/** The settings that hold for a document, a workspace folder, or the window. */
export function readPlaceholderSettings(scope?: vscode.Uri): PlaceholderSettings {
  const configuration = vscode.workspace.getConfiguration(section, scope);
  const names = Object.keys(stored.shape) as (keyof PlaceholderSettings)[];
  return stored.parse(Object.fromEntries(names.map((name) => [name, configuration.get(name)])));
}

/** Everything that is not looked into in a workspace folder, beside what is built in and what ignore files say. */
export function excludedPatterns(folder: vscode.Uri): string[] {
  const hidden = vscode.workspace.getConfiguration('files', folder).get<Record<string, unknown>>('exclude') ?? {};
  const patterns = Object.entries(hidden).flatMap(([pattern, on]) => (on === true ? [pattern] : []));
  return [...readPlaceholderSettings(folder).exclude, ...patterns];
}

/** How one place is written down when it is to be ignored: readable, so that a team can see and undo it. */
export function ignoreEntry(document: vscode.Uri, url: string): string {
  return `${vscode.workspace.asRelativePath(document, false)}: ${url.length > 200 ? `${url.slice(0, 200)}…` : url}`;
}

/** What of a document's places counts. */
export function withoutIgnored(uri: vscode.Uri, located: readonly Located[]): Located[] {
  const { ignored, ignoredHosts } = readPlaceholderSettings(uri);
  const hosts = new Set(ignoredHosts.map((host) => host.toLowerCase()));
  const places = new Set(ignored);
  return located.filter(({ finding }) => !hosts.has(finding.match?.host ?? '') && !places.has(ignoreEntry(uri, finding.url)));
}

/** Adds a value to one of the lists: where the folder has its own, else in the workspace, whose list takes over what the user's says. */
export async function addToList(name: 'ignoredHosts' | 'ignored', value: string, scope: vscode.Uri): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section, scope);
  const known = configuration.inspect<unknown>(name);
  const [stands, target] =
    known?.workspaceFolderValue !== undefined
      ? [known.workspaceFolderValue, vscode.ConfigurationTarget.WorkspaceFolder]
      : [known?.workspaceValue ?? known?.globalValue, vscode.ConfigurationTarget.Workspace];
  const values = list.parse(stands);
  if (!values.includes(value)) {
    await configuration.update(name, [...values, value], target);
  }
}
