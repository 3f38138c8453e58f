import { baseOf, joinPath, parentOf } from '../../project/paths';
import { knownFiles, knownFolders, looseJson, member, pathInTexts, textIn } from '../known';
import type { IconProject } from '../set';
import { iconsFolder, type Place } from './place';
import { byUse } from './rank';

/** Copies, dependencies and other platforms, which have icons of their own. */
const foreign = /(?:^|\/)(?:Pods|Carthage|DerivedData|platforms|macos|watch[^/]*|[^/]* Watch[^/]*|tvos|visionos)(?:\/|$)/i;

/** The set that Xcode takes the icon from. One that is there wins, then its catalogue, then its project. */
export function iosPlace(project: IconProject): Place {
  const folders = knownFolders(project).filter((folder) => !foreign.test(folder));
  const sets = folders.filter((folder) => folder.endsWith('.appiconset') && isForPhones(project, folder));
  // One outside of a catalogue is used by no app: it was exported there to be copied.
  const weight = (folder: string): number =>
    (folder.includes('.xcassets/') ? 0 : 4) +
    (baseOf(folder) === 'AppIcon.appiconset' ? 0 : 2) +
    (/(?:^|\/)(?:ios|apple)\//i.test(folder) ? 0 : 1);
  const [set] = byUse(sets, parentOf, weight);
  if (set !== undefined) {
    return { folder: set, reason: `${set} is the app icon.`, found: true };
  }
  const catalogues = folders.filter((folder) => folder.endsWith('.xcassets') && !/preview content/i.test(folder));
  const [catalogue] = byUse(catalogues, parentOf, (folder) => (/(?:^|\/)(?:ios|apple)\//i.test(folder) ? 0 : 1));
  if (catalogue !== undefined) {
    return { folder: `${catalogue}/AppIcon.appiconset`, reason: `${catalogue} is the app’s catalogue of pictures.`, found: true };
  }
  const [xcode] = byUse(
    folders.filter((folder) => folder.endsWith('.xcodeproj')),
    parentOf,
  );
  if (xcode !== undefined) {
    const app = xcode.slice(0, -'.xcodeproj'.length);
    return { folder: `${app}/Assets.xcassets/AppIcon.appiconset`, reason: `${xcode} is the project of the app.`, found: true };
  }
  return { folder: `${iconsFolder}/ios/AppIcon.appiconset`, reason: 'No iOS project was found here.', found: false };
}

/** A set that lists pictures for other devices only is theirs. */
function isForPhones(project: IconProject, folder: string): boolean {
  const images = member(looseJson(textIn(project, joinPath(folder, 'Contents.json'))), 'images');
  if (!Array.isArray(images) || images.length === 0) {
    return true;
  }
  return images.some((image: unknown) => {
    const platform = member(image, 'platform');
    const idiom = member(image, 'idiom');
    return (
      ['iphone', 'ipad', 'ios-marketing'].includes(String(idiom)) ||
      (idiom === 'universal' && (platform === undefined || platform === 'ios'))
    );
  });
}

/** The resources of the app's module: the one whose manifest is started from the launcher. */
export function androidPlace(project: IconProject): Place {
  const named = knownFiles(project)
    .filter((path) => /(?:^|\/)src\/main\/AndroidManifest\.xml$/.test(path))
    .map((path) => joinPath(parentOf(path), 'res'));
  const folders = knownFolders(project).filter((folder) => /(?:^|\/)src\/main\/res$/.test(folder));
  const candidates = [...new Set([...named, ...folders])].filter((folder) => !foreign.test(folder));
  const weight = (folder: string): number => {
    const text = textIn(project, manifestBeside(folder)) ?? '';
    return text.includes('android.intent.category.LAUNCHER') ? 0 : /<application\b/.test(text) ? 1 : text === '' ? 2 : 3;
  };
  const [res] = byUse(candidates, (folder) => folder.replace(/\/?src\/main\/res$/, ''), weight);
  if (res === undefined) {
    return { folder: `${iconsFolder}/android/res`, reason: 'No Android project was found here.', found: false };
  }
  const manifest = pathInTexts(project, manifestBeside(res));
  return { folder: res, reason: `${res} holds the app’s resources.`, found: true, configs: manifest === undefined ? [] : [manifest] };
}

function manifestBeside(res: string): string {
  return joinPath(parentOf(res), 'AndroidManifest.xml');
}
