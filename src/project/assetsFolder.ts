import type { Slot } from './conventions';
import type { ProjectFacts } from './facts';
import { projectAt, projectsOf, type Project } from './frameworks';
import { below, joinPath, liesIn } from './paths';

/** Folders that take pictures in projects of any kind, in the order in which they are looked at. */
const common: readonly Slot[] = [
  { root: 'public', into: 'images' },
  { root: 'src/assets', into: '' },
  { root: 'static', into: 'images' },
  { root: 'assets', into: 'images' },
  { root: 'app/assets', into: 'images' },
  { root: 'images', into: '' },
  { root: 'img', into: '' },
  { root: 'media', into: '' },
  { root: 'src/images', into: '' },
];

/** Folders of one kind of picture: however full, they are no place for any picture. */
const special =
  /(?:^|\/)(?:icons?|favicons?|flags?|emojis?|sprites?|fonts?|logos?|avatars?|thumbnails?|thumbs|screenshots?|badges|uploads?|lottie)(?:\/|$)/i;

/** Folders whose subfolders are ordered by subject: what lies in `images/blog/2026` speaks for `images`. */
const gathering = /^(?:images?|imgs?|pictures|photos|media)$/i;

const maxFolders = 12;

/**
 * The folders that a new picture may go to, the best first, never empty. The project's habit comes first: the folder under a
 * conventional root that holds most pictures. Then its framework's convention, existing or not, then other conventional folders
 * that exist. With nothing to go by, a project with a bundler gets `public/images`, a plain site `images`, everything else `assets`.
 * `near` is the path of the document that the picture is for: in a monorepo its project comes first.
 */
export function suggestFolders(facts: ProjectFacts, near?: string): string[] {
  const projects = projectsOf(facts);
  const home = projectAt(projects, near ?? '');
  const others = projects.filter((one) => one !== home && (one.frameworks.length > 0 || one.folder === ''));
  const found = [home, ...others].flatMap((project) => foldersOf(project, facts));
  return found.length > 0 ? [...new Set(found)] : [joinPath(home.folder, fallback(home))];
}

/** What a select offers: the suggestions, and every folder under a conventional root that has pictures, the fullest first. */
export function conventionalFolders(facts: ProjectFacts, near?: string): string[] {
  const projects = projectsOf(facts);
  const roots = projects.flatMap((project) => slotsOf(project).map(({ root }) => joinPath(project.folder, root)));
  const filled = Object.entries(facts.imageCounts)
    .filter(([folder]) => roots.some((root) => liesIn(root, folder)))
    .sort(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b))
    .map(([folder]) => folder);
  const existing = roots.filter((root) => facts.folders.includes(root));
  return [...new Set([...suggestFolders(facts, near), ...filled, ...existing])].slice(0, maxFolders);
}

function foldersOf(project: Project, facts: ProjectFacts): string[] {
  const own = project.frameworks.flatMap(({ slots }) => slots);
  const exists = ({ root }: Slot): boolean => facts.folders.includes(joinPath(project.folder, root));
  const existing = own.filter(exists);
  // A framework's first folder is its convention even before there is one.
  const conventional = existing.length > 0 ? existing : own.slice(0, 1);
  return [...habits(project, facts), ...[...conventional, ...common.filter(exists)].map((slot) => placeIn(project, slot, facts))];
}

/** The folders that the project already uses, the fullest first. The top of a served folder is none: it holds robots.txt. */
function habits(project: Project, facts: ProjectFacts): string[] {
  const counts = new Map<string, number>();
  for (const [folder, count] of Object.entries(facts.imageCounts)) {
    const slot = slotsOf(project).find(({ root }) => liesIn(joinPath(project.folder, root), folder));
    if (slot && count > 0) {
      const place = gathered(joinPath(project.folder, slot.root), folder);
      if (!special.test(below(project.folder, place)) && !(isServedTop(slot) && place === joinPath(project.folder, slot.root))) {
        counts.set(place, (counts.get(place) ?? 0) + count);
      }
    }
  }
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b)).map(([folder]) => folder);
}

function isServedTop({ root }: Slot): boolean {
  return /(?:^|\/)(?:public|static|wwwroot)$/.test(root);
}

function gathered(root: string, folder: string): string {
  const parts = folder === root ? [] : below(root, folder).split('/');
  const index = parts.findIndex((part) => gathering.test(part));
  if (gathering.test(root.slice(root.lastIndexOf('/') + 1))) {
    return root;
  }
  return index < 0 ? folder : joinPath(root, ...parts.slice(0, index + 1));
}

/** The folder of a slot: one that is there under another usual name, else the one to make. */
function placeIn(project: Project, slot: Slot, facts: ProjectFacts): string {
  const root = joinPath(project.folder, slot.root);
  const usual = [slot.into, 'images', 'img', 'assets/images', 'assets/img', 'image', 'pictures'].filter((name) => name !== '');
  const there = usual.map((name) => joinPath(root, name)).find((folder) => facts.folders.includes(folder));
  return there ?? joinPath(root, slot.into);
}

/** Those of the framework before the common ones; the innermost first, so that each folder belongs to the closest. */
function slotsOf(project: Project): Slot[] {
  const own = project.frameworks.flatMap(({ slots }) => slots);
  return [...own, ...common.filter(({ root }) => !own.some((one) => one.root === root))].sort((a, b) => b.root.length - a.root.length);
}

function fallback(project: Project): string {
  if (project.bundler !== 'none') {
    return 'public/images';
  }
  return project.hasPage ? 'images' : 'assets';
}
