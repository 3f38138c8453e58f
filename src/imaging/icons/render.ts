import { checkTarget } from '../../core/sizes';
import { icnsNeeds, writeIcns, type IcnsImage } from '../../icons/containers/icns';
import { largestBitmap, writeIco, type IcoImage } from '../../icons/containers/ico';
import { drawingsOf, type IconDrawing, type IconPicture } from '../../icons/drawing';
import type { Tasks } from '../messages';
import { drawerOf, framed, type Drawn } from './drawing/draw';
import { encodeDrawn } from './drawing/encode';
import { masterOf } from './lastMaster';
import { trace } from './trace/trace';

/** Pictures that are made at a time: libvips encodes in threads of its own, and each picture holds its samples meanwhile. */
const atOnce = 4;

/**
 * Every picture as the bytes of its file, in the order in which they were asked for.
 * @throws ImageError `not-an-image`, `too-large`; `invalid-request` for a picture that cannot be made
 */
export async function renderIcons({ bytes, pictures, look }: Tasks['renderIcons']['takes']): Promise<Tasks['renderIcons']['gives']> {
  for (const picture of pictures) {
    drawingsOf(picture).forEach(checkTarget);
  }
  const drawn = drawerOf(await masterOf(bytes), look);
  const pngOf = remembered((drawing: IconDrawing) => encodeDrawn(drawn(drawing)));
  // Readers of the containers expect an alpha channel in every entry.
  const entryOf = remembered((drawing: IconDrawing) => encodeDrawn(whole(drawn(drawing))));
  const fileOf = remembered(async (picture: IconPicture): Promise<Uint8Array> => {
    switch (picture.kind) {
      case 'png':
        return pngOf(picture.drawing);
      case 'ico':
        return writeIco(await inTurn(picture.drawings, (drawing) => icoImageOf(drawing, drawn, entryOf)));
      case 'icns':
        return writeIcns(await inTurn(picture.drawings, (drawing) => icnsImageOf(drawing, drawn, entryOf)));
      case 'svg':
        return new TextEncoder().encode((await trace({ bytes })).svg);
    }
  });
  const files: Uint8Array[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < pictures.length) {
      const index = next++;
      // Each file is handed over with its memory, which must be its own.
      files[index] = (await fileOf(pictures[index] as IconPicture)).slice();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return files.map((file) => ({ bytes: file }));
}

async function icoImageOf(
  drawing: IconDrawing,
  drawn: (drawing: IconDrawing) => Drawn,
  pngOf: (drawing: IconDrawing) => Promise<Uint8Array>,
): Promise<IcoImage> {
  const { width, height } = drawing;
  return width > largestBitmap
    ? { width, height, kind: 'png', bytes: await pngOf(drawing) }
    : { width, height, kind: 'pixels', rgba: samplesOf(drawn(drawing)) };
}

async function icnsImageOf(
  drawing: IconDrawing,
  drawn: (drawing: IconDrawing) => Drawn,
  pngOf: (drawing: IconDrawing) => Promise<Uint8Array>,
): Promise<IcnsImage> {
  const { width, height } = drawing;
  const needs = icnsNeeds(drawing);
  return {
    width,
    height,
    rgba: needs.rgba ? samplesOf(drawn(drawing)) : undefined,
    png: needs.png ? await pngOf(drawing) : undefined,
  };
}

function whole(picture: Drawn): Drawn {
  return { ...picture, drawn: framed(picture), left: 0, top: 0, fill: undefined };
}

/** The picture's pixels: width × height RGBA with straight alpha. */
function samplesOf(picture: Drawn): Uint8Array {
  return new Uint8Array(framed(picture).data);
}

/** One after the other, so that one file never holds the samples of all its pictures. */
async function inTurn<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) {
    made.push(await make(item));
  }
  return made;
}

/** Makes the same only once: sets overlap. */
function remembered<T extends object>(make: (order: T) => Promise<Uint8Array>): (order: T) => Promise<Uint8Array> {
  const made = new Map<string, Promise<Uint8Array>>();
  return (order) => {
    const key = JSON.stringify(order);
    const known = made.get(key) ?? make(order);
    made.set(key, known);
    return known;
  };
}
