/** Where things lie in the checkout. Everything in `test/` that needs a folder takes it from here. */
import path from 'node:path';

/** The root of the checkout. */
export const root = path.join(__dirname, '..', '..');

/** The folder with the lock file of the VS Code server; the server is installed into its `node_modules`. */
export const serverFolder = __dirname;

/** The example project. Tests work on copies of it (see `workspace.ts`); only `npm start` opens it itself. */
export const examples = path.join(root, 'examples');

/** What is kept between runs and never committed: locks, and the user data of `npm start`. */
export const cache = path.join(root, '.easel-cache');

/** Pictures of failed tests, bundled host tests. */
export const out = path.join(root, 'out');
