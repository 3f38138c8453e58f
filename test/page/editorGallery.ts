/**
 * Takes a picture of every state of the image editor in every theme and width, for eyes: `npx tsx test/page/editorGallery.ts [state…]
 * [theme…] [width…]` after a build. With names only those.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ShapeKind } from '../../src/core/shapeOperation';
import type { EditForm, EditorSnapshot } from '../../src/protocol/imageEditor';
import { out } from '../vscode/paths';
import { goodReport, thumbnail } from './editorPictures';
import type { EaselCanvas } from '../../src/webview/editor/canvas/canvas';
import { openEditor, type EditorOptions, type OpenEditor } from './editorHarness';
import * as samples from './editorSamples';
import { openStage } from './harness';
import { longPrompt, rightToLeft } from './samples';
import { themeNames } from './themes';

interface State {
  readonly snapshot: EditorSnapshot | (() => Promise<EditorSnapshot>);
  readonly prefill?: Partial<EditForm>;
  readonly startShape?: ShapeKind;
  readonly handlers?: NonNullable<EditorOptions['handlers']>;
  readonly waits?: boolean;
  readonly act?: (editor: OpenEditor) => Promise<void>;
}

const prompt = 'a second, larger moon over the hills';
const { withKey } = samples;

const paint = (editor: OpenEditor) => editor.paint(0.6, 0.35);
const choose = (name: string) => async (editor: OpenEditor) => {
  await editor.page.locator('.variant').first().click();
  await editor.page.locator('.report').getByText('outside').waitFor();
  await editor.page.getByRole('radio', { name }).check();
};

const outcome = (editor: OpenEditor, text: RegExp) => editor.page.locator('.outcome-text').filter({ hasText: text }).waitFor();
const previewed = (editor: OpenEditor) => outcome(editor, /×/);

const states: Readonly<Record<string, State>> = {
  loading: { snapshot: withKey, waits: false, handlers: { picture: () => new Promise(() => undefined) } },
  'no-picture': {
    snapshot: withKey,
    waits: false,
    handlers: {
      picture: () => {
        throw new Error('The file was deleted.');
      },
    },
  },
  'first-use': { snapshot: samples.withoutKey },
  masked: { snapshot: withKey, prefill: { prompt }, act: paint },
  soft: { snapshot: withKey, prefill: { prompt, settings: { ...samples.settings, edge: 'soft', feather: 24 }, count: 3 }, act: paint },
  'custom-box': {
    snapshot: withKey,
    prefill: { prompt },
    act: async (editor) => {
      await paint(editor);
      await editor.page.getByRole('radio', { name: 'Custom' }).check();
    },
  },
  'full-mask': {
    snapshot: withKey,
    prefill: { prompt },
    act: (editor) => editor.page.evaluate(() => (document.querySelector('easel-canvas') as unknown as EaselCanvas).apply('all')),
  },
  'key-needed': { snapshot: samples.withoutKey, prefill: { prompt, model: 'openai/gpt-image-2/edit' }, act: paint },
  queued: { snapshot: { ...withKey, jobs: [samples.queued] }, prefill: { prompt }, act: paint },
  running: {
    snapshot: async () => ({ ...withKey, jobs: [samples.running, await samples.done(2)] }),
    prefill: { prompt },
    act: (editor) => editor.page.locator('summary').first().click(),
  },
  live: {
    snapshot: async () => ({
      ...withKey,
      jobs: [samples.job('drawing', 'running', { preview: await thumbnail('hero', { width: 480, height: 375 }) }), await samples.done(2)],
    }),
    prefill: { prompt },
  },
  failed: { snapshot: { ...withKey, jobs: [samples.failed, samples.paused, samples.cancelled] }, prefill: { prompt } },
  refused: {
    snapshot: withKey,
    prefill: { prompt },
    handlers: {
      run: () => {
        throw new Error('The picture has just changed. Look at it and run the edit again.');
      },
    },
    act: (editor) => editor.page.locator('vscode-button.run').click(),
  },
  result: { snapshot: async () => ({ ...withKey, jobs: [await samples.done(1)] }), prefill: { prompt }, act: choose('Blink') },
  'results-4': { snapshot: async () => ({ ...withKey, jobs: [await samples.done(4)] }), prefill: { prompt }, act: choose('Slider') },
  side: { snapshot: async () => ({ ...withKey, jobs: [await samples.done(3)] }), prefill: { prompt }, act: choose('Side by side') },
  difference: { snapshot: async () => ({ ...withKey, jobs: [await samples.done(3)] }), prefill: { prompt }, act: choose('Difference') },
  blending: {
    snapshot: async () => ({ ...withKey, jobs: [await samples.done(3)] }),
    prefill: { prompt },
    handlers: { preview: () => new Promise(() => undefined) },
    act: (editor) => editor.page.locator('.variant').first().click(),
  },
  unlike: {
    snapshot: async () => ({ ...withKey, jobs: [await samples.done(2)] }),
    prefill: { prompt },
    handlers: {
      preview: () => {
        throw new Error('The answer could not be read. Run the edit again.');
      },
    },
    act: (editor) => editor.page.locator('.variant').first().click(),
  },
  discarded: {
    snapshot: async () => ({ ...withKey, jobs: [await samples.done(3, { variants: await samples.variants(3, [1]) })] }),
    prefill: { prompt },
  },
  applied: { snapshot: () => samples.applied(), prefill: { prompt } },
  proof: { snapshot: () => samples.applied({}, 'saved'), prefill: { prompt }, act: (editor) => editor.page.locator('.proof').click() },
  'proof-jpeg': {
    snapshot: async () => {
      const report = { ...goodReport(withKey), changedInFile: 1_204_331, notes: ['jpeg-encoded-again', 'feather-shrunk'] as const };
      const proof = { jobId: 'done', index: 1, settings: samples.settings, report, state: 'saved' as const };
      return { ...(await samples.applied({}, 'saved')), name: 'harbour.jpg', type: 'image/jpeg', lossless: false, proof };
    },
    prefill: { prompt },
    act: (editor) => editor.page.locator('.proof').click(),
  },
  jpeg: { snapshot: samples.jpeg, prefill: { prompt } },
  'changed-on-disk': { snapshot: samples.changedOnDisk, prefill: { prompt } },
  restricted: { snapshot: samples.restricted, prefill: { prompt } },
  'read-only': { snapshot: samples.readOnly, prefill: { prompt } },
  references: { snapshot: async () => ({ ...withKey, references: await samples.references(3) }), prefill: { prompt } },
  'references-16': { snapshot: async () => ({ ...withKey, references: await samples.references(16) }), prefill: { prompt } },
  'long-prompt': {
    snapshot: { ...withKey, jobs: [samples.longRunning] },
    prefill: { prompt: `${longPrompt}\n\n${longPrompt}`, count: 4 },
  },
  rtl: { snapshot: async () => ({ ...withKey, jobs: [await samples.done(2, { prompt: rightToLeft })] }), prefill: { prompt: rightToLeft } },
  folded: {
    snapshot: withKey,
    prefill: { prompt },
    act: (editor) => editor.page.getByRole('button', { name: 'Hide Inspector' }).click(),
  },
  trim: { snapshot: withKey, startShape: 'trim', act: previewed },
  'trim-nothing': {
    snapshot: withKey,
    startShape: 'trim',
    act: async (editor) => {
      await editor.page.getByRole('slider', { name: 'Tolerance' }).fill('0');
      await outcome(editor, /Nothing to trim/);
    },
  },
  pad: { snapshot: withKey, startShape: 'pad', act: previewed },
  'pad-sides': {
    snapshot: withKey,
    startShape: 'pad',
    act: async (editor) => {
      await editor.page.getByRole('button', { name: 'Same on All Sides' }).click();
      await editor.page.getByLabel('Left').fill('400');
      await editor.page.getByRole('radio', { name: 'Colour' }).check();
      await outcome(editor, /→ 2032/);
    },
  },
  'square-pad': { snapshot: withKey, startShape: 'square', act: previewed },
  'square-crop': {
    snapshot: withKey,
    startShape: 'square',
    act: async (editor) => {
      await editor.page.getByRole('radio', { name: 'Cut the long side' }).check();
      await outcome(editor, /→ 900/);
    },
  },
  'remove-background': { snapshot: withKey, startShape: 'removeBackground', act: previewed },
  'remove-jpeg': { snapshot: { ...samples.jpeg, notes: [] }, startShape: 'removeBackground', act: previewed },
  'adjust-read-only': { snapshot: samples.readOnly, startShape: 'pad', act: previewed },
  'adjust-busy': { snapshot: withKey, startShape: 'trim', handlers: { shape: () => new Promise(() => undefined) } },
  'adjust-refused': {
    snapshot: withKey,
    startShape: 'removeBackground',
    handlers: {
      shape: () => {
        throw new Error('Nothing would be left of the picture. Lower the tolerance.');
      },
    },
  },
  'menu-adjust': { snapshot: withKey, act: (editor) => editor.page.getByRole('button', { name: 'Adjust Picture' }).click() },
  'menu-model': { snapshot: withKey, prefill: { prompt }, act: (editor) => editor.page.locator('#model').click() },
};

const widths = [320, 480, 800, 1400];

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const only = chosen.filter((one) => one in states);
  const wantedThemes = themeNames.filter((theme) => chosen.includes(theme) || !themeNames.some((one) => chosen.includes(one)));
  const wantedWidths = widths.filter((width) => chosen.includes(String(width)) || !widths.some((one) => chosen.includes(String(one))));
  const folder = path.join(out, 'screenshots/editor');
  if (chosen.length === 0) {
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const stage = await openStage();
  try {
    for (const [name, { act, snapshot, ...options }] of Object.entries(states).filter(([one]) => only.length === 0 || only.includes(one))) {
      for (const theme of wantedThemes) {
        for (const width of wantedWidths) {
          const shown = typeof snapshot === 'function' ? await snapshot() : snapshot;
          const editor = await openEditor(stage, {
            ...options,
            snapshot: shown,
            theme,
            width,
            height: width > 1000 ? 800 : 700,
            reducedMotion: true,
          });
          await act?.(editor);
          await editor.page.waitForTimeout(250);
          await editor.page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' });
          await editor.close();
        }
      }
      console.log(name);
    }
  } finally {
    await stage.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
