import * as assert from 'node:assert/strict';
import { type Finding, type ScanOptions } from '../../../src/placeholders/finding';
import { languageOf, mayHold, scan } from '../../../src/placeholders/scan';

type Row = readonly [rule: string, languageId: string, text: string, expected: readonly string[]];

function find(text: string, languageId: string, options: Partial<ScanOptions> = {}): Finding[] {
  return scan(text, { languageId, path: `file.${languageId}`, ...options });
}

/** `host 600x400 https://…`, with the role where it is not a picture. */
function told({ kind, role, width, height, url }: Finding): string {
  const size = width && height ? ` ${width.value}x${height.value}` : width ? ` ${width.value}x?` : '';
  return `${kind}${role === 'picture' ? '' : ` ${role}`}${size} ${url}`;
}

function table(rows: readonly Row[]): void {
  for (const [rule, languageId, text, expected] of rows) {
    it(`${rule} (${languageId})`, () => {
      assert.deepEqual(find(text, languageId).map(told), expected);
    });
  }
}

const co = 'https://placehold.co';
const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

describe('scan: where placeholders are', () => {
  table([
    ['img', 'html', `<img src="${co}/600x400">`, [`host 600x400 ${co}/600x400`]],
    ['img without quotes', 'html', `<img src=${co}/600x400 alt=x>`, [`host 600x400 ${co}/600x400`]],
    ['entities', 'html', `<img src="${co}/600x400?text=a&amp;font=lato">`, [`host 600x400 ${co}/600x400?text=a&font=lato`]],
    ['poster', 'html', `<video poster='${co}/640x360'></video>`, [`host 640x360 ${co}/640x360`]],
    ['video is no picture', 'html', `<video src="${co}/640x360"></video>`, []],
    ['icon', 'html', `<link rel="shortcut icon" href="/favicon.ico">`, ['local /favicon.ico']],
    ['style sheet', 'html', `<link rel="stylesheet" href="${co}/640x360">`, []],
    ['og:image', 'html', `<meta property="og:image" content="${co}/9x8">`, [`host 9x8 ${co}/9x8`]],
    ['other meta', 'html', `<meta name="description" content="${co}/9x8">`, []],
    ['svg image', 'html', `<svg><image href="${co}/9x8"/></svg>`, [`host 9x8 ${co}/9x8`]],
    ['input type=image', 'html', `<input type="image" src="${co}/9x8">`, [`host 9x8 ${co}/9x8`]],
    ['object', 'html', `<object data="${co}/9x8"></object>`, [`host 9x8 ${co}/9x8`]],
    ['style attribute', 'html', `<p style="background:url(${co}/9x8)"></p>`, [`host 9x8 ${co}/9x8`]],
    ['style element', 'html', `<style>p{background:url('${co}/9x8')}</style>`, [`host 9x8 ${co}/9x8`]],
    ['script element', 'html', `<script>let a = '${co}/9x8'</script>`, [`host 9x8 ${co}/9x8`]],
    ['import', 'typescript', `import a from './hero.png';\nimport b from './logo.svg';`, ['local ./hero.png']],
    ['require', 'javascript', `const a = require("./hero.png");`, ['local ./hero.png']],
    ['JSX', 'typescriptreact', `const a = <img src={'${co}/9x8'} />;`, [`host 9x8 ${co}/9x8`]],
    ['Tailwind', 'typescriptreact', `const a = <p className="bg-[url('/img/a.png')]" />;`, ['local /img/a.png']],
    ['binding', 'vue', `<template><img :src="'${co}/9x8'"></template>`, [`host 9x8 ${co}/9x8`]],
    ['expression', 'svelte', `<img src={x ? '${co}/9x8' : "/a.png"}>`, [`host 9x8 ${co}/9x8`, 'local /a.png']],
    ['front matter', 'markdown', `---\nimage: ${co}/9x8\n---\n`, [`host 9x8 ${co}/9x8`]],
    ['reference', 'markdown', `![a][b]\n\n[b]: ${co}/9x8\n`, [`host 9x8 ${co}/9x8`]],
    ['reference of a link', 'markdown', `[a][b]\n\n[b]: ${co}/9x8\n`, []],
    ['SQL', 'sql', `INSERT INTO t (name) VALUES ('${co}/9x8');`, [`host 9x8 ${co}/9x8`]],
    ['image-set', 'css', `p{background:image-set("${co}/9x8" 1x)}`, [`host 9x8 ${co}/9x8`]],
    ['font', 'css', `@font-face{src:url(a.svg)}`, []],
    ['Blade', 'blade', `{{-- ${co}/9x8 --}}<img src="{{ $a ?? '${co}/7x6' }}">`, [`host 7x6 ${co}/7x6`]],
    ['Rails', 'erb', `<%= image_tag "${co}/9x8" %><%# "${co}/7x6" %>`, [`host 9x8 ${co}/9x8`]],
    ['Razor', 'razor', `@{ var a = "${co}/9x8"; }@* <img src="${co}/7x6"> *@`, [`host 9x8 ${co}/9x8`]],
    ['Twig', 'twig', `{# ${co}/9x8 #}<img src="{{ a|default('${co}/7x6') }}">`, [`host 7x6 ${co}/7x6`]],
    ['a flow of YAML', 'yaml', `a: {b: ${co}/9x8, images: [/x.png]}`, [`host 9x8 ${co}/9x8`, 'local /x.png']],
    ['TOML', 'toml', `[a]\nimage = "${co}/9x8"`, [`host 9x8 ${co}/9x8`]],
    ['feed', 'xml', `<item><image>${co}/9x8</image></item>`, [`host 9x8 ${co}/9x8`]],
    ['markup in a string', 'javascript', `a.innerHTML = "<img src=\\"${co}/9x8\\">"`, [`host 9x8 ${co}/9x8`]],
    ['inline template', 'typescript', 'a = `<img src="https://placehold.co/9x8" alt="${b}"><img src="${c}">`', [`host 9x8 ${co}/9x8`]],
    ['still being typed', 'typescript', `a = '${co}/9x8\nb = '${co}/7x6'`, [`host 7x6 ${co}/7x6`]],
    ['still being typed', 'html', `<img src="${co}/9x8\n<img src="${co}/7x6">`, [`host 7x6 ${co}/7x6`]],
    ['still being typed', 'markdown', `![a](${co}/9x8\n\n![b](${co}/7x6)`, [`host 7x6 ${co}/7x6`]],
    ['an unknown language', 'crystal', `photo = "${co}/9x8"`, [`host 9x8 ${co}/9x8`]],
  ]);
});

