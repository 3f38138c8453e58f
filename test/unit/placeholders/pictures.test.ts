import assert from 'node:assert/strict';
import { namesFor } from '../../../src/placeholders/fileNames';
import { locate, relocate, type Located } from '../../../src/placeholders/located';
import { picturesOf } from '../../../src/placeholders/pictures';
import { scan } from '../../../src/placeholders/scan';

function found(text: string, path = 'index.html', languageId = 'html'): Located[] {
  return locate(`file:///shop/${path}`, text, scan(text, { languageId, path }));
}

const img = (url: string, alt?: string): string => `<img src="${url}"${alt === undefined ? '' : ` alt="${alt}"`}>`;

describe('places in a text', () => {
  it('have a line, and are told apart when they look the same', () => {
    const text = ['<p>', img('https://placehold.co/10'), '', img('https://placehold.co/10'), img('https://placehold.co/20')].join('\r\n');
    const places = found(text);
    assert.deepEqual(
      places.map(({ line, ordinal, count }) => [line, ordinal, count]),
      [
        [1, 0, 2],
        [3, 1, 2],
        [4, 0, 1],
      ],
    );
    assert.equal(new Set(places.map(({ id }) => id)).size, 3);
  });

  it('are found again wherever they have moved to, as long as their lines read as they did', () => {
    const before = found([img('https://placehold.co/10', 'a'), img('https://placehold.co/20', 'b')].join('\n'));
    const now = found(['<!-- new -->', img('https://placehold.co/20', 'b'), '', img('https://placehold.co/10', 'a')].join('\n'));
    const places = relocate(before, now);
    assert.deepEqual(
      before.map((one) => places.get(one)?.line),
      [3, 1],
    );
  });

  it('are not found when the line, the address or the number of them is another', () => {
    const [one] = found(img('https://placehold.co/10', 'a'));
    assert.ok(one);
    for (const text of [
      img('https://placehold.co/10', 'changed'),
      img('https://placehold.co/11', 'a'),
      `${img('https://placehold.co/10', 'a')}\n${img('https://placehold.co/10', 'a')}`,
      '',
    ]) {
      assert.equal(relocate([one], found(text)).size, 0, text);
    }
  });
});

describe('pictures', () => {
  const shapes = (located: readonly Located[]): string[] =>
    picturesOf(located).map(
      ({ prompt, files }) => `${prompt.value}: ${files.map((file) => `${file.width}x${file.height}*${file.places.length}`).join(' ')}`,
    );

  it('are one for the same address with the same meaning, in one document or many', () => {
    const text = [
      img('https://placehold.co/60x40', 'Tea'),
      img('https://placehold.co/60x40', 'Tea'),
      img('https://placehold.co/60x40', 'Rum'),
    ];
    const both = [...found(text.join('\n')), ...found(img('https://placehold.co/60x40', 'Tea'), 'other.html')];
    assert.deepEqual(shapes(both), ['Tea: 60x40*3', 'Rum: 60x40*1']);
  });

  it('take over what another place says of the same address, unless two say different things', () => {
    const plain = img('https://placehold.co/60x40');
    assert.deepEqual(shapes(found(`${plain}\n${img('https://placehold.co/60x40', 'Tea')}`)), ['Tea: 60x40*2']);
    const three = shapes(found(`${img('https://placehold.co/60x40', 'Rum')}\n${img('https://placehold.co/60x40', 'Tea')}\n${plain}`));
    assert.equal(three.length, 3);
  });

  it('have all sizes of a srcset, the largest first, from one generation', () => {
    const text =
      '<img src="https://placehold.co/300x200" srcset="https://placehold.co/300x200 1x, https://placehold.co/600x400 2x" alt="Quay">';
    assert.deepEqual(shapes(found(text)), ['Quay: 600x400*1 300x200*2']);
  });

  it('are two when the candidates have two shapes', () => {
    const text = '<img srcset="https://placehold.co/400x800 400w, https://placehold.co/1200x400 1200w" alt="Quay">';
    assert.deepEqual(shapes(found(text)).sort(), ['Quay: 1200x400*1', 'Quay: 400x800*1']);
  });

  it('get a usual size where the code tells none, and a name where it tells nothing', () => {
    const located = found('<img src="https://source.unsplash.com/random">', 'TeaShop.html');
    const [picture] = picturesOf(located);
    assert.deepEqual([picture?.sizeGuessed, picture?.files[0]?.width, picture?.files[0]?.height], [true, 1200, 800]);
    assert.deepEqual(picture?.prompt, { value: 'tea shop', source: 'the name of the document' });
  });

  it('are one for every reference to one missing file', () => {
    const missing = 'file:///shop/img/hero.png';
    const text = '<img src="img/hero.png" width="300" height="100"><img src="./img/hero.png" width="600" height="200">';
    const located = found(text).map((one) => ({ ...one, missing }));
    const [picture, ...others] = picturesOf(located);
    assert.equal(others.length, 0);
    assert.deepEqual(
      picture?.files.map((file) => [file.missing, file.width, file.places.length]),
      [[missing, 600, 2]],
    );
  });
});

describe('names of a picture’s files', () => {
  const names = (...widths: number[]): string[] =>
    namesFor(
      'quay',
      widths.map((width) => ({ width })),
    );

  it('tell densities by the smallest, and other sizes by their width', () => {
    assert.deepEqual(names(600), ['quay']);
    assert.deepEqual(names(900, 600, 300), ['quay@3x', 'quay@2x', 'quay']);
    assert.deepEqual(names(1200, 800, 400), ['quay@3x', 'quay@2x', 'quay']);
    assert.deepEqual(names(1000, 600), ['quay-1000', 'quay-600']);
    assert.deepEqual(names(4000, 400), ['quay-4000', 'quay-400']);
  });
});
