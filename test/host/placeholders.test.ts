/** Placeholders in a real VS Code: found, shown, replaced one by one and all at once, and never wrongly. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readHeader } from './imageHeader';

interface Found {
  id: string;
  file: vscode.Uri;
  range: vscode.Range;
  url: string;
  host: string;
  broken: boolean;
  width: number | undefined;
  height: number | undefined;
  prompt: string | undefined;
  missing: vscode.Uri | undefined;
}

interface Replaced {
  files: vscode.Uri[];
  edits: { file: vscode.Uri; line: number; from: string; to: vscode.Uri }[];
  skipped: { file: vscode.Uri; line: number; url: string; reason: string }[];
  cost: number | undefined;
  requestIds: string[];
}

const draft = 'easel/draft';

function root(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return folder.uri.fsPath;
}

const find = (argument: object): Promise<Found[]> =>
  Promise.resolve(vscode.commands.executeCommand<Found[]>('easel.findPlaceholders', argument));
const replace = (argument: object): Promise<Replaced> =>
  Promise.resolve(vscode.commands.executeCommand<Replaced>('easel.replacePlaceholder', argument));
const replaceAll = (argument: object): Promise<Replaced> =>
  Promise.resolve(vscode.commands.executeCommand<Replaced>('easel.replaceAllPlaceholders', argument));

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) {
      return seen;
    }
    assert.ok(Date.now() < deadline, `waited for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('placeholders', function () {
  this.timeout(120_000);
  let folder: string;

  beforeEach(async () => {
    folder = path.join(root(), 'shop');
    await mkdir(folder, { recursive: true });
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
    await rm(path.join(root(), 'public/images/shop'), { recursive: true, force: true });
  });

  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return vscode.Uri.file(file);
  };
  const page = (body: string): string => `<!doctype html>\r\n<title>Shop</title>\r\n${body}\r\n`;
  const sizeOf = async (uri: vscode.Uri): Promise<string> => {
    const { width, height } = readHeader(await readFile(uri.fsPath));
    return `${width}x${height}`;
  };
  const isThere = (uri: vscode.Uri): Promise<boolean> =>
    Promise.resolve(vscode.workspace.fs.stat(uri)).then(
      () => true,
      () => false,
    );

  it('are found in the whole workspace, with size, host, what they should show and what is broken', async () => {
    const found = await find({});
    const at = (url: string): Found | undefined => found.find((one) => one.url === url);
    const hero = found.find((one) => one.missing?.path.endsWith('/public/images/hero.png'));
    assert.deepEqual([hero?.host, hero?.broken, hero?.width, hero?.height], ['missing file', true, 1200, 500]);
    const leaf = found.find((one) => one.prompt === 'Icon of a coffee leaf');
    assert.deepEqual([leaf?.host, leaf?.broken, leaf?.width], ['via.placeholder.com', true, 64]);
    const card = at('https://placehold.co/1200x630?text=Northwind+Coffee');
    assert.deepEqual([card?.broken, card?.width, card?.height], [false, 1200, 630]);
    assert.ok(found.length >= 25, `${found.length}`);
    assert.ok(!found.some((one) => one.file.path.includes('node_modules')));
  });

  it('show in an open text as problem, lens, hover and quick fixes, and can be ignored', async () => {
    const uri = await write(
      'show.html',
      page('<img src="https://placehold.co/600x400" alt="A red bicycle">\r\n<img src="https://via.placeholder.com/64" width="64">'),
    );
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const problems = await until('the problems', () => {
      const all = vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'Easel');
      return all.length === 2 ? all : undefined;
    });
    assert.deepEqual(
      problems.map((one) => one.severity),
      [vscode.DiagnosticSeverity.Information, vscode.DiagnosticSeverity.Warning],
    );
    // VS Code answers with nothing while it asks its providers anew.
    const title = await until('a lens', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
      return lenses[0]?.command?.title;
    });
    assert.equal(title, 'Replace with generated image · 600×400 · free');
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, problems[0]?.range.start);
    const text = (hover?.contents ?? []).map((one) => (one instanceof vscode.MarkdownString ? one.value : '')).join('\n');
    assert.match(text, /600×400/);
    assert.match(text, /“A red bicycle”, from alt/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, problems[1]?.range);
    const titles = actions.map((one) => one.title);
    for (const wanted of [
      'Replace with generated image…',
      'Replace with a draft',
      'Replace all placeholders in this file…',
      'Ignore this placeholder',
      'Ignore via.placeholder.com',
    ]) {
      assert.ok(titles.includes(wanted), `${wanted} in ${titles.join(', ')}`);
    }
    const ignore = actions.find((one) => one.title === 'Ignore via.placeholder.com')?.command;
    assert.ok(ignore);
    await vscode.commands.executeCommand(ignore.command, ...(ignore.arguments as unknown[]));
    try {
      await until('one problem', () =>
        vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'Easel').length === 1 ? true : undefined,
      );
    } finally {
      await vscode.workspace.getConfiguration('easel.placeholders').update('ignoredHosts', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('are not found in a named file when they are ignored, too large, or examples that nobody asked for', async () => {
    const uri = await write('named.html', page('<img src="https://placehold.co/60x40"><!-- <img src="https://picsum.photos/50"> -->'));
    const large = await write('large.html', page(`<img src="https://placehold.co/60x40">${'<p>text</p>\n'.repeat(100_000)}`));
    const settings = vscode.workspace.getConfiguration('easel.placeholders');
    const urls = async (): Promise<string[]> => (await find({ files: [uri, large] })).map((one) => one.url);
    assert.deepEqual(await urls(), ['https://placehold.co/60x40']);
    const [found] = await find({ files: [uri] });
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(found?.range), 'https://placehold.co/60x40');
    try {
      await settings.update('examples', true, vscode.ConfigurationTarget.Workspace);
      await settings.update('ignoredHosts', ['placehold.co'], vscode.ConfigurationTarget.Workspace);
      assert.deepEqual(await urls(), ['https://picsum.photos/50']);
    } finally {
      await settings.update('examples', undefined, vscode.ConfigurationTarget.Workspace);
      await settings.update('ignoredHosts', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('follow in an open text what ignore files hide, and folders of pictures that come and go', async () => {
    const uri = await write('follow.html', page('<img src="https://placehold.co/60x40"><img src="pictures/tea.png">'));
    await write('pictures/tea.png', '');
    await vscode.window.showTextDocument(uri);
    const problems = (count: number): Promise<boolean> =>
      until(`${count} problems`, () =>
        vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'Easel').length === count ? true : undefined,
      );
    await problems(1);
    await rm(path.join(folder, 'pictures'), { recursive: true });
    await problems(2);
    const ignoreFile = await write('.gitignore', 'follow.html\n');
    await problems(0);
    await rm(ignoreFile.fsPath);
    await problems(2);
  });

  it('is replaced by a file of its exact size, in one change that one undo takes back to the byte', async () => {
    const before = page('<img class="a" src="https://placehold.co/300x250?text=x" width="300" height="250" alt="A tin of tea">');
    const uri = await write('one.html', before);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const result = await replace({ file: uri, line: 3, model: draft });
    assert.deepEqual(result.skipped, []);
    const [file] = result.files;
    assert.ok(file);
    assert.equal(await sizeOf(file), '300x250');
    assert.equal(result.cost, 0);
    const address = `/images/${path.basename(file.fsPath)}`;
    assert.equal(document.getText(), before.replace('https://placehold.co/300x250?text=x', address));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('makes one picture for the same one in ten places, and all densities of a srcset from one generation', async () => {
    const one = '<img src="https://picsum.photos/id/7/320/240" alt="Harbour in fog">';
    const set =
      '<img src="https://placehold.co/200x100" srcset="https://placehold.co/200x100 1x, https://placehold.co/400x200 2x" alt="Wide roof">';
    const uri = await write('many.html', page([...Array.from({ length: 10 }, () => one), set].join('\r\n')));
    const result = await replaceAll({ files: [uri], model: draft });
    assert.deepEqual(result.skipped, []);
    assert.deepEqual((await Promise.all(result.files.map(sizeOf))).sort(), ['200x100', '320x240', '400x200']);
    assert.equal(result.edits.length, 13);
    assert.equal(result.requestIds.length, 2);
    assert.deepEqual(await find({ files: [uri] }), []);
    const text = await readFile(uri.fsPath, 'utf8');
    assert.match(text, /srcset="\/images\/[\w-]+\.png 1x, \/images\/[\w-]+@2x\.png 2x"/);
  });

  it('generates a missing file right where the code looks for it', async () => {
    const uri = await write('missing.html', page('<img src="img/Ladder Photo.JPG" width="120" height="80" alt="A ladder">'));
    const result = await replaceAll({ files: [uri], model: draft });
    assert.deepEqual([result.skipped, result.edits], [[], []]);
    const file = path.join(folder, 'img', 'Ladder Photo.JPG');
    assert.deepEqual(readHeader(await readFile(file)), { type: 'jpeg', width: 120, height: 80 });
  });

  it('writes nothing wrong when the text has changed since it was looked through', async () => {
    const uri = await write('changing.html', page('<img src="https://placehold.co/90x60" alt="Boat">\r\n<p>end</p>'));
    const document = await vscode.workspace.openTextDocument(uri);
    const [found] = await find({ files: [uri] });
    assert.ok(found);
    const moved = new vscode.WorkspaceEdit();
    moved.insert(uri, new vscode.Position(0, 0), '<!-- first -->\r\n');
    await vscode.workspace.applyEdit(moved);
    const result = await replace({ file: uri, url: found.url, model: draft });
    assert.equal(result.edits.length, 1);
    assert.match(document.getText(), /^<!-- first -->\r\n<!doctype html>[\s\S]*<img src="\/images\/boat[\w-]*\.png" alt="Boat">/);
    await assert.rejects(replace({ file: uri, id: found.id, model: draft }), /no such placeholder/);
    await document.save();
  });

  it('leaves alone what changes in the middle of a batch, and a file that is deleted', async () => {
    await vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' });
    const picture = (size: string, alt: string): string => `<img src="https://placehold.co/${size}" alt="${alt}">`;
    const stays = await write('stays.html', page(picture('70x50', 'Anchor')));
    // More pictures than are made at once: these documents still wait when the first picture has come.
    const edited = await write('edited.html', page(['71x50', '72x50', '74x50'].map((size) => picture(size, `Buoy ${size}`)).join('\r\n')));
    const deleted = await write(
      'deleted.html',
      page(['73x50', '75x50', '76x50'].map((size) => picture(size, `Dock ${size}`)).join('\r\n')),
    );
    const document = await vscode.workspace.openTextDocument(edited);
    const images = path.join(root(), 'public/images');
    const running = replaceAll({ files: [stays, edited, deleted], model: 'openai/gpt-image-2', quality: 'low' });
    await until('the first picture', async () => ((await readdir(images)).some((name) => name.startsWith('anchor')) ? true : undefined));
    const change = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('71x50');
    change.replace(edited, new vscode.Range(document.positionAt(at), document.positionAt(at + 5)), '171x50');
    await vscode.workspace.applyEdit(change);
    await rm(deleted.fsPath);
    const result = await running;
    await vscode.commands.executeCommand('easel.removeApiKey', {});
    assert.ok(!(await isThere(deleted)), 'a deleted file does not come back');
    assert.match(document.getText(), /<img src="https:\/\/placehold\.co\/171x50" alt="Buoy 71x50">/);
    assert.match(document.getText(), /<img src="\/images\/buoy-72x50[\w-]*\.png" alt="Buoy 72x50">/);
    assert.match(await readFile(stays.fsPath, 'utf8'), /<img src="\/images\/anchor[\w-]*\.png" alt="Anchor">/);
    assert.deepEqual(result.skipped.map(({ file, url }) => `${path.basename(file.path)} ${url.slice(-5)}`).sort(), [
      'deleted.html 73x50',
      'deleted.html 75x50',
      'deleted.html 76x50',
      'edited.html 71x50',
    ]);
    await document.save();
  });

  it('gives every missing file the format of its own name', async () => {
    const set = '<picture><source srcset="img/quay.webp"><img src="img/quay.png" width="80" height="40" alt="Quay"></picture>';
    const uri = await write('formats.html', page(set));
    const { skipped, requestIds } = await replaceAll({ files: [uri], model: draft });
    assert.deepEqual([skipped, requestIds.length], [[], 1]);
    for (const type of ['png', 'webp']) {
      assert.deepEqual(readHeader(await readFile(path.join(folder, 'img', `quay.${type}`))), { type, width: 80, height: 40 });
    }
  });

  it('damages no file that is not UTF-8', async () => {
    const before = Buffer.concat([
      Buffer.from('<p>Caf'),
      Buffer.from([0xe9]),
      Buffer.from('</p>\r\n<img src="https://placehold.co/61x41" alt="Cup">\r\n'),
    ]);
    const file = path.join(folder, 'latin.html');
    await writeFile(file, before);
    const { edits, skipped } = await replaceAll({ files: [vscode.Uri.file(file)], model: draft });
    assert.deepEqual(edits, []);
    assert.match(skipped[0]?.reason ?? '', /not UTF-8/);
    assert.ok((await readFile(file)).equals(before));
  });

  it('gives a place that waits for its picture to no second request', async () => {
    const uri = await write('twice.html', page('<img src="https://placehold.co/62x42" alt="Twice">'));
    const both = await Promise.allSettled([replace({ file: uri, line: 3, model: draft }), replace({ file: uri, line: 3, model: draft })]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.match(String((both.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason), /being made already/);
    await (await vscode.workspace.openTextDocument(uri)).save();
  });

  it('takes all candidates of a srcset with the one that was pointed at', async () => {
    const uri = await write('set.html', page('<img src="https://placehold.co/50x30" srcset="https://placehold.co/100x60 2x" alt="Rope">'));
    const result = await replace({ file: uri, url: 'https://placehold.co/50x30', model: draft });
    assert.equal(result.edits.length, 2);
    assert.equal(result.requestIds.length, 1);
    await (await vscode.workspace.openTextDocument(uri)).save();
  });

  it('keeps its name for a placeholder when another one goes', async () => {
    const uri = await write(
      'names.html',
      page('<img src="https://placehold.co/51x31" alt="A"><p>\r\n<img src="https://placehold.co/52x32" alt="B">'),
    );
    for (const { id } of await find({ files: [uri] })) {
      await replace({ file: uri, id, model: draft });
    }
    assert.deepEqual(await find({ files: [uri] }), []);
    await (await vscode.workspace.openTextDocument(uri)).save();
  });

  it('refuses what cannot be, with one sentence, before anything is sent', async () => {
    const uri = await write(
      'refused.html',
      page('<img src="https://placehold.co/90x60" alt="Boat"><img src="https://placehold.co/91x60">'),
    );
    await assert.rejects(replace({ file: uri }), /2 placeholders/);
    await assert.rejects(replace({ file: uri, line: 1 }), /no such placeholder/);
    await assert.rejects(replace({ file: '/etc/hosts' }), /outside the workspace|is not there/);
    await assert.rejects(replaceAll({ modle: 'x' }), /do not fit/);
    await assert.rejects(replace({ file: uri, url: 'https://placehold.co/91x60', model: 'openai/gpt-image-2' }), /needs a fal\.ai key/);
  });

  it('cleans the whole shop through the service, and undo brings every file back byte for byte', async () => {
    await vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' });
    const found = await find({});
    const before = new Map<string, string>();
    for (const { file } of found) {
      before.set(file.fsPath, await readFile(file.fsPath, 'utf8'));
    }
    const result = await replaceAll({ model: 'openai/gpt-image-2', quality: 'low' });
    await vscode.commands.executeCommand('easel.removeApiKey', {});
    assert.deepEqual(result.skipped, []);
    // Without looking again: every text that was changed was followed.
    const left = (): string[] =>
      vscode.languages
        .getDiagnostics()
        .flatMap(([uri, all]) => all.filter((one) => one.source === 'Easel').map((one) => `${uri.path}: ${one.message}`));
    await until('no problems', () => (left().length === 0 ? true : undefined)).catch(() => undefined);
    assert.deepEqual(left(), []);
    assert.deepEqual(
      (await find({})).map((one) => one.url),
      [],
    );
    assert.ok(result.cost !== undefined && result.cost > 0);
    assert.equal(new Set(result.requestIds).size, result.requestIds.length);
    for (const { from, to, file, line } of result.edits) {
      const was = found.find((one) => one.url === from && one.file.fsPath === file.fsPath && one.range.start.line === line - 1);
      assert.ok(was?.width && was.height, from);
      assert.equal(await sizeOf(to), `${was.width}x${was.height}`, from);
    }
    for (const one of found.filter(({ missing }) => missing)) {
      assert.ok(one.missing && (await isThere(one.missing)));
    }
    const changed = new Set(result.edits.map(({ file }) => file.fsPath));
    for (const file of changed) {
      const document = await vscode.workspace.openTextDocument(file);
      assert.notEqual(document.getText(), before.get(file));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      await document.save();
      assert.equal(await readFile(file, 'utf8'), before.get(file), file);
    }
    // What the generated files are worth is shown; the project is for the next test as it was.
    for (const file of result.files) {
      await rm(file.fsPath);
    }
    for (const one of found.flatMap(({ missing }) => missing ?? [])) {
      await rm(one.fsPath, { force: true });
    }
    assert.ok((await readdir(root())).includes('index.html'));
  });
});
