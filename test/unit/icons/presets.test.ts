import assert from 'node:assert/strict';
import { drawingsOf, patchOf, paths, plan, project, readXml, sizes, textOf } from './planHelp';

const site = project({}, [], ['index.html']);

describe('the presets', () => {
  it('web-minimal is a favicon, a touch icon, three icons and a manifest', () => {
    const made = plan(['web-minimal'], site);
    assert.deepEqual(sizes(made), [
      'favicon.ico 16,32,48',
      'apple-touch-icon.png 180x180',
      'icon-192.png 192x192',
      'icon-512.png 512x512',
      'icon-512-maskable.png 512x512',
      'manifest.webmanifest',
    ]);
    assert.equal(
      plan(['web-minimal']).snippet,
      [
        '<link rel="icon" href="/favicon.ico" sizes="32x32">',
        '<link rel="apple-touch-icon" href="/apple-touch-icon.png">',
        '<link rel="manifest" href="/manifest.webmanifest">',
        '<meta name="theme-color" content="#b45309">',
      ].join('\n'),
    );
  });

  it('web-minimal writes the manifest of a site at the top', () => {
    assert.deepEqual(JSON.parse(textOf(plan(['web-minimal'], project({}, ['public'])), 'public/manifest.webmanifest')), {
      name: 'Field Notes',
      short_name: 'Field Notes',
      start_url: '/',
      display: 'standalone',
      theme_color: '#b45309',
      background_color: '#fef3c7',
      icons: [
        { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
        { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
        { src: '/icon-512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    });
  });

  it('web-full has every file of favicons 7.2.0', () => {
    const nine = [36, 48, 72, 96, 144, 192, 256, 384, 512];
    const square = (edge: number): string => `${edge}x${edge}`;
    const screens = (
      '320x568@2 375x667@2 375x812@3 390x844@3 393x852@3 414x896@2 414x896@3 414x736@3 428x926@3 430x932@3 744x1133@2 768x1024@2 ' +
      '810x1080@2 820x1080@2 834x1194@2 834x1112@2 1024x1366@2'
    )
      .split(' ')
      .map((one) => one.split(/[x@]/).map(Number) as [number, number, number]);
    const startup = screens.flatMap(([width, height, ratio]) => [
      `${width * ratio}x${height * ratio}`,
      `${height * ratio}x${width * ratio}`,
    ]);
    const expected = [
      'favicon.ico 16,24,32,48,64',
      ...[16, 32, 48].map((edge) => `favicon-${square(edge)}.png ${square(edge)}`),
      ...nine.map((edge) => `android-chrome-${square(edge)}.png ${square(edge)}`),
      ...nine.map((edge) => `android-chrome-maskable-${square(edge)}.png ${square(edge)}`),
      ...[57, 60, 72, 76, 114, 120, 144, 152, 167, 180, 1024].map((edge) => `apple-touch-icon-${square(edge)}.png ${square(edge)}`),
      'apple-touch-icon.png 180x180',
      'apple-touch-icon-precomposed.png 180x180',
      ...startup.map((size) => `apple-touch-startup-image-${size}.png ${size}`),
      ...['70x70', '144x144', '150x150', '310x150', '310x310'].map((size) => `mstile-${size}.png ${size}`),
      'yandex-browser-50x50.png 50x50',
      'manifest.webmanifest',
      'browserconfig.xml',
      'yandex-browser-manifest.json',
    ];
    assert.equal(startup.length, 34);
    assert.deepEqual(sizes(plan(['web-full'], site)).sort(), expected.sort());
  });

  it('web-full writes the tiles, the widget and 34 startup screens for their own screens', () => {
    const made = plan(['web-full'], project({}, ['public']));
    const tile = readXml(textOf(made, 'public/browserconfig.xml')).children[0]?.children[0];
    assert.deepEqual(
      tile?.children.map(({ name, attributes, text }) => [name, attributes['src'] ?? text]),
      [
        ['square70x70logo', '/mstile-70x70.png'],
        ['square150x150logo', '/mstile-150x150.png'],
        ['wide310x150logo', '/mstile-310x150.png'],
        ['square310x310logo', '/mstile-310x310.png'],
        ['TileColor', '#fef3c7'],
      ],
    );
    assert.deepEqual(JSON.parse(textOf(made, 'public/yandex-browser-manifest.json')), {
      version: '1.0',
      api_version: 1,
      layout: { logo: '/yandex-browser-50x50.png', color: '#fef3c7', show_title: true },
    });
    assert.equal(made.snippet.match(/rel="apple-touch-startup-image"/g)?.length, 34);
    assert.ok(
      made.snippet.includes(
        '<link rel="apple-touch-startup-image" media="(device-width: 390px) and (device-height: 844px) and (-webkit-device-pixel-ratio: 3) and (orientation: portrait)" href="/apple-touch-startup-image-1170x2532.png">',
      ),
    );
    assert.ok(made.snippet.includes('<meta name="msapplication-TileImage" content="/mstile-144x144.png">'));
    assert.ok(made.snippet.includes('<link rel="yandex-tableau-widget" href="/yandex-browser-manifest.json">'));
  });

  it('pwa has a file of its own for each purpose', () => {
    const made = plan(['pwa'], project({}, ['public']));
    assert.deepEqual(sizes(made), [
      'public/icon-192.png 192x192',
      'public/icon-512.png 512x512',
      'public/icon-192-maskable.png 192x192',
      'public/icon-512-maskable.png 512x512',
      'public/apple-touch-icon.png 180x180',
      'public/manifest.webmanifest',
    ]);
    const { icons } = JSON.parse(textOf(made, 'public/manifest.webmanifest')) as { icons: { src: string; purpose: string }[] };
    assert.deepEqual(
      icons.map(({ src, purpose }) => `${src} ${purpose}`),
      ['/icon-192.png any', '/icon-512.png any', '/icon-192-maskable.png maskable', '/icon-512-maskable.png maskable'],
    );
  });

  it('next-app is what Next.js looks for by name', () => {
    assert.deepEqual(sizes(plan(['next-app'], project({ 'next.config.ts': '', 'src/app/layout.tsx': '' }))), [
      'src/app/favicon.ico 16,32,48',
      'src/app/icon.png 192x192',
      'src/app/apple-icon.png 180x180',
    ]);
  });

  it('ios is one picture of each appearance; only the usual one has no transparency', () => {
    const made = plan(['ios']);
    const folder = 'icons/ios/AppIcon.appiconset';
    assert.deepEqual(sizes(made), [
      `${folder}/icon-1024.png 1024x1024`,
      `${folder}/icon-1024-dark.png 1024x1024`,
      `${folder}/icon-1024-tinted.png 1024x1024`,
      `${folder}/Contents.json`,
    ]);
    assert.deepEqual(JSON.parse(textOf(made, `${folder}/Contents.json`)), {
      images: [
        { filename: 'icon-1024.png', idiom: 'universal', platform: 'ios', size: '1024x1024' },
        ...['dark', 'tinted'].map((value) => ({
          appearances: [{ appearance: 'luminosity', value }],
          filename: `icon-1024-${value}.png`,
          idiom: 'universal',
          platform: 'ios',
          size: '1024x1024',
        })),
      ],
      info: { author: 'xcode', version: 1 },
    });
    const looks = ['', '-dark', '-tinted'].map((name) => drawingsOf(made, `${folder}/icon-1024${name}.png`)[0]);
    assert.deepEqual(
      looks.map((one) => [one?.ground, one?.tone, one?.outline]),
      [
        ['background', 'colour', 'square'],
        ['background', 'colour', 'square'],
        ['background', 'grey', 'square'],
      ],
    );
  });

  it('android has legacy and adaptive icons of every density', () => {
    const made = plan(['android']);
    const res = 'icons/android/res';
    const densities = { mdpi: [48, 108], hdpi: [72, 162], xhdpi: [96, 216], xxhdpi: [144, 324], xxxhdpi: [192, 432] };
    const expected = Object.entries(densities).flatMap(([name, [legacy = 0, layer = 0]]) => [
      `${res}/mipmap-${name}/ic_launcher.png ${legacy}x${legacy}`,
      `${res}/mipmap-${name}/ic_launcher_round.png ${legacy}x${legacy}`,
      `${res}/mipmap-${name}/ic_launcher_foreground.png ${layer}x${layer}`,
      `${res}/mipmap-${name}/ic_launcher_monochrome.png ${layer}x${layer}`,
    ]);
    const others = [
      'ic_launcher-playstore.png 512x512',
      'res/mipmap-anydpi-v26/ic_launcher.xml',
      'res/mipmap-anydpi-v26/ic_launcher_round.xml',
    ];
    assert.deepEqual(
      sizes(made).sort(),
      [...expected, ...others.map((one) => `icons/android/${one}`), `${res}/values/ic_launcher_background.xml`].sort(),
    );
    const foreground = drawingsOf(made, `${res}/mipmap-xxxhdpi/ic_launcher_foreground.png`)[0];
    assert.deepEqual(foreground?.zone, { kind: 'circle', share: 66 / 108 });
    assert.equal(foreground.ground, 'none');
    assert.equal(drawingsOf(made, `${res}/mipmap-xxxhdpi/ic_launcher_monochrome.png`)[0]?.tone, 'mono');
    assert.equal(drawingsOf(made, `${res}/mipmap-mdpi/ic_launcher_round.png`)[0]?.outline, 'circle');
  });

  it('android keeps the lowest density only where a project has it', () => {
    const old = project({ 'app/src/main/AndroidManifest.xml': '<manifest/>' }, ['app/src/main/res/mipmap-ldpi']);
    const made = sizes(plan(['android'], old));
    assert.ok(made.includes('app/src/main/res/mipmap-ldpi/ic_launcher.png 36x36'));
    assert.ok(made.includes('app/src/main/res/mipmap-ldpi/ic_launcher_foreground.png 81x81'));
    assert.ok(made.includes('app/src/main/ic_launcher-playstore.png 512x512'));
  });

  it('android references the layers directly and defines the colour', () => {
    const made = plan(['android']);
    for (const file of ['ic_launcher.xml', 'ic_launcher_round.xml']) {
      const icon = readXml(textOf(made, `icons/android/res/mipmap-anydpi-v26/${file}`));
      assert.equal(icon.name, 'adaptive-icon');
      assert.equal(icon.attributes['xmlns:android'], 'http://schemas.android.com/apk/res/android');
      assert.deepEqual(
        icon.children.map(({ name, attributes, children }) => [name, attributes['android:drawable'], children.length]),
        [
          ['background', '@color/ic_launcher_background', 0],
          ['foreground', '@mipmap/ic_launcher_foreground', 0],
          ['monochrome', '@mipmap/ic_launcher_monochrome', 0],
        ],
      );
    }
    const colour = readXml(textOf(made, 'icons/android/res/values/ic_launcher_background.xml')).children[0];
    assert.deepEqual([colour?.attributes['name'], colour?.text], ['ic_launcher_background', '#fef3c7']);
  });

  it('electron and tauri have .ico, .icns and PNG', () => {
    assert.deepEqual(sizes(plan(['electron'])), [
      'icons/electron/icon.ico 16,24,32,48,64,128,256',
      'icons/electron/icon.icns 16,32,64,128,256,512,1024',
      'icons/electron/icon.png 1024x1024',
      ...[32, 128, 256, 512].map((edge) => `icons/electron/icons/${edge}x${edge}.png ${edge}x${edge}`),
    ]);
    assert.deepEqual(sizes(plan(['tauri'])), [
      'icons/tauri/32x32.png 32x32',
      'icons/tauri/128x128.png 128x128',
      'icons/tauri/128x128@2x.png 256x256',
      'icons/tauri/icon.png 512x512',
      'icons/tauri/icon.icns 16,32,64,128,256,512,1024',
      'icons/tauri/icon.ico 32,16,24,48,64,256',
    ]);
  });

  it('extensions have the sizes of their stores', () => {
    assert.deepEqual(sizes(plan(['vscode-extension'])), ['icons/vscode-extension/icon.png 256x256']);
    const made = plan(['chrome-extension'], project({ 'manifest.json': '{"manifest_version": 3, "action": {}}' }));
    assert.deepEqual(
      paths(made),
      [16, 32, 48, 128].map((edge) => `icons/icon${edge}.png`),
    );
    const manifest = JSON.parse(patchOf(made, 'manifest.json')) as { icons: object; action: { default_icon: object } };
    assert.deepEqual(manifest.icons, { 16: 'icons/icon16.png', 32: 'icons/icon32.png', 48: 'icons/icon48.png', 128: 'icons/icon128.png' });
    assert.deepEqual(manifest.action.default_icon, { 16: 'icons/icon16.png', 32: 'icons/icon32.png' });
  });

  it('lets the browser or the system round the corners, and keeps safe zones', () => {
    const made = plan(['web-minimal', 'ios'], site);
    const touch = drawingsOf(made, 'apple-touch-icon.png')[0];
    assert.deepEqual([touch?.ground, touch?.outline, touch?.zone], ['background', 'square', { kind: 'box', share: 0.8, bleed: true }]);
    const maskable = drawingsOf(made, 'icon-512-maskable.png')[0];
    assert.deepEqual([maskable?.ground, maskable?.outline, maskable?.zone], ['background', 'square', { kind: 'circle', share: 0.8 }]);
    assert.ok(drawingsOf(made, 'favicon.ico').every(({ zone, ground }) => zone.kind === 'optical' && ground === 'none'));
  });
});
