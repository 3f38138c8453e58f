import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { patchOf, plan, project } from './planHelp';
import type { IconProject, PresetId } from '../../../src/icons/set';

/** The text after the patch; a second plan finds nothing left to change. */
function changed(preset: PresetId, path: string, from: IconProject): string {
  const after = plan([preset], from).patches.find((one) => one.path === path)?.text;
  if (after === undefined) {
    return from.texts[path] ?? '';
  }
  const again = plan([preset], { ...from, facts: { ...from.facts, texts: {} }, texts: { ...from.texts, [path]: after } });
  assert.equal(
    again.patches.find((one) => one.path === path),
    undefined,
    'a second time would change it again',
  );
  return after;
}

const manifest = (text: string): string =>
  changed('web-minimal', 'public/site.webmanifest', project({ 'public/site.webmanifest': text }, ['public']));

describe('patches of a web manifest', () => {
  it('replace entries of the same purpose and size in place, and keep the others', () => {
    assert.equal(
      manifest(`{
    "name": "Mine",
    "icons": [
        { "src": "/old-192.png", "sizes": "192x192", "type": "image/webp", "label": "x" },
        { "src": "/any.svg", "sizes": "any", "type": "image/svg+xml" }
    ],
    "x_unknown": { "a": [1,2,   3] }
}
`),
      `{
    "name": "Mine",
    "icons": [
        { "src": "/icon-192.png", "sizes": "192x192", "type": "image/png", "label": "x" },
        { "src": "/any.svg", "sizes": "any", "type": "image/svg+xml" },
        { "src": "/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any" },
        { "src": "/icon-512-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable" }
    ],
    "x_unknown": { "a": [1,2,   3] }
}
`,
    );
  });

  it('parts one file for both purposes into two', () => {
    const after = JSON.parse(
      manifest(
        '{"icons":[{"src":"/a.png","sizes":"512x512","purpose":"any maskable"},{"src":"/b.png","sizes":"512x512","purpose":"any maskable"}]}',
      ),
    ) as {
      icons: { src: string; purpose: string }[];
    };
    assert.deepEqual(after.icons.map(({ src, purpose }) => `${src} ${purpose}`).sort(), [
      '/icon-192.png any',
      '/icon-512-maskable.png maskable',
      '/icon-512.png any',
    ]);
  });

  it('recognise a file by its address, with or without a query', () => {
    const text =
      '{"icons": [{"src": "icon-192.png?v=3", "sizes": "192x192", "type": "image/png"}, {"src": "./icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"}]}';
    const after = manifest(text);
    assert.ok(after.startsWith(text.slice(0, -2)), after);
    assert.ok(
      after.endsWith('{ "src": "icon-512-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable" }]}'),
      after,
    );
  });

  it('make a list where there is none', () => {
    for (const text of [
      '{}',
      '{"name":"a"}',
      '{\r\n\t"name": "a" // ours\r\n}\r\n',
      '{"icons":[]}',
      '{"icons": null}',
      '{\n  "icons": []\n}',
      '\uFEFF{"a":1}',
      '{\n  // nothing\n}',
      '{\n  "a": 1,\n}',
    ]) {
      const after = manifest(text);
      const value = parse(after.replace('\uFEFF', ''), [], { allowTrailingComma: true }) as { icons: unknown[] };
      assert.equal(value.icons.length, 3, after);
      for (const piece of text.replace(/"icons":\s*(?:\[\]|null)/, '').split(/[\s,{}]+/)) {
        assert.ok(after.includes(piece), `${piece} is lost in ${after}`);
      }
    }
  });

  it('keep line ends, tabs, comments and what stands around the list', () => {
    const before =
      '{\r\n\t// brand\r\n\t"name": "a",\r\n\t"icons": [\r\n\t\t{\r\n\t\t\t"src": "/x.png",\r\n\t\t\t"sizes": "48x48"\r\n\t\t} // small\r\n\t],\r\n\t"b":  [ 1 ],\r\n}';
    const after = manifest(before);
    const at = before.indexOf('\r\n\t],');
    assert.ok(after.startsWith(before.slice(0, before.indexOf(' // small'))));
    assert.ok(after.endsWith(before.slice(at)));
    assert.ok(after.includes('}, // small\r\n\t\t{\r\n\t\t\t"src": "/icon-192.png",\r\n'), after);
    assert.ok(!/[^\r]\n/.test(after));
  });

  it('are left to the reader when it is broken', () => {
    for (const text of ['', '{', '{"icons": [}', '[]', 'null', '[['.repeat(50_000)]) {
      const made = plan(['web-minimal'], project({ 'public/manifest.webmanifest': text }, ['public']));
      assert.deepEqual(made.patches, []);
      assert.ok(!made.files.some(({ path }) => path.endsWith('.webmanifest')));
      assert.ok(
        made.notes.some((note) => note.includes('public/manifest.webmanifest') && note.includes('icon-512-maskable.png')),
        made.notes.join(),
      );
    }
  });

  it('leave the manifest of an extension to the extension', () => {
    const from = project({ 'vite.config.ts': '', 'public/manifest.json': '{"manifest_version":3,"name":"x","icons":{}}' });
    const made = plan(['web-minimal'], from);
    assert.deepEqual(made.patches, []);
    assert.ok(made.files.some(({ path }) => path === 'public/manifest.webmanifest'));
  });
});