describe('scan: the doubtful cases', () => {
  table([
    [
      'descriptors are never multiplied in',
      'html',
      `<img srcset="${co}/500x500 1x, ${co}/1000x1000 2x, ${co}/90x90@2x.png 800w">`,
      [`host 500x500 ${co}/500x500`, `host 1000x1000 ${co}/1000x1000`, `host 180x180 ${co}/90x90@2x.png`],
    ],
    ['comment', 'html', `<!-- <img src="${co}/9x8"> --><img src="${co}/7x6">`, [`host 7x6 ${co}/7x6`]],
    ['comment', 'css', `/* url(${co}/9x8) */ a{background:url(${co}/7x6)}`, [`host 7x6 ${co}/7x6`]],
    ['comment', 'typescript', `// '${co}/9x8'\n/* '${co}/9x8' */ a = '${co}/7x6'`, [`host 7x6 ${co}/7x6`]],
    ['comment', 'python', `# "${co}/9x8"\na = "${co}/7x6"`, [`host 7x6 ${co}/7x6`]],
    ['comment', 'yaml', `# a: ${co}/9x8\na: ${co}/7x6 # ${co}/9x8`, [`host 7x6 ${co}/7x6`]],
    ['fence', 'markdown', `\`\`\`html\n![a](${co}/9x8)\n\`\`\`\n\n![a](${co}/7x6)`, [`host 7x6 ${co}/7x6`]],
    ['inline code', 'markdown', `\`![a](${co}/9x8)\` ![a](${co}/7x6)`, [`host 7x6 ${co}/7x6`]],
    ['indented code', 'markdown', `a\n\n    ![a](${co}/9x8)\n\nb ![a](${co}/7x6)`, [`host 7x6 ${co}/7x6`]],
    ['a list is no indented code', 'markdown', `- a\n\n    ![a](${co}/7x6)`, [`host 7x6 ${co}/7x6`]],
    ['link', 'html', `<a href="${co}/9x8">a</a>`, []],
    ['link', 'typescriptreact', `const a = <a href={'${co}/9x8'}>a</a>;`, []],
    ['link', 'markdown', `[a](${co}/9x8) <${co}/9x8> ${co}/9x8`, []],
    ['prose', 'html', `<p>${co}/9x8</p>`, []],
    ['placeholder attribute', 'html', `<input placeholder="${co}/9x8">`, []],
    ['remotePatterns', 'javascript', `x = { images: { remotePatterns: [new URL('${co}/9x8')], domains: ['${co}/9x8'] } }`, []],
    ['CSP', 'javascript', `x = { directives: { imgSrc: ['${co}/9x8'] } }`, []],
    ['CSP', 'html', `<meta http-equiv="Content-Security-Policy" content="img-src ${co}/9x8">`, []],
    ['backticks without a hole', 'typescript', `a = \`${co}/9x8\``, [`host 9x8 ${co}/9x8`]],
    ['backticks with a hole', 'typescript', 'a = `https://placehold.co/${w}x8`; b = `https://placehold.co/9x8?text=${t}`', []],
    ['concatenation behind', 'typescript', `a = '${co}/9x8?text=' + name`, []],
    ['concatenation before', 'typescript', `a = base + '${co}/9x8'`, []],
    ['concatenation', 'php', `<?php $a = '${co}/9x8?text=' . $name; $b = "${co}/9x8?text=$name";`, []],
    ['concatenation', 'sql', `SELECT '${co}/9x8?text=' || name`, []],
    ['format', 'python', `a = "${co}/%sx8" % w\nb = "${co}/9x8?text={}".format(w)\nc = f"${co}/{w}x8"`, []],
    ['template', 'html', `<img src="${co}/{{ w }}x8"><img src="${co}/<?= $w ?>x8">`, []],
    ['fallback of an expression', 'typescript', `a = b || '${co}/9x8'; c = d ?? "${co}/7x6"`, [`host 9x8 ${co}/9x8`, `host 7x6 ${co}/7x6`]],
    ['default parameter', 'typescript', `function f(image = '${co}/9x8') {}`, [`host 9x8 ${co}/9x8`]],
    ['default of a property', 'typescriptreact', `const F = ({ image = '/a.png' }) => null`, ['local /a.png']],
    ['onerror', 'html', `<img src="a.png" onerror="this.src='${co}/9x8'">`, ['local a.png', `host fallback 9x8 ${co}/9x8`]],
    ['onError', 'typescriptreact', `const a = <img onError={(e) => { e.target.src = '${co}/9x8'; }} />;`, [`host fallback 9x8 ${co}/9x8`]],
    [
      'onerror',
      'javascript',
      `img.onerror = () => { img.src = '${co}/9x8'; }; img.src = '${co}/7x6'`,
      [`host fallback 9x8 ${co}/9x8`, `host 7x6 ${co}/7x6`],
    ],
    ['@error', 'vue', `<img @error="a = '${co}/9x8'">`, [`host fallback 9x8 ${co}/9x8`]],
    ['local placeholder', 'html', `<img src="/placeholder.svg?height=40&width=300">`, ['file 300x40 /placeholder.svg?height=40&width=300']],
    ['local placeholder', 'typescript', `a = '/placeholder.png?w=30&h=20'`, ['file 30x20 /placeholder.png?w=30&h=20']],
    ['link to a local placeholder', 'html', `<a href="/placeholder.png">a</a>`, []],
    ['data-src beside one pixel', 'html', `<img src="${pixel}" data-src="${co}/9x8">`, [`host 9x8 ${co}/9x8`]],
    ['one pixel alone', 'html', `<img src="${pixel}" width="30" height="20">`, [`data 30x20 ${pixel}`]],
    ['one pixel alone, of unknown size', 'html', `<img src="${pixel}">`, [`data ${pixel}`]],
    ['empty data URI', 'html', `<img src="data:,">`, ['data data:,']],
    ['one pixel that is no picture', 'javascript', `track('${pixel}')`, []],
    ['empty src', 'html', `<img src="" width="30"><script src=""></script>`, ['empty 30x? ']],
    [
      'upper case, eight digits, raw spaces',
      'html',
      `<img src="${co}/300X200/FF0000FF/000000?text=Two words">`,
      [`host 300x200 ${co}/300X200/FF0000FF/000000?text=Two words`],
    ],
    ['escapes of JSON', 'json', `{"a":"https:\\/\\/placehold.co\\/9x8?text=a\\u0026font=lato"}`, [`host 9x8 ${co}/9x8?text=a&font=lato`]],
    ['random', 'html', `<img src="https://source.unsplash.com/random/1">`, ['host https://source.unsplash.com/random/1']],
    ['pages of a host', 'typescript', `a = ['https://picsum.photos/v2/list', '${co}/docs', '${co}/']`, []],
    ['real pictures', 'html', `<img src="https://images.unsplash.com/photo-1500530855697?w=800&h=600">`, []],
    ['a path beside a telling key', 'json', `{"image": "/img/hero.png", "manual": "/docs/page.png"}`, ['local /img/hero.png']],
    ['a path beside a telling name', 'typescript', `const heroImage = '/a.png'; const route = '/b.png';`, ['local /a.png']],
    ['avatars', 'html', `<img src="https://i.pravatar.cc/300">`, []],
  ]);

  it('avatars and examples when they are asked for', () => {
    assert.deepEqual(find('<img src="https://i.pravatar.cc/300">', 'html', { avatars: true }).map(told), [
      'host 300x300 https://i.pravatar.cc/300',
    ]);
    const options = { examples: true };
    assert.deepEqual(find(`<!-- <img src="${co}/9x8"> -->`, 'html', options).map(told), [`host example 9x8 ${co}/9x8`]);
    assert.deepEqual(find(`// see ${co}/9x8.`, 'typescript', options).map(told), [`host example 9x8 ${co}/9x8`]);
    assert.deepEqual(find(`\`\`\`\n![a](${co}/9x8)\n\`\`\``, 'markdown', options).map(told), [`host example 9x8 ${co}/9x8`]);
  });

  it('long lines are passed over', () => {
    const long = `<img src="${co}/9x8">${' '.repeat(20001)}`;
    assert.deepEqual(find(`${long}\n<img src="${co}/7x6">`, 'html').map(told), [`host 7x6 ${co}/7x6`]);
  });
});

