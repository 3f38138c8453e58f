import * as assert from 'node:assert/strict';
import { scan } from '../../../src/placeholders/scan';

const co = 'https://placehold.co';

/** Kind, role where it is another than usual, size and address of each finding. */
function found(languageId: string, text: string): string[] {
  return scan(text, { languageId, path: 'file' }).map(({ kind, role, url, width, height }) =>
    [kind, role === 'picture' ? '' : role, width || height ? `${width?.value}x${height?.value}` : '', url.replace(co, '')]
      .filter((part) => part !== '')
      .join(' '),
  );
}

function prompts(languageId: string, text: string): (string | undefined)[] {
  return scan(text, { languageId, path: 'file' }).map(({ prompt }) => prompt?.value);
}

type Case = readonly [name: string, languageId: string, text: string, expected: readonly string[]];

function table(cases: readonly Case[]): void {
  for (const [name, languageId, text, expected] of cases) {
    it(name, () => {
      assert.deepEqual(found(languageId, text), expected);
    });
  }
}

describe('scan: more places', () => {
  table([
    ['drawings that a key names', 'yaml', `icon: /icons/apple.svg`, ['local /icons/apple.svg']],
    [
      'drawings as addresses, not as components',
      'javascript',
      `import a from './a.svg?url'; import B from './b.svg'`,
      ['local ./a.svg?url'],
    ],
    [
      'the alias of SvelteKit',
      'svelte',
      `<script>import a from '$lib/a.webp'; const b = { image: '$base/b.png' }</script>`,
      ['local $lib/a.webp'],
    ],
    ['teasers', 'markdown', `---\nteaser: /assets/fjord.jpg\n---\n`, ['local /assets/fjord.jpg']],
    ['the front matter of a page', 'html', `---\nhero: ${co}/3x4\n---\n<img src="${co}/5x6">`, ['host 3x4 /3x4', 'host 5x6 /5x6']],
    ['no text that is shown', 'css', `a::after { content: "${co}/1"; background: url(${co}/2) }`, ['host 2x2 /2']],
    ['no title in a data attribute', 'html', `<div data-title="${co}/1" data-bg="${co}/2">`, ['host 2x2 /2']],
    ['no lists of hosts', 'yaml', `allowed_image_hosts:\n  - ${co}/1\n`, []],
    ['no names for screenshots', 'javascript', `expect(page).toHaveScreenshot('home.png')`, []],
    ['comments in braces on a line of their own', 'astro', `<p>{\n  /* <img src="${co}/1"> */\n}</p><img src="${co}/2">`, ['host 2x2 /2']],
    [
      'comments of templates in Markdown',
      'markdown',
      `{% comment %}\n![a](${co}/1)\n{% endcomment %}\n{{/* ![a](${co}/1) */}}\n![b](${co}/2)`,
      ['host 2x2 /2'],
    ],
    [
      'code that is indented in a list',
      'markdown',
      `- a\n  - ![b](${co}/2)\n\n        ![c](${co}/3)\n\n    ![d](${co}/4)`,
      ['host 2x2 /2', 'host 4x4 /4'],
    ],
    [
      'a regular expression behind a condition',
      'typescript',
      `if (ok) /"/.test(s) && use('${co}/1');\nwhile (a) /'/.exec(b);`,
      ['host 1x1 /1'],
    ],
    ['a division behind an exclamation mark', 'typescript', `const n = y! / 2; const o = '${co}/1'; const p = z! / 3;`, ['host 1x1 /1']],
    [
      'handlers that are methods',
      'javascript',
      `x = { onImgError(e) { e.src = '${co}/1' }, b() { return '${co}/2' } }`,
      ['host fallback 1x1 /1', 'host 2x2 /2'],
    ],
    ['no names of members', 'javascript', `a = imgs['/x.png']; b = imgs [0] || ['/y.png']`, []],
    ['lists, but no members', 'javascript', `image = imgs['${co}/1'] ?? ['${co}/2']`, ['host 2x2 /2']],
    ['a slash between attributes', 'html', `<img src="${co}/1"/alt="x"/><img src="/a.png">`, ['host 1x1 /1', 'local /a.png']],
    [
      'the ending behind the first colour',
      'html',
      `<img src="https://via.placeholder.com/300/09f.png/fff">`,
      ['host 300x300 https://via.placeholder.com/300/09f.png/fff'],
    ],
    ['no handler in what follows a call', 'javascript', `onError(x); if (a) { s = '${co}/1' }`, ['host 1x1 /1']],
  ]);
});

