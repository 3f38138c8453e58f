import assert from 'node:assert/strict';
import { referenceFor, type ReferenceInput } from '../../src/project/reference';
import { packageJson, projectWith } from './projectFacts';

const languages =
  'html vue svelte astro php blade erb twig django-html handlebars liquid jsx javascript javascriptreact typescript typescriptreact css scss sass less markdown mdx json yaml toml xml python dart jade plaintext sql'.split(
    ' ',
  );
const projects = [
  projectWith([]),
  projectWith(['index.html']),
  projectWith(['vite.config.ts', 'package.json']),
  projectWith(['next.config.js']),
  projectWith(['astro.config.mjs']),
  projectWith(['manage.py']),
  projectWith(['artisan']),
  projectWith(['config/application.rb']),
  projectWith(['package.json'], [], { 'package.json': packageJson('expo') }),
];
const pieces = [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<img ',
    'src=',
    'src="',
    "alt='",
    '"',
    "'",
    '`',
    '${',
    '{',
    '}',
    '{{',
    '}}',
    '{%',
    '%}',
    '<%',
    '%>',
    '<?php ',
    '?>',
    '(',
    ')',
    '[',
    '](',
    '![',
  ],
  ...[
    'url(',
    'background: ',
    ';',
    ':',
    '/*',
    '*/',
    '//',
    '<!--',
    '-->',
    '\n',
    '\r\n',
    '\r',
    '  ',
    '\t',
    '---\n',
    '```\n',
    '#!',
    "import a from './fox.png';\n",
    'import {',
    "} from 'x'",
    "'use client'\n",
  ],
  ...[
    '<script>',
    '<script setup lang="ts">',
    '</script>',
    '<style>',
    '</style>',
    '<template>',
    '=>',
    '&&',
    'return ',
    '\\',
    '#{',
    '@',
    '$',
    '👩‍🚀',
    '\ud83d',
    '\udc69',
    'é',
    'fox.png',
    '/images/a.png',
    ' ',
    'x',
    '=',
    '/',
    '<T,>',
    '\u0000',
    '\ufeff',
  ],
];
const paths = ['index.html', 'src/App.tsx', 'public/index.html', 'a/b/c.md', 'README.md', 'templates/x.html', 'static/a.css'];
const assets = [
  'public/images/fox.png',
  'src/assets/fox.png',
  'fox.png',
  'static/it\'s "a" `b` ${c} {d} (e) [f] #g%h.png',
  'images/\ud800狐.png',
  'a:b/c d.png',
];

describe('references in broken documents', () => {
  it('always come, and change nothing but their places', () => {
    let state = 11;
    const random = (below: number): number => {
      state = (state * 1664525 + 1013904223) % 4294967296;
      return Math.floor((state / 4294967296) * below);
    };
    const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
    for (let run = 0; run < 6000; run += 1) {
      const documentText = Array.from({ length: random(30) }, () => pick(pieces)).join('');
      const offset = random(documentText.length + 3) - 1;
      const input: ReferenceInput = {
        languageId: pick(languages),
        documentPath: pick(paths),
        documentText,
        offset,
        selection: random(4) === 0 ? { start: offset, end: offset + random(20) - 5 } : undefined,
        assetPath: pick(assets),
        size: { width: random(500), height: random(2) === 0 ? NaN : 10.5 },
        alt: pick(['A red fox', '', 'a "b" \'c\' {d} <e> `f` ${g} \n h \ud800']),
        facts: pick(projects),
      };
      const about = JSON.stringify(input);
      const edit = referenceFor(input);
      const { start, end } = edit.replace;
      assert.ok(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= documentText.length, about);
      assert.ok(edit.insert.length > 0 && edit.insert.length < 1000, about);
      assert.doesNotMatch(edit.insert, /undefined|NaN|\[object/, about);
      for (const { offset: at, text } of edit.additional) {
        assert.ok(Number.isInteger(at) && at >= 0 && at <= documentText.length && (at <= start || at >= end), about);
        assert.ok(text.length > 0, about);
      }
      for (const at of [start, end]) {
        assert.doesNotMatch(documentText.slice(Math.max(0, at - 1), at + 1), /^[\ud800-\udbff][\udc00-\udfff]$/, about);
      }
      if (input.selection === undefined && start !== end) {
        const cursor = Math.min(Math.max(0, offset), documentText.length);
        assert.ok(start <= cursor && cursor <= end, about);
        assert.doesNotMatch(documentText.slice(start, end), /[\r\n]/, about);
      }
    }
  });

  it('come quickly in long ones', () => {
    const line = '<p class="a">Don\'t {{ x }} `y` { z } // url("a") /* </p> <img src="a.png"> const a = b / c;\n';
    const documentText = line.repeat(5000);
    for (const languageId of languages) {
      const before = performance.now();
      referenceFor({
        languageId,
        documentPath: 'a.x',
        documentText,
        offset: documentText.length - 20,
        assetPath: 'fox.png',
        size: { width: 1, height: 1 },
        alt: 'a',
        facts: projectWith(['vite.config.ts']),
      });
      assert.ok(performance.now() - before < 1000, `${languageId}: ${performance.now() - before} ms`);
    }
  });
});
