import assert from 'node:assert/strict';
import ts from 'typescript';
import type { Slot } from '../../src/placeholders/finding';
import { scan } from '../../src/placeholders/scan';
import { addAlt } from '../../src/project/addAlt';
import { replacementFor, type Replaced } from '../../src/project/replaceReference';
import { rewriteDocument } from '../../src/project/rewriteDocument';
import { packageJson, projectWith } from './projectFacts';
import { applyEdits, findingsIn, placeholder, rewrite, slots, type Document } from './rewriteHelp';

const none = projectWith([]);
const site = projectWith(['index.html']);
const vite = projectWith(['vite.config.ts', 'package.json'], ['public', 'src/assets']);
const next = projectWith(['next.config.js']);
const webpack = projectWith(['package.json'], [], { 'package.json': packageJson('react-scripts') });
const astro = projectWith(['astro.config.mjs']);
const kit = projectWith(['package.json', 'vite.config.ts'], [], { 'package.json': packageJson('@sveltejs/kit', 'vite') });
const expo = projectWith(['package.json'], [], { 'package.json': packageJson('expo', 'react-native') });
const nuxt = projectWith(['nuxt.config.ts']);
const django = projectWith(['manage.py']);
const laravel = projectWith(['artisan']);
const angular = projectWith(['angular.json']);
const hugo = projectWith(['hugo.toml'], ['static']);
const flutter = projectWith(['pubspec.yaml']);

/** `¤` stands for the placeholder's address; `undefined` when the place cannot name the picture. */
function check(name: string, document: Document, slot: Slot, text: string, expected: string | undefined): void {
  it(name, () => {
    const before = text.replaceAll('¤', placeholder);
    const { edits, impossible } = rewrite(document, before, findingsIn(before, slot));
    assert.equal(applyEdits(before, edits), expected ?? before);
    assert.equal(impossible.length > 0, expected === undefined);
    // The places as the scanner tells them; a few of the table it leaves alone.
    const scanned = scan(before, { languageId: document.language, path: document.path }).filter(({ kind }) => kind === 'host');
    if (scanned.length > 0) {
      assert.equal(applyEdits(before, rewrite(document, before, scanned).edits), expected ?? before, 'as scanned');
    }
  });
}

const { attribute, srcset, style, markdown, string, data } = slots;