describe('scan: more sizes', () => {
  table([
    ['density in the name of a file', 'html', `<img src="a@2x.png" width="120" height="80">`, ['local 240x160 a@2x.png']],
    [
      'density of a candidate',
      'html',
      `<img srcset="a.png 1x, b.png 3x" width="50" height="40">`,
      ['local 50x40 a.png', 'local 150x120 b.png'],
    ],
    ['the width that a candidate tells', 'html', `<img srcset="a.png 400w" width="1600" height="900">`, ['local 400x225 a.png']],
    [
      'never times the density, where the URL tells',
      'html',
      `<img srcset="${co}/500 1x, ${co}/1000 2x">`,
      ['host 500x500 /500', 'host 1000x1000 /1000'],
    ],
    [
      'a rule of the page for the class',
      'html',
      `<style>.t { width: 20px; height: 10px }</style><img class="x t" src="a.png">`,
      ['local 20x10 a.png'],
    ],
    ['no rule that says half', 'html', `<style>.t { width: 100%; height: 10px }</style><img class="t" src="a.png">`, ['local a.png']],
    ['icons', 'html', `<link rel="icon" sizes="32x32" href="/a.png">`, ['local 32x32 /a.png']],
  ]);
});

describe('scan: more prompts', () => {
  const cases: readonly (readonly [string, string, string, readonly (string | undefined)[]])[] = [
    ['of what a call in the source stands in', 'vue', `<template><img :src="require('@/a.png')" alt="Oak"></template>`, ['Oak']],
    [
      'of what an object in the source stands in',
      'javascriptreact',
      `x = <Image source={{ uri: '${co}/1' }} accessibilityLabel="Seal" />`,
      ['Seal'],
    ],
    ['of other properties of a component', 'javascriptreact', `x = <Card name="Oak chair" image="${co}/1" />`, ['Oak chair']],
    ['of the heading before them', 'javascriptreact', `x = <p><h2>Chairs</h2><Card name="Oak chair" image="${co}/1" /></p>`, ['Chairs']],
    ['with signs', 'html', `<img src="${co}/1" alt="5 &euro;">`, ['5 €']],
  ];
  for (const [name, languageId, text, expected] of cases) {
    it(name, () => {
      assert.deepEqual(prompts(languageId, text), expected);
    });
  }
});

describe('scan: texts that nobody wrote', () => {
  const host = `"${co}/300x200"`;
  const deep = 10_000;
  const nests = ['(', '[', '{"a":', '`${', '<div>', '<A b={', '<A>{', '.a{', '> ', '![', '{{', '{#if a}', 'a?', '- ', 'function(){'];
  for (const languageId of ['html', 'scss', 'typescriptreact', 'vue', 'svelte', 'astro', 'php', 'markdown', 'mdx', 'json', 'yaml']) {
    it(`${languageId} of any depth`, () => {
      for (const nest of nests) {
        assert.doesNotThrow(
          () =>
            scan(
              nest
                .repeat(deep / 10)
                .concat('\n')
                .repeat(10) + host,
              { languageId, path: 'file' },
            ),
          nest,
        );
      }
    });
  }

  const repeated = [
    ['less', '${'],
    ['css', '@{'],
    ['scss', '{{'],
    ['markdown', '{% comment %}\n'],
    ['markdown', '1. x\n\n      y\n'],
  ] as const;
  for (const [languageId, token] of repeated) {
    it(`${languageId} of ${JSON.stringify(token)} only`, () => {
      const line = token.repeat(Math.ceil(10_000 / token.length)).concat('\n');
      const start = performance.now();
      scan(line.repeat(50) + host, { languageId, path: 'file' });
      // Generous: what is quadratic takes minutes.
      assert.ok(performance.now() - start < 8_000);
    });
  }
});
