import assert from 'node:assert/strict';
import { uprightExif } from '../../../src/imaging/containers/metadata';

const size = { width: 40, height: 30 };

/** A TIFF structure whose first folder lies at 8 and points to folders at these places; a second one, of a thumbnail, lies at `second`. */
function exifWith(pointers: readonly number[], second: number, length = second + 6): Uint8Array {
  const exif = new Uint8Array(length);
  const view = new DataView(exif.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, pointers.length, true);
  pointers.forEach((pointer, index) => {
    const entry = 10 + index * 12;
    view.setUint16(entry, 0x8825, true);
    view.setUint16(entry + 2, 4, true);
    view.setUint32(entry + 4, 1, true);
    view.setUint32(entry + 8, pointer, true);
  });
  view.setUint32(10 + pointers.length * 12, second, true);
  return exif;
}

describe('EXIF of anybody', () => {
  it('loses the thumbnail, which shows the old picture', () => {
    const exif = exifWith([60], 100, 200);
    assert.equal(uprightExif(exif, size)?.length, 100);
  });

  it('whose folders point to themselves is read to an end', () => {
    assert.equal(uprightExif(exifWith([8], 100, 200), size)?.length, 100);
    assert.equal(uprightExif(exifWith([8, 8, 8], 100, 200), size)?.length, 100);
  });

  it('whose folders point to one another is read to an end', () => {
    const exif = exifWith([40], 100, 200);
    exif.set(exifWith([8], 0, 26).subarray(8), 40);
    assert.equal(uprightExif(exif, size)?.length, 100);
  });

  it('with more folders than any camera writes keeps all of its bytes', () => {
    const pointers = Array.from({ length: 200 }, (_, index) => 3_000 + index * 2);
    const exif = exifWith(pointers, 5_000, 6_000);
    assert.equal(uprightExif(exif, size)?.length, exif.length);
  });
});
