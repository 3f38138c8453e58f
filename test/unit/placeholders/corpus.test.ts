import * as assert from 'node:assert/strict';
import { type Finding } from '../../../src/placeholders/finding';
import { scan } from '../../../src/placeholders/scan';
import { corpus, type CorpusFile, type Label } from './corpusFiles';

interface Score {
  found: number;
  missed: string[];
  wrong: string[];
  sizes: string[];
  prompts: string[];
}

describe('placeholders in a corpus labelled by hand', () => {
  const files = corpus();
  const score: Score = { found: 0, missed: [], wrong: [], sizes: [], prompts: [] };

  before(() => {
    for (const file of files) {
      compare(file, score);
    }
  });

  it('is of a size that says something', () => {
    assert.ok(files.length >= 70);
    assert.ok(files.filter((file) => file.labels.length === 0).length >= 5);
  });

  it('finds nearly all, and nearly nothing else', () => {
    const recall = score.found / (score.found + score.missed.length);
    const precision = score.found / (score.found + score.wrong.length);
    console.log(`      ${files.length} files, ${score.found + score.missed.length} labels`);
    console.log(`      recall ${recall.toFixed(4)}, precision ${precision.toFixed(4)}`);
    assert.ok(recall >= 0.98, `missed:\n${score.missed.join('\n')}`);
    assert.ok(precision >= 0.98, `too many:\n${score.wrong.join('\n')}`);
  });

  it('tells the size and the prompt of nearly all that it finds', () => {
    const sizes = 1 - score.sizes.length / score.found;
    const prompts = 1 - score.prompts.length / score.found;
    console.log(`      sizes ${sizes.toFixed(4)}, prompts ${prompts.toFixed(4)}`);
    assert.ok(sizes >= 0.98, score.sizes.join('\n'));
    assert.ok(prompts >= 0.98, score.prompts.join('\n'));
  });
});

function compare(file: CorpusFile, score: Score): void {
  const rest = scan(file.text, { languageId: file.languageId, path: file.name }).map((finding) => ({
    finding,
    line: file.text.slice(0, finding.start).split('\n').length,
  }));
  for (const label of file.labels) {
    const index = rest.findIndex(({ finding, line }) => line === label.line && agrees(finding, label));
    const [hit] = index < 0 ? [] : rest.splice(index, 1);
    if (!hit) {
      score.missed.push(`${file.name}:${label.line} ${label.kind} ${label.url}`);
      continue;
    }
    score.found += 1;
    const { width, height, prompt } = hit.finding;
    if (width?.value !== label.width || height?.value !== label.height) {
      score.sizes.push(`${file.name}:${label.line} ${label.url}: ${width?.value} × ${height?.value}`);
    }
    if (prompt?.value !== label.prompt) {
      score.prompts.push(`${file.name}:${label.line} ${label.url}: ${prompt?.value} (${prompt?.source}) is not ${label.prompt}`);
    }
  }
  score.wrong.push(...rest.map(({ finding, line }) => `${file.name}:${line} ${finding.kind} ${finding.role} ${finding.raw}`));
}

function agrees(finding: Finding, label: Label): boolean {
  return finding.url === label.url && finding.kind === label.kind && finding.role === (label.role ?? 'picture');
}
