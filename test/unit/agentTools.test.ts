/** The tools of agents: what the manifest says of them is what is checked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toolNames } from '../../src/editor/agents/names';
import { jsonSchemaOf, toolSchemas, type ToolName } from '../../src/editor/agents/schemas';

interface Tool {
  readonly name: ToolName;
  readonly toolReferenceName: string;
  readonly modelDescription: string;
  readonly canBeReferencedInPrompt: boolean;
  readonly tags: readonly string[];
  readonly when: string;
  readonly inputSchema: unknown;
}

const { contributes } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  contributes: { languageModelTools: readonly Tool[] };
};

describe('the tools of agents', () => {
  it('are those of the manifest, in its order', () => {
    assert.deepEqual(
      contributes.languageModelTools.map(({ name }) => name),
      toolNames,
    );
    assert.deepEqual([...toolNames].sort(), Object.keys(toolSchemas).sort());
  });

  for (const { name, inputSchema, ...tool } of contributes.languageModelTools) {
    it(`${name} has in the manifest the schema that its input is read with`, () => {
      assert.deepEqual(inputSchema, jsonSchemaOf(name));
      assert.match(name, /^(?!copilot_|vscode_)[\w-]+$/);
      assert.match(tool.toolReferenceName, /^[\w-]+$/);
      assert.equal(tool.when, 'isWorkspaceTrusted && config.easel.agentTools.enabled');
      assert.ok(tool.modelDescription.length > 100);
    });

    it(`${name} tells what each parameter is, and refuses what it does not know`, () => {
      const { properties } = inputSchema as { properties: Record<string, { description?: string }> };
      for (const [key, { description }] of Object.entries(properties)) {
        assert.ok(description, key);
      }
      assert.equal(toolSchemas[name].safeParse({ ...fitting[name], colour: 'red' }).success, false);
      assert.equal(toolSchemas[name].safeParse(fitting[name]).success, true);
    });
  }
});

const fitting: Readonly<Record<ToolName, Record<string, unknown>>> = {
  generate_image_asset: { prompt: 'a', width: 10, height: 10 },
  edit_image_region: {
    image: 'a.png',
    prompt: 'a',
    polygons: [
      [
        { x: 0, y: 0 },
        { x: 9, y: 0 },
        { x: 0, y: 9 },
      ],
    ],
  },
  generate_icon_set: { image: 'a.png', presets: ['web-minimal'] },
  find_placeholder_images: {},
  replace_placeholder_image: { file: 'a.html', line: 3 },
  list_image_history: { limit: 5 },
};
