import assert from 'node:assert/strict';
import { joinPath, parentOf, resolvePath } from '../../../src/project/paths';
import { largestEdge, planIconSet, textPaths } from '../../../src/icons/plan';
import { presetIds, type IconProject, type IconSetOptions, type IconSetPlan, type PresetId } from '../../../src/icons/set';
import { drawingsOf, options as usual, paths, plan, project, readXml, textOf } from './planHelp';

const everything = project(
  {
    'package.json': '{"devDependencies":{"electron":"1","electron-builder":"1"},"engines":{"vscode":"*"},"build":{"appId":"x"}}',
    'apps/web/package.json': '{"dependencies":{"next":"15"}}',
    'apps/web/app/layout.tsx': '',
    'ext/manifest.json': '{"manifest_version":3,"action":{}}',
    'src-tauri/tauri.conf.json': '{}',
    'android/app/src/main/AndroidManifest.xml':
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android"><application/></manifest>',
    'ios/App/App/Assets.xcassets/AppIcon.appiconset/Contents.json': '{"images":[]}',
  },
  ['apps/web/public'],
);
const plain = project({ 'index.html': '<html><head>\n  <title>x</title>\n</head></html>' });

/** The file of the plan that an address in a file of the plan means. */
function meant(address: string, from: string, top: string): string {
  const path = address.replace(/[?#].*/, '');
  return (path.startsWith('/') ? resolvePath(top, path) : resolvePath(parentOf(from), path)) ?? '';
}

/** Everything that a text of the plan names, as paths of files. */
function named(path: string, text: string, top: string): string[] {
  const list = (value: unknown): string[] => (Array.isArray(value) ? value : Object.values(value as object)).map(String);
  if (/Contents\.json$/.test(path)) {
    return (JSON.parse(text) as { images: { filename: string }[] }).images.map(({ filename }) => joinPath(parentOf(path), filename));
  }
  if (/\.webmanifest$/.test(path)) {
    return (JSON.parse(text) as { icons: { src: string }[] }).icons.map(({ src }) => meant(src, path, top));
  }
  if (/yandex-browser-manifest\.json$/.test(path)) {
    return [meant((JSON.parse(text) as { layout: { logo: string } }).layout.logo, path, top)];
  }
  if (/browserconfig\.xml$/.test(path)) {
    const tile = readXml(text).children[0]?.children[0]?.children ?? [];
    return tile.flatMap(({ attributes }) => (attributes['src'] === undefined ? [] : [meant(attributes['src'], path, top)]));
  }
  if (/manifest\.json$/.test(path)) {
    const { icons, action } = JSON.parse(text) as { icons: object; action: { default_icon: object } };
    return [...list(icons), ...list(action.default_icon)].map((one) => joinPath(parentOf(path), one));
  }
  if (/tauri\.conf\.json$/.test(path)) {
    return (JSON.parse(text) as { bundle: { icon: string[] } }).bundle.icon.map((one) => resolvePath(parentOf(path), one) ?? '');
  }
  if (/package\.json$/.test(path)) {
    const { icon, build } = JSON.parse(text) as { icon?: string; build: Record<string, { icon?: string }> };
    return [icon, build['mac']?.icon, build['win']?.icon].filter((one) => one !== undefined);
  }
  if (/\.html$/.test(path)) {
    return [...text.matchAll(/(?:href|content)="([^"]+\.\w{3,11})"/g)].map(([, address = '']) => meant(address, path, top));
  }
  if (/mipmap-anydpi-v26\/ic_launcher\w*\.xml$/.test(path)) {
    const res = parentOf(parentOf(path));
    return readXml(text).children.map(({ attributes }) => {
      const [, type = '', name = ''] = /^@(\w+)\/(\w+)$/.exec(attributes['android:drawable'] ?? '') ?? [];
      return type === 'color' ? `${res}/values/${name}.xml` : `${res}/mipmap-xxxhdpi/${name}.png`;
    });
  }
  return [];
}

function check(made: IconSetPlan, from: IconProject, top: string, what: string): void {
  const all = [...paths(made), ...made.patches.map(({ path }) => path)];
  assert.equal(new Set(all.map((path) => path.toLowerCase())).size, all.length, `a path twice: ${what}`);
  const there = new Set([...all, ...Object.keys(from.texts)]);
  for (const { path, text } of [...made.patches, ...paths(made).flatMap((path) => textsAt(made, path))]) {
    assert.ok(!/\.xml$/.test(path) || readXml(text));
    for (const one of named(path, text, top)) {
      assert.ok(there.has(one) || one === `${top}/favicon.ico`, `${path} names ${one}, which is not planned: ${what}`);
    }
  }
  for (const [, address = ''] of made.snippet.matchAll(/(?:href|content)="(\/?[^"/]+\.\w{3,11})"/g)) {
    const file = joinPath(top, address.replace(/^\//, ''));
    assert.ok(there.has(file) || address === '/favicon.ico', `the snippet names ${file}, which is not planned: ${what}`);
  }
}

function textsAt(made: IconSetPlan, path: string): { path: string; text: string }[] {
  const content = made.files.find((file) => file.path === path)?.content;
  return content?.kind === 'text' ? [{ path, text: content.text }] : [];
}

describe('the plan of a set', () => {
  it('names each path once and only files that it has, for all 1023 combinations', function () {
    this.timeout(60_000);
    for (let bits = 1; bits < 1024; bits += 1) {
      const ids = presetIds.filter((_, index) => (bits & (1 << index)) !== 0);
      const empty = project();
      check(plan(ids, empty), empty, 'icons/web', `${ids.join()} in nothing`);
      check(plan(ids, everything), everything, 'apps/web/public', `${ids.join()} in a monorepo`);
      if (bits % 7 === 0) {
        check(plan(ids, plain), plain, '', `${ids.join()} in a plain site`);
        const apart = plan(ids, everything, { folder: 'out/set' });
        check(
          apart,
          everything,
          paths(apart).some((path) => path.startsWith('out/set/web/')) ? 'out/set/web' : 'out/set',
          `${ids.join()} in a folder`,
        );
        assert.ok(paths(apart).every((path) => path.startsWith('out/set/')));
      }
    }
  });

  it('joins the sizes of one favicon and lists all icons in one manifest', () => {
    const made = plan(['web-minimal', 'web-full', 'pwa'], project({}, ['public']));
    assert.deepEqual(
      drawingsOf(made, 'public/favicon.ico').map(({ width }) => width),
      [16, 24, 32, 48, 64],
    );
    assert.deepEqual(
      made.files
        .filter(({ path }) => /manifest\.(?:json|webmanifest)$/.test(path) && !path.includes('yandex'))
        .map(({ path, presets }) => [path, presets]),
      [['public/manifest.webmanifest', ['web-minimal', 'web-full', 'pwa']]],
    );
    const { icons } = JSON.parse(textOf(made, 'public/manifest.webmanifest')) as { icons: { src: string; purpose: string }[] };
    const listed = icons.map(({ src, purpose }) => `${src} ${purpose}`);
    assert.equal(listed.length, 4 + 18);
    assert.equal(new Set(listed).size, listed.length);
    assert.equal(made.snippet.match(/rel="manifest"/g)?.length, 1);
    assert.equal(made.snippet.match(/theme-color/g)?.length, 1);
    assert.equal(made.snippet.match(/favicon\.ico/g)?.length, 1);
    assert.deepEqual(made.files.find(({ path }) => path === 'public/icon-192.png')?.presets, ['web-minimal', 'pwa']);
  });

  it('is the same in whatever order the sets were chosen, and leaves out what is no set', () => {
    const ids: PresetId[] = ['pwa', 'ios', 'web-minimal'];
    assert.deepEqual(plan([...ids].reverse(), plain), plan(ids, plain));
    const none = plan([], plain);
    assert.deepEqual([none.files, none.patches, none.snippet, none.notes], [[], [], '', []]);
  });

  it('puts clashing sets into folders of their own, and others straight into the folder', () => {
    assert.deepEqual(paths(plan(['vscode-extension'], project(), { folder: 'out/' })), ['out/icon.png']);
    const two = paths(plan(['vscode-extension', 'tauri'], project(), { folder: 'out' }));
    assert.ok(two.includes('out/vscode-extension/icon.png') && two.includes('out/tauri/icon.png'));
    const web = paths(plan(['web-minimal', 'pwa', 'next-app'], project(), { folder: 'out' }));
    assert.ok(web.includes('out/web/favicon.ico') && web.includes('out/next-app/favicon.ico'));
    assert.ok(paths(plan(['ios', 'android'], project(), { folder: 'out' })).includes('out/AppIcon.appiconset/icon-1024.png'));
  });

  it('names a chosen folder in the project where it can be reached from', () => {
    const from = project({ 'vite.config.ts': '', 'index.html': '<head>\n</head>' }, ['public/icons']);
    const made = plan(['web-minimal'], from, { folder: 'public/icons' });
    assert.ok(paths(made).includes('public/icons/icon-192.png'));
    assert.ok(made.patches[0]?.text.includes('<link rel="icon" href="/icons/favicon.ico" sizes="32x32">'));
    assert.deepEqual(plan(['web-minimal'], from, { folder: 'design' }).patches, []);
    const tauri = plan(['tauri'], everything, { folder: 'design' });
    assert.ok(tauri.patches[0]?.text.includes('../design/icon.icns'));
    assert.deepEqual(plan(['android', 'ios', 'chrome-extension'], everything, { folder: 'design' }).patches, []);
  });

  it('never replaces a text that is there, however its name is written', () => {
    const from = project({ 'public/BrowserConfig.xml': 'something else', 'public/site.webmanifest': '{}' }, ['public']);
    const made = plan(['web-full'], from);
    assert.ok(!paths(made).some((path) => /browserconfig\.xml|\.webmanifest/i.test(path)));
    assert.ok(made.notes.some((note) => note.startsWith('public/BrowserConfig.xml')));
    assert.deepEqual(
      made.patches.map(({ path, summary }) => [path, summary]),
      [['public/site.webmanifest', 'Lists 18 icons']],
    );
  });

  it('tells which texts to look for, and changes those that are found or says why not', () => {
    const empty = project();
    for (const from of [empty, everything, plain]) {
      for (const folder of [undefined, 'out']) {
        const options: IconSetOptions = { ...usual, presets: presetIds, ...(folder === undefined ? {} : { folder }) };
        const first = planIconSet(options, from);
        const wanted = textPaths(options, from);
        const written = first.files.flatMap(({ path, content }) => (content.kind === 'text' ? [path] : []));
        assert.ok([...written, ...first.patches.map(({ path }) => path)].every((path) => wanted.includes(path)));
        assert.equal(new Set(wanted).size, wanted.length);
        for (const text of ['', '{', '\uFFFDP\u0000', '{"images":[],"icons":[]}', '<resources>\n</resources>']) {
          const texts = { ...Object.fromEntries(wanted.map((path) => [path, text])), ...from.texts };
          const second = planIconSet(options, { ...from, texts });
          assert.deepEqual(
            second.files.filter(({ content }) => content.kind === 'text'),
            [],
          );
          assert.deepEqual(paths(second), paths(first).slice(0, paths(second).length));
          const patched = new Set(second.patches.map(({ path }) => path));
          for (const path of written) {
            assert.ok(patched.has(path) || second.notes.some((note) => note.includes(path)), `${path} with ${text}`);
          }
        }
      }
    }
    const spelled = project({ 'public/BrowserConfig.xml': '' }, ['public']);
    assert.ok(textPaths({ ...usual, presets: ['web-full'] }, spelled).includes('public/BrowserConfig.xml'));
  });

  it('knows how many pixels its largest icon needs', () => {
    const largest = (...ids: PresetId[]): number => largestEdge(plan(ids).files);
    assert.equal(largest('web-minimal'), 512);
    assert.equal(largest('web-full'), 1024);
    assert.equal(largestEdge(plan(['web-full']).files.filter(({ path }) => /startup|mstile-310x150/.test(path))), 150);
    assert.equal(largest('next-app'), 192);
    assert.equal(largest('electron'), 1024);
    assert.equal(largest('chrome-extension'), 128);
    assert.equal(largest(), 0);
  });

  it('makes one change of a file that two sets change', () => {
    const made = plan(['electron', 'vscode-extension'], everything);
    assert.deepEqual(
      made.patches.map(({ path, presets }) => [path, presets]),
      [['package.json', ['electron', 'vscode-extension']]],
    );
  });

  it('warns of pictures that would break a build', () => {
    const res = 'app/src/main/res';
    const from = { ...project({}, [res]), names: [`${res}/mipmap-hdpi/ic_launcher.webp`] };
    assert.ok(plan(['android'], from).notes.some((note) => note.includes('.webp')));
    assert.ok(!plan(['android'], project({}, [res])).notes.some((note) => note.includes('.webp')));
  });
});
