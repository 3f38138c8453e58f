/** The steps of one edit, timed in a thread of their own, with the same sharp as the image thread; `benchEdit.ts` bundles and starts it. */
import { parentPort } from 'node:worker_threads';
import { blendInto } from '../src/imaging/blend/blend';
import { applyColour, matchColour } from '../src/imaging/blend/colour';
import { countChanged } from '../src/imaging/blend/compare';
import { effectiveWeights } from '../src/imaging/blend/weights';
import type { BlendInput } from '../src/imaging/messages';
import { writeFile } from '../src/imaging/output';
import { readSamples, readSource } from '../src/imaging/source';
import { alignedAnswer, stageOf } from '../src/imaging/stage';

/** Milliseconds. `prepare` decodes the picture too, and the answer, and compares them. */
export type StepTimes = Readonly<Record<'decode' | 'prepare' | 'align' | 'match' | 'blend' | 'encode' | 'proof', number>>;

/** What `blend` of the image thread does for a PNG, with a clock between the steps. */
async function timeSteps(input: BlendInput): Promise<StepTimes> {
  const clock = [performance.now()];
  const lap = (): number => clock.push(performance.now());
  const source = await readSource(input.base);
  const original = await readSamples(source);
  lap();
  const stage = await stageOf(input);
  lap();
  const { picture } = alignedAnswer(stage, input.settings.align);
  lap();
  const weights = effectiveWeights(stage.painted, input.settings);
  const matched = { ...picture, data: picture.data.slice() };
  applyColour(matched, matchColour(stage.seen, picture, weights, input.settings.match), weights);
  lap();
  const result = { ...original, data: original.data.slice() };
  blendInto(result, input.placement.box, source.colour.fromSrgb(matched, 8), weights);
  lap();
  const file = await writeFile(result, 'png', source.metadata.icc, source);
  lap();
  countChanged(original, await readSamples(await readSource(file.bytes)), input.placement.box, weights);
  lap();
  const [decode = 0, prepare = 0, align = 0, match = 0, blend = 0, encode = 0, proof = 0] = clock
    .slice(1)
    .map((time, index) => time - (clock[index] ?? 0));
  return { decode, prepare, align, match, blend, encode, proof };
}

parentPort?.on('message', (input: BlendInput) => {
  void timeSteps(input).then((times) => parentPort?.postMessage(times));
});
