import { type Finding } from './finding';
import { altOf, promptOf } from './prompt';
import { type Candidate, type Sink } from './sink';
import { densityOf, sizeOf, type ToldSize } from './size';

/** Shapes of one picture differ by rounding only. */
const sameRatio = 0.02;

/** Makes findings of what was found, when the whole text has been read: what describes a picture may stand behind it. */
export function resolve(sink: Sink, text: string): Finding[] {
  sink.headings.sort((a, b) => a.start - b.start);
  const candidates = [...sink.found].sort((a, b) => a.start - b.start || a.end - b.end);
  let end = -1;
  const kept = candidates.filter((one) => {
    const apart = one.start >= end;
    end = apart ? Math.max(one.end, one.start + 1) : end;
    return apart;
  });
  const sizes = new Map(kept.map((one) => [one, sizeOf(sink, one)]));
  const groups = groupsOf(kept, sizes);
  return kept.map((one) => findingOf(sink, text, one, sizes.get(one) ?? {}, groups.get(one)));
}

function findingOf(sink: Sink, text: string, candidate: Candidate, size: ToldSize, group: string | undefined): Finding {
  const { start, end, url, address, role, slot } = candidate;
  const prompt = promptOf(sink, candidate);
  const alt = altOf(candidate);
  return {
    start,
    end,
    raw: text.slice(start, end),
    url,
    kind: address.kind,
    role,
    slot,
    density: densityOf(candidate),
    ...(address.match ? { match: address.match } : {}),
    ...(size.width ? { width: size.width } : {}),
    ...(size.height ? { height: size.height } : {}),
    ...(prompt ? { prompt } : {}),
    ...(alt ? { alt } : {}),
    ...(group === undefined ? {} : { group }),
  };
}

/** Those of one scope whose shapes are alike; one of unknown shape goes with the first. */
function groupsOf(candidates: readonly Candidate[], sizes: ReadonlyMap<Candidate, ToldSize>): Map<Candidate, string> {
  const scopes = new Map<string, Candidate[]>();
  for (const one of candidates) {
    if (one.scope !== undefined) {
      scopes.set(one.scope, [...(scopes.get(one.scope) ?? []), one]);
    }
  }
  const groups = new Map<Candidate, string>();
  for (const [scope, members] of scopes) {
    const shapes: { ratio: number | undefined; members: Candidate[] }[] = [];
    for (const one of members) {
      const ratio = ratioOf(sizes.get(one));
      const shape = shapes.find(
        (other) => ratio === undefined || other.ratio === undefined || Math.abs(other.ratio / ratio - 1) < sameRatio,
      );
      if (shape) {
        shape.members.push(one);
        shape.ratio ??= ratio;
      } else {
        shapes.push({ ratio, members: [one] });
      }
    }
    shapes.forEach((shape, index) => {
      if (shape.members.length > 1) {
        shape.members.forEach((one) => groups.set(one, `${scope}.${index}`));
      }
    });
  }
  return groups;
}

function ratioOf(size: ToldSize | undefined): number | undefined {
  return size?.width && size.height ? size.width.value / size.height.value : undefined;
}
