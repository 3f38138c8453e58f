import assert from 'node:assert/strict';
import ts from 'typescript';
import type { Finding } from '../../src/placeholders/finding';
import { scan } from '../../src/placeholders/scan';
import { rewriteDocument, type Replacement } from '../../src/project/rewriteDocument';
import { applyEdits } from './rewriteHelp';
import { assets, languages, projects } from './rewriteFuzz';

const hosts = ['https://placehold.co/600x400', 'https://picsum.photos/200/300?a=1', 'https://placehold.co/10'];

function hostsIn(text: string, where: { languageId: string; path: string }): Finding[] {
  return scan(text, where).filter(({ kind }) => kind === 'host');
}

describe('replacing addresses in random documents', () => {
  it('changes nothing but their places, and leaves none that could be written', () => {
    let state = 5;
    const random = (below: number): number => {
      state = (state * 1664525 + 1013904223) % 4294967296;
      return Math.floor((state / 4294967296) * below);
    };
    const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
    for (let run = 0; run < 1200; run += 1) {
      const pieces = pick(languages);
      const facts = pick(projects);
      let text = pick(pieces.head) + pieces.open;
      const count = 1 + random(7);
      for (let i = 0; i < count; i += 1) {
        text += pick(pieces.plain) + pick(pieces.marked).replace('¤', pick(hosts));
      }
      text += pieces.close;
      const where = { languageId: pieces.language, path: pieces.path };
      const replacements = hostsIn(text, where).map((finding): Replacement => ({
        finding,
        assetPath: pick(assets),
        size: { width: 10, height: 10 },
        alt: pick(['A "fox"', "it's {b} <c>", undefined]),
      }));
      assert.equal(replacements.length, count, text);
      const { edits, impossible } = rewriteDocument({ ...where, text }, replacements, { facts });
      const result = applyEdits(text, edits);
      const about = `${pieces.language} ${facts.files.join()}\n${text}\n=>\n${result}`;

      assert.deepEqual(
        hostsIn(result, where).map(({ raw }) => raw),
        impossible.map(({ raw }) => raw),
        about,
      );
      for (const { start, end } of edits) {
        const touched = replacements.filter(({ finding }) => finding.start < end && finding.end > start);
        assert.ok(start === end || touched.length > 0 || /^['"]$/.test(text.slice(start, end)), about);
        assert.ok(!touched.some(({ finding }) => impossible.includes(finding)), about);
      }
      for (const { finding } of replacements.filter((one) => !impossible.includes(one.finding))) {
        assert.ok(
          edits.some(({ start, end }) => start <= finding.start && end >= finding.end),
          about,
        );
      }
      const imports = result.match(/^[ \t]*import \w+ from .*$/gm) ?? [];
      assert.equal(new Set(imports).size, imports.length, about);
      if (pieces.language === 'json') {
        JSON.parse(result.replace('\ufeff', ''));
      }
      if (pieces.language === 'typescriptreact') {
        const options = {
          compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext },
          fileName: 'a.tsx',
          reportDiagnostics: true,
        };
        assert.deepEqual(ts.transpileModule(text, options).diagnostics, [], about);
        assert.deepEqual(ts.transpileModule(result, options).diagnostics, [], about);
      }
    }
  });
});
