import { drawingsOf, type IconPicture } from '../../../icons/drawing';

/**
 * Parts a set into two that take about as long to draw: places in the list, in its order. Pictures of the same shorter edge stay
 * together, because they mostly show the master at the same size, which is resampled once for all of them.
 */
export function halvesOf(pictures: readonly IconPicture[]): readonly [number[], number[]] {
  const groups = new Map<number, { readonly places: number[]; work: number }>();
  pictures.forEach((picture, place) => {
    const drawings = drawingsOf(picture);
    const edge = Math.max(0, ...drawings.map(({ width, height }) => Math.min(width, height)));
    const group = groups.get(edge) ?? { places: [], work: fixedWork + edge };
    group.places.push(place);
    group.work += drawings.reduce((sum, { width, height }) => sum + (width * height) / 4000, 0);
    groups.set(edge, group);
  });
  const halves: [number[], number[]] = [[], []];
  const loads: [number, number] = [0, 0];
  for (const { places, work } of [...groups.values()].sort((a, b) => b.work - a.work)) {
    const half = loads[0] <= loads[1] ? 0 : 1;
    halves[half].push(...places);
    loads[half] += work;
  }
  return [halves[0].sort((a, b) => a - b), halves[1].sort((a, b) => a - b)];
}

/** Going through the rows of the master costs about as much as drawing an edge of so many pixels. */
const fixedWork = 600;
