import assert from 'node:assert/strict';
import { isImageError } from '../../../src/core/errors';
import type { Rectangle, Size } from '../../../src/core/sizes';
import { areaOf, boundsOf, emptyMask } from '../../../src/imaging/mask/mask';
import { codeOfRectangle, decodeMask, encodeMask, measureCode, withSize } from '../../../src/imaging/mask/maskCode';
import { paintRectangle } from '../../../src/imaging/mask/shapes';

const wrongSize = (error: unknown): boolean => isImageError(error) && /does not have the size/.test(error.message);

function rectangle(box: Rectangle, size: Size): string {
  const mask = emptyMask(size);
  paintRectangle(mask, box, 255);
  return encodeMask(mask);
}

describe('the code of a mask', () => {
  const size = { width: 40, height: 30 };
  const box = { left: 3, top: 7, width: 11, height: 5 };

  it('names its size, so that a mask of the picture lying on its side is refused', () => {
    const code = rectangle(box, size);
    assert.deepEqual(boundsOf(decodeMask(code, size)), box);
    for (const other of [
      { width: 30, height: 40 },
      { width: 20, height: 60 },
      { width: 1200, height: 1 },
    ]) {
      assert.throws(() => decodeMask(code, other), wrongSize);
      assert.throws(() => measureCode(code, other), wrongSize);
    }
  });

  it('of a version that named no size is read when its size is known from elsewhere', () => {
    const code = rectangle(box, size);
    const old = code.slice(code.indexOf(':') + 1);
    assert.throws(() => decodeMask(old, size), wrongSize);
    assert.equal(withSize(old, size), code);
    assert.equal(withSize(code, size), code);
  });

  it('of one rectangle is that of the painted one', () => {
    const boxes = [
      box,
      { left: 0, top: 0, ...size },
      { left: 0, top: 4, width: 40, height: 6 },
      { left: 39, top: 29, width: 1, height: 1 },
      { left: 0, top: 0, width: 1, height: 30 },
      { left: 39, top: 0, width: 1, height: 30 },
    ];
    for (const one of boxes) {
      const code = codeOfRectangle(one, size);
      assert.deepEqual(decodeMask(code, size), decodeMask(rectangle(one, size), size), JSON.stringify(one));
      assert.deepEqual(measureCode(code, size), { bounds: one, area: areaOf(decodeMask(code, size)) });
    }
    const large = { width: 3840, height: 2160 };
    const region = { left: 700, top: 300, width: 1024, height: 640 };
    assert.deepEqual(measureCode(codeOfRectangle(region, large), large), { bounds: region, area: 1024 * 640 });
  });
});