describe('replacing an address', () => {
  describe('in HTML', () => {
    const page: Document = { language: 'html', path: 'index.html', asset: 'images/fox.png', facts: site };
    const odd = { ...page, asset: 'images/a & b (1).png' };
    check('keeps all else', page, attribute(), '<IMG  src = "¤" width=600 alt="a">', '<IMG  src = "images/fox.png" width=600 alt="a">');
    check('in single quotes', page, attribute('img', 'src', "'"), "<img src='¤'>", "<img src='images/fox.png'>");
    check('without quotes', page, attribute('img', 'src', ''), '<img src=¤ alt=x>', '<img src=images/fox.png alt=x>');
    check('escaped', odd, attribute(), '<img src="¤">', '<img src="images/a%20&amp;%20b%20%281%29.png">');
    check('with space in quotes', page, attribute(), '<img src=" ¤\n">', '<img src=" images/fox.png\n">');
    check('from a folder', { ...page, path: 'a/b/c.html' }, attribute(), '<img src="¤">', '<img src="../../images/fox.png">');
    check(
      'by habit from the top',
      page,
      attribute(),
      '<a href="/b.png"></a><img src="¤">',
      '<a href="/b.png"></a><img src="/images/fox.png">',
    );
    check('CRLF', page, attribute(), '<p>\r\n<img\r\n  src="¤"\r\n>\r\n', '<p>\r\n<img\r\n  src="images/fox.png"\r\n>\r\n');
    check('BOM and mixed lines', page, attribute(), '\ufeff<p>\r\n\n\r<img src="¤">', '\ufeff<p>\r\n\n\r<img src="images/fox.png">');
    check('one candidate', page, srcset(), '<img srcset="¤ 1x, b.png 2x">', '<img srcset="images/fox.png 1x, b.png 2x">');
    check('candidates', page, srcset(), '<img srcset="¤ 600w,\n ¤ 900w">', '<img srcset="images/fox.png 600w,\n images/fox.png 900w">');
    check('a poster', page, attribute('video', 'poster'), '<video poster="¤">', '<video poster="images/fox.png">');
    check('a style attribute', page, style("'", '"'), `<p style="background:url('¤')">`, `<p style="background:url('images/fox.png')">`);
    check(
      'bare in a style attribute',
      odd,
      style('', '"'),
      '<p style="background:url(¤)">',
      '<p style="background:url(images/a%20&amp;%20b%20%281%29.png)">',
    );
    check(
      'quoted by entities',
      page,
      style('', '"'),
      '<p style="background:url(&quot;¤&quot;)">',
      '<p style="background:url(&quot;images/fox.png&quot;)">',
    );
    check(
      'a style element',
      odd,
      style('"'),
      '<style>p { background: url("¤") }</style>',
      '<style>p { background: url("images/a%20&%20b%20%281%29.png") }</style>',
    );
    check('a handler', page, string("'", 'img', 'onerror'), `<img onerror="this.src='¤'">`, `<img onerror="this.src='images/fox.png'">`);
    check(
      'a script',
      { ...page, path: 'a/b.html' },
      string(),
      "<script>x.src = '¤';</script>",
      "<script>x.src = '../images/fox.png';</script>",
    );
    check(
      'a script of a bundled page',
      { ...page, facts: vite, asset: 'src/assets/fox.png' },
      string(),
      "<script>a = '¤'</script>",
      undefined,
    );
    check(
      'a bundled page',
      { ...page, facts: vite, asset: 'src/assets/fox.png' },
      attribute(),
      '<img src="¤">',
      '<img src="src/assets/fox.png">',
    );
    check(
      'Angular',
      { ...page, facts: angular, asset: 'src/assets/fox.png', path: 'src/app/a.html' },
      string("'", 'img', '[src]'),
      `<img [src]="'¤'">`,
      `<img [src]="'assets/fox.png'">`,
    );
    check(
      'JSON in a page',
      page,
      data(),
      '<script type="application/ld+json">{"image": "¤"}</script>',
      '<script type="application/ld+json">{"image": "images/fox.png"}</script>',
    );
    check('Tailwind', page, style("'", '"'), `<p class="bg-[url('¤')]">`, undefined);
    check(
      'Tailwind from the top',
      { ...page, facts: vite, asset: 'public/fox.png' },
      style('', '"'),
      `<p class="md:bg-[url(¤)]">`,
      `<p class="md:bg-[url(/fox.png)]">`,
    );
    it('that is empty', () => {
      const text = '<img src="" alt=""><img src=\'\'>';
      const at = text.indexOf('""') + 1;
      const finding: Replaced = { start: at, end: at, raw: '', kind: 'empty', slot: attribute() };
      assert.equal(applyEdits(text, rewrite(page, text, [finding]).edits), '<img src="images/fox.png" alt=""><img src=\'\'>');
    });
    it('that holds entities', () => {
      const text = '<img src="https://placehold.co/600x400?text=a&amp;b">';
      assert.equal(
        applyEdits(text, rewrite(page, text, findingsIn(text, attribute(), `${placeholder}?text=a&amp;b`)).edits),
        '<img src="images/fox.png">',
      );
    });
  });

  describe('in style sheets', () => {
    const sheet: Document = { language: 'css', path: 'src/a.css', asset: 'src/assets/fox.png', facts: vite };
    check('bare', sheet, style(), 'a{b:url(¤)}', 'a{b:url(assets/fox.png)}');
    check('in double quotes', sheet, style('"'), 'a{b:url( "¤" )}', 'a{b:url( "assets/fox.png" )}');
    check('in single quotes', { ...sheet, language: 'scss' }, style("'"), "a{b:url('¤')}", "a{b:url('assets/fox.png')}");
    check('an odd name, bare', { ...sheet, asset: "src/it's (1) x.png" }, style(), 'a{b:url(¤)}', 'a{b:url(it%27s%20%281%29%20x.png)}');
    check('a set', sheet, style('"'), 'a{b:image-set("¤" 1x, "x.png" 2x)}', 'a{b:image-set("assets/fox.png" 1x, "x.png" 2x)}');
    check(
      'public',
      { ...sheet, asset: 'public/fox.png', language: 'less' },
      style(),
      '.a() {\r\n  b: url(¤);\r\n}',
      '.a() {\r\n  b: url(/fox.png);\r\n}',
    );
    check('Angular', { ...sheet, facts: angular }, style(), 'a{b:url(¤)}', 'a{b:url(/assets/fox.png)}');
    check('a variable', { ...sheet, language: 'scss' }, string("'"), "$a: '¤';", "$a: 'assets/fox.png';");
  });

  describe('in JSX', () => {
    const app: Document = { language: 'typescriptreact', path: 'src/App.tsx', asset: 'src/assets/fox.png', facts: vite };
    const served = { ...app, asset: 'public/images/fox.png' };
    const head = "import { useState } from 'react';\n";
    const fox = "import foxImage from './assets/fox.png';\n";
    const jsx = (inside: string): string => `\nexport const A = () => <main>${inside}</main>;\n`;
    check('imports', app, attribute(), head + jsx('<img src="¤" alt="a" />'), head + fox + jsx('<img src={foxImage} alt="a" />'));
    check('in the public folder', served, attribute(), head + jsx("<img src='¤' />"), head + jsx("<img src='/images/fox.png' />"));
    check(
      'in a module without imports',
      app,
      attribute(),
      'export const A = () => <img src="¤" />;\n',
      `${fox}\nexport const A = () => <img src={foxImage} />;\n`,
    );
    check(
      'a literal in braces',
      app,
      string("'", 'img', 'src'),
      head + jsx("<img src={'¤'} />"),
      head + fox + jsx('<img src={foxImage} />'),
    );
    check(
      'a template in braces',
      served,
      string('`', 'img', 'src'),
      head + jsx('<img src={`¤`} />'),
      head + jsx('<img src={`/images/fox.png`} />'),
    );
    check(
      'an imported template in braces',
      app,
      string('`', 'img', 'src'),
      head + jsx('<img src={`¤`} />'),
      head + fox + jsx('<img src={foxImage} />'),
    );
    check(
      'a fallback',
      app,
      string('"', 'img', 'src'),
      head + jsx('<img src={a ?? "¤"} />'),
      head + fox + jsx('<img src={a ?? foxImage} />'),
    );
    check(
      'a data object',
      { ...app, language: 'typescript', path: 'src/data.ts' },
      string(),
      "export const a = [{ image: '¤', b: 1 }];\n",
      `${fox}\nexport const a = [{ image: foxImage, b: 1 }];\n`,
    );
    check(
      'a served data object',
      { ...served, language: 'typescript', path: 'src/data.ts' },
      string('"'),
      'export const a = { image: "¤" };',
      'export const a = { image: "/images/fox.png" };',
    );
    check('behind a word', app, string(), `${head}const a = () => { return'¤' };`, `${head}${fox}const a = () => { return foxImage };`);
    check('as a key', app, string(), `${head}const a = { '¤': 1 };`, undefined);
    check('as const', app, string(), `${head}const a = '¤' as const;`, undefined);
    check('in an enum', app, string(), `${head}enum A { b = '¤' }`, undefined);
    check('an address object', app, string(), `${head}const a = new URL('¤');`, undefined);
    check(
      'an address from here',
      app,
      string(),
      `${head}const a = new URL('¤', import.meta.url);`,
      `${head}const a = new URL('./assets/fox.png', import.meta.url);`,
    );
    check('a srcset', app, srcset('img', 'srcSet'), jsx('<img srcSet="¤ 1x" />'), undefined);
    check(
      'a served srcset',
      served,
      srcset('img', 'srcSet'),
      jsx('<img srcSet="¤ 1x, ¤ 2x" />'),
      jsx('<img srcSet="/images/fox.png 1x, /images/fox.png 2x" />'),
    );
    check(
      'a style object',
      app,
      style('', "'"),
      `${head}const a = <p style={{ backgroundImage: 'url(¤)' }} />;`,
      `${head}${fox}const a = <p style={{ backgroundImage: \`url(\${foxImage})\` }} />;`,
    );
    check(
      'two in one style',
      app,
      style('', "'"),
      `${head}const a = { b: 'url(¤), url(¤)' };`,
      `${head}${fox}const a = { b: \`url(\${foxImage}), url(\${foxImage})\` };`,
    );
    check(
      'a style in a template',
      app,
      style('"'),
      `${head}const a = \`url("¤") \${b}\`;`,
      `${head}${fox}const a = \`url("\${foxImage}") \${b}\`;`,
    );
    check(
      'a served style',
      served,
      style("'", '"'),
      `${head}const a = { b: "url('¤')" };`,
      `${head}const a = { b: "url('/images/fox.png')" };`,
    );
    check(
      'HTML in a template',
      app,
      attribute(),
      `${head}const a = html\`<img src="¤">\`;`,
      `${head}${fox}const a = html\`<img src="\${foxImage}">\`;`,
    );
    check('HTML in a string', app, attribute(), `${head}const a = '<img src="¤">';`, undefined);
    check(
      'served HTML in a string',
      served,
      attribute(),
      `${head}const a = '<img src="¤">';`,
      `${head}const a = '<img src="/images/fox.png">';`,
    );
    check('Tailwind', app, style("'", '"'), jsx(`<p className="bg-[url('¤')]" />`), undefined);
    check('a component', app, attribute('Card', 'image'), head + jsx('<Card image="¤" />'), head + fox + jsx('<Card image={foxImage} />'));
    check('an import', { ...app, language: 'typescript' }, slots.import('"'), 'import a from "¤";', 'import a from "./assets/fox.png";');
    check('webpack', { ...app, facts: webpack }, attribute(), head + jsx('<img src="¤" />'), head + fox + jsx('<img src={foxImage} />'));
    check(
      'the old modules',
      { ...app, language: 'javascript', path: 'src/a.js', facts: webpack },
      string(),
      "module.exports = { image: '¤' };",
      undefined,
    );
    check('what Node runs', { ...app, language: 'typescript', path: 'prisma/seed.ts' }, string(), "const a = { image: '¤' };", undefined);
    check(
      'no bundler',
      { ...app, language: 'javascript', path: 'js/a.js', facts: site, asset: 'images/fox.png' },
      string('"'),
      'a.src = "¤";',
      'a.src = "images/fox.png";',
    );
    check(
      'a quote in a path',
      { ...app, language: 'javascript', path: 'a.js', facts: none, asset: "it's.png" },
      string(),
      "a = '¤'",
      "a = 'it\\'s.png'",
    );
    check(
      'an import that is there',
      app,
      attribute(),
      `import f from './assets/fox.png';\n${jsx('<img src="¤" />')}`,
      `import f from './assets/fox.png';\n${jsx('<img src={f} />')}`,
    );
    check(
      'CRLF',
      app,
      attribute(),
      'import a from "a"\r\n\r\nexport const A = () => <img src="¤" />\r\n',
      'import a from "a"\r\nimport foxImage from "./assets/fox.png"\r\n\r\nexport const A = () => <img src={foxImage} />\r\n',
    );
    check(
      'by the alias',
      app,
      attribute(),
      `import a from '@/a';\n${jsx('<img src="¤" />')}`,
      `import a from '@/a';\nimport foxImage from '@/assets/fox.png';\n${jsx('<img src={foxImage} />')}`,
    );
    check('ten times', app, attribute(), head + jsx('<img src="¤" />'.repeat(10)), head + fox + jsx('<img src={foxImage} />'.repeat(10)));

    const nextApp = { ...app, facts: next };
    const nextImage = "import Image from 'next/image';\n";
    check('Next, element', nextApp, attribute(), head + jsx('<img src="¤" />'), head + fox + jsx('<img src={foxImage.src} />'));
    check(
      'Next, Image',
      nextApp,
      attribute('Image'),
      nextImage + jsx('<Image src="¤" width={600} />'),
      nextImage + fox + jsx('<Image src={foxImage} width={600} />'),
    );
    check(
      'Next, Image in braces',
      nextApp,
      string('"', 'Image', 'src'),
      nextImage + jsx('<Image src={"¤"} />'),
      nextImage + fox + jsx('<Image src={foxImage} />'),
    );
    check(
      'Next, a component',
      nextApp,
      attribute('Card', 'image'),
      head + jsx('<Card image="¤" />'),
      head + fox + jsx('<Card image={foxImage.src} />'),
    );
    check(
      'Next, data',
      { ...nextApp, path: 'src/data.ts' },
      string(),
      `${head}const a = { b: '¤' };`,
      `${head}${fox}const a = { b: foxImage.src };`,
    );
    check(
      'Next, served',
      { ...nextApp, asset: 'public/fox.png' },
      attribute('Image'),
      nextImage + jsx('<Image src="¤" />'),
      nextImage + jsx('<Image src="/fox.png" />'),
    );
    check(
      'Next, client',
      nextApp,
      attribute(),
      `'use client';\n${jsx('<img src="¤" />')}`,
      `'use client';\n${fox}${jsx('<img src={foxImage.src} />')}`,
    );

    const native = { ...app, facts: expo, asset: 'assets/fox.png', path: 'App.tsx' };
    check(
      'React Native',
      native,
      string(),
      `${head}const a = <Image source={{ uri: '¤' }} />;`,
      `${head}const a = <Image source={require('./assets/fox.png')} />;`,
    );
    check(
      'React Native, source',
      native,
      string("'", 'Image', 'source'),
      `${head}const a = <Image source={'¤'} />;`,
      `${head}const a = <Image source={require('./assets/fox.png')} />;`,
    );
    check('React Native, data', native, string(), `${head}const a = { image: '¤' };`, undefined);
  });

  describe('in components', () => {
    const view: Document = { language: 'vue', path: 'src/A.vue', asset: 'src/assets/fox.png', facts: vite };
    const served = { ...view, asset: 'public/fox.png' };
    const setup = "<script setup>\nimport { ref } from 'vue'\n</script>\n";
    const withFox = "<script setup>\nimport { ref } from 'vue'\nimport foxImage from './assets/fox.png'\n</script>\n";
    const inTemplate = (inside: string): string => `<template>${inside}</template>\n`;
    check('Vue', view, attribute(), setup + inTemplate('<img src="¤">'), setup + inTemplate('<img src="./assets/fox.png">'));
    check('Vue, served', served, attribute(), inTemplate('<img src="¤">'), inTemplate('<img src="/fox.png">'));
    check(
      'Vue, bound',
      view,
      string("'", 'img', ':src'),
      setup + inTemplate(`<img :src="'¤'">`),
      withFox + inTemplate('<img :src="foxImage">'),
    );
    check(
      'Vue, served and bound',
      served,
      string("'", 'img', ':src'),
      inTemplate(`<img :src="a || '¤'">`),
      inTemplate(`<img :src="a || '/fox.png'">`),
    );
    check(
      'Vue, bound without setup',
      view,
      string("'", 'img', ':src'),
      `<script>\nexport default {}\n</script>${inTemplate(`<img :src="'¤'">`)}`,
      undefined,
    );
    check(
      'Vue, bound without a script',
      view,
      string("'", 'img', ':src'),
      inTemplate(`<img :src="'¤'">`),
      `<script setup>\n  import foxImage from './assets/fox.png';\n</script>\n\n${inTemplate('<img :src="foxImage">')}`,
    );
    check(
      'Vue, a prop',
      view,
      attribute('Card', 'image'),
      setup + inTemplate('<Card image="¤" />'),
      withFox + inTemplate('<Card :image="foxImage" />'),
    );
    check(
      'Vue, a script',
      view,
      string('"'),
      '<script>\nexport default { data: () => ({ a: "¤" }) };\n</script>',
      "<script>\nimport foxImage from './assets/fox.png';\n\nexport default { data: () => ({ a: foxImage }) };\n</script>",
    );
    check('Vue, srcset', view, srcset(), inTemplate('<img srcset="¤ 2x">'), inTemplate('<img srcset="./assets/fox.png 2x">'));
    check('Vue, a style', view, style('"'), '<style>a { b: url("¤") }</style>', '<style>a { b: url("assets/fox.png") }</style>');
    check('Vue, a style attribute', view, style('', '"'), inTemplate('<p style="background: url(¤)">'), undefined);
    check(
      'Nuxt',
      { ...view, facts: nuxt, path: 'pages/a.vue', asset: 'assets/fox.png' },
      attribute(),
      inTemplate('<img src="¤">'),
      inTemplate('<img src="../assets/fox.png">'),
    );
    check(
      'Nuxt, its element',
      { ...view, facts: nuxt, path: 'pages/a.vue', asset: 'assets/fox.png' },
      attribute('NuxtImg'),
      inTemplate('<NuxtImg src="¤" />'),
      undefined,
    );
    check(
      'Nuxt, served',
      { ...view, facts: nuxt, path: 'pages/a.vue', asset: 'public/fox.png' },
      attribute('NuxtImg'),
      inTemplate('<NuxtImg src="¤" />'),
      inTemplate('<NuxtImg src="/fox.png" />'),
    );

    const page: Document = { language: 'svelte', path: 'src/routes/+page.svelte', asset: 'src/lib/assets/fox.png', facts: kit };
    const script = "<script>\n  import a from '$lib/a';\n</script>\n";
    const withLib = "<script>\n  import a from '$lib/a';\n  import foxImage from '$lib/assets/fox.png';\n</script>\n";
    check('Svelte', page, attribute(), `${script}<img src="¤" alt="x">`, `${withLib}<img src={foxImage} alt="x">`);
    check('Svelte, served', { ...page, asset: 'static/fox.png' }, attribute(), `${script}<img src="¤">`, `${script}<img src="/fox.png">`);
    check(
      'Svelte, without a script',
      page,
      attribute(),
      '<img src="¤">',
      "<script>\n  import foxImage from '../lib/assets/fox.png';\n</script>\n\n<img src={foxImage}>",
    );
    check('Svelte, an expression', page, string("'", 'img', 'src'), `${script}<img src={a ?? '¤'}>`, `${withLib}<img src={a ?? foxImage}>`);
    check(
      'Svelte, data',
      page,
      string(),
      "<script>\n  import a from '$lib/a';\n  const b = { c: '¤' };\n</script>",
      "<script>\n  import a from '$lib/a';\n  import foxImage from '$lib/assets/fox.png';\n  const b = { c: foxImage };\n</script>",
    );
    check('Svelte, srcset', page, srcset(), `${script}<img srcset="¤ 1x, ¤ 2x">`, `${withLib}<img srcset="{foxImage} 1x, {foxImage} 2x">`);
    check(
      'Svelte, a style attribute',
      page,
      style('', '"'),
      `${script}<p style="background: url(¤)">`,
      `${withLib}<p style="background: url({foxImage})">`,
    );

    const star: Document = { language: 'astro', path: 'src/pages/index.astro', asset: 'src/assets/fox.png', facts: astro };
    const front = "---\nimport { Image } from 'astro:assets';\n---\n";
    const withFront = "---\nimport { Image } from 'astro:assets';\nimport foxImage from '../assets/fox.png';\n---\n";
    check('Astro', star, attribute(), `${front}<img src="¤" />`, `${withFront}<img src={foxImage.src} />`);
    check('Astro, Image', star, attribute('Image'), `${front}<Image src="¤" />`, `${withFront}<Image src={foxImage} />`);
    check(
      'Astro, without frontmatter',
      star,
      attribute(),
      '<img src="¤" />',
      "---\nimport foxImage from '../assets/fox.png';\n---\n\n<img src={foxImage.src} />",
    );
    check(
      'Astro, frontmatter',
      star,
      string(),
      "---\nconst a = '¤';\n---\n",
      "---\nimport foxImage from '../assets/fox.png';\n\nconst a = foxImage.src;\n---\n",
    );
    check('Astro, srcset', star, srcset(), `${front}<img srcset="¤ 1x" />`, undefined);
    check(
      'Astro, served srcset',
      { ...star, asset: 'public/fox.png' },
      srcset(),
      `${front}<img srcset="¤ 1x" />`,
      `${front}<img srcset="/fox.png 1x" />`,
    );
    check('Astro, an inline script', star, string(), `${front}<script is:inline>a = '¤'</script>`, undefined);
  });

  describe('in templates', () => {
    const php: Document = { language: 'php', path: 'index.php', asset: 'images/fox.png', facts: none };
    const blade: Document = { language: 'blade', path: 'resources/views/a.blade.php', asset: 'public/images/fox.png', facts: laravel };
    check('PHP text', php, attribute(), '<?php f(); ?>\n<img src="¤">', '<?php f(); ?>\n<img src="images/fox.png">');
    check('PHP code', php, string(), "<?php $a = ['image' => '¤'];", "<?php $a = ['image' => 'images/fox.png'];");
    check('PHP quotes', { ...php, asset: "it's $x.png" }, string(), "<?php $a = '¤';", "<?php $a = 'it\\'s $x.png';");
    check('PHP double quotes', { ...php, asset: "it's $x.png" }, string('"'), '<?php $a = "¤";', '<?php $a = "it\'s \\$x.png";');
    check('Blade', blade, attribute(), '<img src="¤" alt="a">', `<img src="{{ asset('images/fox.png') }}" alt="a">`);
    check('Blade, single quotes', blade, attribute('img', 'src', "'"), "<img src='¤'>", `<img src='{{ asset("images/fox.png") }}'>`);
    check('Blade, no quotes', blade, attribute('img', 'src', ''), '<img src=¤>', `<img src="{{ asset('images/fox.png') }}">`);
    check('Blade, srcset', blade, srcset(), '<img srcset="¤ 1x">', `<img srcset="{{ asset('images/fox.png') }} 1x">`);
    check('Blade, a call', blade, string(), '<img src="{{ asset(\'¤\') }}">', '<img src="{{ asset(\'images/fox.png\') }}">');
    check(
      'Django',
      { language: 'django-html', path: 'templates/a.html', asset: 'static/fox.png', facts: django },
      attribute(),
      '<img src="¤"><img src="¤">',
      `{% load static %}\n<img src="{% static 'fox.png' %}"><img src="{% static 'fox.png' %}">`,
    );
    check(
      'Handlebars',
      { ...php, language: 'handlebars', path: 'a.hbs' },
      attribute(),
      '{{#if a}}<img src="¤">{{/if}}',
      '{{#if a}}<img src="images/fox.png">{{/if}}',
    );
    check('Pug', { ...php, language: 'jade', path: 'a.pug' }, attribute(), 'img(src="¤" alt="a")', 'img(src="images/fox.png" alt="a")');
    check(
      'SVG',
      { ...php, language: 'xml', path: 'a.svg', asset: 'a & b.png' },
      attribute('image', 'href'),
      '<image href="¤"/>',
      '<image href="a%20&amp;%20b.png"/>',
    );
  });

  describe('in Markdown', () => {
    const readme: Document = { language: 'markdown', path: 'docs/a.md', asset: 'docs/images/a (1).png', facts: none };
    check('an image', readme, markdown(), '![a](¤ "t")', '![a](./images/a%20%281%29.png "t")');
    check('in angles', readme, markdown(true), '![a](<¤>)', '![a](<./images/a%20%281%29.png>)');
    check('a definition', readme, markdown(), '![a][b]\n\n[b]: ¤\n', '![a][b]\n\n[b]: ./images/a%20%281%29.png\n');
    check('HTML', readme, attribute(), '<img src="¤" width="9">', '<img src="./images/a%20%281%29.png" width="9">');
    check('a site', { ...readme, facts: hugo, path: 'content/a.md', asset: 'static/fox.png' }, markdown(), '![a](¤)', '![a](/fox.png)');
    check(
      'frontmatter',
      { ...readme, facts: hugo, path: 'content/a.md', asset: 'static/fox.png' },
      data(''),
      '---\nimage: ¤ # x\n---\n',
      '---\nimage: /fox.png # x\n---\n',
    );
    const mdx: Document = { language: 'mdx', path: 'src/pages/a.mdx', asset: 'src/assets/fox.png', facts: vite };
    check('MDX, an image', mdx, markdown(), '![a](¤)', '![a](../assets/fox.png)');
    check(
      'MDX, an element',
      mdx,
      attribute(),
      '---\na: b\n---\n\n# It\'s\n\n<img src="¤" />\n',
      "---\na: b\n---\nimport foxImage from '../assets/fox.png'\n\n# It's\n\n<img src={foxImage} />\n",
    );
    check('MDX, served', { ...mdx, asset: 'public/fox.png' }, attribute(), '<img src="¤" />', '<img src="/fox.png" />');
  });

  describe('in data and programs', () => {
    const json: Document = { language: 'json', path: 'src/data/a.json', asset: 'public/fox.png', facts: vite };
    check('JSON', json, data(), '{ "image": "¤" }', '{ "image": "/fox.png" }');
    check('JSON that cannot import', { ...json, asset: 'src/assets/fox.png' }, data(), '{ "image": "¤" }', undefined);
    check(
      'JSON of nothing',
      { ...json, facts: none, path: 'a.json', asset: 'a "b" \\.png' },
      data(),
      '{ "image": "¤" }',
      '{ "image": "a \\"b\\" \\\\.png" }',
    );
    check('HTML in JSON', json, attribute(), '{ "a": "<img src=\\"¤\\">" }', '{ "a": "<img src=\\"/fox.png\\">" }');
    const yaml: Document = { language: 'yaml', path: 'a.yaml', asset: 'fox.png', facts: none };
    check('YAML', yaml, data(''), 'a: ¤ # b\n', 'a: fox.png # b\n');
    check('YAML that needs quotes', { ...yaml, asset: "it's: 1.png" }, data(''), 'a: [¤]', 'a: ["it\'s: 1.png"]');
    check('YAML in single quotes', { ...yaml, asset: "it's.png" }, data("'"), "a: '¤'", "a: 'it''s.png'");
    check('YAML in double quotes', { ...yaml, asset: "it's.png" }, data('"'), 'a: "¤"', 'a: "it\'s.png"');
    check('TOML', { ...yaml, language: 'toml', asset: "it's.png" }, data("'"), "a = '¤'", 'a = "it\'s.png"');
    check('CSV', { ...yaml, language: 'csv', path: 'a.csv', asset: 'a, b.png' }, data(''), '1,¤,2', '1,"a, b.png",2');
    check('SQL', { ...yaml, language: 'sql', asset: "it's.png" }, string(), "VALUES ('¤')", "VALUES ('it''s.png')");
    check(
      'Python',
      { ...yaml, language: 'python', path: 'app/a.py', asset: 'images/fox.png' },
      string('"'),
      'a = "¤"',
      'a = "images/fox.png"',
    );
    check(
      'Django',
      { ...yaml, language: 'python', path: 'app/a.py', asset: 'static/fox.png', facts: django },
      string(),
      "a = '¤'",
      "a = '/static/fox.png'",
    );
    const dart: Document = { language: 'dart', path: 'lib/a.dart', asset: 'assets/fox.png', facts: flutter };
    check('Dart', dart, string(), "Image.network('¤', width: 1)", "Image.asset('assets/fox.png', width: 1)");
    check('Dart, provider', dart, string(), "NetworkImage(\n  '¤',\n)", "AssetImage(\n  'assets/fox.png',\n)");
    check('Dart, data', dart, string(), "final a = '¤';", "final a = 'assets/fox.png';");
    check('Swift address', { ...dart, language: 'swift', path: 'a.swift' }, string('"'), 'URL(string: "¤")', undefined);
  });

  it('alone', () => {
    const text = `const a = <img src="${placeholder}" />;\n`;
    const [finding] = findingsIn(text, attribute());
    assert.ok(finding);
    const edit = replacementFor({
      languageId: 'typescriptreact',
      documentPath: 'src/a.tsx',
      documentText: text,
      finding,
      assetPath: 'src/fox.png',
      size: { width: 1, height: 1 },
      facts: vite,
    });
    assert.deepEqual(edit, {
      replace: { start: text.indexOf('"'), end: text.indexOf(' />') },
      insert: '{foxImage}',
      additional: [{ offset: 0, text: "import foxImage from './fox.png';\n\n" }],
    });
  });
});

