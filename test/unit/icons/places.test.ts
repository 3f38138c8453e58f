import assert from 'node:assert/strict';
import { presetOffers, type PresetOffer } from '../../../src/icons/offers';
import type { IconProject, PresetId } from '../../../src/icons/set';
import { packageJson } from '../projectFacts';
import { patchOf, paths, plan, project } from './planHelp';

function offerOf(preset: PresetId, from: IconProject): PresetOffer {
  return presetOffers(from).find(({ id }) => id === preset) ?? assert.fail();
}

/** Where the set is offered to go, and goes. */
function folderOf(preset: PresetId, from: IconProject): string {
  const { folder } = offerOf(preset, from);
  const made = paths(plan([preset], from));
  assert.ok(
    made.some((path) => path.startsWith(folder === '' ? 'favicon.ico' : `${folder}/`)),
    `${preset} does not go to ${folder}`,
  );
  return folder;
}

describe('the place of a set', () => {
  it('is the folder that the framework serves', () => {
    const web = (...texts: Parameters<typeof project>): string | undefined => folderOf('web-minimal', project(...texts));
    assert.equal(web({ 'vite.config.ts': '' }), 'public');
    assert.equal(web({ 'package.json': packageJson('@sveltejs/kit') }), 'static');
    assert.equal(web({ 'angular.json': '{}' }, ['public', 'src/assets']), 'public');
    assert.equal(web({ 'angular.json': '{}' }, ['src/assets']), 'src/assets');
    assert.equal(web({ 'config/application.rb': '' }, ['public', 'app/assets/images']), 'public');
    assert.equal(web({ 'index.html': '' }), '');
    assert.equal(web({}), 'icons/web');
  });

  it('gives addresses as the framework does', () => {
    const snippet = (...texts: Parameters<typeof project>): string => plan(['web-minimal'], project(...texts)).snippet;
    assert.ok(snippet({ 'manage.py': '' }, ['static']).includes('href="/static/favicon.ico"'));
    assert.ok(snippet({ 'index.html': '' }).includes('href="favicon.ico"'));
    assert.ok(snippet({ 'angular.json': '{}' }, ['public']).includes('href="favicon.ico"'));
    const flask = JSON.parse(JSON.stringify(plan(['web-minimal'], project({ 'manage.py': '' }, ['static'])).files.at(-1)?.content)) as {
      text: string;
    };
    assert.ok(flask.text.includes('"src": "/static/icon-192.png"') && flask.text.includes('"start_url": "/"'));
    const site = plan(['web-minimal'], project({ 'site/index.html': '<head>\n</head>' }));
    assert.deepEqual(paths(site).slice(0, 1), ['site/favicon.ico']);
    assert.ok(patchOf(site, 'site/index.html').includes('href="manifest.webmanifest"'));
    const own = site.files.at(-1)?.content;
    assert.ok(own?.kind === 'text' && own.text.includes('"src": "icon-192.png"') && own.text.includes('"start_url": "./"'));
  });

  it('is the app of a monorepo, and not its documentation', () => {
    const mono = project({
      'package.json': '{"workspaces":["apps/*"]}',
      'apps/docs/package.json': packageJson('next'),
      'apps/docs/app/layout.tsx': '',
      'apps/web/package.json': packageJson('next'),
      'apps/web/src/app/layout.tsx': '',
    });
    assert.equal(folderOf('next-app', mono), 'apps/web/src/app');
    assert.equal(folderOf('web-minimal', mono), 'apps/web/public');
    assert.equal(folderOf('web-minimal', project({ 'frontend/vite.config.ts': '', 'frontend/index.html': '' })), 'frontend/public');
  });

  it('gives the favicon to the app router, which does not bear a second one', () => {
    const made = plan(['web-minimal', 'next-app'], project({ 'next.config.js': '', 'app/layout.tsx': '' }, ['public']));
    assert.deepEqual(
      paths(made).filter((path) => path.endsWith('.ico')),
      ['app/favicon.ico'],
    );
    assert.ok(made.snippet.includes('href="/favicon.ico"'));
    const pages = plan(['web-minimal', 'next-app'], project({ 'next.config.js': '', 'pages/index.js': '' }, ['public']));
    assert.ok(paths(pages).includes('public/favicon.ico'));
    assert.ok(pages.notes.some((note) => note.includes('app router')));
  });

  it('is the app icon that Xcode has', () => {
    const set = 'AppIcon.appiconset';
    const ios = (...folders: string[]): string | undefined => folderOf('ios', project({}, folders));
    assert.equal(ios(`ios/App/App/Assets.xcassets/${set}`, `ios/App/Pods/X/Assets.xcassets/${set}`), `ios/App/App/Assets.xcassets/${set}`);
    assert.equal(ios(`macos/Runner/Assets.xcassets/${set}`, `ios/Runner/Assets.xcassets/${set}`), `ios/Runner/Assets.xcassets/${set}`);
    assert.equal(ios('ios/Shop/Images.xcassets'), `ios/Shop/Images.xcassets/${set}`);
    assert.equal(ios(`apps/mobile/ios/Shop/Images.xcassets/${set}`), `apps/mobile/ios/Shop/Images.xcassets/${set}`);
    assert.equal(folderOf('ios', { ...project(), names: ['ios/Shop.xcodeproj/project.pbxproj'] }), `ios/Shop/Assets.xcassets/${set}`);
    const mac = project({ [`A/Assets.xcassets/${set}/Contents.json`]: '{"images":[{"idiom":"mac","size":"16x16"}]}' });
    assert.equal(folderOf('ios', mac), `A/Assets.xcassets/${set}`);
    assert.equal(offerOf('ios', project()).reason, 'No iOS project was found here.');
  });

  it('is the resources of the Android module that is started', () => {
    const launched = '<manifest><application><category android:name="android.intent.category.LAUNCHER"/></application></manifest>';
    const modules = project({ 'core/src/main/AndroidManifest.xml': '<manifest/>', 'mobile/src/main/AndroidManifest.xml': launched });
    assert.equal(folderOf('android', modules), 'mobile/src/main/res');
    assert.equal(folderOf('android', project({}, ['android/app/src/main/res/drawable'])), 'android/app/src/main/res');
    assert.equal(offerOf('android', project()).reason, 'No Android project was found here.');
  });

  it('is where desktop apps are packaged from', () => {
    assert.equal(folderOf('electron', project({ 'package.json': packageJson('electron') })), 'build');
    const yml = project({
      'app/package.json': packageJson('electron-builder'),
      'app/electron-builder.yml': 'directories:\n  buildResources: resources\n',
    });
    assert.equal(folderOf('electron', yml), 'app/resources');
    const own = '{"devDependencies":{"electron":"1"},"build":{"directories":{"buildResources":"./assets/build/"}}}';
    assert.equal(folderOf('electron', project({ 'package.json': own })), 'assets/build');
    assert.equal(folderOf('tauri', project({ 'apps/desktop/src-tauri/tauri.conf.json': '{}' })), 'apps/desktop/src-tauri/icons');
    assert.equal(folderOf('tauri', project({}, ['src-tauri'])), 'src-tauri/icons');
  });

  it('is beside the manifest of an extension', () => {
    assert.equal(folderOf('chrome-extension', project({ 'public/manifest.json': '{"manifest_version": 3}' })), 'public/icons');
    assert.equal(folderOf('chrome-extension', project({ 'public/manifest.json': '{"name": "a site"}' })), 'icons/chrome-extension');
    assert.equal(
      folderOf('vscode-extension', project({ 'editors/code/package.json': '{"engines":{"vscode":"^1.90.0"}}' })),
      'editors/code/images',
    );
  });

  it('finds the manifest that a page names, before others', () => {
    const from = project({
      'vite.config.ts': '',
      'index.html': '<head><link rel="manifest" href="/pwa/app.json"></head>',
      'public/pwa/app.json': '{"name":"a"}',
      'public/manifest.json': '{"name":"b"}',
    });
    assert.deepEqual(
      plan(['pwa'], from).patches.map(({ path }) => path),
      ['public/pwa/app.json', 'index.html'],
    );
    assert.ok(patchOf(plan(['pwa'], from), 'public/pwa/app.json').includes('"/icon-192.png"'));
  });

  it('finds a manifest where the framework brings it to the top from, and names icons as it is seen there', () => {
    const next = project({ 'next.config.js': '', 'app/layout.tsx': '', 'app/manifest.json': '{"name":"a"}' }, ['public']);
    assert.ok(patchOf(plan(['pwa'], next), 'app/manifest.json').includes('"src":"/icon-192.png"'));
    assert.ok(plan(['pwa'], next).snippet.includes('<link rel="manifest" href="/manifest.json">'));
    const old = { 'angular.json': '{}', 'src/manifest.webmanifest': '{"icons":[{"src":"assets/icons/a.png","sizes":"192x192"}]}' };
    const page = { 'src/index.html': '<head>\n  <link rel="manifest" href="manifest.webmanifest">\n</head>' };
    const angular = plan(['web-minimal'], project({ ...old, ...page }, ['src/assets']));
    assert.ok(patchOf(angular, 'src/manifest.webmanifest').includes('"src":"assets/icon-192.png"'));
    assert.ok(patchOf(angular, 'src/index.html').includes('<link rel="icon" href="assets/favicon.ico" sizes="32x32">'));
    const inside = plan(['web-minimal'], project({ 'angular.json': '{}' }, ['src/assets'])).files.at(-1)?.content;
    assert.ok(inside?.kind === 'text' && inside.text.includes('"src": "icon-192.png"'));
  });

  it('makes no folder in the folder of that name that was chosen', () => {
    const goes = (preset: PresetId, folder: string, path: string): boolean => paths(plan([preset], project(), { folder })).includes(path);
    assert.ok(goes('ios', 'App/AppIcon.appiconset', 'App/AppIcon.appiconset/Contents.json'));
    assert.ok(goes('ios', 'App/Assets.xcassets', 'App/Assets.xcassets/AppIcon.appiconset/Contents.json'));
    assert.ok(goes('android', 'app/src/main/res', 'app/src/main/res/mipmap-mdpi/ic_launcher.png'));
    assert.ok(goes('android', 'out', 'out/res/mipmap-mdpi/ic_launcher.png'));
  });

  it('is not named in an extension from outside of its folder', () => {
    const code = project({ 'editors/code/package.json': '{"engines":{"vscode":"*"}}' });
    assert.deepEqual(plan(['vscode-extension'], code, { folder: 'design' }).patches, []);
    const inside = plan(['vscode-extension'], code, { folder: 'editors/code/media' });
    assert.ok(patchOf(inside, 'editors/code/package.json').includes('"icon":"media/icon.png"'));
  });
});
