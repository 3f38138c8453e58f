import type { Size } from '../../core/sizes';
import { joined, startsWith, viewOf } from './bytes';

/** What a file says beside its pixels, in the form that every container can hold. Describes upright pixels. */
export interface Metadata {
  /** ICC profile of the samples. */
  readonly icc?: Uint8Array | undefined;
  /** A TIFF structure, without the `Exif` signature that JPEG puts before it. */
  readonly exif?: Uint8Array | undefined;
  /** XMP packet. */
  readonly xmp?: Uint8Array | undefined;
}

const exifSignature = 'Exif\0\0';

const tags = { orientation: 0x112, exifFolder: 0x8769, pixelWidth: 0xa002, pixelHeight: 0xa003 };

/**
 * The EXIF data of a picture that was turned upright: orientation 1, the new size, and no thumbnail, which would still show the old
 * picture. `undefined` for what is no EXIF.
 */
export function uprightExif(source: Uint8Array, size: Size): Uint8Array | undefined {
  const exif = new Uint8Array(startsWith(source, exifSignature) ? source.subarray(exifSignature.length) : source);
  const view = viewOf(exif);
  const order = exif.length >= 8 ? view.getUint16(0) : 0;
  if (order !== 0x4949 && order !== 0x4d4d) {
    return undefined;
  }
  const little = order === 0x4949;
  try {
    const first = view.getUint32(4, little);
    const folder = correctFolder(view, first, little, size);
    if (folder !== undefined) {
      correctFolder(view, folder, little, size);
    }
    // The second folder describes the thumbnail, which usually comes last and is cut off with it.
    const link = first + 2 + view.getUint16(first, little) * 12;
    const second = view.getUint32(link, little);
    view.setUint32(link, 0, little);
    return second > link && holdsOnlyThumbnail(view, first, second, little) ? exif.slice(0, second) : exif;
  } catch {
    // An offset that points outside: whatever it is, it cannot be corrected.
    return undefined;
  }
}

/** @returns where the folder of the camera's data lies */
function correctFolder(view: DataView, start: number, little: boolean, size: Size): number | undefined {
  let folder: number | undefined;
  for (const entry of entriesOf(view, start, little)) {
    const tag = view.getUint16(entry, little);
    if (tag === tags.orientation) {
      view.setUint16(entry + 8, 1, little);
    } else if (tag === tags.exifFolder) {
      folder = view.getUint32(entry + 8, little);
    } else if (tag === tags.pixelWidth || tag === tags.pixelHeight) {
      const edge = tag === tags.pixelWidth ? size.width : size.height;
      if (view.getUint16(entry + 2, little) === 3) {
        view.setUint16(entry + 8, edge, little);
      } else {
        view.setUint32(entry + 8, edge, little);
      }
    }
  }
  return folder;
}

function* entriesOf(view: DataView, start: number, little: boolean): Generator<number> {
  const count = view.getUint16(start, little);
  for (let index = 0; index < count; index++) {
    yield start + 2 + index * 12;
  }
}

/** More folders than this no camera writes; they are left as they are. */
const maxFolders = 16;

/** Whether nothing that the first folder points to lies behind the start of the second one. Folders may point to themselves or in a ring. */
function holdsOnlyThumbnail(view: DataView, first: number, second: number, little: boolean): boolean {
  const unit = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
  const folders = new Set([first]);
  // A set is walked through in the order of adding, also what is added meanwhile.
  for (const start of folders) {
    if (start >= second || folders.size > maxFolders) {
      return false;
    }
    for (const entry of entriesOf(view, start, little)) {
      const length = (unit[view.getUint16(entry + 2, little)] ?? 8) * view.getUint32(entry + 4, little);
      const offset = view.getUint32(entry + 8, little);
      if (length > 4 && offset + length > second) {
        return false;
      }
      if ([tags.exifFolder, 0x8825, 0xa005].includes(view.getUint16(entry, little))) {
        folders.add(offset);
      }
    }
  }
  return true;
}

/** The XMP packet of a picture that was turned upright. */
export function uprightXmp(xmp: Uint8Array): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(xmp);
  const upright = text.replace(/(tiff:Orientation(?:="|='|>)\s*)[2-8]/g, '$11');
  return upright === text ? xmp : new TextEncoder().encode(upright);
}

/** With the signature that JPEG and WebP readers look for. */
export function signedExif(exif: Uint8Array): Uint8Array {
  return joined([Uint8Array.from(exifSignature, (character) => character.charCodeAt(0)), exif]);
}