describe('several pictures in a document', () => {
  const size = { width: 1, height: 1 };
  const text = ['a', 'b', 'c', 'd'].map((name) => `<img src="https://placehold.co/${name}" />`).join('\n');
  const all = ['a', 'b', 'c', 'd'].flatMap((name) => findingsIn(text, attribute(), `https://placehold.co/${name}`));
  const assets = ['src/x/hero.png', 'src/y/hero.png', 'public/z.png', 'src/x/hero.png'];
  const replacements = all.map((finding, index) => ({ finding, assetPath: assets[index] ?? '', size }));

  it('are imported once each, by names of their own, in their order', () => {
    const head = "import b from 'b';\n";
    const body = `\nexport const A = () => <>${text}</>;\n`;
    const moved = replacements.map((one) => ({
      ...one,
      finding: { ...one.finding, start: one.finding.start + head.length + 26, end: one.finding.end + head.length + 26 },
    }));
    assert.equal(body.indexOf(text), 26);
    const document = { languageId: 'typescriptreact', path: 'src/a.tsx', text: head + body };
    const { edits, impossible } = rewriteDocument(document, [...moved].reverse(), { facts: vite });
    const lines = '<img src={heroImage} />\n<img src={heroImage2} />\n<img src="/z.png" />\n<img src={heroImage} />';
    assert.deepEqual(impossible, []);
    assert.equal(
      applyEdits(document.text, edits),
      `${head}import heroImage from './x/hero.png';\nimport heroImage2 from './y/hero.png';\n\nexport const A = () => <>${lines}</>;\n`,
    );
  });

  it('share the script that a component gets', () => {
    const { edits } = rewriteDocument({ languageId: 'svelte', path: 'src/a.svelte', text }, replacements, { facts: vite });
    const script = "<script>\n  import heroImage from './x/hero.png';\n  import heroImage2 from './y/hero.png';\n</script>\n\n";
    assert.ok(applyEdits(text, edits).startsWith(`${script}<img src={heroImage} />\n<img src={heroImage2} />`));
  });

  it('do not overlap', () => {
    const [first] = all;
    assert.ok(first);
    const inner = { ...first, start: first.start + 3 };
    const { edits, impossible } = rewriteDocument(
      { languageId: 'html', path: 'a.html', text },
      [first, inner, first].map((finding) => ({ finding, assetPath: 'a.png', size })),
      { facts: none },
    );
    assert.equal(edits.length, 1);
    assert.equal(impossible.length, 2);
  });

  it('come quickly in long documents', () => {
    const long = `${"import a from 'a';\n".repeat(50)}const a = <>${'<p>it is a line of text</p>\n<img src="https://placehold.co/600x400" />\n'.repeat(300)}</>;\n`;
    const findings = findingsIn(long, attribute());
    const before = performance.now();
    const { edits } = rewriteDocument(
      { languageId: 'typescriptreact', path: 'src/a.tsx', text: long },
      findings.map((finding, index) => ({ finding, assetPath: `src/assets/${index % 40}.png`, size })),
      { facts: vite },
    );
    assert.equal(edits.length, 301);
    assert.ok(performance.now() - before < 3000, `${performance.now() - before} ms`);
  });
});

