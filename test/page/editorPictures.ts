/** Pictures for the editor's page, drawn as SVG and encoded by the native sharp of the tests. */
import sharp, { type Sharp } from 'sharp';
import type { BlendSettings } from '../../src/core/edit';
import type { Rectangle, Size } from '../../src/core/sizes';
import type { EditJob, EditReport } from '../../src/protocol/imageEditor';
import { samplePicture, type SampleKind } from './samplePictures';

const kept = new Map<string, Promise<Uint8Array>>();

/** The same picture is encoded once. */
function once(key: string, make: () => Promise<Buffer>): Promise<Uint8Array> {
  const known = kept.get(key) ?? make().then((bytes) => new Uint8Array(bytes));
  kept.set(key, known);
  return known;
}

export function encodedPicture({ width, height }: Size, kind: SampleKind = 'hero'): Promise<Uint8Array> {
  return once(`${kind}/${width}x${height}`, () => drawn(kind, { width, height }).png().toBuffer());
}

/** As small as the extension sends them. */
export function thumbnail(kind: SampleKind, { width, height }: Size = { width: 96, height: 96 }): Promise<Uint8Array> {
  return once(`thumbnail/${kind}/${width}x${height}`, () => drawn(kind, { width, height }).webp({ quality: 80 }).toBuffer());
}

function drawn(kind: SampleKind, { width, height }: Size): Sharp {
  const scale = Math.min(1, 4096 / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return sharp(Buffer.from(samplePicture(`sample-${kind}-${size.width}x${size.height}.svg`) ?? '')).resize(width, height);
}

/** A preview of a variant: another sun in the box for each one. */
export async function blended(
  image: Size,
  job: Pick<EditJob, 'box' | 'masked'>,
  index: number,
  settings: BlendSettings,
): Promise<{ bytes: Uint8Array; box: Rectangle; report: EditReport }> {
  const { box } = job;
  const bytes = await once(`${index}/${JSON.stringify([box, image])}`, async () => {
    const base = await sharp(await encodedPicture(image))
      .extract(box)
      .png()
      .toBuffer();
    const colour = ['#7de2d1', '#ffd166', '#ef476f', '#118ab2'][index % 4] ?? '#fff';
    const radius = Math.round(Math.min(box.width, box.height) * 0.3);
    const sun = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}"><circle cx="${box.width / 2}" cy="${box.height / 2}" r="${radius}" fill="${colour}"/></svg>`;
    return sharp(base)
      .composite([{ input: Buffer.from(sun) }])
      .png()
      .toBuffer();
  });
  return { bytes, box, report: { ...goodReport(image, job), feather: settings.feather } };
}

export function goodReport({ width, height }: Size, { masked }: Pick<EditJob, 'masked'> = { masked: true }): EditReport {
  const pixels = width * height;
  return {
    changedOutside: 0,
    changedInFile: 0,
    effective: masked ? Math.round(pixels * 0.04) : pixels,
    pixels,
    modelChangedOutside: 0.28,
    modelChangedInside: 0.93,
    alignment: { applied: true, dx: 2.4, dy: -2, scale: 1 },
    colour: { applied: true, before: 4.2, after: 0.6 },
    feather: 4,
    notes: [],
  };
}
