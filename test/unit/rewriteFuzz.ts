import type { ProjectFacts } from '../../src/project/facts';
import { packageJson, projectWith } from './projectFacts';

/** A language, what its documents begin and end with, and pieces that can stand in any order between; `¤` is an address. */
export interface Pieces {
  readonly language: string;
  readonly path: string;
  readonly head: readonly string[];
  readonly open: string;
  readonly close: string;
  readonly plain: readonly string[];
  readonly marked: readonly string[];
}

const elements: Pieces['marked'] = [
  '<img src="¤" alt="" />',
  "<img alt='a' src='¤' />",
  '<img srcset="¤ 1x, b.png 2x" src="c.png" />',
  '<video poster="¤"></video>',
];

export const languages: readonly Pieces[] = [
  {
    language: 'html',
    path: 'pages/a.html',
    head: ['', '<!doctype html>\n', '\ufeff<p>'],
    open: '<main>',
    close: '</main>',
    plain: ['<p>Don\'t "x"</p>', '<!-- a -->', '<script>if (a<b) "c"</script>', '&amp;', '\r\n', '{{ a }}'],
    marked: [...elements, `<p style="background: url('¤')"></p>`, '<style>a { b: url(¤) }</style>'],
  },
  {
    language: 'typescriptreact',
    path: 'src/ui/A.tsx',
    head: [
      '',
      "'use client';\n",
      'import a from \'a\';\nimport b from "b";\r\n',
      '\ufeff// a\n',
      "import { c } from '@/c'\n",
      '/* a */ import Image from "next/image";\n',
    ],
    open: '\nexport const A = () => <main>',
    close: '</main>;\n',
    plain: ["<p>Don't</p>", '{a && <b />}', '{`a ${b} c`}', '\r\n', '{/* a */}', '{a < 3 ? "x" : \'y\'}', '<p>it is / a // b</p>'],
    marked: [
      ...elements,
      "<img src={'¤'} />",
      '<Image src="¤" width={1} />',
      '{list([{ image: "¤", a: 1 }])}',
      "<p style={{ background: 'url(¤)' }} />",
      '{f(`¤`)}',
    ],
  },
  {
    language: 'vue',
    path: 'src/ui/A.vue',
    head: [
      '',
      '<script setup lang="ts">\nimport a from "a"\n</script>\n',
      '<script>\nexport default {}\n</script>\n',
      '<script setup></script>',
    ],
    open: '<template>',
    close: '</template>\n',
    plain: ["<p>Don't</p>", '{{ a }}', '\r\n', '<!-- a -->', '<b v-if="a > 1" />'],
    marked: [...elements, `<img :src="'¤'" />`, '<Card image="¤" />'],
  },
  {
    language: 'svelte',
    path: 'src/ui/A.svelte',
    head: [
      '',
      '<script>\n  import a from "a";\n</script>\n',
      '<script context="module">a</script>\n',
      '<script lang="ts">let a = 1;</script>',
    ],
    open: '<main>',
    close: '</main>\n',
    plain: ["<p>Don't</p>", '{a}', '\r\n', '{#if a}b{/if}'],
    marked: [...elements, "<img src={'¤'} />", '<p style="background: url(¤)"></p>'],
  },
  {
    language: 'astro',
    path: 'src/ui/A.astro',
    head: ['', '---\nimport a from "a";\n---\n', '---\n---\n', '---\r\nconst a = 1\r\n---\r\n'],
    open: '<main>',
    close: '</main>\n',
    plain: ["<p>Don't</p>", '{a}', '\r\n', '{a.map((b) => <i>{b}</i>)}'],
    marked: [...elements, "<img src={'¤'} />"],
  },
  {
    language: 'markdown',
    path: 'docs/a.md',
    head: ['', '---\na: b\n---\n\n', '# a\r\n\r\n'],
    open: '\n',
    close: '\n',
    plain: ['`a`', "Don't [a](b)\n", '\r\n', '* c\n'],
    marked: ['![a](¤)\n', '![](<¤> "t")\n', '\n<img src="¤">\n'],
  },
  {
    language: 'json',
    path: 'src/a.json',
    head: ['', '\ufeff', '\r\n'],
    open: '[',
    close: '0]\r\n',
    plain: ['"it\'s",', '{ "a": "\\"" },', '\r\n', '[1, 2],'],
    marked: ['{ "image": "¤" },', '"<img src=\\"¤\\">",'],
  },
  {
    language: 'scss',
    path: 'src/a.scss',
    head: ['', '@use "a";\n'],
    open: '.a { b: c; ',
    close: '}\n',
    plain: ["// it's\n", '/* " */', '\r\n', '&:hover { a: b; }'],
    marked: ['b: url(¤);', 'b: url("¤") no-repeat;', "b: image-set('¤' 1x);"],
  },
  {
    language: 'php',
    path: 'a/b.php',
    head: ['', '<?php f("a"); ?>\r\n'],
    open: '<main>',
    close: '</main>',
    plain: ["<p>Don't</p>", '<?= $a ?>', '\r\n'],
    marked: [...elements, "<?php $a = ['b' => '¤']; ?>", '<?php $a = "¤"; ?>'],
  },
];

export const projects: readonly ProjectFacts[] = [
  projectWith([]),
  projectWith(['index.html']),
  projectWith(['vite.config.ts', 'package.json'], ['public', 'src']),
  projectWith(['next.config.js']),
  projectWith(['astro.config.mjs']),
  projectWith(['artisan']),
  projectWith(['package.json'], [], { 'package.json': packageJson('@sveltejs/kit') }),
  projectWith(['package.json'], [], { 'package.json': packageJson('expo') }),
];

export const assets: readonly string[] = [
  'public/images/fox.png',
  'src/assets/fox.png',
  'src/assets/b/fox.png',
  'static/fox.png',
  'src/it\'s "a" `b` ${c} {d} (e) [f] #g%h&i.png',
  '狐.png',
];
