import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as esbuild from 'esbuild';
import sharp from 'sharp';
import type { BlendSettings } from '../src/core/edit';
import { gptImage2Sizes } from '../src/core/models/gptImage2';
import { contextBox, planPlacement, wholeImage } from '../src/core/placement';
import type { Rectangle } from '../src/core/sizes';
import type { Codec } from '../src/imaging/codec';
import { boundsOf, emptyMask, type Mask } from '../src/imaging/mask/mask';
import { encodeMask } from '../src/imaging/mask/maskCode';
import type { BlendInput } from '../src/imaging/messages';
import { median, timed, type Figure } from './benchFigures';
import type { MemoryFigures } from './benchMemory';
import { photo, screenshot, toPng, type Sample } from './benchPictures';
import { seamFigures } from './benchSeam';
import type { StepTimes } from './benchSteps';
import { castOf, driftOf, redraw } from './fal/drift';
import { root } from './vscode/paths';

const size = { width: 3840, height: 2160 };
const rounds = 5;
const folder = path.join(root, 'out', 'bench');

/** What the promise is about, and the same with alignment. */
const settings: BlendSettings = { edge: 'soft', feather: 16, align: false, match: 1 };

export async function editFigures(startCodec: () => Codec): Promise<Figure[]> {
  mkdirSync(folder, { recursive: true });
  const pictures = [
    { picture: await screenshot(size), filtered: false },
    { picture: await photo(size), filtered: true },
  ];
  const figures: Figure[] = [];
  for (const { picture, filtered } of pictures) {
    for (const region of ['whole picture', 'region'] as const) {
      // New threads for each, so that none has the memory of the one before.
      const steps = await startSteps();
      const codec = startCodec();
      figures.push(...(await speed(codec, steps.time, picture, filtered, region)));
      codec.dispose();
      await steps.end();
    }
  }
  for (const { picture } of pictures) {
    figures.push(...(await memory(picture)));
  }
  const codec = startCodec();
  figures.push(...(await seamFigures(codec)));
  codec.dispose();
  return figures;
}

/** One edit as it comes back from the model, in two versions: the image thread remembers the last one, which must not help here. */
async function editOf(picture: Sample, region: 'whole picture' | 'region'): Promise<{ mask: Mask; inputs: BlendInput[]; box: Rectangle }> {
  const mask = ellipse(region === 'region' ? 0.1 : 0.3);
  const bounds = boundsOf(mask) ?? wholeImage(size);
  const placement = planPlacement(region === 'region' ? contextBox(bounds, size, 24) : wholeImage(size), size, gptImage2Sizes);
  const inputs: BlendInput[] = [];
  for (const index of [0, 1]) {
    const scene = { prompt: picture.name, index };
    const sent = await sharp(picture.data, { raw: { ...size, channels: 3 } })
      .extract(placement.box)
      .resize(placement.render.width, placement.render.height, { fit: 'fill' })
      .raw()
      .toBuffer();
    const answer = await toPng(redraw({ ...placement.render, data: sent }, driftOf('random', scene), castOf('random', scene)), false);
    inputs.push({ base: picture.png, answer, mask: encodeMask(mask), placement, settings });
  }
  return { mask, inputs, box: placement.box };
}

async function speed(
  codec: Codec,
  time: (input: BlendInput) => Promise<StepTimes>,
  picture: Sample,
  filtered: boolean,
  region: 'whole picture' | 'region',
): Promise<Figure[]> {
  const { mask, inputs, box } = await editOf(picture, region);
  const overlay = await overlayOf(inputs[0], mask, box);
  const native = (): Promise<unknown> =>
    sharp(picture.png)
      .composite([{ input: overlay, left: box.left, top: box.top }])
      // What is laid over has alpha, the file has none.
      .removeAlpha()
      .png({ compressionLevel: 6, adaptiveFiltering: filtered })
      .toBuffer();
  const times: Record<'native' | 'plain' | 'aligned', number[]> = { native: [], plain: [], aligned: [] };
  const steps: StepTimes[] = [];
  for (let round = 0; round <= rounds; round++) {
    // Each call gets the other answer than the one before.
    const [one, other] = inputs as [BlendInput, BlendInput];
    const taken = {
      native: await timed(native),
      plain: await timed(() => codec.blend(one)),
      aligned: await timed(() => codec.blend({ ...other, settings: { ...settings, align: true } })),
    };
    const step = await time({ ...(round % 2 === 0 ? one : other), settings: { ...settings, align: true } });
    // The first round warms everything up.
    if (round > 0) {
      steps.push(step);
      for (const kind of ['native', 'plain', 'aligned'] as const) {
        times[kind].push(taken[kind]);
      }
    }
  }
  const unit = median(times.native);
  const ratio = (milliseconds: number): string => `${(milliseconds / unit).toFixed(2)}x`;
  const what = `edit of a 3840x2160 ${picture.name}, ${region}`;
  const names = ['decode', 'prepare', 'align', 'match', 'blend', 'encode', 'proof'] as const;
  return [
    { what: `${what}: native sharp`, value: `${unit.toFixed(0)} ms` },
    ...names.map((name) => ({
      what: `${what}: ${name === 'prepare' ? 'decode, decode the answer, compare' : name}`,
      value: ratio(median(steps.map((step) => step[name]))),
    })),
    // Of a region the picture is decoded, encoded and proved as a whole all the same, while native sharp has less to lay over it.
    { what: `${what}: all without alignment`, value: ratio(median(times.plain)), ...(region === 'region' ? {} : { limit: 'at most 2x' }) },
    { what: `${what}: all`, value: ratio(median(times.aligned)) },
  ];
}

