import { dummyimageSizes } from './dummyimageSizes';
import { edge, entry, imageFormat, last, type HostEntry, type Reading } from './entry';
import type { Captures } from './grammar';

const maxEdge = 9999;
const maxPixels = 33_177_600;

const size = `({W}|{W}x{H}|{W}x{A}:{B}|{A}:{B}x{H}|{keyword:${[...dummyimageSizes.keys()].join('|')}})`;
const extension = '[.{format:png|gif|jpg|jpeg|webp}]';

export const dummyimage: HostEntry = entry({
  name: 'dummyimage.com',
  kind: 'label',
  maxEdge,
  looseQuery: true,
  paths: [`/${size}${extension}[/{shade}${extension}[/{shade}${extension}]]`],
  refine: (reading, captures) => {
    const { width, height } = sizeOf(reading, captures);
    if (width === undefined || height === undefined || width * height > maxPixels) {
      return undefined;
    }
    return { ...reading, width, height, format: formatOf(captures) };
  },
});

function sizeOf(reading: Reading, captures: Captures): Pick<Reading, 'width' | 'height'> {
  const keyword = last(captures, 'keyword');
  if (keyword !== undefined) {
    const [width, height] = dummyimageSizes.get(keyword.toLowerCase()) ?? [];
    return { width, height };
  }
  const [a, b] = [Number(last(captures, 'A')), Number(last(captures, 'B'))];
  if (Number.isNaN(a)) {
    return reading;
  }
  return reading.width === undefined
    ? { width: scaled(reading.height, a / b), height: reading.height }
    : { width: reading.width, height: scaled(reading.width, b / a) };
}

function scaled(length: number | undefined, ratio: number): number | undefined {
  return length === undefined ? undefined : edge(String(Math.round(length * ratio)), maxEdge);
}

/** The service looks for every extension but `.png`, which is what it draws when it finds none. */
function formatOf(captures: Captures): string | undefined {
  const found = (captures.get('format') ?? []).map(imageFormat);
  return found.find((format) => format !== 'png') ?? found[0];
}
