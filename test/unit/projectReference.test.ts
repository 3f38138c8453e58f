import assert from 'node:assert/strict';
import { altTextFrom } from '../../src/project/altText';
import type { ProjectFacts } from '../../src/project/facts';
import { referenceFor, type ReferenceEdit, type ReferenceInput } from '../../src/project/reference';
import { packageJson, projectWith } from './projectFacts';

const none = projectWith([]);
const site = projectWith(['index.html']);
const vite = projectWith(['vite.config.ts', 'package.json']);
const next = projectWith(['next.config.js']);
const astro = projectWith(['astro.config.mjs']);
const kit = projectWith(['package.json', 'vite.config.ts'], [], { 'package.json': packageJson('@sveltejs/kit', 'vite') });
const expo = projectWith(['package.json'], [], { 'package.json': packageJson('expo', 'react-native') });
const django = projectWith(['manage.py']);
const rails = projectWith(['config/application.rb']);
const laravel = projectWith(['artisan']);
const angular = projectWith(['angular.json']);

interface Case {
  readonly facts?: ProjectFacts;
  readonly language: string;
  readonly path: string;
  readonly asset?: string;
  readonly alt?: string;
  /** `¦` is the cursor; two of them are a selection. */
  readonly text: string;
}

const img = 'width="300" height="250" alt="A red fox"';
const jsxImg = 'width={300} height={250} alt="A red fox"';

function inputOf(one: Case): ReferenceInput {
  const start = one.text.indexOf('¦');
  const end = one.text.lastIndexOf('¦');
  return {
    languageId: one.language,
    documentPath: one.path,
    documentText: one.text.replaceAll('¦', ''),
    offset: start,
    selection: end > start ? { start, end: end - 1 } : undefined,
    assetPath: one.asset ?? 'public/images/fox.png',
    size: { width: 300, height: 250 },
    alt: one.alt ?? 'A red fox',
    facts: one.facts ?? none,
  };
}

/** Makes all changes at once, from the end, as an editor does. */
function apply(text: string, edit: ReferenceEdit): string {
  const changes = [
    { start: edit.replace.start, end: edit.replace.end, text: edit.insert },
    ...edit.additional.map((one) => ({ start: one.offset, end: one.offset, text: one.text })),
  ];
  return changes
    .sort((a, b) => b.start - a.start)
    .reduce((result, change) => result.slice(0, change.start) + change.text + result.slice(change.end), text);
}

function check(name: string, one: Case, expected: string): void {
  it(name, () => {
    const input = inputOf(one);
    assert.equal(apply(input.documentText, referenceFor(input)), expected);
  });
}

