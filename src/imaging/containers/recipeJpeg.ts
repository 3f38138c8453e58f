import { joined, latin1, startsWith, viewOf } from './bytes';
import { markers, names, segments, segmentsOf, type Segment } from './jpeg';
import { recipeIn, withRecipe } from './xmp';

export function embedInJpeg(bytes: Uint8Array, text: string, sourceType: string): Uint8Array {
  const all = [...segmentsOf(bytes)];
  const head = all.reduce((sum, { whole }) => sum + whole.length, 2);
  // What was walked through must be all there is before the picture itself, byte for byte.
  if (all.length === 0 || viewOf(bytes).getUint16(head) !== (0xff00 | markers.scan)) {
    return bytes;
  }
  const before = all.filter(isXmp);
  if (before.length > 1) {
    return bytes;
  }
  const packet = before[0]?.data.subarray(names.xmp.length);
  // Where the segment has no room for the words, it still says what the picture is.
  const segment = [text, undefined]
    .map((recipe) => withRecipe(packet, recipe, sourceType))
    .map((made) => (made ? segments(markers.app1, joined([latin1(names.xmp), made])) : []))
    .find((made) => made.length > 0);
  if (!segment) {
    return bytes;
  }
  const firsts = all.findIndex((one) => !(one.marker === markers.app0 || (one.marker === markers.app1 && startsWith(one.data, 'Exif\0'))));
  const at = before[0] ? all.indexOf(before[0]) : firsts < 0 ? all.length : firsts;
  return joined([
    bytes.subarray(0, 2),
    ...all.slice(0, at).map(({ whole }) => whole),
    ...segment,
    ...all.slice(before[0] ? at + 1 : at).map(({ whole }) => whole),
    bytes.subarray(head),
  ]);
}

export function readFromJpeg(bytes: Uint8Array): string | undefined {
  for (const one of segmentsOf(bytes)) {
    const found = isXmp(one) ? recipeIn(one.data.subarray(names.xmp.length)) : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function isXmp({ marker, data }: Segment): boolean {
  return marker === markers.app1 && startsWith(data, names.xmp);
}
