/** The MCP server as VS Code starts it: from the definition that the extension gives, in the process of a real VS Code. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import * as vscode from 'vscode';
import { mcpProvider, type McpProviderDeps } from '../../src/editor/agents/mcpProvider';

const settings = ['easel.budget.perDay', 'easel.assetsFolder', 'easel.agentTools.enabled'];

describe('the MCP server of a window', function () {
  this.timeout(60_000);
  let storage: string;
  const tools = vscode.workspace.getConfiguration('easel.agentTools');
  const limits = vscode.workspace.getConfiguration('easel.budget');
  const extension = (): vscode.Extension<unknown> => {
    const found = vscode.extensions.getExtension('easel.easel-assets');
    assert.ok(found);
    return found;
  };
  const deps = (): McpProviderDeps => ({
    extensionUri: extension().extensionUri,
    storage: vscode.Uri.file(storage),
    version: '1.2.3',
    settings,
    keys: () => Promise.resolve({ FAL_KEY: null, EASEL_OPENAI_KEY: null }),
    onDidChangeKeys: new vscode.EventEmitter<void>().event,
  });

  before(async () => (storage = await mkdtemp(path.join(tmpdir(), 'easel-mcp-host-'))));
  after(async () => {
    await tools.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    await limits.update('perDay', undefined, vscode.ConfigurationTarget.Global);
    await rm(storage, { recursive: true, force: true });
  });

  it('is in the manifest under the name that it is registered with', async () => {
    const { contributes } = extension().packageJSON as { contributes: { mcpServerDefinitionProviders: { id: string }[] } };
    assert.deepEqual(
      contributes.mcpServerDefinitionProviders.map(({ id }) => id),
      ['easel.mcp'],
    );
    // VS Code may still be starting when this is the only file; a registration that fails rejects here.
    await extension().activate();
  });

  it('answers, and draws a picture into the workspace', async () => {
    const { provideMcpServerDefinitions, resolveMcpServerDefinition } = mcpProvider(deps());
    const [definition, ...others] = provideMcpServerDefinitions();
    assert.ok(definition && others.length === 0);
    const { command, args, env } = await resolveMcpServerDefinition(definition);
    const client = new Client({ name: 'test', version: '1.0.0' });
    const set = Object.entries(env).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)] as const]));
    await client.connect(new StdioClientTransport({ command, args, env: Object.fromEntries(set), stderr: 'ignore' }));
    try {
      const own = vscode.lm.tools.filter(({ tags }) => tags.includes('easel')).map(({ name }) => name);
      assert.deepEqual((await client.listTools()).tools.map(({ name }) => name).sort(), own.sort());
      const drawn = await client.callTool({
        name: 'generate_image_asset',
        arguments: { prompt: 'A windmill', width: 64, height: 48, model: 'easel/draft', folder: 'mcp-made' },
      });
      const [text] = drawn.content as { text: string }[];
      const [file] = (JSON.parse(text?.text ?? '') as { files: { path: string }[] }).files;
      assert.ok(file && existsSync(file.path));
      const folder = path.dirname(file.path);
      assert.equal(folder, path.join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'mcp-made'));
      await rm(folder, { recursive: true });
    } finally {
      await client.close();
    }
  });

  it('passes the user’s limits on, and is another one when they change', async () => {
    const { provideMcpServerDefinitions, resolveMcpServerDefinition } = mcpProvider(deps());
    const [before] = provideMcpServerDefinitions();
    await limits.update('perDay', 3, vscode.ConfigurationTarget.Global);
    const [after] = provideMcpServerDefinitions();
    assert.ok(before && after);
    assert.notEqual(after.version, before.version);
    const { env } = await resolveMcpServerDefinition(after);
    assert.deepEqual(JSON.parse(String(env['EASEL_SETTINGS'])), { 'easel.budget.perDay': 3 });
    assert.equal(env['FAL_KEY'], null, 'a key of the environment that nobody agreed to is taken away');
  });

  it('is not there when the tools are turned off', async () => {
    await tools.update('enabled', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(mcpProvider(deps()).provideMcpServerDefinitions(), []);
  });
});
