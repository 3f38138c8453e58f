import { joinPath } from '../../project/paths';
import { looseJson, member, textIn } from '../known';
import { iosContents, iosFiles } from '../patches/iosContents';
import type { IconDrawing } from '../drawing';
import { fullBleed } from './drawings';
import { png, type Preset, type PresetPicture } from './preset';
import type { IconProject } from '../set';

/** Share of the edge that Apple's grid gives to the main shape. */
const share = 0.78;

const dark: IconDrawing = { ...fullBleed(1024, share), colour: '#1c1c1e' };
const tinted: IconDrawing = { ...fullBleed(1024, share), colour: '#000000', tone: 'grey' };

/** One picture of each appearance; Xcode makes the sizes. What an older set names besides is drawn anew, so that it shows the same icon. */
export const ios: Preset = {
  id: 'ios',
  name: 'iOS',
  detail: 'AppIcon.appiconset: 1024 pixels, opaque, with dark and tinted appearance',
  pictures: (place, project) => [
    png(iosFiles.any, fullBleed(1024, share)),
    // Opaque like the first, on the colours of the system's own dark and tinted icons: no reader of the set meets an alpha channel.
    png(iosFiles.dark, dark),
    png(iosFiles.tinted, tinted),
    ...olderSizes(place.folder, project),
  ],
  texts: (place) => [iosContents(place.folder)],
  notes: (place, project) => {
    const left = contentsOf(place.folder, project)
      .filter(isReplaced)
      .map(({ filename }) => filename)
      .filter(notOurs);
    return left.length === 0 ? [] : [`${place.folder} no longer uses ${[...new Set(left)].join(', ')}. Delete what you do not need.`];
  },
};

interface Entry {
  readonly idiom: unknown;
  readonly filename: string;
  /** Pixels. */
  readonly edge: number;
}

/** The named pictures of a set that is there. */
function contentsOf(folder: string, project: IconProject): Entry[] {
  const images = member(looseJson(textIn(project, joinPath(folder, 'Contents.json'))), 'images');
  return (Array.isArray(images) ? images : []).flatMap((image: unknown) => {
    const [filename, size, scale] = ['filename', 'size', 'scale'].map((name) => member(image, name));
    if (typeof filename !== 'string' || filename.trim() === '') {
      return [];
    }
    const points = typeof size === 'string' ? Number.parseFloat(size) : NaN;
    const factor = typeof scale === 'string' ? Number.parseInt(scale, 10) : 1;
    return [{ idiom: member(image, 'idiom'), filename, edge: Math.round(points * factor) }];
  });
}

function olderSizes(folder: string, project: IconProject): PresetPicture[] {
  return contentsOf(folder, project)
    .filter(({ idiom }) => idiom === 'iphone' || idiom === 'ipad' || idiom === 'ios-marketing')
    .filter(({ filename, edge }) => /^[^/\\]+\.png$/i.test(filename) && notOurs(filename) && edge >= 16 && edge <= 1024)
    .map(({ filename, edge }) => png(filename, fullBleed(edge, share)));
}

function isReplaced({ idiom }: Entry): boolean {
  return idiom === 'universal';
}

function notOurs(filename: string): boolean {
  return !Object.values<string>(iosFiles).includes(filename);
}