describe('scan: sizes', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['the URL before attributes', 'html', `<img src="${co}/9x8" width="30" height="20">`, '9 the URL, 8 the URL'],
    ['attributes', 'html', `<img src="/placeholder.png" width="30px" height=20>`, '30 width and height, 20 width and height'],
    [
      'numbers of JSX',
      'typescriptreact',
      `a = <Image src="/placeholder.png" width={30} height={20} />`,
      '30 width and height, 20 width and height',
    ],
    ['style', 'html', `<img src="/placeholder.png" style="width: 30px; aspect-ratio: 3/2">`, '30 the style, 20 the style'],
    ['rule', 'css', `a { height: 20px; background: url(/placeholder.png); width: 30px; }`, '30 the style, 20 the style'],
    [
      'object of styles',
      'typescriptreact',
      `a = <p style={{ width: 30, height: '20px', background: 'url(/placeholder.png)' }} />`,
      '30 the style, 20 the style',
    ],
    ['classes', 'html', `<img src="/placeholder.png" class="w-64 h-[20px]">`, '256 the classes, 20 the classes'],
    ['siblings', 'json', `{"image":"/placeholder.png","width":30,"height":20}`, '30 the properties beside it, 20 the properties beside it'],
    ['per cent', 'html', `<img src="/placeholder.png" width="100%" style="height: auto">`, 'undefined undefined, undefined undefined'],
    ['density of the URL', 'html', `<img src="${co}/9x8@2x.png">`, '18 the URL, 16 the URL'],
  ];
  for (const [rule, languageId, text, expected] of cases) {
    it(rule, () => {
      const [one] = find(text, languageId);
      assert.ok(one);
      assert.equal([one.width, one.height].map((side) => `${side?.value} ${side?.source}`).join(', '), expected);
    });
  }
});

