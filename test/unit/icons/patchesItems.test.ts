import assert from 'node:assert/strict';
import { parse, parseTree, type ParseError } from 'jsonc-parser';
import { spliceItems } from '../../../src/icons/json/jsonItems';
import { readJson } from '../../../src/icons/json/jsonText';
import { settleTexts } from '../../../src/icons/target';
import { applyEdits } from '../../../src/icons/textEdit';
import { chance, patchOf, plan, project } from './planHelp';

function spliced(text: string, removed: readonly number[], values: readonly unknown[]): string {
  const json = readJson(text) ?? assert.fail(`the sample is not JSON: ${text}`);
  const list = json.root.type === 'array' ? json.root : json.root.children?.[0]?.children?.[1];
  return applyEdits(text, spliceItems(json, list ?? assert.fail(), new Set(removed), values));
}

/** Reads it like a tolerant reader, but throws at every fault. */
function read(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  assert.deepEqual(errors, [], text);
  return value;
}

describe('items of an array', () => {
  it('go with their comma and their line', () => {
    const lines = '[\n  1,\n  2,\n  3\n]\n';
    assert.equal(spliced(lines, [0, 1], []), '[\n  3\n]\n');
    assert.equal(spliced(lines, [1, 2], []), '[\n  1\n]\n');
    assert.equal(spliced(lines, [1], []), '[\n  1,\n  3\n]\n');
    assert.equal(spliced(lines, [0, 1, 2], []), '[]\n');
    assert.equal(spliced(lines, [0, 1, 2], [4, 5]), '[\n  4,\n  5\n]\n');
    assert.equal(spliced(lines, [2], [4]), '[\n  1,\n  2,\n  4\n]\n');
    assert.equal(spliced('{"a": [1, 2, 3]}', [0, 1], []), '{"a": [3]}');
    assert.equal(spliced('{"a": [1, 2, 3]}', [1, 2], []), '{"a": [1]}');
    assert.equal(spliced('{"a": [1, 2, 3]}', [0, 2], [4]), '{"a": [2, 4]}');
    assert.equal(spliced('{"a":[{"b":1}]}', [0], [{ b: 2 }, { b: 3 }]), '{"a":[{"b":2},{"b":3}]}');
    assert.equal(spliced('[\n  { "a": 1 }, {\n    "b": 2\n  }, { "c": 3 }\n]', [1], []), '[\n  { "a": 1 }, { "c": 3 }\n]');
    assert.equal(spliced('[\n  1\n  , 2\n  , 3\n]', [0, 2], []), '[\n  2\n]');
  });

  it('leave what is remarked on the others, and the comma after the last', () => {
    const before = '[\n\t// small\n\t1, // one\n\t/* two, and a half */\n\t2, // [two]\n\t3, /* "three" */\n]';
    assert.equal(spliced(before, [1], []), '[\n\t// small\n\t1, // one\n\t/* two, and a half */\n\t3, /* "three" */\n]');
    assert.equal(spliced(before, [2], [4]), '[\n\t// small\n\t1, // one\n\t/* two, and a half */\n\t2, // [two]\n\t4,\n]');
    assert.equal(spliced('[\n  1 // one\n  , 2\n]', [1], []), '[\n  1 // one\n]');
    assert.equal(spliced('[\n  1 /* a */ ] /* b */\n', [], [2]), '[\n  1,\n  2 /* a */ ] /* b */\n');
  });

  it('are just those that stay and those that are new, however the array is written', () => {
    const random = chance(11);
    const upTo = (most: number): number => Math.floor(random() * (most + 1));
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] ?? (from[0] as T);
    const item = (name: string, end: string, indent: string): [string, unknown] =>
      pick<[string, unknown]>([
        [`"${name}"`, name],
        [`{ "name": "${name}", "x": [1, 2] }`, { name, x: [1, 2] }],
        [`{"name":"${name}"}`, { name }],
        [`{${end}${indent}${indent}"name" : "${name},]//"${end}${indent}}`, { name: `${name},]//` }],
      ]);
    let cases = 0;
    for (let round = 0; round < 6000; round += 1) {
      const end = pick(['\n', '\r\n', '']);
      const indent = end === '' ? pick(['', ' ']) : pick(['  ', '\t', '']);
      const remarks = random() < 0.4;
      const remark = (): string => {
        const one = pick(['', '', '', ' /* a, ] */', ' /* " */ /* } */', ` // b, [${end}`, `${end}${indent}// own line, ${end}`]);
        return !remarks || (end === '' && one.includes('//')) ? '' : one;
      };
      const items = Array.from({ length: upTo(8) }, (_, index) => item(`old${String(index)}`, end, indent));
      const gap = (): string => (random() < 0.85 ? end + indent : ' ');
      const commaFirst = end !== '' && random() < 0.1;
      const written = items.map(([text], index) => {
        const comma = index < items.length - 1 ? (commaFirst ? `${end}${indent},` : ',') : '';
        return gap() + text + remark() + comma + remark();
      });
      const trailing = items.length > 0 && random() < 0.25;
      const list = `[${remark()}${written.join('')}${trailing ? `,${remark()}` : ''}${end}]`;
      const text = pick([list, `{${end}${indent}"list": ${list}${end}}${end}`, `{"list":${list},"after":[1]}`]);
      const removed = items.flatMap((_, index) => (random() < pick([0.2, 0.6, 1]) ? [index] : []));
      const values = Array.from({ length: upTo(4) }, (_, index) => pick<unknown>([`new${String(index)}`, { name: index, y: { z: [] } }]));
      const after = spliced(text, removed, values);
      const shown = `${JSON.stringify(text)} without ${removed.join()} and with ${String(values.length)} became ${JSON.stringify(after)}`;
      const expected = [...items.filter((_, index) => !removed.includes(index)).map(([, value]) => value), ...values];
      const result = read(after);
      assert.deepEqual(Array.isArray(result) ? result : (result as { list: unknown }).list, expected, shown);
      if (!remarks && !trailing) {
        JSON.parse(after);
      }
      if (items.length > 0 && removed.length < items.length) {
        const node = parseTree(after, [], { allowTrailingComma: true }) ?? assert.fail();
        const array = node.type === 'array' ? node : (node.children?.[0]?.children?.[1] ?? assert.fail());
        const last = array.children?.at(-1) ?? assert.fail();
        const rest = after.slice(last.offset + last.length, array.offset + array.length).replace(/\/\*[^]*?\*\/|\/\/[^\r\n]*/g, '');
        assert.equal(rest.includes(','), trailing, shown);
      }
      assert.ok(end !== '\r\n' || !/[^\r]\n/.test(after), shown);
      for (const own of text.matchAll(/^[ \t]*\/\/ own line, \r?$/gm)) {
        assert.ok(removed.length === items.length || after.includes(own[0].trim()), shown);
      }
      cases += Number(removed.length > 1 && values.length > 0);
    }
    assert.ok(cases > 1000);
  });
});

