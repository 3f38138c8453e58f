import { createHash } from 'node:crypto';
import * as vscode from 'vscode';

export const mcpProviderId = 'easel.mcp';

/** What only the process of the server gets to see. `null` takes a variable of the editor's own environment away. */
export type McpEnvironment = Readonly<Record<string, string | null>>;

export interface McpProviderDeps {
  readonly extensionUri: vscode.Uri;
  /** The windows' own storage: one history, and one ledger for the limits. */
  readonly storage: vscode.Uri;
  readonly version: string;
  /** Whole names of the settings that the manifest has. */
  readonly settings: readonly string[];
  /** Keys; asked for only when a server is started. */
  readonly keys: () => Promise<McpEnvironment>;
  /** Fires when a key comes or goes. */
  readonly onDidChangeKeys: vscode.Event<unknown>;
}

/** Tells VS Code of Easel's MCP server, for agents that do not see the tools of extensions. Editors that only resemble VS Code may know none. */
export function registerMcpProvider(deps: McpProviderDeps): vscode.Disposable {
  if (typeof vscode.lm.registerMcpServerDefinitionProvider !== 'function') {
    return new vscode.Disposable(() => undefined);
  }
  const changed = new vscode.EventEmitter<void>();
  const tell = (): void => changed.fire();
  return vscode.Disposable.from(
    changed,
    deps.onDidChangeKeys(tell),
    vscode.workspace.onDidChangeWorkspaceFolders(tell),
    vscode.workspace.onDidGrantWorkspaceTrust(tell),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('easel') && tell()),
    vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, { onDidChangeMcpServerDefinitions: changed.event, ...mcpProvider(deps) }),
  );
}

/** The server over the folders of this window; none in Restricted Mode, without a folder on disk, or when the tools are turned off. */
export function mcpProvider(deps: McpProviderDeps): {
  provideMcpServerDefinitions: () => vscode.McpStdioServerDefinition[];
  resolveMcpServerDefinition: (definition: vscode.McpStdioServerDefinition) => Promise<vscode.McpStdioServerDefinition>;
} {
  return {
    provideMcpServerDefinitions: () => {
      const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
      const isOn = vscode.workspace.getConfiguration('easel.agentTools').get('enabled') !== false;
      if (!vscode.workspace.isTrusted || !isOn || folders.length === 0) {
        return [];
      }
      const server = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'mcpServer.js').fsPath;
      const places = folders.flatMap(({ uri }) => ['--workspace', uri.fsPath]);
      // Limits that have changed since a server was started are a reason to start it anew.
      const state = createHash('sha256').update(userSettings(deps.settings)).digest('hex').slice(0, 8);
      return [
        new vscode.McpStdioServerDefinition(
          'Easel',
          process.execPath,
          [server, '--storage', deps.storage.fsPath, ...places],
          // The desktop's executable is the editor itself, which is Node with this.
          { ELECTRON_RUN_AS_NODE: '1' },
          `${deps.version}+${state}`,
        ),
      ];
    },
    resolveMcpServerDefinition: async (definition) => {
      definition.env = { ...definition.env, ...(await deps.keys()), EASEL_SETTINGS: userSettings(deps.settings) };
      return definition;
    },
  };
}

/** The user's own values of Easel's settings: what a workspace says is read from the workspace. */
function userSettings(names: readonly string[]): string {
  const configuration = vscode.workspace.getConfiguration();
  const own = names.flatMap((name) => {
    const value = configuration.inspect<unknown>(name)?.globalValue;
    return value === undefined ? [] : [[name, value] as const];
  });
  return JSON.stringify(Object.fromEntries(own));
}
