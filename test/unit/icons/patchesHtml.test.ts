import assert from 'node:assert/strict';
import { chance, patchOf, plan, project } from './planHelp';

const vite = { 'vite.config.ts': '' };

function changed(html: string, presets: Parameters<typeof plan>[0] = ['web-minimal']): string {
  const made = plan(presets, project({ ...vite, 'index.html': html }));
  const after = made.patches.find(({ path }) => path === 'index.html')?.text ?? html;
  const again = plan(presets, project({ ...vite, 'index.html': after, 'public/manifest.webmanifest': '{"icons":[]}' }));
  assert.equal(
    again.patches.find(({ path }) => path === 'index.html'),
    undefined,
    'a second time would change it again',
  );
  return after;
}

const four = [
  '<link rel="icon" href="/favicon.ico" sizes="32x32">',
  '<link rel="apple-touch-icon" href="/apple-touch-icon.png">',
  '<link rel="manifest" href="/manifest.webmanifest">',
  '<meta name="theme-color" content="#b45309">',
];

describe('patches of a page', () => {
  it('come after the last link or meta, with its indentation and line ends', () => {
    for (const [indent, end] of [
      ['  ', '\n'],
      ['\t\t', '\r\n'],
    ] as const) {
      const before = [
        '<!doctype html>',
        '<html>',
        '<head>',
        `${indent}<meta charset="utf-8">`,
        `${indent}<title>A</title>`,
        '</head>',
        '</html>',
        '',
      ];
      const after = [...before.slice(0, 4), ...four.map((line) => indent + line), ...before.slice(4)];
      assert.equal(changed(before.join(end)), after.join(end));
    }
  });

  it('take the place of lines that would conflict, and leave the rest of them', () => {
    const before = `<head>
  <link rel="icon" type="image/png" href="/old.png" />
  <link data-x="1" href='/old.webmanifest' crossorigin="use-credentials" rel='manifest' />
  <meta content="#FFFFFF" name="theme-color" />
  <LINK HREF=old-touch.png REL=apple-touch-icon-precomposed SIZES=152x152>
</head>`;
    assert.equal(
      changed(before),
      `<head>
  <link rel="icon" href="/favicon.ico" sizes="32x32" />
  <link data-x="1" href="/manifest.webmanifest" crossorigin="use-credentials" rel='manifest' />
  <meta content="#b45309" name="theme-color" />
  <LINK href="/apple-touch-icon.png" rel="apple-touch-icon">
</head>`,
    );
  });

  it('leave no old icon behind', () => {
    const before = `<head>
  <link rel="shortcut icon" href="/favicon.ico">
  <link rel="icon" sizes="16x16" href="/favicon-16.png">
  <link rel="icon" sizes="32x32" href="/favicon-32.png"><link rel="stylesheet" href="a.css">
  <link rel="mask-icon" href="/mask.svg" color="#000">
</head>`;
    const after = changed(before);
    assert.equal(after.match(/rel="(?:shortcut )?icon"/g)?.length, 1);
    assert.ok(!after.includes('favicon-16') && !after.includes('favicon-32'));
    assert.ok(after.includes('<link rel="shortcut icon" href="/favicon.ico" sizes="32x32">\n  <link rel="stylesheet" href="a.css">'));
    assert.ok(after.includes('<link rel="mask-icon" href="/mask.svg" color="#000">'));
  });

  it('keep icons for light and dark alone and drawn ones, which no set has', () => {
    const own = [
      '<link rel="icon" href="/light.png" media="(prefers-color-scheme: light)">',
      '<link rel="icon" href="/dark.png" media="(prefers-color-scheme: dark)">',
      '<link rel="icon" type="image/svg+xml" href="/icon">',
      '<LINK REL=icon HREF=/icon.SVG?v=2>',
      '<link rel="icon" href="data:image/svg+xml,<svg/>">',
      '<link rel="apple-touch-icon" href="/dark-touch.png" media="(prefers-color-scheme: dark)">',
    ];
    const before = ['<head>', ...own, '<link rel="icon" href="/old-16.png">', '<link rel="icon" href="/old-32.png">', '</head>'].join(
      '\n  ',
    );
    for (const presets of [['web-minimal'], ['web-full']] as const) {
      const after = changed(before, presets);
      assert.ok(after.startsWith(['<head>', ...own, ''].join('\n  ')), after);
      assert.ok(!after.includes('old-') && after.includes('href="/favicon.ico"'));
      const notes = (html: string): string[] =>
        plan(presets, project({ ...vite, 'index.html': html })).notes.filter((note) => note.includes('SVG'));
      assert.equal(notes(before).length, 1);
      assert.equal(notes(after).length, 1);
      assert.deepEqual(notes('<head>\n<link rel="icon" href="/old.png">\n</head>'), []);
    }
  });

  it('tell what becomes of the icons that are there', () => {
    const summary = (...lines: readonly string[]): string | undefined =>
      plan(['web-minimal'], project({ ...vite, 'index.html': ['<head>', ...lines, '</head>'].join('\n') })).patches[0]?.summary;
    const [icon = '', ...others] = four;
    assert.equal(summary(), 'Adds 4 lines to the head');
    const old = ['<link rel="icon" href="/16.png" sizes="16x16">', '<link rel="icon" href="/48.png" sizes="48x48">'];
    assert.equal(summary(...old), 'Adds 3 lines to the head, replaces 2 icons');
    assert.equal(summary(icon, ...old), 'Adds 3 lines to the head, replaces 2 icons');
    assert.equal(summary(...four, ...old), 'Replaces 2 icons');
    assert.equal(summary('<meta name="theme-color" content="#000">', ...old), 'Adds 2 lines to the head, changes 1, replaces 2 icons');
    assert.equal(summary('<link rel="icon" href="/favicon.ico">', ...others), 'Changes 1 line of the head');
    assert.equal(summary(...four), undefined);
  });

  it('leave lines as they are that say the same in another way', () => {
    const before = `<HEAD><META CONTENT='#B45309' NAME='theme-color'><link href=/favicon.ico?v=2 sizes=32x32 rel=icon><link rel='manifest' href="manifest.webmanifest"><link rel=apple-touch-icon href=/apple-touch-icon.png></HEAD>`;
    assert.equal(changed(before), before);
  });

  it('stay out of comments, scripts, templates and noscript', () => {
    const traps = `<!-- <link rel="icon" href="/a.ico"> </head> -->
  <script>const s = '<link rel="icon" href="/b.ico"></head>';</script>
  <template><link rel="icon" href="/c.ico"><template></template><meta name="theme-color" content="#111111"></template>
  <noscript><link rel="stylesheet" href="d.css"></noscript>
  <style>/* <link rel="icon" href="/e.ico"> */</style>
  <title><link rel="icon" href="/f.ico"></title>`;
    const after = changed(`<head>
  <meta charset="utf-8">
  ${traps}
</head>`);
    assert.equal(after, `<head>\n  <meta charset="utf-8">\n${four.map((line) => `  ${line}\n`).join('')}  ${traps}\n</head>`);
  });

  it('go before the end of the head where nothing leads, and where code may leave the last link out', () => {
    assert.equal(changed('<html>\n<head>\n</head>\n'), `<html>\n<head>\n${four.map((line) => `  ${line}\n`).join('')}</head>\n`);
    const looped = changed('<head>\n    {% if x %}\n    <link rel="stylesheet" href="x">\n    {% endif %}\n  </head>');
    assert.equal(
      looped,
      `<head>\n    {% if x %}\n    <link rel="stylesheet" href="x">\n    {% endif %}\n${four.map((line) => `    ${line}\n`).join('')}  </head>`,
    );
  });

  it('stay on one line in a page on one line', () => {
    assert.equal(
      changed('<html><head><meta charset=utf-8><title>a</title></head><body></body></html>'),
      `<html><head><meta charset=utf-8>${four.join('')}<title>a</title></head><body></body></html>`,
    );
    assert.equal(
      changed('<html><head><title>a</title><body></body></html>'),
      `<html><head><title>a</title>${four.join('')}<body></body></html>`,
    );
  });

  it('write addresses as the page does', () => {
    const react = project({
      'package.json': '{"dependencies":{"react-scripts":"5"}}',
      'public/index.html':
        '<head>\n  <link rel="icon" href="%PUBLIC_URL%/favicon.ico" />\n  <link rel="manifest" href="%PUBLIC_URL%/manifest.json" />\n</head>',
      'public/manifest.json':
        '{"short_name":"x","icons":[{"src":"favicon.ico","sizes":"64x64 32x32","type":"image/x-icon"},{"src":"logo192.png","type":"image/png","sizes":"192x192"}]}',
    });
    const made = plan(['web-minimal'], react);
    const page = patchOf(made, 'public/index.html');
    assert.ok(page.includes('<link rel="manifest" href="%PUBLIC_URL%/manifest.json" />'));
    assert.ok(page.includes('<link rel="icon" href="%PUBLIC_URL%/favicon.ico" sizes="32x32" />'));
    assert.ok(page.includes('<link rel="apple-touch-icon" href="%PUBLIC_URL%/apple-touch-icon.png" />'));
    const { icons } = JSON.parse(patchOf(made, 'public/manifest.json')) as { icons: { src: string }[] };
    assert.deepEqual(
      icons.map(({ src }) => src),
      ['favicon.ico', 'icon-192.png', 'icon-512.png', 'icon-512-maskable.png'],
    );
    const kit = project({
      'package.json': '{"devDependencies":{"@sveltejs/kit":"2"}}',
      'src/app.html': '<head>\n\t\t<link rel="icon" href="%sveltekit.assets%/favicon.png" />\n\t\t%sveltekit.head%\n\t</head>',
    });
    const app = patchOf(plan(['web-minimal'], kit), 'src/app.html');
    assert.ok(app.includes('\t\t<link rel="manifest" href="%sveltekit.assets%/manifest.webmanifest" />'));
    assert.ok(plan(['web-minimal'], kit).files.some(({ path }) => path === 'static/favicon.ico'));
  });

  it('keep colours for light and dark alone, and what the page says of itself', () => {
    const before = `<head>
  <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#000000">
  <meta name="application-name" content="Own name">
  <meta name="apple-mobile-web-app-status-bar-style" content="default">
</head>`;
    const after = changed(before, ['web-full']);
    assert.equal(after.match(/theme-color/g)?.length, 1);
    assert.ok(after.includes('content="Own name"') && after.includes('content="default"'));
    assert.equal(after.match(/application-name|status-bar-style/g)?.length, 2);
  });

  it('escape the name of the app', () => {
    const name = `Fish & "Chips" <b> 🐟`;
    const made = plan(['web-full'], project({ ...vite, 'index.html': '<head>\n</head>' }), { name });
    assert.ok(patchOf(made, 'index.html').includes('<meta name="application-name" content="Fish &amp; &quot;Chips&quot; &lt;b&gt; 🐟">'));
    assert.ok(made.snippet.includes('content="Fish &amp; &quot;Chips&quot; &lt;b&gt; 🐟"'));
    const manifest = made.files.find(({ path }) => path.endsWith('manifest.webmanifest'))?.content;
    assert.equal((JSON.parse(manifest?.kind === 'text' ? manifest.text : '') as { name: string }).name, name);
  });

  it('are left to the reader when the page has no head', () => {
    for (const html of ['', '<p>Hello', '<!-- <head></head> -->', '<script>"<head></head>"</script>', '---\nlayout: default\n---\n# Hi']) {
      const made = plan(['web-minimal'], project({ ...vite, 'index.html': html }));
      assert.equal(made.patches.length, 0);
      assert.ok(made.notes.some((note) => note.includes('index.html') && note.includes('snippet')));
      assert.notEqual(made.snippet, '');
    }
  });

  it('keep every other byte of odd pages', () => {
    const random = chance(7);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] ?? (from[0] as T);
    const lines = [
      '<meta charset="utf-8">',
      '<META NAME=viewport CONTENT="width=device-width">',
      '<title>A > B &amp; “C”</title>',
      '<!-- <link rel="icon" href="x"> -->',
      '<script>if (a < b) document.write("<head>")</script>',
      '<link rel=stylesheet href=a.css>',
      "<link  rel = 'preload'  href='b' as=font crossorigin >",
      '<style>a::before{content:"</head>"}</style>',
      '<base href="/">',
      '🦊 text',
      '<link rel="icon" href="/old.png" type="image/png">',
      '<meta name="theme-color" content="#123">',
      '<link rel="manifest" href="/m.json">',
      '<link href="t.png" rel="apple-touch-icon">',
    ];
    const ours = /<(?:link|meta)\b[^>]*(?:rel=["']?(?:icon|apple-touch-icon|manifest)|name=["']?theme-color)[^>]*>/gi;
    const bare = (html: string): string => {
      const hidden: string[] = [];
      const kept = html.replace(/<!--[^]*?-->|<(script|style)\b[^]*?<\/\1>/g, (one) => `\0${String(hidden.push(one) - 1)}\0`);
      return kept
        .replace(ours, '')
        .replace(/\s+/g, ' ')
        .replace(/\0(\d+)\0/g, (_, index: string) => hidden[Number(index)] ?? '')
        .replace(/> (?=<)/g, '>');
    };
    for (let round = 0; round < 300; round += 1) {
      const end = pick(['\n', '\r\n', '']);
      const indent = pick(['', '  ', '\t']);
      const inside = Array.from({ length: Math.floor(random() * 9) }, () => indent + pick(lines));
      const before = [
        pick(['<!DOCTYPE html>', '']),
        '<html>',
        pick(['<head>', '<HEAD lang="en">']),
        ...inside,
        pick(['</head>', '</HEAD >']),
        '<body> x </body>',
        pick(['', '</html>']),
      ].join(end);
      const after = changed(before);
      assert.equal(bare(after), bare(before), before);
      assert.equal(after.replaceAll('\r\n', '').includes('\n') && end === '\r\n', false, 'mixed line ends');
    }
  });
});
