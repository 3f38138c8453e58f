/**
 * Takes a picture of every state in every theme and width, for eyes: `npx tsx test/page/gallery.ts [state…] [theme…] [width…]` after a
 * build. With names of states or themes or with widths, only those.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PanelForm, PanelSnapshot } from '../../src/protocol/panel';
import { out } from '../vscode/paths';
import { thumbnail } from './editorPictures';
import { openPanel, openStage, type OpenPanel, type PanelOptions } from './harness';
import * as samples from './samples';
import { themeNames } from './themes';

interface State {
  readonly snapshot: PanelSnapshot | (() => Promise<PanelSnapshot>);
  readonly prefill?: Partial<PanelForm>;
  readonly handlers?: NonNullable<PanelOptions['handlers']>;
  readonly act?: (panel: OpenPanel) => Promise<void>;
}

const prompt = 'spring sale hero, pastel flowers, soft light';
const icon: Partial<PanelForm> = { mode: 'icon', prompt: 'a paper plane with a folded wing' };
const sixColours = ['#4f46e5', '#0ea5e9', '#f59e0b', '#ffffff', '#e11d48', '#16a34a'];
const { withKey } = samples;

const drawing = async () =>
  samples.job('drawing', 'running', { preview: await thumbnail('hero', { width: 480, height: 252 }), startedAt: Date.now() - 21_000 });

async function toHistory(panel: OpenPanel): Promise<void> {
  await panel.page.getByRole('radio', { name: 'History' }).check({ force: true });
  await panel.page.locator('.history-card, .no-history').first().waitFor();
}

async function compare(panel: OpenPanel): Promise<void> {
  await toHistory(panel);
  for (const index of [0, 1]) {
    await panel.page.locator('.history-card').nth(index).hover();
    await panel.page.getByRole('button', { name: 'More Actions' }).nth(index).click();
    await panel.page.getByRole('menuitem', { name: 'Compare' }).click();
  }
  await panel.page.locator('.compare').waitFor();
}

const states: Readonly<Record<string, State>> = {
  'first-use': { snapshot: samples.withoutKey },
  key: { snapshot: withKey, prefill: { prompt, density: '2', count: 2 } },
  'every-option': {
    snapshot: { ...withKey, byok: true },
    prefill: {
      prompt,
      model: 'openai/gpt-image-2.5/flare/text-to-image',
      count: 10,
      quality: 'xhigh',
      background: 'transparent',
      format: 'webp',
    },
  },
  'added-model': {
    snapshot: samples.withAdded,
    prefill: { prompt, model: 'fal-ai/flux/dev', count: 2, parameters: { seed: 42, acceleration: 'high' } },
    act: (panel) => panel.page.locator('.more-options summary').click(),
  },
  'added-model-wrong': {
    snapshot: samples.withAdded,
    prefill: { prompt, model: 'fal-ai/imagen4/preview', width: 728, height: 90 },
    act: async (panel) => {
      await panel.page.locator('.more-options summary').click();
      await panel.page.getByRole('textbox', { name: 'Seed' }).fill('many');
    },
  },
  'menu-models': {
    snapshot: samples.withAdded,
    prefill: { prompt, model: 'openai/gpt-image-2.5/flare/text-to-image', background: 'transparent' },
    act: (panel) => panel.page.getByRole('combobox', { name: 'Model' }).click(),
  },
  'own-key': { snapshot: { ...withKey, byok: true }, prefill: { prompt } },
  queued: { snapshot: { ...withKey, jobs: [samples.queued] }, prefill: { prompt } },
  running: {
    snapshot: { ...withKey, jobs: [samples.saving, samples.running, samples.oneResult] },
    prefill: { prompt },
    act: (panel) => panel.page.locator('summary').first().click(),
  },
  live: {
    snapshot: async () => ({ ...withKey, jobs: [await drawing(), samples.queued, samples.oneResult] }),
    prefill: { prompt },
  },
  cancelling: { snapshot: { ...withKey, jobs: [samples.cancelling, samples.cancelled] }, prefill: { prompt } },
  failed: {
    snapshot: { ...withKey, jobs: [samples.failed, samples.paused, samples.cancelled] },
    prefill: { prompt },
    act: (panel) => panel.page.locator('.job.failed summary').first().click(),
  },
  refused: {
    snapshot: withKey,
    prefill: { prompt },
    handlers: {
      generate: () => {
        throw new Error('The folder public/images cannot be written to. Choose another folder.');
      },
    },
    act: (panel) => panel.page.locator('vscode-button.generate').click(),
  },
  'result-1': {
    snapshot: { ...withKey, jobs: [samples.oneResult] },
    prefill: { prompt },
    act: (panel) => panel.page.locator('.picture').first().hover(),
  },
  'results-4': {
    snapshot: { ...withKey, jobs: [...samples.fourResults] },
    prefill: { prompt },
    act: (panel) => panel.page.locator('.picture').nth(1).focus(),
  },
  'results-40': { snapshot: { ...withKey, jobs: [...samples.manyResults] }, prefill: { prompt } },
  'long-prompt': {
    snapshot: { ...withKey, jobs: [{ ...samples.running, prompt: samples.longPrompt }] },
    prefill: {
      prompt: `${samples.longPrompt}\n\n${samples.longPrompt}`,
      name: 'a-name-that-is-longer-than-the-field-because-someone-wanted-it-so',
      count: 4,
    },
  },
  rtl: {
    snapshot: {
      ...withKey,
      jobs: [
        { ...samples.running, prompt: samples.rightToLeft },
        { ...samples.oneResult, prompt: samples.rightToLeft },
      ],
    },
    prefill: { prompt: samples.rightToLeft },
  },
  'no-folder': { snapshot: samples.noFolder },
  restricted: { snapshot: samples.restricted, prefill: { prompt } },
  'key-needed': { snapshot: { ...samples.withoutKey, jobs: [] }, prefill: { prompt, model: 'openai/gpt-image-2' } },
  'size-wrong': { snapshot: withKey, prefill: { prompt }, act: (panel) => panel.page.getByLabel('Size in pixels').fill('12oo by 630') },
  'size-cropped': { snapshot: withKey, prefill: { prompt, width: 728, height: 90, density: '3' } },
  'menu-size': { snapshot: withKey, prefill: { prompt }, act: (panel) => panel.page.getByRole('button', { name: 'Size presets' }).click() },
  'menu-template': {
    snapshot: withKey,
    prefill: { prompt },
    act: (panel) => panel.page.getByRole('button', { name: 'Insert prompt template' }).click(),
  },
  'icon-first-use': { snapshot: samples.withoutKey, prefill: { mode: 'icon' } },
  'icon-empty': { snapshot: withKey, prefill: { mode: 'icon' } },
  'icon-filled': {
    snapshot: withKey,
    prefill: {
      ...icon,
      iconModel: 'openai/gpt-image-2',
      ground: 'plate',
      style: 'app',
      count: 2,
      colours: ['#0ea5e9', '#ffffff', '#e11d48'],
    },
  },
  'icon-colours-full': {
    snapshot: withKey,
    prefill: { ...icon, prompt: samples.longPrompt, ground: 'colour', groundColour: '#ffffff', colours: sixColours },
  },
  'icon-colour-wrong': {
    snapshot: { ...withKey, colours: [] },
    prefill: { ...icon, ground: 'colour' },
    act: async (panel) => {
      await panel.page.getByRole('textbox', { name: 'Background colour, hex' }).fill('tomato');
      await panel.page.keyboard.press('Tab');
    },
  },
  'icon-not-transparent': { snapshot: { ...withKey, jobs: [samples.notTransparent, samples.failed] }, prefill: icon },
  history: {
    snapshot: { ...withKey, jobs: [samples.running, samples.oneResult] },
    handlers: { history: () => samples.historyAnswer() },
    act: async (panel) => {
      await toHistory(panel);
      await panel.page.locator('.history-card').first().hover();
    },
  },
  'history-menu': {
    snapshot: withKey,
    handlers: { history: () => samples.historyAnswer() },
    act: async (panel) => {
      await toHistory(panel);
      await panel.page.locator('.history-card').first().hover();
      await panel.page.getByRole('button', { name: 'More Actions' }).first().click();
    },
  },
  'history-deleted': {
    snapshot: withKey,
    handlers: { history: () => samples.historyAnswer() },
    act: async (panel) => {
      await toHistory(panel);
      await panel.page.locator('.history-card .picture').first().focus();
      await panel.page.keyboard.press('Delete');
    },
  },
  'history-empty': { snapshot: withKey, act: toHistory },
  'history-no-match': {
    snapshot: withKey,
    handlers: { history: () => samples.historyAnswer([], 12) },
    act: async (panel) => {
      await toHistory(panel);
      await panel.page.getByRole('searchbox').fill('purple');
    },
  },
  'history-compare': {
    snapshot: withKey,
    handlers: {
      history: () => samples.historyAnswer(),
      compare: () => ({ sources: ['/sample-hero-1200x630.svg', '/sample-sea-1200x630.svg'] }),
    },
    act: compare,
  },
  'history-overlay': {
    snapshot: withKey,
    handlers: {
      history: () => samples.historyAnswer(),
      compare: () => ({ sources: ['/sample-hero-1200x630.svg', '/sample-sea-1200x630.svg'] }),
    },
    act: async (panel) => {
      await compare(panel);
      await panel.page.getByRole('radio', { name: 'Overlay' }).check({ force: true });
    },
  },
  'icon-results': {
    snapshot: { ...withKey, jobs: [...samples.iconResults] },
    prefill: icon,
    act: (panel) => panel.page.locator('.card').first().hover(),
  },
  'icon-focus': {
    snapshot: withKey,
    prefill: icon,
    act: async (panel) => {
      await panel.page.getByRole('checkbox', { name: '#0ea5e9' }).focus();
      await panel.page.keyboard.press('ArrowRight');
    },
  },
  'icon-menu-model': {
    snapshot: withKey,
    prefill: icon,
    act: async (panel) => {
      await panel.page.locator('#model').click();
      await panel.page.getByRole('option', { name: 'GPT Image 2', exact: true }).hover();
    },
  },
  'menu-model': { snapshot: withKey, prefill: { prompt }, act: (panel) => panel.page.locator('#model').click() },
};

const widths = [320, 480, 800, 1400];

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const only = chosen.filter((one) => one in states);
  const wantedThemes = themeNames.filter((theme) => chosen.includes(theme) || !themeNames.some((one) => chosen.includes(one)));
  const wantedWidths = widths.filter((width) => chosen.includes(String(width)) || !widths.some((one) => chosen.includes(String(one))));
  const folder = path.join(out, 'screenshots/panel');
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
          const panel = await openPanel(stage, {
            ...options,
            snapshot: shown,
            theme,
            width,
            height: width > 1000 ? 800 : 700,
            reducedMotion: true,
          });
          await act?.(panel);
          await panel.page.waitForTimeout(250);
          await panel.page.screenshot({
            path: path.join(folder, `${name}-${theme}-${width}.png`),
            fullPage: name !== 'results-40',
            animations: 'disabled',
          });
          await panel.close();
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