describe('a literal of a script', () => {
  const parses = (text: string, fileName: string): void => {
    const { diagnostics } = ts.transpileModule(text, {
      compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext, experimentalDecorators: true },
      fileName,
      reportDiagnostics: true,
    });
    assert.deepEqual(
      diagnostics?.map(({ messageText }) => messageText),
      [],
      text,
    );
  };
  const after = (text: string, language: string, asset: string): { result: string; left: number } => {
    const fileName = language === 'typescript' ? 'a.ts' : 'a.tsx';
    const document: Document = { language, path: `src/${fileName}`, asset, facts: vite };
    const slot = string(text.charAt(text.indexOf('https:') - 1));
    parses(text, fileName);
    const { edits, impossible } = rewrite(document, text, findingsIn(text, slot));
    const result = applyEdits(text, edits);
    parses(result, fileName);
    return { result, left: impossible.length };
  };
  const head = "import a from 'a';\n";
  const withFox = `${head}import foxImage from './fox.png';\n`;

  /** Nothing but a literal can stand there: an import is impossible, an address is not. */
  const fixed = [
    "type T = '¤';",
    "export type T<A> =\n  | 'b'\n  | '¤'\n",
    "type T = A extends 'b' ? '¤' : never;",
    "type T = A extends B ? C : '¤';",
    "type T = { a: '¤' }['a'];",
    "type T = A['¤'];",
    "type T = (b: '¤') => void;",
    "type T = () => '¤';",
    "type T = ['b', '¤'];",
    "type T = ('b' | '¤')[];",
    'type T = `¤`;',
    "interface A { b: '¤'; c: 1 }",
    "interface A { '¤': string }",
    "interface A extends B<'¤'> {}",
    "class A { b: '¤' = c; }",
    "class A { b?: '¤'\n c = 1 }",
    "class A { b(c: '¤'): void {} }",
    "class A { '¤' = 1 }",
    "class A { static '¤'() {} }",
    "class A extends B<'¤'> {}",
    "const b: '¤' = c;",
    "let b: string | '¤', c = 1;",
    "function f(b: '¤' | undefined): void {}",
    "function f(): '¤' { return g(); }",
    "const f = (b?: '¤') => b;",
    "const f = (b: string): '¤' => g(b);",
    "const f = (): (() => '¤') => g;",
    "const f = <B extends '¤',>(b: B) => b;",
    "function f<B = '¤'>(b: B) {}",
    "const b = useState<'¤' | null>(null);",
    "const b = new Map<string, '¤'>();",
    "const b = c as '¤';",
    "const b = f(c as string | '¤', 1);",
    "const b = c satisfies '¤';",
    "const b = '¤' as const;",
    "const b = { '¤': 1 };",
    "const b = { c, '¤'() {} };",
    "const { '¤': b } = c;",
    "enum A { b = '¤' }",
    "enum A { '¤' = 1 }",
    "export enum A { b = 'c', d = '¤' }",
    "declare module '¤' { export const b: string; }",
    "export { a as '¤' };",
    "'¤'\nf()",
    "'use client';\n'¤';\nf();",
  ];
  /** The name of the import stands there, or in a template that a tag reads. */
  const values = [
    "const b = ['¤', '¤'] as const;",
    "const b = { c: '¤' } as const;",
    "const b = { c: '¤' as string };",
    "const b = '¤' satisfies string;",
    "const b: { c: string } = { c: '¤' };",
    "const b: Record<string, 'c'> = { d: '¤' };",
    "const b: string[] = ['¤'];",
    "const b = c ? '¤' : '¤';",
    "const b = w < max ? '¤' : h > max ? '¤' : c;",
    "const b = (c as string) || '¤';",
    "const b = c as string ?? '¤';",
    "const b = { [`c`]: '¤', ['¤']: 1 };",
    "const b = { c: d ? e() : '¤' };",
    "const f = (b: string = '¤', { c = '¤' }: { c?: string } = {}): string => '¤';",
    "function f(b?: string): string { return '¤' }",
    "const f = (b: A): b is B => g(b, '¤');",
    "class A { b: string = '¤'; c = '¤'\n static d = ['¤'] }",
    "class A { b = (): string => '¤'; c() { return'¤' } }",
    "@Component({ image: '¤' }) class A { @Input('¤') b: string = '¤'; }",
    "switch (b) { case '¤': f('¤'); break; case'¤': default: f('¤') }",
    "type B = 'b'\nf('¤')\nexport const c = '¤'\n",
    "type B = { c: 'd' }\n\nconst d = '¤'",
    "const type = '¤';",
    "let type; type = '¤'; type\n= '¤'",
    "export default '¤';",
    "export default { image: '¤' };",
    "useState<string | null>('¤');",
    "const f = <B,>(b: B) => ['¤', b];",
    "for (const b of ['¤']) { label: f('¤'); }",
    "if (b!) f('¤'); else g('¤');",
    "throw'¤'",
    'const b = `¤`;',
    "const b = `${'¤'}`;",
    "const b = async () => { await f('¤'); return { c: '¤' } };",
  ];

  for (const language of ['typescript', 'typescriptreact']) {
    describe(language, () => {
      for (const one of fixed) {
        it(`stays one: ${one}`, () => {
          const text = `${head}${one.replaceAll('¤', placeholder)}`;
          assert.deepEqual(after(text, language, 'src/fox.png'), { result: text, left: 1 });
          assert.deepEqual(after(text, language, 'public/fox.png'), { result: `${head}${one.replaceAll('¤', '/fox.png')}`, left: 0 });
        });
      }

      for (const one of values) {
        it(`gives way: ${one}`, () => {
          const { result, left } = after(`${head}${one.replaceAll('¤', placeholder)}`, language, 'src/fox.png');
          const expected = one.replace(/\b(return|case|throw)'/g, "$1 '").replace(/(['`])¤\1/g, 'foxImage');
          assert.deepEqual({ result, left }, { result: withFox + expected, left: 0 });
        });
      }

      it('is filled in where a tag reads it', () => {
        const text = `${head}const b = css\`${placeholder}\`;`;
        assert.deepEqual(after(text, language, 'src/fox.png'), { result: `${withFox}const b = css\`\${foxImage}\`;`, left: 0 });
      });
    });
  }

  it('may be in front of elements, and in them', () => {
    const text = `${head}const A = ({ b }: { b: 'c' }) => <p a={f('${placeholder}')}>{w < 3 && <i />}{'${placeholder}'}{b as '${placeholder}'}</p>;`;
    const { result, left } = after(text, 'typescriptreact', 'src/fox.png');
    assert.equal(left, 1);
    assert.ok(result.endsWith(`<p a={f(foxImage)}>{w < 3 && <i />}{foxImage}{b as '${placeholder}'}</p>;`), result);
  });

  it('is cast in TypeScript without elements', () => {
    const text = `${head}const b = <'${placeholder}'>c;\nconst d = <any>'${placeholder}';\nconst e = <const>'${placeholder}';`;
    const { result, left } = after(text, 'typescript', 'src/fox.png');
    assert.equal(left, 2);
    assert.equal(result, `${withFox}const b = <'${placeholder}'>c;\nconst d = <any>foxImage;\nconst e = <const>'${placeholder}';`);
  });

  it('holds markup with strings of its own', () => {
    const text = `${head}const b = html\`<img onerror="this.src='${placeholder}'">\`;`;
    const { result } = after(text, 'typescript', 'src/fox.png');
    assert.equal(result, `${withFox}const b = html\`<img onerror="this.src='\${foxImage}'">\`;`);
    const plain = `${head}const b = '<img onerror="f(${placeholder})">';`;
    assert.equal(after(plain, 'typescript', 'src/fox.png').result, plain);
  });

  it('is no key or type with a style in it', () => {
    const app: Document = { language: 'typescriptreact', path: 'src/a.tsx', asset: 'src/fox.png', facts: vite };
    for (const one of ["const b = { 'url(¤)': 1 };", "type T = 'url(¤)';", 'type T = `url(¤)`;', 'enum A { b = "url(¤)" }']) {
      const text = head + one.replace('¤', placeholder);
      const { edits, impossible } = rewrite(app, text, findingsIn(text, style()));
      assert.deepEqual([edits.length, impossible.length], [0, 1], one);
    }
  });
});

