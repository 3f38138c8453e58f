import { dialectOf } from '../code/dialects';
import { readCode } from '../code/walk';
import { type Place, type Sink } from '../sink';
import { readYaml } from './yaml';

const pattern = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)^\1[ \t]*(?:\r?\n|$)/m;

/** The settings of a page at the beginning of its text, in YAML or TOML. Tells where the page itself begins. */
export function readFrontMatter(sink: Sink, role: Place['role']): number {
  const front = /^\ufeff?(?:---|\+\+\+)/.test(sink.text.slice(0, 4)) ? pattern.exec(sink.text) : null;
  if (front?.index !== 0) {
    return 0;
  }
  const body = front[0].indexOf('\n') + 1;
  const end = body + (front[2] ?? '').length;
  if (front[1] === '---') {
    readYaml(sink, body, end, { role });
  } else {
    readCode(sink, body, end, dialectOf('toml'), { role });
  }
  return front[0].length;
}
