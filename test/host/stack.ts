/** Leads the stack of a failed test back to its source; the extension host shows only positions in the bundle. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { out, root } from '../vscode/paths';

const maps = new Map<string, SourceMap | undefined>();

/** Replaces every `out/host/….js:LINE:COLUMN` in a line by the place that it was bundled from. */
export function atSource(text: string): string {
  return text.replace(
    /([^\s(]*out[\\/]host[\\/])([^\s():]+\.js):(\d+):(\d+)/g,
    (whole, _folder, name: string, line: string, column: string) => {
      const entry = mapOf(name)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (entry === undefined || !('originalSource' in entry)) {
        return whole;
      }
      const source = path.resolve(path.dirname(path.join(out, 'host', name)), entry.originalSource);
      return `${path.relative(root, source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}

function mapOf(name: string): SourceMap | undefined {
  if (!maps.has(name)) {
    const file = path.join(out, 'host', `${name}.map`);
    maps.set(name, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload) : undefined);
  }
  return maps.get(name);
}
