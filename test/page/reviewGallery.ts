/**
 * Takes a picture of every state of the table of Replace All in every theme and width, for eyes: `npx tsx test/page/reviewGallery.ts
 * [state…] [theme…] [width…]` after a build. With names only those.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ReviewSnapshot } from '../../src/protocol/review';
import { out } from '../vscode/paths';
import { openStage } from './harness';
import { openReview, type OpenReview, type ReviewOptions } from './reviewHarness';
import * as samples from './reviewSamples';
import { themeNames } from './themes';

interface State {
  readonly snapshot: ReviewSnapshot;
  readonly handlers?: NonNullable<ReviewOptions['handlers']>;
  readonly act?: (review: OpenReview) => Promise<void>;
}

const states: Readonly<Record<string, State>> = {
  scanning: { snapshot: samples.scanning },
  empty: { snapshot: samples.empty },
  restricted: { snapshot: samples.restricted },
  'restricted-later': { snapshot: samples.restrictedLater },
  review: { snapshot: samples.withKey },
  drafts: { snapshot: samples.drafts },
  'key-needed': { snapshot: samples.keyNeeded },
  problems: { snapshot: samples.withKey, act: (review) => review.page.getByRole('checkbox', { name: 'Replace card.scss:44' }).check() },
  unfolded: { snapshot: samples.withKey, act: (review) => review.page.getByRole('button', { name: '+4 more' }).click() },
  'own-model': {
    snapshot: samples.drafts,
    act: (review) => review.page.getByRole('combobox', { name: 'Model for index.html:12' }).click(),
  },
  'prompt-focused': { snapshot: samples.long, act: (review) => review.page.getByRole('textbox', { name: /^Prompt for Seasonal/ }).focus() },
  refused: {
    snapshot: samples.withKey,
    handlers: {
      run: () => {
        throw new Error('The price has changed: it is about $0.19 now. Look at the table and start again.');
      },
    },
    act: (review) => review.page.locator('vscode-button.run').click(),
  },
  running: { snapshot: samples.running },
  done: { snapshot: samples.done, act: (review) => review.page.getByRole('checkbox', { name: 'Replace About.vue:8' }).check() },
  'all-done': { snapshot: samples.allDone },
  long: { snapshot: samples.long },
  many: { snapshot: samples.many, act: (review) => review.page.getByRole('textbox', { name: 'Filter' }).fill('picsum') },
};

const widths = [320, 480, 800, 1400];

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const wanted = <T>(all: readonly T[]) => {
    const named = all.filter((one) => chosen.includes(String(one)));
    return named.length > 0 ? named : all;
  };
  const folder = path.join(out, 'screenshots/review');
  if (chosen.length === 0) {
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const stage = await openStage();
  try {
    for (const name of wanted(Object.keys(states))) {
      const { act, ...options } = states[name] ?? { snapshot: samples.withKey };
      for (const theme of wanted(themeNames)) {
        for (const width of wanted(widths)) {
          const review = await openReview(stage, { ...options, theme, width, height: width > 1000 ? 800 : 700, reducedMotion: true });
          await act?.(review);
          await review.page.waitForTimeout(150);
          await review.page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' });
          await review.close();
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
