import sharp from 'sharp';
import type { IconDrawing, IconLook, IconPicture } from '../src/icons/drawing';
import { planIconSet } from '../src/icons/plan';
import { presetIds } from '../src/icons/set';
import type { Codec } from '../src/imaging/codec';
import { median, timed, type Figure } from './benchFigures';

const rounds = 5;

/** Pictures that each side has in work at a time. */
const atOnce = 4;

const look: IconLook = { background: '#fff4e0', sharpen: true };

/** Another picture each time: what is remembered of the last one must not count. */
const shapes = (
  round: number,
): string => `<linearGradient id="g" x2="1" y2="1"><stop stop-color="#3f5efb"/><stop offset="1" stop-color="#c2307d"/></linearGradient>
  <rect x="90" y="130" width="844" height="764" rx="180" fill="url(#g)"/><circle cx="512" cy="512" r="${230 - round}" fill="#fff" fill-opacity=".92"/>
  <path d="M430 380 L430 644 L660 512 Z" fill="#28307a"/>`;

/** All presets from one master, against native sharp making files of the same sizes from the same bytes. */
export async function iconFigures(startCodec: () => Codec): Promise<Figure[]> {
  const project = { facts: { folders: [], files: [], texts: {}, imageCounts: {} }, texts: {} };
  const options = { presets: presetIds, name: 'App', background: look.background, theme: look.background };
  const pictures = planIconSet(options, project).files.flatMap(({ content }) =>
    content.kind === 'picture' && content.picture.kind === 'png' ? [content.picture] : [],
  );
  const figures: Figure[] = [];
  for (const [name, ground] of [
    ['transparent', ''],
    ['opaque', '<rect width="1024" height="1024" fill="#e8f0ff"/>'],
  ] as const) {
    const masterOf = (round: number): Promise<Buffer> => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024">${ground}${shapes(round)}</svg>`;
      const drawn = sharp(Buffer.from(svg));
      return (ground ? drawn.removeAlpha() : drawn).png().toBuffer();
    };
    figures.push(...(await compared(startCodec, name, masterOf, pictures)));
  }
  return figures;
}

async function compared(
  startCodec: () => Codec,
  name: string,
  masterOf: (round: number) => Promise<Buffer>,
  pictures: readonly Extract<IconPicture, { kind: 'png' }>[],
): Promise<Figure[]> {
  const codec = startCodec();
  const times: Record<'native' | 'ours', number[]> = { native: [], ours: [] };
  for (let round = 0; round <= rounds; round++) {
    const master = await masterOf(round);
    const native = await timed(() => nativeSet(master, pictures));
    const ours = await timed(() => codec.renderIcons({ bytes: master, pictures, look }));
    // The first round warms everything up.
    if (round > 0) {
      times.native.push(native);
      times.ours.push(ours);
    }
  }
  codec.dispose();
  const unit = median(times.native);
  const what = `${pictures.length} PNG files of all icon sets from ${name} 1024x1024`;
  return [
    { what: `${what}: native sharp, ${atOnce} at a time`, value: `${unit.toFixed(0)} ms` },
    { what: `${what}: Easel`, value: `${(median(times.ours) / unit).toFixed(2)}x`, limit: 'at most 3x' },
  ];
}

async function nativeSet(master: Buffer, pictures: readonly Extract<IconPicture, { kind: 'png' }>[]): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let picture = pictures[next++]; picture; picture = pictures[next++]) {
      await nativePng(master, picture.drawing);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** The icon contained in its zone; sharp has no word for what else our drawings do. */
async function nativePng(master: Buffer, { width, height, zone, ground }: IconDrawing): Promise<void> {
  const share = zone.kind === 'optical' ? 15 / 16 : zone.share;
  const edge = Math.max(1, Math.round(Math.min(width, height) * share));
  const [left, top] = [Math.floor((width - edge) / 2), Math.floor((height - edge) / 2)];
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const placed = sharp(master)
    .resize(edge, edge, { fit: 'contain', kernel: 'lanczos3', background })
    .extend({ left, top, right: width - edge - left, bottom: height - edge - top, background });
  await (ground === 'background' ? placed.flatten({ background: look.background }) : placed).png({ compressionLevel: 5 }).toBuffer();
}
