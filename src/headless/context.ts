import { createHash } from 'node:crypto';
import path from 'node:path';
import { never } from './events';
import { host } from './host';
import { Uri } from './uri';

/** State that is gone with the process. */
function memento(initial: ReadonlyMap<string, unknown> = new Map()) {
  const kept = new Map(initial);
  return {
    keys: () => [...kept.keys()],
    get: (name: string, otherwise?: unknown) => kept.get(name) ?? otherwise,
    update: (name: string, value: unknown) => Promise.resolve(void kept.set(name, value)),
    setKeysForSync: () => undefined,
  };
}

/** What VS Code hands an extension at its start, as far as it is asked for: the type is the caller's to say. */
export function extensionContext(): object {
  const { storage, extension, folders, secrets, state } = host();
  // A folder for each workspace, as VS Code has it.
  const name = createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 16);
  return {
    subscriptions: [],
    extensionUri: Uri.file(extension),
    globalStorageUri: Uri.file(storage),
    storageUri: Uri.file(path.join(storage, 'workspaces', name)),
    globalState: memento(state),
    workspaceState: memento(),
    secrets: {
      get: (secret: string) => Promise.resolve(secrets.get(secret)),
      store: () => Promise.reject(new Error('Keys are not kept here')),
      delete: () => Promise.resolve(),
      onDidChange: never,
    },
  };
}