/** The answer with the mask as its alpha, at the size of the box: what native sharp lays over the picture. */
async function overlayOf(input: BlendInput | undefined, mask: Mask, box: Rectangle): Promise<Buffer> {
  const alpha = await sharp(mask.data, { raw: { ...size, channels: 1 } })
    .extract(box)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return sharp(input?.answer)
    .resize(box.width, box.height, { fit: 'fill' })
    .joinChannel(alpha, { raw: { width: box.width, height: box.height, channels: 1 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

function ellipse(share: number): Mask {
  const mask = emptyMask(size);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [dx, dy] = [(x / size.width - 0.5) / share, (y / size.height - 0.5) / share];
      mask.data[y * size.width + x] = dx * dx + dy * dy < 1 ? 255 : 0;
    }
  }
  return mask;
}

/** Bundles the steps beside the image worker, whose sharp they share, and runs them in a thread. */
async function startSteps(): Promise<{ time: (input: BlendInput) => Promise<StepTimes>; end: () => Promise<unknown> }> {
  const outfile = path.join(folder, 'steps.cjs');
  const codecSharp = path.join(root, 'codec/node_modules/sharp/dist');
  const glue = path.join(root, 'dist/sharp-wasm32.js');
  await esbuild.build({
    entryPoints: [path.join(root, 'test/benchSteps.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    external: [glue],
    plugins: [
      {
        name: 'wasm-sharp',
        setup(build) {
          const stub = (contents: string) => () => ({ contents, loader: 'js' as const });
          build.onResolve({ filter: /^sharp$/ }, () => ({ path: path.join(codecSharp, 'index.cjs') }));
          build.onLoad({ filter: /[\\/]sharp[\\/]dist[\\/]sharp\.cjs$/ }, stub(`module.exports = require(${JSON.stringify(glue)});`));
          build.onLoad(
            { filter: /[\\/]sharp[\\/]dist[\\/]libvips\.cjs$/ },
            stub(`module.exports = { runtimePlatformArch: () => 'wasm32' };`),
          );
          build.onLoad({ filter: /[\\/]detect-libc[\\/]/ }, stub(`module.exports = { familySync: () => null };`));
        },
      },
    ],
  });
  const worker = new Worker(outfile, { argv: [], execArgv: [] });
  return {
    time: async (input) => {
      worker.postMessage(input);
      // Rejects with what the thread fails with.
      const [times] = (await once(worker, 'message')) as [StepTimes];
      return times;
    },
    end: () => worker.terminate(),
  };
}

async function memory(picture: Sample): Promise<Figure[]> {
  const { inputs } = await editOf(picture, 'whole picture');
  const [{ base, answer, ...rest } = { base: new Uint8Array(), answer: new Uint8Array() }] = inputs;
  writeFileSync(path.join(folder, 'base.png'), base);
  writeFileSync(path.join(folder, 'answer.png'), answer);
  writeFileSync(path.join(folder, 'edit.json'), JSON.stringify({ ...rest, settings: { ...settings, align: true } }));
  const script = path.join(root, 'test/benchMemory.ts');
  const output = execFileSync(process.execPath, ['--expose-gc', '--import=tsx', script, folder], { cwd: root, encoding: 'utf8' });
  const { before, peak, idle, after, delay } = JSON.parse(output) as MemoryFigures;
  const megabytes = (value: number): string => `${value.toFixed(0)} MB`;
  const what = `memory of the process over an edit of a 3840x2160 ${picture.name}`;
  return [
    { what: `${what}: before`, value: megabytes(before) },
    { what: `${what}: at its peak, more`, value: megabytes(peak - before), limit: 'under 600 MB' },
    { what: `${what}: while the thread is idle, more`, value: megabytes(idle - before) },
    { what: `${what}: once the thread is gone, more`, value: megabytes(after - before) },
    { what: `longest standstill of the host meanwhile`, value: `${delay.toFixed(0)} ms`, limit: 'under 50 ms' },
  ];
}