describe('scan: prompts', () => {
  const cases: readonly (readonly [string, string, string, string | undefined])[] = [
    ['the hint before all', 'html', `<img src="${co}/9?text=t" alt="a" data-ai-hint="blue lamp">`, 'blue lamp'],
    ['the hint of an object', 'json', `{"imageUrl":"${co}/9","imageHint":"blue lamp","description":"d"}`, 'blue lamp'],
    ['alt before the text', 'html', `<img src="${co}/9?text=t" alt=" A  red\n chair ">`, 'A red chair'],
    ['the text before the title', 'html', `<img src="${co}/9?text=Big+sale" title="x">`, 'Big sale'],
    ['a size is no text', 'html', `<img src="${co}/9?text=600x400" title="Chair">`, 'Chair'],
    ['title before aria-label', 'html', `<img src="${co}/9" aria-label="x" title="Chair">`, 'Chair'],
    [
      'caption before heading',
      'html',
      `<h1>x</h1><figure><img src="${co}/9"><figcaption>A <b>red</b> chair</figcaption></figure>`,
      'A red chair',
    ],
    ['heading before', 'html', `<h2>One</h2><img src="${co}/9"><h2>Two</h2>`, 'One'],
    ['heading of the same section', 'html', `<h1>Shop</h1><div><h2>One</h2></div><div><img src="${co}/9"><h2>Two</h2></div>`, 'Two'],
    ['heading of Markdown', 'markdown', `# One\n\n![](${co}/9)\n\n# Two`, 'One'],
    ['the next heading only if there is none', 'markdown', `![](${co}/9)\n\n# Two`, 'Two'],
    ['siblings', 'typescript', `a = { name: 'Lamp', image: '${co}/9' }`, 'Lamp'],
    ['siblings around', 'typescript', `a = { title: 'Lamp', image: { src: '${co}/9' } }`, 'Lamp'],
    ['no siblings from the object around a list', 'typescript', `a = { name: 'Shop', lamps: [{ image: '${co}/9' }] }`, 'lamps'],
    ['siblings', 'yaml', `- title: Lamp\n  image: ${co}/9`, 'Lamp'],
    ['siblings', 'php', `<?php $a = ['image' => '${co}/9', 'name' => 'Lamp'];`, 'Lamp'],
    ['siblings', 'python', `a = {"image": "${co}/9", "caption": "Lamp"}`, 'Lamp'],
    ['siblings', 'dart', `f(label: 'Lamp', image: '${co}/9')`, 'Lamp'],
    ['columns', 'sql', `INSERT INTO t (id, name, image) VALUES (1, 'Lamp', '${co}/9')`, 'Lamp'],
    ['keywords', 'html', `<img src="https://loremflickr.com/320/240/dog,park" class="hero">`, 'dog, park'],
    ['class', 'html', `<img src="${co}/9" class="w-full md:w-4 product-card__photo">`, 'product card photo'],
    ['variable', 'typescript', `const heroBanner = '${co}/9';`, 'hero banner'],
    ['selector', 'css', `.team-photo:hover { background: url(${co}/9) }`, 'team photo'],
    ['file name', 'html', `<img src="/img/red-bicycle-2.jpg">`, 'red bicycle'],
    ['entities', 'html', `<img src="${co}/9" alt="Salt &amp; &quot;pepper&quot;">`, 'Salt & "pepper"'],
    ['nothing', 'typescript', `image = '${co}/9'`, undefined],
  ];
  for (const [rule, languageId, text, expected] of cases) {
    it(`${rule} (${languageId})`, () => {
      assert.equal(find(text, languageId)[0]?.prompt?.value, expected);
    });
  }

  it('is never longer than 300 characters', () => {
    const [one] = find(`<img src="${co}/9" alt="${'long '.repeat(200)}">`, 'html');
    assert.ok((one?.prompt?.value.length ?? 999) <= 300);
  });
});

