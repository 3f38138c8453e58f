/** Names of every system, through the naming and the saving, in a real VS Code. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { foldedName } from '../../src/core/naming';
import { readHeader } from './imageHeader';

async function make(argument: Record<string, unknown>): Promise<string> {
  const { files } = await vscode.commands.executeCommand<{ files: vscode.Uri[] }>('easel.generateImage', {
    prompt: 'A cup',
    width: 24,
    height: 16,
    model: 'easel/draft',
    ...argument,
  });
  const [file] = files;
  assert.ok(file);
  assert.deepEqual(readHeader(await readFile(file.fsPath)), { type: 'png', width: 24, height: 16 });
  return vscode.workspace.asRelativePath(file);
}

const root = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

describe('names and folders of every system', () => {
  it('never meet a file that another system takes for the same', async () => {
    const folder = path.join(root(), 'paths');
    await mkdir(folder, { recursive: true });
    // As macOS used to write it: a letter and its accent. And one in other case.
    await writeFile(path.join(folder, 'cafe\u0301.png'), 'x');
    await writeFile(path.join(folder, 'LOGO.PNG'), 'x');
    await writeFile(path.join(folder, 'plan.png.easel.json'), '{}');
    assert.equal(await make({ folder: 'paths', name: 'caf\u00e9' }), 'paths/caf\u00e9-2.png');
    assert.equal(await make({ folder: 'paths', name: 'logo' }), 'paths/logo-2.png');
    assert.equal(await make({ folder: 'paths', name: 'Logo' }), 'paths/Logo-3.png');
    assert.equal(await make({ folder: 'paths', name: 'plan' }), 'paths/plan-2.png');
    const names = await readdir(folder);
    assert.equal(new Set(names.map(foldedName)).size, names.length, names.join(', '));
  });

  it('are taken in any form that people type', async () => {
    for (const [name, expected] of [
      ['con', 'con-image.png'],
      ['a:b*c?.png', 'a-b-c.png'],
      ['..\\..\\up', 'up.png'],
      ['trailing. . .', 'trailing.png'],
      ['#100% [done] & more', '#100% [done] & more.png'],
      ['雪山', '雪山.png'],
      ['👩‍🚀', '👩🚀.png'],
      ['x'.repeat(300), `${'x'.repeat(120)}.png`],
    ] as const) {
      assert.equal(path.posix.basename(await make({ folder: 'named', name })), expected, name);
    }
  });

  it('lie in folders of any name, with slashes of either kind', async () => {
    for (const [folder, expected] of [
      ['deep\\er\\still', 'deep/er/still'],
      ['with space/and #hash', 'with space/and #hash'],
      ['100%25', '100%25'],
      ['ünïcode/雪', 'ünïcode/雪'],
      ['./dotted/./path', 'dotted/path'],
      [path.join(root(), 'absolute'), 'absolute'],
      [vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'as uri').toString(), 'as uri'],
    ] as const) {
      assert.equal(await make({ folder, name: 'cup' }), `${expected}/cup.png`);
      assert.ok((await readdir(path.join(root(), expected))).includes('cup.png'), expected);
    }
    for (const folder of ['..', '../elsewhere', '/', 'C:\\Windows', '\\\\server\\share', 'file:///etc', 'a/../../b', 'untitled:x']) {
      const outcome = await make({ folder, name: 'cup' }).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      const isInside = /^(?:C:|server|untitled:x)/.test(outcome);
      assert.ok(/outside the workspace/.test(outcome) || isInside, `${folder}: ${outcome}`);
    }
  });

  it('of many at once are all different, and nothing half is left', async () => {
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, index) => make({ folder: 'many', name: index % 2 === 0 ? 'Same' : 'same' })),
    );
    assert.equal(new Set(made.map(foldedName)).size, 12);
    assert.deepEqual(
      (await readdir(path.join(root(), 'many'))).filter((name) => !/^same(?:-\d+)?\.png$/i.test(name)),
      [],
    );
  });
});
