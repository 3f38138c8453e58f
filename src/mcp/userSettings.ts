import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { parse, type ParseError } from 'jsonc-parser';
import { isWithin } from '../editor/paths';
import type { StartOptions } from './options';

/** VS Code passes the user's settings on under this name, as JSON. */
export const settingsVariable = 'EASEL_SETTINGS';

export type UserSettings = Readonly<Record<string, unknown>>;

/**
 * The user's own settings: those that VS Code passed on, else those of `settings.json` in the storage folder, as it reads now. A
 * repository has neither: a storage folder that was named and lies in the workspace holds no settings of the user.
 * @param warn is told of settings that do not count
 * @returns what reads them. @throws Error, which that does too, when they are there and cannot be read: limits that were meant to hold
 * must not be lost by a missing comma
 */
export async function userSettings(
  options: StartOptions,
  passedOn: string | undefined,
  warn: (line: string) => void,
): Promise<() => Promise<UserSettings>> {
  if (passedOn !== undefined) {
    const settings = checked(passedOn, settingsVariable);
    return () => Promise.resolve(settings);
  }
  const file = path.join(options.storage, 'settings.json');
  if (options.isStorageNamed && (await isWithinAny(options.folders, options.storage))) {
    warn(`warning: ${file} lies in the workspace, so it is not taken for the user's settings; the usual limits hold`);
    return () => Promise.resolve({});
  }
  const read = async (): Promise<UserSettings> => {
    try {
      return checked(await readFile(file, 'utf8'), file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return {};
      }
      throw error;
    }
  };
  await read();
  return read;
}

async function isWithinAny(folders: readonly string[], place: string): Promise<boolean> {
  const real = await realpath(place);
  const roots = await Promise.all(folders.map((folder) => realpath(folder)));
  return roots.some((root) => isWithin(root, real));
}

function checked(text: string, place: string): UserSettings {
  const faults: ParseError[] = [];
  const found: unknown = parse(text, faults, { allowTrailingComma: true });
  if (faults.length > 0 || typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new Error(`The settings in ${place} are not a JSON object. Correct them, so that your limits hold.`);
  }
  return { ...found };
}
