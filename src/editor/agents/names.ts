import type { ToolName } from './schemas';

/** In the order of the manifest. Apart from the schemas, so that registering the tools loads nothing. */
export const toolNames = [
  'generate_image_asset',
  'edit_image_region',
  'generate_icon_set',
  'find_placeholder_images',
  'replace_placeholder_image',
  'list_image_history',
] as const satisfies readonly ToolName[];
