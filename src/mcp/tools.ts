import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import manifest from '../../package.json';
import texts from '../../package.nls.json';

/** What a client may know of a tool before it calls it. */
const annotations: Readonly<Record<string, Tool['annotations']>> = {
  generate_image_asset: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  edit_image_region: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  generate_icon_set: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  find_placeholder_images: { readOnlyHint: true, openWorldHint: false },
  replace_placeholder_image: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  list_image_history: { readOnlyHint: true, openWorldHint: false },
};

/** The tools as the manifest tells VS Code's own chat of them. */
export function listedTools(): Tool[] {
  return manifest.contributes.languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({
    name,
    title: textOf(displayName),
    description: modelDescription,
    inputSchema: inputSchema as Tool['inputSchema'],
    annotations: { title: textOf(displayName), ...annotations[name] },
  }));
}

function textOf(name: string): string {
  return (texts as Readonly<Record<string, string>>)[name.replaceAll('%', '')] ?? name;
}
