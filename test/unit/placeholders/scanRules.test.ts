import assert from 'node:assert/strict';
import { ScanRules, walk, withoutBraces, type Tree } from '../../../src/editor/placeholders/scanRules';

function treeOf(files: Readonly<Record<string, string>>): Tree {
  return {
    list: (folder) => {
      const start = folder === '' ? '' : `${folder}/`;
      const names = new Map<string, boolean>();
      for (const file of Object.keys(files).filter((one) => one.startsWith(start))) {
        const [name = '', ...rest] = file.slice(start.length).split('/');
        names.set(name, rest.length > 0);
      }
      return [...names].map(([name, isFolder]) => ({ name, isFolder }));
    },
    text: (file) => files[file],
  };
}

async function seen(files: Readonly<Record<string, string>>, patterns: readonly string[] = []): Promise<string[]> {
  const tree = treeOf(files);
  const found: string[] = [];
  for await (const file of walk(tree, new ScanRules(tree, patterns), (path) => /\.(?:html|js|json)$/.test(path))) {
    found.push(file);
  }
  return found.sort();
}

describe('what is looked into', () => {
  it('is neither generated nor other people’s work', async () => {
    const files = ['index.html', 'node_modules/a/x.html', 'dist/x.html', 'src/vendor/x.js', 'package-lock.json', 'app.min.js', 'notes.txt'];
    assert.deepEqual(await seen(Object.fromEntries(files.map((file) => [file, '']))), ['index.html']);
  });

  it('is what ignore files let through, the innermost with the last word', async () => {
    const files = {
      '.gitignore': 'drafts/\n*.js\n/top.html\n',
      'a.js': '',
      'top.html': '',
      'in/top.html': '',
      'in/.gitignore': '!kept.js\nown.html\n',
      'in/kept.js': '',
      'in/own.html': '',
      'own.html': '',
      'drafts/x.html': '',
    };
    assert.deepEqual(await seen(files), ['in/kept.js', 'in/top.html', 'own.html']);
  });

  it('is what the settings let through', async () => {
    const files = ['a.test.js', 'b.spec.js', 'a.js', 'src/test/a.js', 'src/a.js'];
    const patterns = ['**/*.{test,spec}.*', '**/test/**'];
    assert.deepEqual(await seen(Object.fromEntries(files.map((file) => [file, ''])), patterns), ['a.js', 'src/a.js']);
    assert.deepEqual(withoutBraces('{a,b}.{c,d}'), ['a.c', 'a.d', 'b.c', 'b.d']);
  });

  it('is the same for a single file', async () => {
    const rules = new ScanRules(treeOf({ '.gitignore': 'drafts/\n' }), ['**/fixtures/**']);
    const answers = await Promise.all(
      ['drafts/in/x.html', 'a/fixtures/x.html', 'a/node_modules/b/x.html', 'a/x.html'].map((file) => rules.hides(file)),
    );
    assert.deepEqual(answers, [true, true, true, false]);
  });

  it('is the same for a folder, which patterns for files do not hide', async () => {
    const rules = new ScanRules(treeOf({ '.gitignore': 'drafts/\n*.html\n' }), []);
    const answers = await Promise.all(['', 'drafts', 'drafts/in', 'node_modules/a', 'a/b'].map((folder) => rules.hidesFolder(folder)));
    assert.deepEqual(answers, [false, true, true, true, false]);
  });
});
