/** Icons in a real VS Code: transparency that is real, and whole sets from one picture, written into the project with consent. */
import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readIcns, readIco, readPngFacts } from './iconReaders';
import { readPixels } from './pngPixels';

interface Generated {
  files: vscode.Uri[];
  cost: number | undefined;
}

interface Exported {
  files: vscode.Uri[];
  kept: vscode.Uri[];
  unchanged: vscode.Uri[];
  patched: vscode.Uri[];
  snippet: string;
  notes: string[];
}

const allPresets = [
  'web-minimal',
  'web-full',
  'next-app',
  'pwa',
  'ios',
  'android',
  'electron',
  'tauri',
  'vscode-extension',
  'chrome-extension',
];

function root(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return folder.uri.fsPath;
}

const generateIcon = (argument: object): Promise<Generated> =>
  Promise.resolve(vscode.commands.executeCommand<Generated>('easel.generateIcon', argument));
const exportSet = (argument: object): Promise<Exported> =>
  Promise.resolve(vscode.commands.executeCommand<Exported>('easel.exportIconSet', argument));

async function only(generated: Promise<Generated>): Promise<string> {
  const { files } = await generated;
  assert.equal(files.length, 1);
  return files[0]?.fsPath ?? '';
}

/** Alpha of the corner and of the middle. */
async function alphas(file: string): Promise<readonly [number | undefined, number | undefined]> {
  const { data, width, height } = readPixels(await readFile(file));
  const channels = data.length / (width * height);
  assert.equal(channels, 4);
  return [data[3], data[(Math.floor(height / 2) * width + Math.floor(width / 2)) * 4 + 3]];
}

