/**
 * `npm run bench`: the figures that Easel promises, measured on this machine in one run. Times of picture work are given as ratios to
 * native sharp doing the same, those of searching as ratios to ripgrep, because a ratio says the same on every machine. `-- --edit` for
 * those of edits only, `-- --scan` for those of the search for placeholders only, `-- --icons` for those of icon sets only,
 * `-- --canvas` for those of painting only.
 */
import { execSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { createDraftService } from '../src/draft/service';
import { createFalService } from '../src/fal/falService';
import { createCodec, type Codec } from '../src/imaging/codec';
import { canvasFigures } from './benchCanvas';
import { editFigures } from './benchEdit';
import { median, printFigures, timed, type Figure } from './benchFigures';
import { iconFigures } from './benchIcons';
import { scanFigures } from './benchScan';
import { startSimulator } from './fal/simulator';
import { root } from './vscode/paths';
import { findVsix } from './vscode/vsix';

const rounds = 5;

/** Median of several rounds, after one that is not counted. */
async function measure(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await timed(work));
  }
  return median(times);
}

function sizes(): Figure[] {
  const kilobytes = (file: string): string => `${(statSync(path.join(root, file)).size / 1000).toFixed(1)} kB`;
  return [
    { what: 'activation bundle (dist/extension.js)', value: kilobytes('dist/extension.js'), limit: 'under 60 kB' },
    { what: 'loaded at first use (dist/app.js)', value: kilobytes('dist/app.js') },
    { what: 'page (dist/panel.js)', value: kilobytes('dist/panel.js') },
    { what: 'package', value: `${(statSync(findVsix()).size / 1e6).toFixed(2)} MB`, limit: 'under 6 MB' },
  ];
}

/** What VS Code itself measured, in fresh windows. */
function activation(): Figure {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const output = execSync('npm run --silent test:host -- --host', {
      cwd: root,
      env: { ...process.env, EASEL_TEST_GREP: 'activation' },
      encoding: 'utf8',
    });
    times.push(Number(/activated in (\d+) ms/.exec(output)?.[1]));
  }
  return { what: `activate() in a real VS Code, median of ${times.join(', ')} ms`, value: `${median(times)} ms`, limit: 'under 20 ms' };
}

async function drafts(codec: Codec): Promise<Figure[]> {
  const service = createDraftService({ ...codec, drawOver: async (...over) => (await codec.drawOver(...over)).bytes });
  const draw = async (): Promise<void> => {
    const order = { endpoint: 'easel/draft', input: { prompt: 'A harbour in the morning', width: 1200, height: 630, count: 1 } };
    const ticket = await service.submit(order);
    const never = new AbortController().signal;
    const { images } = await service.follow(order, ticket, () => undefined, never);
    const [image] = images;
    if (image) {
      const { bytes } = await service.download(image, never);
      await codec.fit(bytes, { width: 1200, height: 630 }, 'png');
    }
  };
  const cold = await timed(draw);
  return [
    { what: 'first draft 1200x630 with the start of the worker', value: `${cold.toFixed(0)} ms`, limit: 'well under a second' },
    { what: 'draft 1200x630 after that', value: `${(await measure(draw)).toFixed(0)} ms` },
  ];
}

/** The work on one answer: decode, cut, resample, encode. */
async function fitting(codec: Codec): Promise<Figure[]> {
  const width = 1216;
  const height = 640;
  const noise = Buffer.alloc(width * height * 3);
  for (let index = 0, state = 1; index < noise.length; index++) {
    state = (state * 1103515245 + 12345) >>> 0;
    noise[index] = ((index / 3 / width) & 0x7f) + ((state >>> 24) & 0x1f);
  }
  const png = await sharp(noise, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const figures: Figure[] = [];
  for (const format of ['png', 'jpeg', 'webp'] as const) {
    const ours = await measure(() => codec.fit(png, { width: 600, height: 315 }, format));
    const native = await measure(() =>
      sharp(png)
        .resize(600, 315, { kernel: 'lanczos3' })
        .toFormat(format, format === 'png' ? { adaptiveFiltering: true } : { quality: 90 })
        .toBuffer(),
    );
    figures.push({ what: `fit 1216x640 to a 600x315 ${format}, to native sharp`, value: `${(ours / native).toFixed(1)}x` });
  }
  return figures;
}

/** From the moment at which the service has the picture to the moment at which Easel has it. */
async function latency(): Promise<Figure[]> {
  const simulator = await startSimulator({ timing: { queueMs: 20, runMs: 20 } });
  const service = createFalService({ key: () => Promise.resolve('test-key'), baseUrl: simulator.baseUrl, log: () => undefined });
  const once = async (): Promise<number> => {
    const order = {
      endpoint: 'openai/gpt-image-2',
      input: {
        prompt: 'x',
        image_size: { width: 1024, height: 640 },
        quality: 'low',
        num_images: 1,
        output_format: 'jpeg',
        sync_mode: false,
      },
    };
    simulator.hold();
    const ticket = await service.submit(order);
    let isFollowed = (): void => undefined;
    const followed = new Promise<void>((resolve) => (isFollowed = resolve));
    const done = service.follow(order, ticket, () => isFollowed(), new AbortController().signal);
    await followed;
    simulator.finish();
    return timed(async () => {
      const { images } = await done;
      await Promise.all(images.map((image) => service.download(image, new AbortController().signal)));
    });
  };
  const streamed = [await once(), await once(), await once()];
  simulator.fail('statusStream', { kind: 'http', status: 404 }, { times: 'always' });
  const polled = [await once(), await once(), await once()];
  await simulator.close();
  return [
    { what: 'from ready to fetched, by status stream', value: `${median(streamed).toFixed(0)} ms`, limit: 'under 300 ms' },
    { what: 'from ready to fetched, by polling', value: `${median(polled).toFixed(0)} ms`, limit: 'under 300 ms' },
  ];
}

async function main(): Promise<void> {
  const only = ['--edit', '--scan', '--icons', '--canvas'].find((option) => process.argv.includes(option));
  const startCodec = (): Codec => createCodec(path.join(root, 'dist', 'imageWorker.js'));
  const figures: Figure[] = [];
  if (only === undefined) {
    const codec = startCodec();
    figures.push(...sizes(), ...(await drafts(codec)), ...(await fitting(codec)), ...(await latency()), activation());
    codec.dispose();
  }
  if (only === undefined || only === '--icons') {
    figures.push(...(await iconFigures(startCodec)));
  }
  if (only === undefined || only === '--edit') {
    figures.push(...(await editFigures(startCodec)));
  }
  if (only === undefined || only === '--scan') {
    figures.push(...(await scanFigures()));
  }
  if (only === undefined || only === '--canvas') {
    figures.push(...(await canvasFigures()));
  }
  printFigures(figures);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