describe('references', () => {
  describe('in HTML', () => {
    const page = { language: 'html', path: 'index.html', asset: 'images/fox.png', facts: site };
    check('an image', { ...page, text: '<p>¦</p>' }, `<p><img src="images/fox.png" ${img}></p>`);
    check('closed as the page closes', { ...page, text: '<br />¦' }, `<br /><img src="images/fox.png" ${img} />`);
    check('from a subfolder', { ...page, path: 'blog/2026/post.html', text: '¦' }, `<img src="../../images/fox.png" ${img}>`);
    check(
      'the habit of the page',
      { ...page, text: '<img src="/images/a.png">¦' },
      `<img src="/images/a.png"><img src="/images/fox.png" ${img}>`,
    );
    check(
      'a page in the public folder',
      {
        ...page,
        path: 'public/index.html',
        asset: 'public/images/fox.png',
        facts: projectWith(['package.json', 'public/index.html'], ['public']),
        text: '¦',
      },
      `<img src="images/fox.png" ${img}>`,
    );
    check('a page of Vite', { ...page, asset: 'public/images/fox.png', facts: vite, text: '¦' }, `<img src="/images/fox.png" ${img}>`);
    check('an empty src', { ...page, text: '<img src="¦" alt="">' }, '<img src="images/fox.png" alt="">');
    check('a src that is there', { ...page, text: '<img src="old/pho¦to.jpg" alt="">' }, '<img src="images/fox.png" alt="">');
    check('a placeholder', { ...page, text: '<img src="https://placehold.co/¦600x400" alt="">' }, '<img src="images/fox.png" alt="">');
    check('a selection in a src', { ...page, text: '<img src="images/¦old.png¦?x" alt="">' }, '<img src="images/images/fox.png?x" alt="">');
    check('a path that was begun', { ...page, text: '<img src="./¦">' }, '<img src="images/fox.png">');
    check('a folder that was begun', { ...page, text: '<img src="/images/¦">' }, '<img src="images/fox.png">');
    check('a value without quotes', { ...page, text: '<img src=¦>' }, '<img src="images/fox.png">');
    check('a link keeps its words', { ...page, text: '<a href="¦">x</a>' }, '<a href="images/fox.png">x</a>');
    check('attributes of an img', { ...page, text: '<img ¦>' }, `<img src="images/fox.png" ${img}>`);
    check(
      'the attributes that are missing',
      { ...page, text: '<img alt="" class="a"¦>' },
      '<img alt="" class="a" src="images/fox.png" width="300" height="250">',
    );
    check('a poster', { ...page, text: '<video ¦controls>' }, '<video poster="images/fox.png" controls>');
    check(
      'a style attribute',
      { ...page, text: '<div style="color: red; ¦">' },
      `<div style="color: red; background-image: url('images/fox.png');">`,
    );
    check(
      'a url in a style attribute',
      { ...page, text: '<div style="background: url(¦)">' },
      '<div style="background: url(images/fox.png)">',
    );
    check(
      'a style element',
      { ...page, text: '<style>\n  .a {\n    ¦\n  }\n</style>' },
      '<style>\n  .a {\n    background-image: url("images/fox.png");\n  }\n</style>',
    );
    check(
      'a script',
      { ...page, text: '<script>\n  if (a<b) x.src = ¦;\n</script><p>' },
      "<script>\n  if (a<b) x.src = 'images/fox.png';\n</script><p>",
    );
    check(
      'behind a script',
      { ...page, text: '<script>if (a<b) "x</script><p>¦' },
      `<script>if (a<b) "x</script><p><img src="images/fox.png" ${img}>`,
    );
    check(
      'an escaped path',
      { ...page, asset: 'images/a & b #1 "x".png', text: '¦' },
      `<img src="images/a%20&amp;%20b%20%231%20%22x%22.png" ${img}>`,
    );
    check('letters stay', { ...page, asset: 'images/狐.png', text: '¦' }, `<img src="images/狐.png" ${img}>`);
    check(
      'an escaped alt',
      { ...page, alt: 'A "fox" <b> & {{ x }}', text: '¦' },
      '<img src="images/fox.png" width="300" height="250" alt="A &quot;fox&quot; &lt;b&gt; &amp; &#123;&#123; x &#125;&#125;">',
    );
    check('a selection of words', { ...page, text: '<p>¦a red fox¦</p>' }, `<p><img src="images/fox.png" ${img}></p>`);
    check('an angle bracket in text', { ...page, text: '<p>1 < 2 "¦' }, `<p>1 < 2 "<img src="images/fox.png" ${img}>`);
    check(
      'Angular',
      { ...page, facts: angular, path: 'src/app/app.component.html', asset: 'src/assets/fox.png', text: '<img [src]="¦">' },
      `<img [src]="'assets/fox.png'">`,
    );
  });

  describe('in templates', () => {
    check(
      'PHP text',
      { language: 'php', path: 'index.php', asset: 'images/fox.png', text: '<?php echo 1; ?>\n¦' },
      `<?php echo 1; ?>\n<img src="images/fox.png" ${img}>`,
    );
    check(
      'PHP code',
      { language: 'php', path: 'index.php', asset: 'images/fox.png', text: '<?php $a = ¦;' },
      "<?php $a = 'images/fox.png';",
    );
    check(
      'a PHP string',
      { language: 'php', path: 'index.php', asset: 'images/fox.png', text: '<?php $a = "¦";' },
      '<?php $a = "images/fox.png";',
    );
    check(
      'Blade',
      { facts: laravel, language: 'blade', path: 'resources/views/a.blade.php', text: '<p>¦</p>' },
      `<p><img src="{{ asset('images/fox.png') }}" ${img}></p>`,
    );
    check(
      'Blade in quotes',
      { facts: laravel, language: 'php', path: 'resources/views/a.blade.php', text: '<img src="¦">' },
      `<img src="{{ asset('images/fox.png') }}">`,
    );
    check(
      'Blade in a call',
      { facts: laravel, language: 'blade', path: 'resources/views/a.blade.php', text: `<img src="{{ asset('¦') }}">` },
      `<img src="{{ asset('images/fox.png') }}">`,
    );
    check(
      'Blade with Vite',
      { facts: laravel, language: 'blade', path: 'resources/views/a.blade.php', asset: 'resources/images/fox.png', text: '¦' },
      `<img src="{{ Vite::asset('resources/images/fox.png') }}" ${img}>`,
    );
    check(
      'Symfony',
      {
        facts: projectWith(['config/bundles.php']),
        language: 'twig',
        path: 'templates/a.html.twig',
        asset: 'assets/images/fox.png',
        text: '¦',
      },
      `<img src="{{ asset('images/fox.png') }}" ${img}>`,
    );
    check(
      'Django',
      {
        facts: django,
        language: 'django-html',
        path: 'templates/a.html',
        asset: 'static/images/fox.png',
        text: '{% extends "b.html" %}\n<p>¦</p>\n',
      },
      `{% extends "b.html" %}\n{% load static %}\n<p><img src="{% static 'images/fox.png' %}" ${img}></p>\n`,
    );
    check(
      'Django, loaded',
      {
        facts: django,
        language: 'html',
        path: 'templates/a.html',
        asset: 'static/images/fox.png',
        text: '{% load i18n static %}\n<img src="¦">',
      },
      `{% load i18n static %}\n<img src="{% static 'images/fox.png' %}">`,
    );
    check(
      'Flask',
      {
        facts: projectWith(['app.py'], ['templates']),
        language: 'jinja-html',
        path: 'templates/a.html',
        asset: 'static/fox.png',
        text: '¦',
      },
      `<img src="{{ url_for('static', filename='fox.png') }}" ${img}>`,
    );
    check(
      'ERB',
      { facts: rails, language: 'erb', path: 'app/views/a.html.erb', asset: 'app/assets/images/fox.png', text: '<p>¦</p>' },
      '<p><%= image_tag "fox.png", width: 300, height: 250, alt: "A red fox" %></p>',
    );
    check(
      'ERB in quotes',
      { facts: rails, language: 'erb', path: 'app/views/a.html.erb', asset: 'app/assets/images/fox.png', text: '<img src="¦">' },
      `<img src="<%= asset_path('fox.png') %>">`,
    );
    check(
      'HEEx',
      {
        facts: projectWith(['mix.exs'], ['priv/static']),
        language: 'phoenix-heex',
        path: 'lib/a.html.heex',
        asset: 'priv/static/images/fox.png',
        text: '¦',
      },
      `<img src={~p"/images/fox.png"} ${img}>`,
    );
    check(
      'Jekyll as it does',
      {
        facts: projectWith(['_config.yml']),
        language: 'html',
        path: '_layouts/a.html',
        asset: 'assets/fox.png',
        text: `<link href="{{ '/a.css' | relative_url }}">¦`,
      },
      `<link href="{{ '/a.css' | relative_url }}"><img src="{{ '/assets/fox.png' | relative_url }}" ${img}>`,
    );
    check(
      'Handlebars',
      { language: 'handlebars', path: 'views/a.hbs', facts: projectWith(['package.json'], ['public']), text: '{{#if a}}"¦{{/if}}' },
      `{{#if a}}"<img src="/images/fox.png" ${img}>{{/if}}`,
    );
    check(
      'Razor',
      {
        language: 'aspnetcorerazor',
        path: 'Views/a.cshtml',
        facts: projectWith(['a.csproj'], ['wwwroot']),
        asset: 'wwwroot/images/fox.png',
        alt: 'me @home',
        text: '¦',
      },
      '<img src="~/images/fox.png" width="300" height="250" alt="me &#64;home">',
    );
    check('Pug', { language: 'jade', path: 'views/a.pug', facts: vite, text: 'div\n  ¦' }, `div\n  img(src="/images/fox.png" ${img})`);
  });

  describe('in JSX', () => {
    const app = { language: 'typescriptreact', path: 'src/App.tsx', asset: 'src/assets/fox.png', facts: vite };
    const head = "import { useState } from 'react';\nimport './a.css';\n";
    const withImport = `${head}import foxImage from './assets/fox.png';\n`;
    const body = (inside: string): string =>
      `\nexport function App() {\n  return (\n    <main className="a">\n      ${inside}\n    </main>\n  );\n}\n`;
    check('imports', { ...app, text: head + body('¦') }, withImport + body(`<img src={foxImage} ${jsxImg} />`));
    check(
      'public path',
      { ...app, asset: 'public/images/fox.png', text: head + body('¦') },
      head + body(`<img src="/images/fox.png" ${jsxImg} />`),
    );
    check(
      'an apostrophe in text',
      { ...app, text: head + body("<p>Don't</p>¦") },
      withImport + body(`<p>Don't</p><img src={foxImage} ${jsxImg} />`),
    );
    check('an empty src', { ...app, text: head + body('<img src="¦" />') }, withImport + body('<img src={foxImage} />'));
    check(
      'a placeholder',
      { ...app, text: head + body('<img src="https://placehold.co/6¦00x400" />') },
      withImport + body('<img src={foxImage} />'),
    );
    check(
      'a public path in quotes',
      { ...app, asset: 'public/images/fox.png', text: head + body('<img src="¦" />') },
      head + body('<img src="/images/fox.png" />'),
    );
    check('braces', { ...app, text: head + body('<img src={¦} />') }, withImport + body('<img src={foxImage} />'));
    check(
      'a string in braces',
      { ...app, asset: 'public/images/fox.png', text: head + body("<img src={'¦'} />") },
      head + body("<img src={'/images/fox.png'} />"),
    );
    check(
      'missing attributes',
      { ...app, text: head + body('<img className="x" ¦/>') },
      withImport + body(`<img className="x" src={foxImage} ${jsxImg} />`),
    );
    check('a condition', { ...app, text: head + body('{open && ¦}') }, withImport + body(`{open && <img src={foxImage} ${jsxImg} />}`));
    check(
      'a branch',
      { ...app, text: head + body('{open ? (¦) : null}') },
      withImport + body(`{open ? (<img src={foxImage} ${jsxImg} />) : null}`),
    );
    check(
      'a list',
      { ...app, text: head + body('{all.map((one) => ¦)}') },
      withImport + body(`{all.map((one) => <img src={foxImage} ${jsxImg} />)}`),
    );
    check(
      'what is returned',
      { ...app, text: `${head}\nconst A = () => {\n  return ¦;\n};\n` },
      `${withImport}\nconst A = () => {\n  return <img src={foxImage} ${jsxImg} />;\n};\n`,
    );
    check('an object', { ...app, text: `${head}\nconst a = { b: ¦ };\n` }, `${withImport}\nconst a = { b: foxImage };\n`);
    check(
      'generics are no elements',
      { ...app, text: `${head}\nconst f = <T,>(x: T) => x;\nconst a = useState<string>(¦);\n` },
      `${withImport}\nconst f = <T,>(x: T) => x;\nconst a = useState<string>(foxImage);\n`,
    );
    check(
      'regular expressions',
      { ...app, text: `${head}\nconst r = /"[/']/g;\nconst a = 4 / 2 + '¦';\n` },
      `${head}\nconst r = /"[/']/g;\nconst a = 4 / 2 + 'assets/fox.png';\n`,
    );
    check(
      'template literals',
      { ...app, asset: 'public/images/fox.png', text: `${head}\nconst a = \`\${b({ c: \`x\` })}¦\`;\n` },
      `${head}\nconst a = \`\${b({ c: \`x\` })}/images/fox.png\`;\n`,
    );
    check('a template literal', { ...app, text: `${head}const a = \`url(¦)\`;` }, `${withImport}const a = \`url(\${foxImage})\`;`);
    check(
      'a placeholder in a string',
      { ...app, asset: 'public/images/fox.png', text: `${head}const a = { image: 'https://placehold.co/60¦0' };` },
      `${head}const a = { image: '/images/fox.png' };`,
    );
    check(
      'type parameters',
      { ...app, text: `${head}type F = <T>(x: T) => T;\nconst a = ¦;` },
      `${withImport}type F = <T>(x: T) => T;\nconst a = foxImage;`,
    );
    check(
      'type arguments of an element',
      { ...app, text: head + body('<List<Map<string, number>> ¦a={1} />') },
      withImport + body('<List<Map<string, number>> src={foxImage} a={1} />'),
    );
    check(
      'comparisons',
      { ...app, text: `${head}for (let i = 0; i <n && i <a.length; i++) {}\nconst a = ¦;` },
      `${withImport}for (let i = 0; i <n && i <a.length; i++) {}\nconst a = foxImage;`,
    );
    check(
      'a prop of a component',
      { ...app, facts: next, text: head + body('<Card image={¦} />') },
      withImport + body('<Card image={foxImage} />'),
    );
    check(
      'double quotes of a directive',
      { ...app, text: `"use client";\n${body('¦')}` },
      `"use client";\nimport foxImage from "./assets/fox.png";\n${body(`<img src={foxImage} ${jsxImg} />`)}`,
    );
    check(
      'the module itself',
      { ...app, text: `${head}¦\nconst a = 1;\n` },
      `${head}import foxImage from './assets/fox.png';\nconst a = 1;\n`,
    );
    check(
      'among the imports',
      { ...app, text: "import { useState } from 'react';\n¦\nimport './a.css';\n" },
      "import { useState } from 'react';\n\nimport './a.css';\nimport foxImage from './assets/fox.png';\n",
    );
    check(
      'an import that is there',
      { ...app, text: `import fox from './assets/fox.png';\n${body('¦')}` },
      `import fox from './assets/fox.png';\n${body(`<img src={fox} ${jsxImg} />`)}`,
    );
    check(
      'a name that is taken',
      { ...app, text: `${head}const foxImage = 1;\n${body('¦')}` },
      `${head}import foxImage2 from './assets/fox.png';\nconst foxImage = 1;\n${body(`<img src={foxImage2} ${jsxImg} />`)}`,
    );
    check(
      "'use client', comments, double quotes, no semicolons",
      { ...app, text: `// @license MIT\n'use client'\n\nimport a from "a"\n${body('¦').replaceAll(';', '')}` },
      `// @license MIT\n'use client'\n\nimport a from "a"\nimport foxImage from "./assets/fox.png"\n${body(`<img src={foxImage} ${jsxImg} />`).replaceAll(';', '')}`,
    );
    check(
      "'use client' alone",
      { ...app, text: `'use client';\n${body('¦')}` },
      `'use client';\nimport foxImage from './assets/fox.png';\n${body(`<img src={foxImage} ${jsxImg} />`)}`,
    );
    check(
      'no imports, a comment of the function',
      { ...app, text: `/** Says. */\nexport const A = () => <p>¦</p>;\n` },
      `import foxImage from './assets/fox.png';\n\n/** Says. */\nexport const A = () => <p><img src={foxImage} ${jsxImg} /></p>;\n`,
    );
    check(
      'an import over lines',
      { ...app, text: `import {\n  a,\n  b,\n} from 'x'; // why\n${body('¦')}` },
      `import {\n  a,\n  b,\n} from 'x'; // why\nimport foxImage from './assets/fox.png';\n${body(`<img src={foxImage} ${jsxImg} />`)}`,
    );
    check(
      'CRLF',
      { ...app, text: (head + body('¦')).replaceAll('\n', '\r\n') },
      (withImport + body(`<img src={foxImage} ${jsxImg} />`)).replaceAll('\n', '\r\n'),
    );
    check(
      'a file name that is no name',
      { ...app, asset: "src/assets/2-füße it's.png", text: `${head}const a = ¦;` },
      `${head}import image2FüßeItSImage from './assets/2-füße it\\'s.png';\nconst a = image2FüßeItSImage;`,
    );
    check(
      'an alias that is used',
      { ...app, path: 'src/pages/Home.tsx', text: `import x from '@/x';\n${body('¦')}` },
      `import x from '@/x';\nimport foxImage from '@/assets/fox.png';\n${body(`<img src={foxImage} ${jsxImg} />`)}`,
    );
    check('a require', { ...app, text: "const a = require('¦');" }, "const a = require('./assets/fox.png');");
    check('Next', { ...app, facts: next, text: head + body('¦') }, withImport + body(`<img src={foxImage.src} ${jsxImg} />`));
    check(
      'Next with its Image',
      { ...app, facts: next, text: `import Image from 'next/image';\n${body('¦')}` },
      `import Image from 'next/image';\nimport foxImage from './assets/fox.png';\n${body(`<Image src={foxImage} ${jsxImg} />`)}`,
    );
    check(
      'Next with a public path',
      { ...app, facts: next, asset: 'public/images/fox.png', text: `import Image from 'next/image';\n${body('¦')}` },
      `import Image from 'next/image';\n${body(`<Image src="/images/fox.png" ${jsxImg} />`)}`,
    );
    check(
      'React Native',
      { ...app, facts: expo, asset: 'assets/fox.png', text: `import { View, Image as Pic } from 'react-native';\n${body('¦')}` },
      `import { View, Image as Pic } from 'react-native';\n${body(`<Pic source={require('../assets/fox.png')} style={{ width: 300, height: 250 }} accessibilityLabel="A red fox" />`)}`,
    );
    check(
      'React Native without Image',
      { ...app, facts: expo, asset: 'assets/fox.png', text: head + body('¦') },
      `${head}import { Image } from 'react-native';\n${body(`<Image source={require('../assets/fox.png')} style={{ width: 300, height: 250 }} accessibilityLabel="A red fox" />`)}`,
    );
    check('no bundler', { ...app, facts: none, text: '<p>¦</p>' }, `<p><img src="assets/fox.png" ${jsxImg} /></p>`);
    check(
      'Parcel',
      { ...app, facts: projectWith(['package.json'], [], { 'package.json': packageJson('parcel') }), text: head + body('¦') },
      `${head}import foxImage from 'url:./assets/fox.png';\n${body(`<img src={foxImage} ${jsxImg} />`)}`,
    );
  });

  describe('in scripts', () => {
    check(
      'TypeScript of Vite',
      { facts: vite, language: 'typescript', path: 'src/a.ts', asset: 'src/assets/fox.png', text: 'const a = <any>b;\nconst c = ¦;\n' },
      "import foxImage from './assets/fox.png';\n\nconst a = <any>b;\nconst c = foxImage;\n",
    );
    check(
      'a served picture',
      { facts: vite, language: 'javascript', path: 'src/a.js', text: 'const c = ¦;\n' },
      "const c = '/images/fox.png';\n",
    );
    check(
      'a script of a plain site names from the page',
      { facts: site, language: 'javascript', path: 'js/a.js', asset: 'images/fox.png', text: "hero.src = '¦';" },
      "hero.src = 'images/fox.png';",
    );
    check(
      'a script of a served folder',
      { facts: django, language: 'javascript', path: 'static/js/a.js', asset: 'static/images/fox.png', text: "hero.src = '¦';" },
      "hero.src = '/static/images/fox.png';",
    );
    check(
      'new URL',
      { facts: vite, language: 'typescript', path: 'src/a.ts', asset: 'src/assets/fox.png', text: "new URL('¦', import.meta.url)" },
      "new URL('./assets/fox.png', import.meta.url)",
    );
    check(
      'a hashbang',
      { facts: vite, language: 'javascript', path: 'src/a.js', asset: 'src/fox.png', text: '#!/usr/bin/env node\nconst a = ¦' },
      "#!/usr/bin/env node\nimport foxImage from './fox.png';\n\nconst a = foxImage",
    );
    check(
      'Angular imports no pictures',
      { facts: angular, language: 'typescript', path: 'src/app/a.ts', asset: 'src/assets/fox.png', text: 'a = ¦;' },
      "a = 'assets/fox.png';",
    );
  });

  describe('in style sheets', () => {
    const sheet = { language: 'css', path: 'css/site.css', asset: 'images/fox.png', facts: site };
    check('a value', { ...sheet, text: '.a { background: ¦; }' }, '.a { background: url("../images/fox.png"); }');
    check('right after the colon', { ...sheet, text: '.a { background:¦; }' }, '.a { background: url("../images/fox.png"); }');
    check('a url', { ...sheet, text: '.a { background: url(¦) }' }, '.a { background: url(../images/fox.png) }');
    check('a url in quotes', { ...sheet, text: '.a { background: url("¦") }' }, '.a { background: url("../images/fox.png") }');
    check('a url that is there', { ...sheet, text: '.a { background: url(old.p¦ng) }' }, '.a { background: url(../images/fox.png) }');
    check(
      'a declaration',
      { ...sheet, text: '.a {\n  color: red;\n  ¦\n}' },
      '.a {\n  color: red;\n  background-image: url("../images/fox.png");\n}',
    );
    check(
      'an empty line',
      { ...sheet, text: '.a {\n    color: red;\n¦\n}' },
      '.a {\n    color: red;\n    background-image: url("../images/fox.png");\n}',
    );
    check('outside', { ...sheet, text: '.a {}\n\n¦' }, '.a {}\n\n.fox {\n  background-image: url("../images/fox.png");\n}');
    check(
      'the quotes of the sheet',
      { ...sheet, text: ".a { background: url('a.png'); }\n.b { ¦ }" },
      ".a { background: url('a.png'); }\n.b { background-image: url('../images/fox.png'); }",
    );
    check(
      'brackets and spaces',
      { ...sheet, asset: 'images/a (1).png', text: '.a { background: url(¦) }' },
      '.a { background: url(../images/a%20%281%29.png) }',
    );
    check('a comment', { ...sheet, text: '/* { : ¦ */' }, '/* { : ../images/fox.png */');
    check('a pseudo class', { ...sheet, text: '.a:hover {\n  ¦\n}' }, '.a:hover {\n  background-image: url("../images/fox.png");\n}');
    check(
      'a variable of SCSS',
      { ...sheet, language: 'scss', path: 'css/a.scss', text: "// it's\n$a: ¦;" },
      '// it\'s\n$a: url("../images/fox.png");',
    );
    check(
      'SCSS in two levels',
      { ...sheet, language: 'scss', path: 'css/a.scss', text: '.a { &:hover { color: #{$b}; ¦ } }' },
      '.a { &:hover { color: #{$b}; background-image: url("../images/fox.png"); } }',
    );
    check('Sass', { ...sheet, language: 'sass', path: 'css/a.sass', text: '.a\n  ¦' }, '.a\n  background-image: url("../images/fox.png")');
    check(
      'a bundler with a public folder',
      { ...sheet, facts: vite, asset: 'public/images/fox.png', text: '.a { ¦ }' },
      '.a { background-image: url("/images/fox.png"); }',
    );
    check(
      'Django in static/',
      { ...sheet, facts: django, path: 'static/css/a.css', asset: 'static/images/fox.png', text: '.a { ¦ }' },
      '.a { background-image: url("../images/fox.png"); }',
    );
    check(
      'Rails',
      { ...sheet, facts: rails, path: 'app/assets/stylesheets/a.css', asset: 'app/assets/images/fox.png', text: '.a { ¦ }' },
      '.a { background-image: url("fox.png"); }',
    );
    check(
      'Angular',
      { ...sheet, facts: angular, path: 'src/app/a.css', asset: 'public/fox.png', text: '.a { ¦ }' },
      '.a { background-image: url("/fox.png"); }',
    );
  });

  describe('in Markdown', () => {
    const page = { language: 'markdown', path: 'docs/a.md', asset: 'docs/images/fox.png' };
    check('an image', { ...page, text: '# A\n\n¦\n' }, '# A\n\n![A red fox](./images/fox.png)\n');
    check(
      'escapes',
      { ...page, asset: 'docs/images/a (b).png', alt: 'A [fox] *here*', text: '¦' },
      '![A \\[fox\\] \\*here\\*](./images/a%20%28b%29.png)',
    );
    check('in the brackets', { ...page, text: '![x](¦)' }, '![x](./images/fox.png)');
    check('a path that is there', { ...page, text: '![x](ol¦d.png "t")' }, '![x](./images/fox.png "t")');
    check('a fence', { ...page, text: '```html\n<img src="¦">\n```' }, '```html\n<img src="./images/fox.png">\n```');
    check('behind a fence', { ...page, text: '```\n~~~\n```\n¦' }, '```\n~~~\n```\n![A red fox](./images/fox.png)');
    check('inline code', { ...page, text: 'a `¦` b' }, 'a `./images/fox.png` b');
    check('the frontmatter', { ...page, text: '---\ncover: ¦\n---\n' }, '---\ncover: images/fox.png\n---\n');
    check('HTML', { ...page, text: '1 < 2\n\n<img src="¦">' }, '1 < 2\n\n<img src="./images/fox.png">');
    check(
      'README of a bundler project',
      { ...page, path: 'README.md', asset: 'public/images/fox.png', facts: vite, text: '¦' },
      '![A red fox](./public/images/fox.png)',
    );
    check(
      'Docusaurus',
      { ...page, facts: projectWith(['docusaurus.config.js']), asset: 'static/img/fox.png', text: '¦' },
      '![A red fox](/img/fox.png)',
    );
    check(
      'Hugo',
      { ...page, facts: projectWith(['hugo.toml']), path: 'content/a.md', asset: 'static/images/fox.png', text: '¦' },
      '![A red fox](/images/fox.png)',
    );
    check(
      'MkDocs',
      { ...page, facts: projectWith(['mkdocs.yml']), path: 'docs/x/a.md', asset: 'docs/img/fox.png', text: '¦' },
      '![A red fox](../img/fox.png)',
    );
    check('MDX', { ...page, language: 'mdx', path: 'docs/a.mdx', alt: '{x}', text: '¦' }, '![\\{x\\}](./images/fox.png)');
  });

  describe('in Vue', () => {
    const part = { language: 'vue', path: 'src/components/A.vue', asset: 'src/assets/fox.png', facts: vite };
    check(
      'a template',
      { ...part, text: '<template>\n  <p>¦</p>\n</template>' },
      `<template>\n  <p><img src="../assets/fox.png" ${img} /></p>\n</template>`,
    );
    check(
      'below',
      { ...part, path: 'src/A.vue', text: '<template>¦</template>' },
      `<template><img src="./assets/fox.png" ${img} /></template>`,
    );
    check(
      'an alias that is used',
      { ...part, text: '<template><img src="@/assets/a.png">¦</template>' },
      `<template><img src="@/assets/a.png"><img src="@/assets/fox.png" ${img} /></template>`,
    );
    check(
      'a public path',
      { ...part, asset: 'public/images/fox.png', text: '<template>¦</template>' },
      `<template><img src="/images/fox.png" ${img} /></template>`,
    );
    check(
      'a binding',
      { ...part, text: '<script setup lang="ts">\nimport { ref } from \'vue\'\n</script>\n<template><img :src="¦"></template>' },
      '<script setup lang="ts">\nimport { ref } from \'vue\'\nimport foxImage from \'../assets/fox.png\'\n</script>\n<template><img :src="foxImage"></template>',
    );
    check(
      'a binding without setup',
      { ...part, asset: 'public/images/fox.png', text: '<script>\nexport default {}\n</script>\n<template><img :src="¦"></template>' },
      '<script>\nexport default {}\n</script>\n<template><img :src="\'/images/fox.png\'"></template>',
    );
    check(
      'its script',
      { ...part, text: '<template><p>1</p></template>\n<script setup>\nconst a = ¦\n</script>' },
      "<template><p>1</p></template>\n<script setup>\nimport foxImage from '../assets/fox.png';\n\nconst a = foxImage\n</script>",
    );
    check(
      'its style',
      { ...part, text: '<style lang="scss">\n.a { ¦ }\n</style>' },
      '<style lang="scss">\n.a { background-image: url("../assets/fox.png"); }\n</style>',
    );
    check(
      'Nuxt',
      {
        ...part,
        facts: projectWith(['nuxt.config.ts']),
        path: 'pages/index.vue',
        asset: 'public/images/fox.png',
        text: '<template>¦</template>',
      },
      `<template><img src="/images/fox.png" ${img} /></template>`,
    );
  });

  describe('in Svelte', () => {
    const part = { language: 'svelte', path: 'src/routes/+page.svelte', asset: 'src/lib/assets/fox.png', facts: kit };
    check(
      'with a script',
      { ...part, text: "<script>\n\timport A from '$lib/A.svelte';\n</script>\n\n<p>¦</p>\n" },
      `<script>\n\timport A from '$lib/A.svelte';\n\timport foxImage from '$lib/assets/fox.png';\n</script>\n\n<p><img src={foxImage} ${img} /></p>\n`,
    );
    check(
      'without a script',
      { ...part, text: '<p>¦</p>\n' },
      `<script>\n  import foxImage from '../lib/assets/fox.png';\n</script>\n\n<p><img src={foxImage} ${img} /></p>\n`,
    );
    check(
      'an empty script',
      { ...part, text: '<script></script>\n¦' },
      `<script>\nimport foxImage from '../lib/assets/fox.png';\n</script>\n<img src={foxImage} ${img} />`,
    );
    check(
      'the module script is not it',
      { ...part, text: '<script module>\n  let a;\n</script>\n<script>\n  let b;\n</script>\n¦' },
      `<script module>\n  let a;\n</script>\n<script>\n  import foxImage from '../lib/assets/fox.png';\n\n  let b;\n</script>\n<img src={foxImage} ${img} />`,
    );
    check('static', { ...part, asset: 'static/images/fox.png', text: '<p>¦</p>' }, `<p><img src="/images/fox.png" ${img} /></p>`);
    check(
      'quotes',
      { ...part, text: '<script>\n</script>\n<img src="¦" />' },
      "<script>\nimport foxImage from '../lib/assets/fox.png';\n</script>\n<img src={foxImage} />",
    );
    check(
      'braces',
      { ...part, text: '<script>\n</script>\n<img src={¦} />' },
      "<script>\nimport foxImage from '../lib/assets/fox.png';\n</script>\n<img src={foxImage} />",
    );
    check(
      'blocks',
      { ...part, asset: 'static/fox.png', text: "{#if a === '<'}don't ¦{/if}" },
      `{#if a === '<'}don't <img src="/fox.png" ${img} />{/if}`,
    );
  });

  describe('in Astro', () => {
    const page = { language: 'astro', path: 'src/pages/index.astro', asset: 'src/assets/fox.png', facts: astro };
    check(
      'with frontmatter',
      { ...page, text: "---\nimport A from '../A.astro';\n---\n<p>¦</p>" },
      `---\nimport A from '../A.astro';\nimport foxImage from '../assets/fox.png';\n---\n<p><img src={foxImage.src} ${img} /></p>`,
    );
    check(
      'its Image',
      { ...page, text: "---\nimport { Image } from 'astro:assets';\n---\n¦" },
      `---\nimport { Image } from 'astro:assets';\nimport foxImage from '../assets/fox.png';\n---\n<Image src={foxImage} ${img} />`,
    );
    check(
      'without frontmatter',
      { ...page, text: '<p>¦</p>' },
      `---\nimport foxImage from '../assets/fox.png';\n---\n\n<p><img src={foxImage.src} ${img} /></p>`,
    );
    check(
      'an empty one',
      { ...page, text: '---\n---\n¦' },
      `---\nimport foxImage from '../assets/fox.png';\n---\n<img src={foxImage.src} ${img} />`,
    );
    check('the frontmatter', { ...page, asset: 'public/fox.png', text: '---\nconst a = ¦;\n---\n' }, "---\nconst a = '/fox.png';\n---\n");
    check(
      'a list',
      { ...page, asset: 'public/fox.png', text: '---\n---\n<ul>{all.map((one) => <li>¦</li>)}</ul>' },
      `---\n---\n<ul>{all.map((one) => <li><img src="/fox.png" ${img} /></li>)}</ul>`,
    );
  });

  describe('in data and elsewhere', () => {
    check('JSON', { facts: vite, language: 'json', path: 'src/a.json', text: '{ "a": ¦ }' }, '{ "a": "/images/fox.png" }');
    check('a JSON string', { facts: vite, language: 'json', path: 'src/a.json', text: '{ "a": "¦" }' }, '{ "a": "/images/fox.png" }');
    check(
      'a JSON path that is there',
      { language: 'jsonc', path: 'package.json', asset: 'media/fox.png', text: '{ "icon": "media/o¦ld.png", }' },
      '{ "icon": "media/fox.png", }',
    );
    check('YAML', { language: 'yaml', path: 'mkdocs.yml', asset: 'docs/fox.png', text: 'logo: ¦' }, 'logo: docs/fox.png');
    check('YAML that needs quotes', { language: 'yaml', path: 'a.yml', asset: 'a: b #1.png', text: 'logo: ¦' }, 'logo: "a: b #1.png"');
    check('TOML', { language: 'toml', path: 'a.toml', asset: 'fox.png', text: 'a = ¦' }, 'a = "fox.png"');
    check('SQL', { language: 'sql', path: 'a.sql', asset: "fox's.png", text: "VALUES ('¦')" }, "VALUES ('fox''s.png')");
    check(
      'Python names from the project',
      { language: 'python', path: 'src/a.py', asset: 'assets/fox.png', text: 'open(¦)' },
      'open("assets/fox.png")',
    );
    check(
      'Dart',
      {
        facts: projectWith(['pubspec.yaml']),
        language: 'dart',
        path: 'lib/a.dart',
        asset: 'assets/images/fox.png',
        alt: "Fox's $5",
        text: 'child: ¦,',
      },
      "child: Image.asset('assets/images/fox.png', width: 300, height: 250, semanticLabel: 'Fox\\'s \\$5'),",
    );
    check('plain text', { language: 'plaintext', path: 'a.txt', asset: 'images/a b.png', text: "it's ¦" }, "it's images/a b.png");
    check(
      'SVG',
      { language: 'xml', path: 'a.svg', asset: 'fox.png', text: '<svg>¦</svg>' },
      '<svg><image href="fox.png" width="300" height="250" aria-label="A red fox" /></svg>',
    );
    check('XML', { language: 'xml', path: 'a.xml', asset: 'fox.png', text: '<url>¦</url>' }, '<url>fox.png</url>');
  });

  it('makes a text alternative from a prompt', () => {
    for (const [prompt, alt] of [
      ['a red fox in the snow', 'A red fox in the snow'],
      ['Create an image of a red fox. Soft light.', 'A red fox'],
      ['Scene: dusk\nSubject: an old boat on a lake.\nConstraints: none', 'An old boat on a lake'],
      ['A view of St. Peter’s square at 3.5 km, wide!', 'A view of St. Peter’s square at 3.5 km, wide'],
      ['雪の中の狐。背景は森', '雪の中の狐'],
      ['line one\nline two', 'Line one line two'],
      ['', ''],
      [`${'word '.repeat(60)}end`, `Word${' word'.repeat(24)}`],
    ] as const) {
      assert.equal(altTextFrom(prompt), alt);
    }
    assert.ok(altTextFrom('👩‍🚀'.repeat(200)).length <= 125);
  });
});
