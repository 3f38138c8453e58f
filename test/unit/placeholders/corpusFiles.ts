import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { languageOf } from '../../../src/placeholders/scan';

/** What a person who reads the file finds in it. */
export interface Label {
  readonly line: number;
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
  readonly prompt?: string;
  readonly kind: string;
  readonly role?: string;
}

export interface CorpusFile {
  readonly name: string;
  readonly text: string;
  readonly languageId: string;
  readonly labels: readonly Label[];
}

const folder = new URL('../../corpus/placeholders/', import.meta.url);

export function corpus(): CorpusFile[] {
  const labels = JSON.parse(readFileSync(fileURLToPath(new URL('labels.json', folder)), 'utf8')) as Record<string, Label[]>;
  return Object.entries(labels).map(([name, list]) => ({
    name,
    text: readFileSync(fileURLToPath(new URL(name, folder)), 'utf8'),
    languageId: languageOf(name) ?? 'html',
    labels: list,
  }));
}