describe('icons', function () {
  this.timeout(120_000);
  let master: string;

  before(async () => {
    master = await only(generateIcon({ prompt: 'A coffee cup', name: 'cup-master', folder: 'art' }));
  });

  after(async () => {
    await vscode.commands.executeCommand('easel.removeApiKey', {});
    await rm(path.join(root(), 'art'), { recursive: true, force: true });
    await rm(path.join(root(), 'set'), { recursive: true, force: true });
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('of a draft are free, offline and really transparent', async () => {
    const { width, height, colourType } = readPngFacts(await readFile(master));
    assert.deepEqual([width, height, colourType], [1024, 1024, 6]);
    assert.deepEqual(await alphas(master), [0, 255]);
  });

  it('come with the model’s own transparency, or with a flat ground that is taken away here', async () => {
    await vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' });
    for (const model of ['fal-ai/gpt-image-1/edit-image', 'openai/gpt-image-2']) {
      const { files, cost } = await generateIcon({ prompt: 'A lighthouse', model, quality: 'low', folder: 'art', size: 512 });
      assert.ok(cost !== undefined && cost > 0 && cost < 0.05, `${model}: ${cost}`);
      assert.deepEqual(await alphas(files[0]?.fsPath ?? ''), [0, 255], model);
    }
  });

  it('stand on a plate or a colour of exactly what was asked for', async () => {
    const common = { prompt: 'A kite', model: 'easel/draft', folder: 'art', size: 256 };
    const plate = readPixels(await readFile(await only(generateIcon({ ...common, background: { plate: '#0B6BCB' } }))));
    assert.equal(plate.data[3], 0, 'round corners');
    const top = (4 * 256 + 128) * 4;
    assert.deepEqual([...plate.data.subarray(top, top + 4)], [0x0b, 0x6b, 0xcb, 255]);
    const colour = await readFile(await only(generateIcon({ ...common, background: '#fa0' })));
    assert.equal(readPngFacts(colour).colourType, 2, 'no alpha channel');
    assert.deepEqual([...readPixels(colour).data.subarray(0, 3)], [0xff, 0xaa, 0x00]);
  });

  it('are refused with a sentence before anything is spent', async () => {
    await assert.rejects(generateIcon({ prompt: 'x', styl: 'flat' }), /styl/);
    await assert.rejects(generateIcon({ prompt: 'x', model: 'openai/gpt-image-2/edit' }), /cannot make icons/);
    await assert.rejects(generateIcon({ prompt: ' ', model: 'easel/draft' }), /prompt is empty/);
    await assert.rejects(generateIcon({ prompt: 'x', background: 'see-through' }), /background/);
  });

  it('become every set at once, each file as its platform wants it', async () => {
    const { files, kept, notes } = await exportSet({ image: master, presets: allPresets, folder: 'set', name: 'Ünïcode "Cup" & <Co>' });
    assert.equal(kept.length, 0);
    assert.ok(notes.every((note) => note.length > 0));
    assert.ok(files.length > 110, `${files.length}`);
    assert.equal(new Set(files.map((file) => file.fsPath.toLowerCase())).size, files.length);
    for (const { fsPath } of files) {
      const bytes = await readFile(fsPath);
      const name = path.basename(fsPath);
      const named = /(\d+)x(\d+)\.png$/.exec(name);
      if (name.endsWith('.png')) {
        const { width, height, colourType, depth, chunks } = readPngFacts(bytes);
        if (named) {
          assert.deepEqual([width, height], named.slice(1, 3).map(Number), name);
        }
        assert.equal(depth, 8);
        const isOpaque = /apple|maskable|playstore|^icon-1024/.test(name);
        assert.equal(colourType, isOpaque ? 2 : colourType, name);
        assert.ok(colourType === 2 || colourType === 6, name);
        assert.deepEqual(
          chunks.filter((chunk) => !['IHDR', 'IDAT', 'IEND'].includes(chunk)),
          [],
          `${name} has nothing in it but its pixels`,
        );
      } else if (name.endsWith('.ico')) {
        for (const { width, kind } of readIco(bytes)) {
          assert.equal(kind, width > 48 ? 'png' : 'bmp', `${name} ${width}`);
        }
      } else if (name.endsWith('.icns')) {
        const types = readIcns(bytes);
        assert.ok(
          ['ic07', 'ic08', 'ic09', 'ic10', 'ic11', 'ic12', 'ic13', 'ic14'].every((type) => types.includes(type)),
          types.join(),
        );
        assert.ok(!types.some((type) => /^icp[456]$/.test(type)));
      } else if (/\.(?:json|webmanifest)$/.test(name)) {
        JSON.parse(bytes.toString('utf8'));
      } else {
        assert.match(name, /\.xml$/);
        assert.match(bytes.toString('utf8'), /^<\?xml version="1\.0" encoding="utf-8"\?>\s*</);
      }
    }
    const manifest = files.find((file) => file.path.endsWith('.webmanifest'));
    const { name, icons } = JSON.parse(await readFile(manifest?.fsPath ?? '', 'utf8')) as { name: string; icons: { purpose: string }[] };
    assert.equal(name, 'Ünïcode "Cup" & <Co>');
    assert.ok(icons.some((icon) => icon.purpose === 'maskable') && icons.some((icon) => icon.purpose === 'any'));
  });

  it('keep every visible pixel of a maskable icon inside its safe zone', async () => {
    const { files, unchanged } = await exportSet({ image: master, presets: ['pwa'], folder: 'set/mask', background: '#123456' });
    const maskable = [...files, ...unchanged].find((file) => /512.*maskable/.test(file.path));
    const { data, width, height } = readPixels(await readFile(maskable?.fsPath ?? ''));
    const channels = data.length / (width * height);
    let furthest = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * channels;
        if (data[at] !== 0x12 || data[at + 1] !== 0x34 || data[at + 2] !== 0x56) {
          furthest = Math.max(furthest, Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2));
        }
      }
    }
    assert.ok(furthest <= 0.4 * width && furthest > 0.34 * width, `${furthest / width}`);
  });

  it('never overwrite without consent, and tell what they left', async () => {
    const argument = { image: master, presets: ['chrome-extension'], folder: 'set/consent' };
    const first = await exportSet(argument);
    assert.equal(first.kept.length, 0);
    const again = await exportSet(argument);
    assert.deepEqual([again.files.length, again.kept.length, again.unchanged.length], [0, 0, first.files.length]);
    const target = first.files.find((file) => file.path.endsWith('48.png'));
    assert.ok(target);
    await writeFile(target.fsPath, 'mine');
    const kept = await exportSet(argument);
    assert.deepEqual(
      kept.kept.map((file) => file.fsPath),
      [target.fsPath],
    );
    assert.equal(await readFile(target.fsPath, 'utf8'), 'mine');
    const replaced = await exportSet({ ...argument, overwrite: true });
    assert.equal(replaced.files.length, 1);
    assert.equal(readPngFacts(await readFile(target.fsPath)).width, 48);
    assert.deepEqual(
      (await readdir(path.dirname(target.fsPath))).filter((name) => name.includes('easel-part')),
      [],
    );
  });

  it('never replace the picture that they are made of, even with consent', async () => {
    const own = path.join(root(), 'set/own/icon48.png');
    await mkdir(path.dirname(own), { recursive: true });
    await copyFile(master, own);
    const { kept, files, notes } = await exportSet({ image: own, presets: ['chrome-extension'], folder: 'set/own', overwrite: true });
    assert.deepEqual(
      kept.map((file) => file.fsPath),
      [own],
    );
    assert.equal(files.length, 3);
    assert.ok((await readFile(own)).equals(await readFile(master)));
    assert.ok(
      notes.some((note) => note.includes('stays as it is')),
      notes.join(),
    );
  });

  it('say when a picture is too small for what is made of it', async () => {
    const small = await only(generateIcon({ prompt: 'Small', model: 'easel/draft', folder: 'art', size: 64 }));
    const { notes } = await exportSet({ image: small, presets: ['ios'], folder: 'set/small' });
    assert.ok(
      notes.some((note) => /needs 1024/.test(note)),
      notes.join(),
    );
  });

  it('are named nowhere when they could not be written', async () => {
    const html = path.join(root(), 'index.html');
    const before = await readFile(html, 'utf8');
    // Something is in the way that is no file.
    const way = path.join(root(), 'public/favicon.ico');
    await mkdir(way);
    try {
      await assert.rejects(exportSet({ image: master, presets: ['web-minimal'] }), /left as it is, because not all of its icons/);
      assert.equal(await readFile(html, 'utf8'), before);
    } finally {
      await rm(way, { recursive: true });
      for (const name of ['apple-touch-icon.png', 'icon-192.png', 'icon-512.png', 'icon-512-maskable.png']) {
        await rm(path.join(root(), 'public', name), { force: true });
      }
    }
  });

  it('go into the project’s own structure, and let its manifest and page name them; one undo takes that back', async () => {
    const html = vscode.Uri.file(path.join(root(), 'index.html'));
    const manifest = vscode.Uri.file(path.join(root(), 'public/manifest.webmanifest'));
    const before = [await readFile(html.fsPath, 'utf8'), await readFile(manifest.fsPath, 'utf8')];
    const { files, patched, snippet } = await exportSet({ image: master, presets: ['web-minimal', 'ios', 'android'] });
    const names = files.map((file) => path.relative(root(), file.fsPath).replaceAll('\\', '/'));
    for (const wanted of [
      'public/favicon.ico',
      'public/apple-touch-icon.png',
      'public/icon-512-maskable.png',
      'android/app/src/main/res/mipmap-xxxhdpi/ic_launcher_foreground.png',
      'android/app/src/main/res/mipmap-anydpi-v26/ic_launcher.xml',
    ]) {
      assert.ok(names.includes(wanted), wanted);
    }
    assert.ok(
      names.some((name) => /^ios\/App\/App\/Assets\.xcassets\/AppIcon\.appiconset\/.*\.png$/.test(name)),
      names.filter((name) => name.includes('ios')).join(),
    );
    const changed = patched.map((file) => path.relative(root(), file.fsPath).replaceAll('\\', '/')).sort();
    assert.deepEqual(changed, [
      'android/app/src/main/AndroidManifest.xml',
      'index.html',
      'ios/App/App/Assets.xcassets/AppIcon.appiconset/Contents.json',
      'public/manifest.webmanifest',
    ]);
    const after = await readFile(html.fsPath, 'utf8');
    assert.match(after, /<link rel="icon" href="\/favicon\.ico"/);
    assert.match(snippet, /favicon\.ico/);
    const icons = (JSON.parse(await readFile(manifest.fsPath, 'utf8')) as { icons: { src: string }[] }).icons;
    assert.equal(icons.length, 3);
    // The same again has nothing more to change.
    const again = await exportSet({ image: master, presets: ['web-minimal', 'ios', 'android'] });
    assert.deepEqual([again.files.length, again.patched.length, again.kept.length], [0, 0, 0]);

    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(html));
    await vscode.commands.executeCommand('undo');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), before[0]);
    for (const [index, uri] of [html, manifest].entries()) {
      await writeFile(uri.fsPath, before[index] ?? '');
    }
    for (const file of files) {
      await rm(file.fsPath);
    }
  });

  it('leave manifests and pages alone where that is wished', async () => {
    const html = path.join(root(), 'index.html');
    const before = await readFile(html, 'utf8');
    const { patched } = await exportSet({ image: master, presets: ['web-minimal'], patch: false, folder: 'set/plain' });
    assert.equal(patched.length, 0);
    assert.equal(await readFile(html, 'utf8'), before);
  });

  it('stay inside the workspace, whatever the arguments and links say', async () => {
    await assert.rejects(exportSet({ image: master, presets: ['pwa'], folder: '../outside' }), /outside the workspace/);
    await assert.rejects(exportSet({ image: '/etc/hostname', presets: ['pwa'] }), /outside the workspace/);
    await assert.rejects(exportSet({ image: master, presets: ['favicon'] }), /presets/);
    await assert.rejects(exportSet({ image: master, preset: ['pwa'] }), /preset/);
    await assert.rejects(exportSet({ image: 'index.html', presets: ['pwa'] }));
    const link = path.join(root(), 'art/link');
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.dirname(root()), link);
    await assert.rejects(exportSet({ image: master, presets: ['pwa'], folder: 'art/link/out' }), /outside the workspace/);
  });
});
