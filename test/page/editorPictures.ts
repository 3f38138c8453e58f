/** Pictures for the editor's page, drawn as SVG and encoded by the native sharp of the tests. */
import sharp, { type Sharp } from 'sharp';
import type { BlendSettings } from '../../src/core/edit';
import type { Rectangle, Size } from '../../src/core/sizes';
import type { ShapeOperation } from '../../src/core/shapeOperation';
import type { ResultOf } from '../../src/protocol/channel';
import type { EditJob, editorHostMethods, EditReport } from '../../src/protocol/imageEditor';
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

/**
 * What a local operation is said to make: exact for padding and squares; the trim is always an eighth of each edge, the background the
 * left half. At tolerance 0 there is nothing to trim or to remove.
 */
export async function shapedPicture(image: Size, operation: ShapeOperation): Promise<ResultOf<typeof editorHostMethods, 'shape'>> {
  const { width, height } = image;
  const box = resultBox(image, operation);
  const changed =
    operation.kind === 'removeBackground'
      ? operation.tolerance > 0
      : JSON.stringify(box) !== JSON.stringify({ left: 0, top: 0, width, height });
  const cleared = operation.kind === 'removeBackground' ? { cleared: changed ? 0.5 : 0 } : {};
  const colour = 'colour' in operation && operation.colour !== undefined ? operation.colour : { r: 0, g: 0, b: 0, alpha: 0 };
  const bytes = await once(`shaped/${JSON.stringify([image, operation])}`, async () => {
    const clear =
      changed && operation.kind === 'removeBackground'
        ? [
            {
              input: { create: { width: width / 2, height, channels: 4 as const, background: '#000' } },
              left: 0,
              top: 0,
              blend: 'dest-out' as const,
            },
          ]
        : [];
    const source = await sharp(await encodedPicture(image))
      .ensureAlpha()
      .composite(clear)
      .png()
      .toBuffer();
    const [left, top] = [Math.max(0, -box.left), Math.max(0, -box.top)];
    const cut = {
      left: Math.max(0, box.left),
      top: Math.max(0, box.top),
      width: Math.min(width, box.width),
      height: Math.min(height, box.height),
    };
    const extend = { left, top, right: box.width - cut.width - left, bottom: box.height - cut.height - top, background: colour };
    return sharp(await sharp(source).extract(cut).png().toBuffer())
      .extend(extend)
      .png()
      .toBuffer();
  });
  return { bytes, type: 'image/png', width: box.width, height: box.height, left: -box.left, top: -box.top, changed, ...cleared };
}

/** Where the result lies on the picture. */
function resultBox({ width, height }: Size, operation: ShapeOperation): Rectangle {
  switch (operation.kind) {
    case 'trim': {
      const [x, y] =
        operation.tolerance > 0 ? [Math.floor(width / 8) - operation.margin, Math.floor(height / 8) - operation.margin] : [0, 0];
      return { left: x, top: y, width: width - 2 * x, height: height - 2 * y };
    }
    case 'pad': {
      const { left, top, right, bottom } = operation;
      return { left: 0 - left, top: 0 - top, width: width + left + right, height: height + top + bottom };
    }
    case 'square': {
      const edge = operation.by === 'pad' ? Math.max(width, height) : Math.min(width, height);
      return { left: Math.floor((width - edge) / 2), top: Math.floor((height - edge) / 2), width: edge, height: edge };
    }
    case 'removeBackground':
      return { left: 0, top: 0, width, height };
  }
}
