import { joinPath, liesIn } from '../../project/paths';
import { projectsOf } from '../../project/frameworks';
import { knownFolders, remembered } from '../known';
import type { Place } from './place';
import { byUse } from './rank';

/** The folder of the app router; nothing when the workspace has no Next.js. Beside the sources only where nothing lies at the top. */
export const nextAppFolder = remembered((project): Place | undefined => {
  const folders = new Set(knownFolders(project));
  const projects = projectsOf(project.facts).filter(({ frameworks }) => frameworks.some(({ id }) => id === 'next'));
  const appOf = (folder: string): string | undefined =>
    ['app', 'src/app'].map((one) => joinPath(folder, one)).find((one) => folders.has(one));
  const [best] = byUse(
    projects,
    ({ folder }) => folder,
    ({ folder }) => Number(appOf(folder) === undefined),
  );
  if (best === undefined) {
    return undefined;
  }
  const app = appOf(best.folder);
  if (app !== undefined) {
    return { folder: app, reason: 'Next.js takes icons from its app folder.', found: true };
  }
  const source = joinPath(best.folder, 'src');
  const folder = joinPath([...folders].some((one) => liesIn(source, one)) ? source : best.folder, 'app');
  return { folder, reason: 'Next.js takes icons from its app folder, which is not there yet.', found: false };
});
