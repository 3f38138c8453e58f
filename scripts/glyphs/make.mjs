// Makes src/draft/glyphs.json: the outlines that drafts draw their words with, since the WebAssembly build has no fonts.
//   npm ci && node make.mjs
//
// {
//   "unitsPerEm": 1000, "capHeight": …, "xHeight": …,
//   "contours": ["l-9 497q…z", …]            relative SVG path data after the first point, y upwards, each one once: an accent, a bowl
//   "glyphs": { "á": "562 17,40,0 3,210,590" } advance, then each contour with the x and y of its first point
//   "kerning": { "AV": -75 }                  between ASCII letters and digits only, where it can be seen
// }
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as fontkit from 'fontkit';

const unitsPerEm = 1000;
const root = path.join(import.meta.dirname, '../..');
const folder = path.dirname(createRequire(import.meta.url).resolve('@fontsource/inter/package.json'));
const fonts = ['latin', 'latin-ext', 'greek', 'cyrillic'].map((part) =>
  fontkit.openSync(path.join(folder, `files/inter-${part}-600-normal.woff`)),
);

/** Inclusive ranges of code points: ASCII, Latin-1, Latin Extended-A, S and T with comma, Greek, Cyrillic, punctuation, currency, signs; what the font lacks is skipped. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x218, 0x21b],
  [0x384, 0x3ce],
  [0x400, 0x45f],
  [0x490, 0x491],
  [0x2013, 0x2014],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2030],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x20bd, 0x20bd],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
  [0x2212, 0x2212],
];

const scaleOf = (font) => unitsPerEm / font.unitsPerEm;
const contours = new Map();
const glyphs = {};

for (const [first, last] of ranges) {
  for (let code = first; code <= last; code++) {
    const font = fonts.find((one) => one.hasGlyphForCodePoint(code));
    if (font) {
      glyphs[String.fromCodePoint(code)] = encode(font.glyphForCodePoint(code), scaleOf(font));
    }
  }
}

function encode(glyph, scale) {
  const parts = [Math.round(glyph.advanceWidth * scale)];
  for (const { x, y, data } of contoursOf(glyph.path, scale)) {
    if (!contours.has(data)) {
      contours.set(data, contours.size);
    }
    parts.push(`${contours.get(data)},${x},${y}`);
  }
  return parts.join(' ');
}

/** Splits a path at its moves. Every point is rounded before differences are taken, so errors do not add up. */
function* contoursOf(outline, scale) {
  let start;
  let at;
  let data = '';
  const number = (value, text) => (value < 0 || /[a-z]$/.test(text) ? String(value) : ` ${value}`);
  for (const { command, args } of outline.commands) {
    const points = args.map((value) => Math.round(value * scale));
    if (command === 'closePath') {
      yield { ...start, data: `${data}z` };
      continue;
    }
    if (command === 'moveTo') {
      start = at = { x: points[0], y: points[1] };
      data = '';
      continue;
    }
    const letter = { lineTo: 'l', quadraticCurveTo: 'q', bezierCurveTo: 'c' }[command];
    const last = /([a-z])[^a-z]*$/.exec(data)?.[1];
    data += letter === last ? '' : letter;
    points.forEach((value, index) => (data += number(value - (index % 2 === 0 ? at.x : at.y), data)));
    at = { x: points.at(-2), y: points.at(-1) };
  }
}

function kerningOf(font) {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,-:'];
  const pairs = {};
  for (const left of letters) {
    for (const right of letters) {
      const run = font.layout(left + right);
      const shift = Math.round((run.positions[0].xAdvance - run.glyphs[0].advanceWidth) * scaleOf(font));
      if (run.glyphs.length === 2 && Math.abs(shift) >= 15) {
        pairs[left + right] = shift;
      }
    }
  }
  return pairs;
}

const [latin] = fonts;
const table = {
  unitsPerEm,
  capHeight: Math.round(latin.capHeight * scaleOf(latin)),
  xHeight: Math.round(latin.xHeight * scaleOf(latin)),
  contours: [...contours.keys()],
  glyphs,
  kerning: kerningOf(latin),
};
const text = `${JSON.stringify(table)}\n`;
writeFileSync(path.join(root, 'src/draft/glyphs.json'), text);
console.log(
  `${Object.keys(glyphs).length} glyphs, ${contours.size} contours, ${Object.keys(table.kerning).length} pairs, ${text.length} bytes`,
);