describe('a text alternative', () => {
  const added = (text: string, slot: Slot, alt: string, address = placeholder): string => {
    const before = text.replaceAll('¤', address);
    const [finding] = findingsIn(before, slot, address, 'missing');
    assert.ok(finding);
    const insertion = addAlt({ documentText: before, finding, alt });
    return (insertion ? applyEdits(before, [{ start: insertion.offset, end: insertion.offset, text: insertion.text }]) : before).replaceAll(
      address,
      '¤',
    );
  };
  const table: [string, Slot, string, string][] = [
    ['<img src="¤">', attribute(), 'A fox', '<img src="¤" alt="A fox">'],
    ["<img src='¤' width=1>", attribute('img', 'src', "'"), "It's", "<img src='¤' alt='It&#39;s' width=1>"],
    ['<img src=¤>', attribute('img', 'src', ''), 'a "b" & {c} <d>', '<img src=¤ alt="a &quot;b&quot; &amp; &#123;c&#125; &lt;d&gt;">'],
    ['<img\r\n\tsrc="¤"\r\n/>', attribute(), 'A', '<img\r\n\tsrc="¤"\r\n\talt="A"\r\n/>'],
    ['<img srcset="¤ 1x, b 2x">', srcset(), 'A', '<img srcset="¤ 1x, b 2x" alt="A">'],
    ["<img src={'¤'} />", string("'", 'img', 'src'), 'A', '<img src={\'¤\'} alt="A" />'],
    [`<img :src="'¤'">`, string("'", 'img', ':src'), 'A', `<img :src="'¤'" alt="A">`],
    ["<img src={a ? '¤' : b} />", string("'", 'img', 'src'), 'A', `<img alt="A" src={a ? '¤' : b} />`],
    ['{"a": "<img src=\\"¤\\">"}', attribute(), 'A', '{"a": "<img src=\\"¤\\" alt=\\"A\\">"}'],
    ['![](¤)', markdown(), 'A [b]', '![A \\[b\\]](¤)'],
    ['![ ](<¤>)', markdown(true), 'A', '![ A](<¤>)'],
    ['[b]: ¤', markdown(), 'A', '[b]: ¤'],
    ['[](¤)', markdown(), 'A', '[](¤)'],
    ['<img src="¤">', attribute(), ' \n ', '<img src="¤">'],
    ['a { b: url(¤) }', style(), 'A', 'a { b: url(¤) }'],
  ];
  for (const [text, slot, alt, expected] of table) {
    it(text, () => {
      assert.equal(added(text, slot, alt), expected);
    });
  }

  it('is written once for an element, and only where it is missing', () => {
    const text = `<img srcset="${placeholder} 1x, ${placeholder} 2x">`;
    const page: Document = { language: 'html', path: 'a.html', asset: 'fox.png', facts: none };
    assert.equal(
      applyEdits(text, rewrite(page, text, findingsIn(text, srcset(), placeholder, 'missing'), 'A').edits),
      '<img srcset="fox.png 1x, fox.png 2x" alt="A">',
    );
    assert.equal(applyEdits(text, rewrite(page, text, findingsIn(text, srcset()), 'A').edits), '<img srcset="fox.png 1x, fox.png 2x">');
  });

  it('is one for each element, whatever its addresses stand in', () => {
    const page: Document = { language: 'typescriptreact', path: 'src/a.tsx', asset: 'public/fox.png', facts: vite };
    const one = (text: string): string => {
      const before = text.replaceAll('¤', placeholder);
      const found = scan(before, { languageId: page.language, path: page.path });
      assert.equal(found.length, text.split('¤').length - 1, before);
      return applyEdits(before, rewrite(page, before, found, 'A').edits);
    };
    const table: [string, string][] = [
      ["<img src={c ? '¤' : `¤`}/>", `<img alt="A" src={c ? '/fox.png' : \`/fox.png\`}/>`],
      ["<img src={c ? '¤' : '¤'} srcSet=\"¤ 2x\"/>", `<img alt="A" src={c ? '/fox.png' : '/fox.png'} srcSet="/fox.png 2x"/>`],
      ['<img src="¤" srcSet="¤ 2x, ¤ 3x"/>', '<img src="/fox.png" alt="A" srcSet="/fox.png 2x, /fox.png 3x"/>'],
      ['<><img src="¤"/><img src={\'¤\'}/></>', '<><img src="/fox.png" alt="A"/><img src={\'/fox.png\'} alt="A"/></>'],
      ["<img onClick={() => f(a > b)} src={c ? '¤' : d}/>", `<img alt="A" onClick={() => f(a > b)} src={c ? '/fox.png' : d}/>`],
    ];
    for (const [text, expected] of table) {
      assert.equal(one(`const a = ${text};`), `const a = ${expected};`);
    }
  });

  it('is told apart from that of an element within the tag', () => {
    const text = `const a = <Image icon={<Image src="${placeholder}"/>} src={c ? '${placeholder}' : d}/>;`;
    const at = text.lastIndexOf(placeholder);
    const [inner] = findingsIn(text, attribute('Image'), placeholder, 'missing');
    const outer = { start: at, end: at + placeholder.length, raw: placeholder, kind: 'host', alt: 'missing' } as const;
    assert.ok(inner);
    const page: Document = { language: 'typescriptreact', path: 'src/a.tsx', asset: 'public/fox.png', facts: vite };
    assert.equal(
      applyEdits(text, rewrite(page, text, [inner, { ...outer, slot: string("'", 'Image', 'src') }], 'A').edits),
      `const a = <Image alt="A" icon={<Image src="/fox.png" alt="A"/>} src={c ? '/fox.png' : d}/>;`,
    );
  });

  it('stands behind what takes the place of the quotes', () => {
    const text = `const a = <img src="${placeholder}" />;`;
    const page: Document = { language: 'javascriptreact', path: 'src/a.jsx', asset: 'src/fox.png', facts: vite };
    assert.match(
      applyEdits(text, rewrite(page, text, findingsIn(text, attribute(), placeholder, 'missing'), 'A').edits),
      /<img src=\{foxImage\} alt="A" \/>/,
    );
  });
});
