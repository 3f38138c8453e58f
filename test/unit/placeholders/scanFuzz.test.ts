import * as assert from 'node:assert/strict';
import { scan } from '../../../src/placeholders/scan';
import { corpus } from './corpusFiles';

/** The same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces = [
  '"',
  "'",
  '`',
  '<',
  '>',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '${',
  '/*',
  '*/',
  '<!--',
  '{{',
  '}}',
  '\\',
  '\n',
  '=',
  ':',
  '<?php ',
  '\ud83d',
];
const languages = [
  ...['html', 'css', 'scss', 'typescript', 'typescriptreact', 'vue', 'svelte', 'astro', 'php', 'blade', 'erb', 'twig', 'markdown', 'mdx'],
  ...['json', 'yaml', 'xml', 'python', 'ruby', 'sql', 'dart', 'kotlin', 'rust', 'toml', 'unknown'],
];

function check(text: string, languageId: string, examples: boolean): void {
  let end = 0;
  for (const finding of scan(text, { languageId, path: 'x', avatars: true, examples })) {
    assert.equal(text.slice(finding.start, finding.end), finding.raw);
    assert.ok(finding.start >= end && finding.end >= finding.start, 'sorted, and none in another');
    end = finding.end;
    if (typeof finding.alt === 'object') {
      assert.ok(finding.alt.start >= 0 && finding.alt.end <= text.length && finding.alt.start <= finding.alt.end);
    }
    assert.ok((finding.prompt?.value.length ?? 1) <= 300);
    assert.equal(finding.prompt?.value.trim(), finding.prompt?.value);
  }
}

describe('scan: any text', () => {
  const files = corpus();

  it('takes truncated and damaged files', () => {
    const next = random(7);
    for (const file of files) {
      for (let round = 0; round < 8; round += 1) {
        const cut = next(file.text.length + 1);
        check(file.text.slice(0, cut), file.languageId, round % 2 === 0);
        check(file.text.slice(cut), file.languageId, round % 2 === 0);
        const at = next(file.text.length);
        check(
          file.text.slice(0, at) + (pieces[next(pieces.length)] ?? '') + file.text.slice(at + next(3)),
          file.languageId,
          round % 2 === 1,
        );
      }
    }
  });

  it('takes a file as any language', () => {
    for (const file of files) {
      for (const languageId of languages) {
        check(file.text, languageId, true);
      }
    }
  });

  it('takes noise', () => {
    const next = random(11);
    const words = [
      ...pieces,
      'https://placehold.co/600x400',
      '<img src="',
      'alt=',
      'url(',
      '![',
      '](',
      'image',
      ' ',
      '---\n',
      '- ',
      '```',
      '#',
      ',',
    ];
    for (let round = 0; round < 1500; round += 1) {
      const text = Array.from({ length: 60 }, () => words[next(words.length)] ?? '').join('');
      check(text, languages[next(languages.length)] ?? 'html', round % 2 === 0);
    }
  });
});

describe('scan: time', () => {
  const units: readonly (readonly [string, string])[] = [
    ['<img src="', 'html'],
    ['<a b="\n', 'html'],
    ['<div>', 'html'],
    ['<!--', 'html'],
    ['{{', 'html'],
    ['<h1>', 'html'],
    ['`', 'typescriptreact'],
    ['`${', 'javascript'],
    ['<A>{', 'typescriptreact'],
    ['/ [', 'javascript'],
    ['"\\', 'javascript'],
    ['/*', 'css'],
    ['url(', 'css'],
    ['a{', 'scss'],
    ['![', 'markdown'],
    ['` `` ', 'markdown'],
    ['{', 'svelte'],
    ['- ', 'yaml'],
    ['(', 'sql'],
    ['<img src="https://placehold.co/1" alt="x">', 'html'],
  ];
  for (const [unit, languageId] of units) {
    it(`grows no faster than the text: ${JSON.stringify(unit)} (${languageId})`, () => {
      const text = (size: number): string => {
        const line = `${unit.repeat(Math.ceil(400 / unit.length))}\n`;
        return `<img src="https://placehold.co/9">\n${line.repeat(Math.ceil(size / line.length))}`;
      };
      const time = (content: string): number => {
        const start = performance.now();
        scan(content, { languageId, path: 'x' });
        return performance.now() - start;
      };
      const small = text(50_000);
      const large = text(200_000);
      time(small);
      const base = Math.min(time(small), time(small));
      // Four times the text: what is quadratic takes sixteen times as long and, from a slow start, much more than this allows.
      assert.ok(Math.min(time(large), time(large)) < 40 * Math.max(base, 50));
    });
  }
});
