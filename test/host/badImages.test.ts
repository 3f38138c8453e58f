/** Damaged and lying files of a project, through the commands, in a real VS Code: a clean sentence each, and the host lives. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

const root = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

function seeded(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/** Of the pictures that the project has: cut off, bent, and under the name of another type; and texts that say they are pictures. */
async function badFiles(): Promise<Map<string, Uint8Array>> {
  const next = seeded(11);
  const files = new Map<string, Uint8Array>();
  const pictures = [
    ['png', await readFile(path.join(root(), 'public/images/order-page.png'))],
    ['jpg', await readFile(path.join(root(), 'public/images/harbour.jpg'))],
  ] as const;
  for (const [extension, bytes] of pictures) {
    for (let part = 0; part < 6; part++) {
      files.set(`cut-${part}.${extension}`, bytes.subarray(0, Math.floor((bytes.length * part) / 6)));
      const bent = new Uint8Array(bytes);
      for (let count = 0; count < 40; count++) {
        bent[part < 3 ? next(200) : next(bent.length)] = next(256);
      }
      files.set(`bent-${part}.${extension}`, bent);
    }
    files.set(`wrong-name.${extension === 'png' ? 'jpg' : 'webp'}`, bytes);
  }
  const huge = new Uint8Array(pictures[0][1].subarray(0, 4_000));
  new DataView(huge.buffer).setUint32(16, 200_000);
  new DataView(huge.buffer).setUint32(20, 200_000);
  files.set('huge.png', huge);
  for (const [name, text] of [
    ['empty', ''],
    ['html', '<!doctype html><script>alert(1)</script>'],
    ['svg', '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/><script>alert(1)</script></svg>'],
    ['json', '{}'],
    ['signature', '\x89PNG\r\n\x1a\n'],
  ] as const) {
    files.set(`${name}.png`, Buffer.from(text, 'latin1'));
  }
  return files;
}

describe('bad pictures of a project', function () {
  this.timeout(300_000);

  it('are refused with one sentence or read whole, by every command, and nothing half is left', async () => {
    const folder = path.join(root(), 'bad');
    await mkdir(folder, { recursive: true });
    const wrong: string[] = [];
    let [refused, read] = [0, 0];
    for (const [name, bytes] of await badFiles()) {
      await writeFile(path.join(folder, name), bytes);
      const image = `bad/${name}`;
      const calls: readonly [string, Record<string, unknown>][] = [
        ['easel.editImage', { image, prompt: 'x', model: 'easel/draft' }],
        [
          'easel.editImage',
          { image: 'public/images/order-page.png', references: [image], prompt: 'x', model: 'easel/draft', output: 'bad/out.png' },
        ],
        [
          'easel.editImage',
          { image: 'public/images/order-page.png', mask: image, prompt: 'x', model: 'easel/draft', output: 'bad/out.png' },
        ],
        ['easel.trimImage', { image }],
        ['easel.exportIconSet', { image, presets: ['web-minimal'], folder: 'bad/icons', patch: false }],
      ];
      const [command, argument] = calls[(refused + read) % calls.length] ?? ['', {}];
      for (const [id, given] of [calls[0] ?? ['', {}], [command, argument] as const]) {
        try {
          await vscode.commands.executeCommand(id, given);
          read++;
        } catch (error) {
          refused++;
          const message = error instanceof Error ? error.message : String(error);
          if (!/^[A-Z“].{10,}[.…]$/s.test(message) || /vips|sharp|libpng|undefined|TypeError/i.test(message)) {
            wrong.push(`${id} ${name}: ${message}`);
          }
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(refused > 30, `${refused} refused, ${read} read`);
    assert.deepEqual(
      (await readdir(folder, { recursive: true })).filter((name) => name.includes('easel-part')),
      [],
    );
    const { files } = await vscode.commands.executeCommand<{ files: vscode.Uri[] }>('easel.generateImage', {
      prompt: 'Still alive',
      width: 32,
      height: 32,
      model: 'easel/draft',
    });
    assert.equal(files.length, 1);
  });
});