describe('patches of other manifests', () => {
  it('name the icon of a VS Code extension', () => {
    const text = '{\n\t"name": "x",\n\t"engines": {\n\t\t"vscode": "^1.90.0"\n\t},\n\t"main": "a.js"\n}\n';
    const after = changed('vscode-extension', 'package.json', project({ 'package.json': text }));
    assert.equal(after, text.replace('"main": "a.js"', '"main": "a.js",\n\t"icon": "images/icon.png"'));
    const named = project({ 'package.json': '{"engines":{"vscode":"*"},"icon":"media/logo.png"}' });
    assert.deepEqual(
      plan(['vscode-extension'], named).files.map(({ path }) => path),
      ['media/logo.png'],
    );
    assert.deepEqual(plan(['vscode-extension'], named).patches, []);
    const svg = project({ 'package.json': '{"engines":{"vscode":"*"},"icon":"media/logo.svg"}' });
    assert.equal(patchOf(plan(['vscode-extension'], svg), 'package.json'), '{"engines":{"vscode":"*"},"icon":"images/icon.png"}');
  });

  it('name the icons of a Chrome extension and of its button', () => {
    const text = `{
  "manifest_version": 3,
  "action": { "default_popup": "p.html", "default_icon": { "16": "a.png", "48": "c.png", "24": "b.png" } },
  "icons": { "16": "a.png", "96": "k.png" }
}`;
    const value = JSON.parse(changed('chrome-extension', 'ext/manifest.json', project({ 'ext/manifest.json': text }))) as {
      action: { default_icon: unknown; default_popup: string };
      icons: unknown;
    };
    assert.equal(value.action.default_popup, 'p.html');
    assert.deepEqual(value.action.default_icon, { 16: 'icons/icon16.png', 24: 'b.png', 32: 'icons/icon32.png', 48: 'icons/icon48.png' });
    assert.deepEqual(value.icons, {
      16: 'icons/icon16.png',
      32: 'icons/icon32.png',
      48: 'icons/icon48.png',
      96: 'k.png',
      128: 'icons/icon128.png',
    });
    const without = JSON.parse(
      changed('chrome-extension', 'manifest.json', project({ 'manifest.json': '{"manifest_version":2}' })),
    ) as object;
    assert.deepEqual(Object.keys(without), ['manifest_version', 'icons']);
  });

  it('list the icons of Tauri, in both versions', () => {
    const list = ['icons/32x32.png', 'icons/128x128.png', 'icons/128x128@2x.png', 'icons/icon.icns', 'icons/icon.ico'];
    const tauri = (text: string): unknown =>
      JSON.parse(changed('tauri', 'src-tauri/tauri.conf.json', project({ 'src-tauri/tauri.conf.json': text })));
    assert.deepEqual(tauri('{"productName":"a"}'), { productName: 'a', bundle: { icon: list } });
    assert.deepEqual(tauri('{"bundle":{"active":true,"icon":["icons/old.ico","icons/own.png"]}}'), {
      bundle: { active: true, icon: ['icons/icon.ico', 'icons/own.png', ...list.slice(0, 4)] },
    });
    assert.deepEqual(tauri('{"package":{},"tauri":{"bundle":{"identifier":"x"}}}'), {
      package: {},
      tauri: { bundle: { identifier: 'x', icon: list } },
    });
    const same = JSON.stringify({ bundle: { icon: list } }, null, 2);
    assert.deepEqual(plan(['tauri'], project({ 'src-tauri/tauri.conf.json': same })).patches, []);
  });

  it('name the icons of Electron where a section for building is there', () => {
    const none = project({ 'package.json': '{"devDependencies":{"electron":"1","electron-builder":"1"}}' });
    assert.deepEqual(plan(['electron'], none).patches, []);
    const text = '{"devDependencies":{"electron":"1"},"build":{"appId":"a","mac":{"category":"b","icon":"old.icns"},"icon":"old.png"}}';
    const { build } = JSON.parse(changed('electron', 'package.json', project({ 'package.json': text }))) as { build: unknown };
    assert.deepEqual(build, {
      appId: 'a',
      mac: { category: 'b', icon: 'build/icon.icns' },
      icon: 'build/icon.png',
      win: { icon: 'build/icon.ico' },
      linux: { icon: 'build/icons' },
    });
    const foreign = project({ 'package.json': '{"devDependencies":{"electron":"1"},"build":{"baseUrl":"x"}}' });
    assert.deepEqual(plan(['electron'], foreign).patches, []);
    const forge = project({ 'package.json': '{"devDependencies":{"@electron-forge/cli":"7"},"config":{"forge":{"packagerConfig":{}}}}' });
    assert.equal(patchOf(plan(['electron'], forge), 'package.json').includes('"packagerConfig":{"icon":"assets/icon"}'), true);
  });

  it('keep pictures of other devices in an app icon, and draw what older phones need anew', () => {
    const folder = 'ios/Runner/Assets.xcassets/AppIcon.appiconset';
    const images = [
      { size: '20x20', idiom: 'iphone', filename: 'Icon-20@2x.png', scale: '2x' },
      { size: '83.5x83.5', idiom: 'ipad', filename: 'Icon-83.5@2x.png', scale: '2x' },
      { size: '44x44', idiom: 'watch', filename: 'Watch.png', scale: '2x', role: 'appLauncher' },
      { size: '1024x1024', idiom: 'universal', platform: 'ios', filename: 'AppIcon-512@2x.png' },
      { size: '1024x1024', idiom: 'universal', platform: 'watchos', filename: 'W.png' },
      { size: '29x29', idiom: 'universal', platform: 'ios', filename: 'Small.png', scale: '2x' },
      { size: '16x16', idiom: 'mac', filename: 'Mac.png', scale: '1x' },
    ];
    const from = project({
      [`${folder}/Contents.json`]: JSON.stringify({ images, info: { version: 1, author: 'me' }, properties: { x: true } }, null, 2),
    });
    const value = JSON.parse(changed('ios', `${folder}/Contents.json`, from)) as {
      images: { filename: string }[];
      info: unknown;
      properties: unknown;
    };
    assert.deepEqual(
      value.images.map(({ filename }) => filename),
      [
        'Icon-20@2x.png',
        'Icon-83.5@2x.png',
        'Watch.png',
        'icon-1024.png',
        'W.png',
        'Mac.png',
        'icon-1024-dark.png',
        'icon-1024-tinted.png',
      ],
    );
    assert.deepEqual([value.info, value.properties], [{ version: 1, author: 'me' }, { x: true }]);
    const made = plan(['ios'], from);
    const edges = made.files.flatMap(({ path, content }) =>
      content.kind === 'picture' && content.picture.kind === 'png'
        ? [`${path.slice(folder.length + 1)} ${content.picture.drawing.width}`]
        : [],
    );
    assert.deepEqual(edges.slice(3), ['Icon-20@2x.png 40', 'Icon-83.5@2x.png 167']);
    assert.ok(made.notes.some((note) => note.includes('AppIcon-512@2x.png') && note.includes('Small.png')));
  });

  it('write like Xcode where Xcode wrote', () => {
    const folder = 'ios/App/App/Assets.xcassets/AppIcon.appiconset';
    const before = `{
  "images" : [
    {
      "idiom" : "universal",
      "platform" : "ios",
      "size" : "1024x1024"
    }
  ],
  "info" : {
    "author" : "xcode",
    "version" : 1
  }
}
`;
    const after = changed('ios', `${folder}/Contents.json`, project({ [`${folder}/Contents.json`]: before }));
    assert.equal(JSON.stringify(JSON.parse(after), null, 2).replaceAll('": ', '" : '), after.trimEnd());
    assert.ok(after.includes('"size" : "1024x1024",\n      "filename" : "icon-1024.png"'));
  });
});