describe('patches that take items out', () => {
  it('bring a set of Xcode with all sizes down to one picture of each appearance', () => {
    const path = 'App/Assets.xcassets/AppIcon.appiconset/Contents.json';
    const sizes = [...['20x20', '29x29', '60x60'].flatMap((size) => [`${size} 2x`, `${size} 3x`]), '1024x1024 '];
    const images = sizes.map((one) => {
      const [size = '', scale = ''] = one.split(' ');
      return { filename: `${size}@${scale}.png`, idiom: 'universal', platform: 'ios', ...(scale === '' ? {} : { scale }), size };
    });
    const write = (list: readonly object[]): string =>
      JSON.stringify({ images: list, info: { author: 'xcode', version: 1 } }, null, 2).replaceAll('":', '" :');
    const names = ['icon-1024.png', 'icon-1024-dark.png', 'icon-1024-tinted.png'];
    for (const [list, kept] of [
      [images, []],
      [images.slice(0, -1), []],
      [images.slice(0, 1), []],
      [[...images, { filename: 'w.png', idiom: 'watch', size: '44x44' }], ['w.png']],
    ] as const) {
      const after = patchOf(plan(['ios'], project({ [path]: write(list) })), path);
      const value = JSON.parse(after) as { images: { filename: string }[] };
      assert.deepEqual(value.images.map(({ filename }) => filename).sort(), [...names, ...kept].sort());
      assert.equal(after, write(value.images));
    }
  });

  it('bring a web manifest with old and new icons down to the new ones', () => {
    const entry = (src: string, size: number): object => ({ src, sizes: `${size}x${size}`, type: 'image/png' });
    const icons = [entry('/old192.png', 192), entry('/old512.png', 512), entry('/icon-192.png', 192), entry('/icon-512.png', 512)];
    for (const space of [2, 0]) {
      const text = JSON.stringify({ name: 'x', icons }, null, space);
      const made = plan(['web-minimal'], project({ 'public/manifest.webmanifest': text }, ['public']));
      const after = JSON.parse(patchOf(made, 'public/manifest.webmanifest')) as { icons: { src: string }[] };
      assert.deepEqual(
        after.icons.map(({ src }) => src),
        ['/icon-192.png', '/icon-512.png', '/icon-512-maskable.png'],
      );
    }
  });

  it('are dropped with a note when they would break a file, and others of that file are not', () => {
    const target = (path: string, text: string, byHand: string): Parameters<typeof settleTexts>[0][number] => ({
      path,
      presets: ['ios'],
      change: () => ({ text, summary: byHand }),
      byHand,
    });
    const texts = { 'strict.json': '{"a": 1}', 'loose.json': '{"a": 1,}', 'page.html': '<p>' };
    const { patches, notes } = settleTexts(
      [
        target('strict.json', '{"a": 2}', 'good'),
        target('strict.json', '{"a": 3,}', 'bad'),
        target('loose.json', '{"a": 3, /* fine */}', 'good'),
        target('loose.json', '{"a": [ , 3]}', 'bad'),
        target('page.html', '[ , 3]', 'good'),
      ],
      project(texts),
    );
    assert.deepEqual(
      patches.map(({ path, text, summary }) => [path, text, summary]),
      [
        ['strict.json', '{"a": 2}', 'good'],
        ['loose.json', '{"a": 3, /* fine */}', 'good'],
        ['page.html', '[ , 3]', 'good'],
      ],
    );
    assert.deepEqual(
      notes.map((note) => note.split(' ')[0]),
      ['strict.json', 'loose.json'],
    );
  });
});
