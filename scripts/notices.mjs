// Writes THIRD-PARTY-NOTICES.md: everything that is shipped in dist/ and was not written here, with its licence.
//   node scripts/notices.mjs       after `npm ci` in the root and in codec/
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const read = (...parts) => readFileSync(path.join(root, ...parts), 'utf8').trim();

/** Packages of the root and of codec/ that the bundles contain. */
const bundled = [
  ['node_modules', ['@fal-ai/client', '@msgpack/msgpack', 'robot3']],
  // An older one than that of the MCP SDK, of which nothing that it belongs to is bundled.
  ['node_modules/@fal-ai/client/node_modules', ['eventsource-parser']],
  ['node_modules', ['ignore', 'jsonc-parser', 'zod']],
  [
    'node_modules',
    ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', '@vscode-elements/elements', '@vscode/codicons'],
  ],
  [
    'node_modules',
    [
      '@modelcontextprotocol/sdk',
      'ajv',
      'ajv-formats',
      'fast-deep-equal',
      'fast-uri',
      'json-schema-traverse',
      'picomatch',
      'vscode-uri',
      'zod-to-json-schema',
    ],
  ],
  ['codec/node_modules', ['sharp', '@img/colour', '@emnapi/runtime', 'tslib']],
];

/** Under which terms each library in the WebAssembly file is used, as its README lists them. */
function webAssemblyTerms() {
  const folder = 'codec/node_modules/@img/sharp-wasm32';
  const readme = read(folder, 'README.md');
  return readme.slice(readme.indexOf('| Library'), readme.indexOf('Please report')).trim();
}

function section(title, ...parts) {
  return [`## ${title}`, ...parts].join('\n\n');
}

const verbatim = (text) => `\`\`\`\`text\n${text}\n\`\`\`\``;

function packageSection(folder, name) {
  const { version, license } = JSON.parse(read(folder, name, 'package.json'));
  const own = readdirSync(path.join(root, folder, name)).filter((file) => /^licen[cs]e/i.test(file));
  // robot3 names its licence but packs no text of it; another package of that kind fails here.
  const texts = own.length > 0 ? own.map((file) => read(folder, name, file)) : [read('scripts/licenses', `${name}-${license}.txt`)];
  return section(`${name} ${version} (${license})`, ...texts.map(verbatim));
}

const wasm = JSON.parse(read('codec/node_modules/@img/sharp-wasm32/package.json'));
const versions = Object.entries(JSON.parse(read('codec/node_modules/@img/sharp-wasm32/versions.json')));

const notices = [
  '# Third-party notices',
  'Easel itself is under the MIT licence, see LICENSE. Its package also contains the works below. Written by `scripts/notices.mjs`.',
  section(
    'Inter (SIL Open Font License 1.1)',
    'The outlines in which drafts write their words (`src/draft/glyphs.json`, part of `dist/app.js`) were taken from Inter SemiBold, as packed by `@fontsource/inter` 5.3.0. They are scaled and cut down to Latin, Greek and Cyrillic letters, and stay under the licence of the font.',
    verbatim(read('scripts/licenses/Inter-OFL-1.1.txt')),
  ),
  section(
    `@img/sharp-wasm32 ${wasm.version} (${wasm.license})`,
    `The files \`dist/sharp-wasm32.js\` and \`dist/sharp-wasm32-${wasm.version}.node.wasm\` are sharp and libvips, compiled to WebAssembly by the authors of sharp and not changed here. libvips, glib, libexif and libheif in them are used under the GNU Lesser General Public License, version 3; its text and that of the GNU General Public License stand at the end of this file.`,
    `They are files of their own that Easel loads when it runs, so you may use your own build of the same interface in their place: https://github.com/lovell/sharp at tag v${wasm.version}, folder \`npm/wasm32\`, linked with the static libraries of the npm package \`@img/sharp-libvips-dev-wasm32\`, which https://github.com/lovell/sharp-libvips builds from source. Nothing in Easel prevents that, and its licence allows to change it and to reverse engineer it for debugging such changes.`,
    webAssemblyTerms(),
    `Versions: ${versions.map(([name, version]) => `${name} ${version}`).join(', ')}. The notices of these libraries are collected at https://github.com/lovell/sharp-libvips/blob/main/THIRD-PARTY-NOTICES.md. This software is based in part on the work of the Independent JPEG Group.`,
  ),
  ...bundled.flatMap(([folder, names]) => names.map((name) => packageSection(folder, name))),
  section('GNU Lesser General Public License, version 3', verbatim(read('scripts/licenses/LGPL-3.0.txt'))),
  section('GNU General Public License, version 3', verbatim(read('scripts/licenses/GPL-3.0.txt'))),
];

writeFileSync(path.join(root, 'THIRD-PARTY-NOTICES.md'), `${notices.join('\n\n')}\n`);