describe('scan: places', () => {
  it('tells the slot', () => {
    assert.deepEqual(find(`<img src='${co}/9'>`, 'html')[0]?.slot, { kind: 'attribute', tag: 'img', attribute: 'src', quote: "'" });
    assert.deepEqual(find(`<img srcset="${co}/9 2x">`, 'html')[0]?.slot, {
      kind: 'srcset',
      tag: 'img',
      attribute: 'srcset',
      quote: '"',
      descriptor: '2x',
    });
    assert.deepEqual(find(`<p style="background:url('${co}/9')">`, 'html')[0]?.slot, { kind: 'style', quote: "'", outer: '"' });
    assert.deepEqual(find(`![a](<${co}/9>)`, 'markdown')[0]?.slot, { kind: 'markdown', angled: true });
    assert.deepEqual(find(`a = <img src={\`${co}/9\`} />`, 'typescriptreact')[0]?.slot, {
      kind: 'string',
      quote: '`',
      tag: 'img',
      attribute: 'src',
    });
    assert.deepEqual(find(`import a from "./a.png"`, 'typescript')[0]?.slot, { kind: 'import', quote: '"' });
    assert.deepEqual(find(`{"image":"${co}/9"}`, 'json')[0]?.slot, { kind: 'data', quote: '"', key: 'image' });
    assert.deepEqual(find(`image: ${co}/9`, 'yaml')[0]?.slot, { kind: 'data', quote: '', key: 'image' });
  });

  it('tells the text alternative', () => {
    const text = `<img src="${co}/9" alt="A &amp; B"><img src="${co}/8"><img src="${co}/7" alt=""><p style="background:url(${co}/6)">`;
    const [full, missing, empty, none] = find(text, 'html');
    assert.ok(typeof full?.alt === 'object');
    assert.equal(full.alt.text, 'A & B');
    assert.equal(text.slice(full.alt.start, full.alt.end), 'A &amp; B');
    assert.equal(missing?.alt, 'missing');
    assert.ok(typeof empty?.alt === 'object' && empty.alt.start === empty.alt.end);
    assert.equal(none?.alt, undefined);
    assert.equal(find(`a = <img src="${co}/9" alt={title} />`, 'typescriptreact')[0]?.alt, undefined);
    assert.equal(find(`a = <img src="${co}/9" {...rest} />`, 'typescriptreact')[0]?.alt, undefined);
  });

  it('groups the sizes of one picture', () => {
    const picture =
      `<picture><source srcset="${co}/800x400 1x, ${co}/1600x800 2x"><source srcset="${co}/300x300">` +
      `<img src="${co}/400x200"></picture><img src="${co}/400x200">`;
    const groups = find(picture, 'html').map(({ group }) => group);
    assert.equal(groups.length, 5);
    assert.ok(groups[0] !== undefined && groups[0] === groups[1] && groups[0] === groups[3]);
    assert.equal(groups[2], undefined);
    assert.equal(groups[4], undefined);
  });

  it('takes the byte order mark and Windows line ends as they are', () => {
    const text = `\ufeff<h1>é</h1>\r\n<img\r\n  src="${co}/9"\r\n>`;
    const [one] = find(text, 'html');
    assert.equal(text.slice(one?.start, one?.end), `${co}/9`);
  });
});

describe('languageOf and mayHold', () => {
  it('knows languages by their extensions', () => {
    const names = ['a.tsx', 'b/c.vue', 'x.blade.php', 'd.yml', 'e.svg', 'f.py', 'README.md'];
    assert.deepEqual(names.map(languageOf), ['typescriptreact', 'vue', 'blade', 'yaml', 'xml', 'python', 'markdown']);
    for (const name of ['a.png', 'package-lock.json', 'a.min.js', 'types.d.ts', 'Makefile', '.env']) {
      assert.equal(languageOf(name), undefined, name);
    }
  });

  it('passes over what holds nothing', () => {
    assert.ok(!mayHold('const a = 1; // https://example.com/a'));
    assert.ok(mayHold(`x ${co}/1`));
    assert.ok(mayHold('HTTPS://PLACEHOLD.CO/1'));
    assert.ok(mayHold('<img src="">'));
  });
});
