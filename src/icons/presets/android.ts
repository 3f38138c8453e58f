import { joinPath } from '../../project/paths';
import { plain, type IconDrawing } from '../drawing';
import { knownFolders } from '../known';
import { androidTexts } from '../patches/android';
import { adaptiveSafe, fullBleed } from './drawings';
import { png, type Preset } from './preset';

/** Pixels of one unit of Android at each density. */
const densities = { ldpi: 0.75, mdpi: 1, hdpi: 1.5, xhdpi: 2, xxhdpi: 3, xxxhdpi: 4 };

/** A plate with the icon on it, for launchers that know no adaptive icons. Its corners are cut, so the icon keeps off them. */
function legacy(edge: number): IconDrawing {
  return { ...fullBleed(edge, 0.74), outline: 'rounded' };
}

function round(edge: number): IconDrawing {
  return { ...fullBleed(edge), zone: { kind: 'circle', share: 0.8 }, outline: 'circle' };
}

/** What moves above the background; nothing of it is ever cut. */
function layer(edge: number): IconDrawing {
  return { ...plain(edge), zone: { kind: 'circle', share: adaptiveSafe } };
}

export const android: Preset = {
  id: 'android',
  name: 'Android',
  detail: 'adaptive icon with background colour and themed icon, square and round icons of all densities, Play Store',
  pictures: (place, project) => {
    const folders = new Set(knownFolders(project));
    const wanted = Object.entries(densities).filter(([name]) => name !== 'ldpi' || folders.has(joinPath(place.folder, 'mipmap-ldpi')));
    return [
      ...wanted.flatMap(([name, scale]) => [
        png(`mipmap-${name}/ic_launcher.png`, legacy(48 * scale)),
        png(`mipmap-${name}/ic_launcher_round.png`, round(48 * scale)),
        png(`mipmap-${name}/ic_launcher_foreground.png`, layer(108 * scale)),
        png(`mipmap-${name}/ic_launcher_monochrome.png`, { ...layer(108 * scale), tone: 'mono' }),
      ]),
      png('../ic_launcher-playstore.png', fullBleed(512)),
    ];
  },
  texts: (place, options, project) => androidTexts(place, options, project),
  notes: (place, { names = [] }) => {
    const webp = names.filter((name) => name.startsWith(`${place.folder}/mipmap-`) && name.endsWith('.webp'));
    return webp.length === 0
      ? []
      : [`Delete ic_launcher*.webp in the mipmap folders of ${place.folder}: beside a PNG of the same name they break the build.`];
  },
};
