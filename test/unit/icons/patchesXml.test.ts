import assert from 'node:assert/strict';
import { patchOf, paths, plan, project, readXml } from './planHelp';

const main = 'android/app/src/main';
const launcher = `<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android"
    package="a.b">
    <!-- <application android:icon="@mipmap/no"/> -->
    <application
        android:label="@string/app_name"
        android:icon="@drawable/old"
        android:theme="@style/T">
        <activity android:name=".M" android:icon="@drawable/other"><intent-filter><category android:name="android.intent.category.LAUNCHER" /></intent-filter></activity>
    </application>
</manifest>
`;

describe('patches of XML', () => {
  it('name the icon in the manifest of an Android app and nowhere else', () => {
    const after = patchOf(plan(['android'], project({ [`${main}/AndroidManifest.xml`]: launcher })), `${main}/AndroidManifest.xml`);
    assert.equal(
      after,
      launcher
        .replace('android:icon="@drawable/old"', 'android:icon="@mipmap/ic_launcher"')
        .replace('android:theme="@style/T">', 'android:theme="@style/T"\n        android:roundIcon="@mipmap/ic_launcher_round">'),
    );
    readXml(after);
    const again = plan(['android'], project({ [`${main}/AndroidManifest.xml`]: after }));
    assert.deepEqual(again.patches, []);
  });

  it('follow another prefix, line ends and an empty element', () => {
    const before = '<manifest xmlns:a="http://schemas.android.com/apk/res/android">\r\n<application a:label="x" />\r\n</manifest>';
    const after = patchOf(plan(['android'], project({ [`${main}/AndroidManifest.xml`]: before })), `${main}/AndroidManifest.xml`);
    assert.equal(after, before.replace('a:label="x"', 'a:label="x" a:icon="@mipmap/ic_launcher" a:roundIcon="@mipmap/ic_launcher_round"'));
  });

  it('say what to add where a manifest has no application', () => {
    const made = plan(['android'], project({ [`${main}/AndroidManifest.xml`]: '<manifest' }));
    assert.deepEqual(made.patches, []);
    assert.ok(made.notes.some((note) => note.includes('AndroidManifest.xml') && note.includes('android:roundIcon')));
  });

  it('change the layers of an adaptive icon that is there', () => {
    const res = `${main}/res`;
    const before = `<?xml version="1.0" encoding="utf-8"?>
<adaptive-icon xmlns:android="http://schemas.android.com/apk/res/android">
\t<!-- ours -->
\t<background>
\t\t<inset android:drawable="@mipmap/ic_launcher_background" android:inset="16.7%" />
\t</background>
\t<foreground android:drawable="@drawable/ic_launcher_foreground" />
</adaptive-icon>`;
    const from = project({ [`${res}/mipmap-anydpi-v26/ic_launcher.xml`]: before, [`${main}/AndroidManifest.xml`]: launcher });
    const made = plan(['android'], from);
    assert.equal(
      patchOf(made, `${res}/mipmap-anydpi-v26/ic_launcher.xml`),
      `<?xml version="1.0" encoding="utf-8"?>
<adaptive-icon xmlns:android="http://schemas.android.com/apk/res/android">
\t<!-- ours -->
\t<background android:drawable="@color/ic_launcher_background"/>
\t<foreground android:drawable="@mipmap/ic_launcher_foreground" />
\t<monochrome android:drawable="@mipmap/ic_launcher_monochrome"/>
</adaptive-icon>`,
    );
    assert.ok(!paths(made).includes(`${res}/mipmap-anydpi-v26/ic_launcher.xml`));
    assert.ok(paths(made).includes(`${res}/mipmap-anydpi-v26/ic_launcher_round.xml`));
    const unversioned = plan(['android'], project({ [`${res}/mipmap-anydpi/ic_launcher.xml`]: before }));
    assert.deepEqual(
      unversioned.patches.map(({ path }) => path),
      [`${res}/mipmap-anydpi/ic_launcher.xml`],
    );
    assert.ok(!paths(unversioned).includes(`${res}/mipmap-anydpi-v26/ic_launcher.xml`));
  });

  it('change the layers for every version of Android that has its own', () => {
    const res = `${main}/res`;
    const icon = (layer: string): string =>
      `<adaptive-icon xmlns:android="http://schemas.android.com/apk/res/android">\n    <foreground android:drawable="@drawable/${layer}"/>\n</adaptive-icon>\n`;
    const files = ['ic_launcher.xml', 'ic_launcher_round.xml'];
    const planned = (folders: readonly string[]): [string[], string[]] => {
      const texts = folders.flatMap((folder) => files.map((file): [string, string] => [`${res}/${folder}/${file}`, icon(folder)]));
      const other = { [`app2/src/main/res/mipmap-anydpi-v33/ic_launcher.xml`]: icon('other'), [`${main}/AndroidManifest.xml`]: launcher };
      const made = plan(['android'], project({ ...Object.fromEntries(texts), ...other }));
      const patched = made.patches.filter(({ path }) => path.includes('anydpi'));
      for (const { text } of patched) {
        assert.deepEqual(
          readXml(text).children.map(({ attributes }) => attributes['android:drawable']),
          ['@color/ic_launcher_background', '@mipmap/ic_launcher_monochrome', '@mipmap/ic_launcher_foreground'].sort(
            (a, b) => text.indexOf(a) - text.indexOf(b),
          ),
        );
        assert.ok(!text.includes('@drawable'));
      }
      const inRes = (all: readonly string[]): string[] =>
        all.filter((path) => path.includes('anydpi')).map((path) => path.slice(res.length + '/mipmap-'.length));
      return [inRes(patched.map(({ path }) => path)).sort(), inRes(paths(made)).sort()];
    };
    const both = (folder: string): string[] => files.map((file) => `${folder}/${file}`);
    assert.deepEqual(planned(['mipmap-anydpi-v26', 'mipmap-anydpi-v33']), [[...both('anydpi-v26'), ...both('anydpi-v33')], []]);
    assert.deepEqual(planned(['mipmap-anydpi', 'mipmap-anydpi-v33']), [[...both('anydpi-v33'), ...both('anydpi')].sort(), []]);
    assert.deepEqual(planned(['mipmap-anydpi', 'mipmap-anydpi-v26']), [[...both('anydpi-v26'), ...both('anydpi')].sort(), []]);
    assert.deepEqual(planned(['mipmap-anydpi-v33']), [both('anydpi-v33'), both('anydpi-v26')]);
  });

  it('change a colour where it is defined, and never define it twice', () => {
    const values = `${main}/res/values`;
    const colours =
      '<resources>\n    <color name="a">#123456</color>\n    <color name="ic_launcher_background"> #FFFFFF </color>\n</resources>\n';
    const made = plan(['android'], project({ [`${values}/colors.xml`]: colours }));
    assert.equal(patchOf(made, `${values}/colors.xml`), colours.replace(' #FFFFFF ', '#fef3c7'));
    assert.ok(!paths(made).some((path) => path.startsWith(values)));
    const same = plan(['android'], project({ [`${values}/colors.xml`]: colours.replace('#FFFFFF', '#FEF3C7') }));
    assert.deepEqual(same.patches, []);
    const own = plan(['android'], project({ [`${values}/ic_launcher_background.xml`]: '<resources>\r\n</resources>\r\n' }));
    const after = '<resources>\r\n    <color name="ic_launcher_background">#fef3c7</color>\r\n</resources>\r\n';
    assert.equal(patchOf(own, `${values}/ic_launcher_background.xml`), after);
  });

  it('change the tiles of Windows and keep what else the file says', () => {
    const before = `<?xml version="1.0" encoding="utf-8"?>
<browserconfig><msapplication>
  <tile>
    <square150x150logo src='/old.png'/>
    <TileColor>#FFFFFF</TileColor>
  </tile>
  <notification><frequency>30</frequency></notification>
</msapplication></browserconfig>`;
    const from = project({ 'public/browserconfig.xml': before }, ['public']);
    const after = patchOf(plan(['web-full'], from), 'public/browserconfig.xml');
    const tile = readXml(after).children[0]?.children[0];
    assert.deepEqual(
      tile?.children.map(({ name, attributes, text }) => attributes['src'] ?? `${name} ${text}`),
      ['/mstile-150x150.png', 'TileColor #fef3c7', '/mstile-70x70.png', '/mstile-310x150.png', '/mstile-310x310.png'],
    );
    assert.ok(after.endsWith('\n  </tile>\n  <notification><frequency>30</frequency></notification>\n</msapplication></browserconfig>'));
  });
});
