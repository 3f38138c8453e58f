import { plain } from '../drawing';
import { chromeEdges, chromeManifest } from '../patches/chromeManifest';
import { within } from './drawings';
import { png, type Preset } from './preset';

/** Of the 128 pixels of the store's picture, 96 are the icon and the rest is margin. */
const storeShare = 0.75;

export const chromeExtension: Preset = {
  id: 'chrome-extension',
  name: 'Chrome extension',
  detail: 'PNG of 16, 32, 48 and 128 pixels, named in the manifest',
  pictures: () => chromeEdges.map((edge) => png(`icon${edge}.png`, edge === 128 ? within(edge, storeShare) : plain(edge))),
  texts: (place) => chromeManifest(place),
};
