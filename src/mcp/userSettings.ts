import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, type ParseError } from 'jsonc-parser';

/** VS Code passes the user's settings on under this name, as JSON. */
export const settingsVariable = 'EASEL_SETTINGS';

/**
 * The user's own settings: those that VS Code passed on, else those of `settings.json` in the storage folder. A repository has neither.
 * @throws Error when they are there and cannot be read: limits that were meant to hold must not be lost by a missing comma
 */
export async function readUserSettings(storage: string, passedOn: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (passedOn !== undefined) {
    return checked(passedOn, settingsVariable);
  }
  const file = path.join(storage, 'settings.json');
  try {
    return checked(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return {};
    }
    throw error;
  }
}

function checked(text: string, place: string): Readonly<Record<string, unknown>> {
  const faults: ParseError[] = [];
  const found: unknown = parse(text, faults, { allowTrailingComma: true });
  if (faults.length > 0 || typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new Error(`The settings in ${place} are not a JSON object. Correct them, so that your limits hold.`);
  }
  return { ...found };
}
