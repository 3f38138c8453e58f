/** The packed extension and its manifest. Needs `npm run package`, as `npm test` does it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');
const vsix = path.join(root, 'easel-assets.vsix');

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string; readonly markdownDescription: string }>>;
    };
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

interface Contributed {
  readonly commands: readonly { readonly command: string }[];
  readonly walkthroughs: readonly {
    readonly steps: readonly {
      readonly description: string;
      readonly media: { readonly svg: string };
      readonly completionEvents: readonly string[];
    }[];
  }[];
}

const manifestText = readFileSync(path.join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;

/** The names in a ZIP file, from its central directory (APPNOTE 4.3.12). */
function namesInZip(bytes: Buffer): string[] {
  const names: string[] = [];
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const lengths = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)] as const;
    names.push(bytes.toString('utf8', at + 46, at + 46 + lengths[0]));
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return names;
}

describe('the package', () => {
  it('is one file for every system, under 6 MB', () => {
    assert.ok(existsSync(vsix), 'run npm run package first');
    assert.ok(statSync(vsix).size < 6_000_000);
  });

  it('holds no native binary, no test, no source and no source map', () => {
    const names = namesInZip(readFileSync(vsix));
    for (const name of [
      'extension.js',
      'app.js',
      'panel.js',
      'panel.css',
      'imageEditor.js',
      'imageEditor.css',
      'review.js',
      'iconSet.js',
      'iconSet.css',
      'scanThread.js',
      'mcpServer.js',
    ]) {
      assert.ok(names.includes(`extension/dist/${name}`), name);
    }
    assert.ok(names.some((name) => name.endsWith('.wasm')));
    assert.deepEqual(
      names.filter((name) => /\.(?:node|so|dylib|dll|exe|map|ts)$|node_modules|\/test\/|\/src\/|\/examples\//.test(name)),
      [],
    );
  });

  it('has a small bundle for activation, and nothing heavy in it', () => {
    const bundle = readFileSync(path.join(root, 'dist/extension.js'), 'utf8');
    assert.ok(bundle.length < 60_000, `${bundle.length} bytes`);
    assert.doesNotMatch(bundle, /zod|fal\.run|sharp/);
  });

  it('never touches navigator in the extension host', () => {
    assert.doesNotMatch(readFileSync(path.join(root, 'dist/app.js'), 'utf8'), /\bnavigator\b\s*[.?]/);
  });
});

describe('the manifest', () => {
  it('asks for the VS Code whose types it is written against', () => {
    const minor = (version: string | undefined): string | undefined => /(\d+\.\d+)\./.exec(version ?? '')?.[1];
    assert.equal(minor(manifest.devDependencies['@types/vscode']), minor(manifest.engines.vscode));
  });

  it('has a text for every key', () => {
    const texts = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const keys = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    assert.ok(keys.length > 10);
    assert.deepEqual(
      keys.filter((key) => !texts[key]),
      [],
    );
    assert.deepEqual(
      Object.keys(texts).filter((key) => !keys.includes(key)),
      [],
    );
  });

  it('names all commands and settings alike, and lets no workspace decide about money', () => {
    for (const { command, category } of manifest.contributes.commands) {
      // With an underscore: for menus alone, hidden from the palette.
      assert.match(command, /^_?easel\.(?:models\.)?[a-zA-Z]+$/);
      assert.equal(category, 'Easel');
    }
    const { properties } = manifest.contributes.configuration;
    for (const name of ['easel.model', 'easel.quality']) {
      assert.equal(properties[name]?.scope, 'application', name);
    }
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['easel.assetsFolder', 'easel.fileName']);
    assert.equal(
      Object.keys(properties).some((name) => /key|url|address/i.test(name)),
      false,
    );
  });

  it('starts with the editor without being loaded for everything', () => {
    const pages = ['easel.panel', 'easel.review', 'easel.iconSet'];
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished', ...pages.map((page) => `onWebviewPanel:${page}`)]);
  });
});

describe('the walkthrough', () => {
  const { walkthroughs, commands } = (JSON.parse(manifestText) as { contributes: Contributed }).contributes;
  const texts = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const source = readFileSync(path.join(root, 'src/editor/walkthrough.ts'), 'utf8');

  it('has four steps with pictures in the package, which follow the theme', () => {
    const steps = walkthroughs.flatMap((one) => one.steps);
    assert.equal(steps.length, 4);
    const packed = namesInZip(readFileSync(vsix));
    for (const { media } of steps) {
      assert.ok(packed.includes(`extension/${media.svg}`), media.svg);
      const svg = readFileSync(path.join(root, media.svg), 'utf8');
      assert.match(svg, /var\(--vscode-editor-background\)/);
      assert.doesNotMatch(svg, /<script|href=|on\w+=/);
    }
  });

  it('leads to commands that exist, and is completed by what the code tells', () => {
    const known = new Set(commands.map(({ command }) => command));
    for (const { description, completionEvents } of walkthroughs.flatMap((one) => one.steps)) {
      const links = [...(texts[description.replaceAll('%', '')] ?? '').matchAll(/command:([\w.]+)/g)].map((match) => match[1] ?? '');
      assert.ok(links.length > 0);
      assert.deepEqual(
        links.filter((link) => !known.has(link) && !link.startsWith('workbench.action.')),
        [],
      );
      const [event = ''] = completionEvents;
      assert.match(event, /^onContext:easel\.done\.\w+$/);
      assert.ok(source.includes(`'${event.slice('onContext:easel.done.'.length)}'`), event);
    }
  });
});

describe('the texts', () => {
  it('of the README name every setting and command', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const named = [
      ...Object.keys(manifest.contributes.configuration.properties),
      ...manifest.contributes.commands.map((one) => one.command).filter((command) => !command.startsWith('_')),
    ];
    assert.deepEqual(
      named.filter((name) => name !== 'easel.generateImageHere' && !readme.includes(`\`${name}\``)),
      [],
    );
  });

  it('mention no path of a machine', () => {
    const files = [
      'README.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'package.json',
      ...readdirSync(path.join(root, 'examples'))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `examples/${name}`),
    ];
    for (const file of files) {
      assert.doesNotMatch(readFileSync(path.join(root, file), 'utf8'), /\/(?:work|root|home|tmp|Users)\//, file);
    }
  });
});
