/**
 * Takes a picture of every state of the page of the icon set in every theme and width, for eyes: `npx tsx test/page/iconSetGallery.ts
 * [state…] [theme…] [width…]` after a build. With names only those. Narrow pages are made as high as they are long.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { IconSetSnapshot } from '../../src/protocol/iconSet';
import { out } from '../vscode/paths';
import { openStage } from './harness';
import { openIconSet, type IconSetOptions, type OpenIconSet } from './iconSetHarness';
import * as samples from './iconSetSamples';
import { themeNames } from './themes';

interface State {
  readonly snapshot: IconSetSnapshot;
  readonly handlers?: NonNullable<IconSetOptions['handlers']>;
  readonly act?: (set: OpenIconSet) => Promise<void>;
}

const never = () => new Promise<never>(() => undefined);
const all: IconSetSnapshot = {
  ...samples.ready,
  defaults: { ...samples.ready.defaults, presets: samples.presets.map((preset) => preset.id) },
};
const write = async ({ page }: OpenIconSet) => {
  await page.locator('vscode-button.run:not([aria-disabled=true])').click();
};

const states: Readonly<Record<string, State>> = {
  ready: { snapshot: samples.ready },
  loading: { snapshot: samples.ready, handlers: { plan: never, previews: never } },
  nothing: { snapshot: { ...samples.ready, defaults: { ...samples.ready.defaults, presets: [] } } },
  all: { snapshot: all },
  long: { snapshot: samples.longNames },
  opaque: { snapshot: samples.opaque },
  painted: { snapshot: samples.painted },
  small: {
    snapshot: samples.small,
    handlers: {
      plan: ({ form }) => ({
        plan: { ...samples.planFor(form), notes: ['The picture has 256 pixels; 512 are asked for. Large icons will look soft.'] },
      }),
    },
  },
  overwrite: { snapshot: all, act: ({ page }) => page.locator('input[name=overwrite]').check() },
  padding: {
    snapshot: samples.ready,
    act: async ({ page }) => {
      await page.getByRole('radio', { name: 'Custom' }).check({ force: true });
      await page.waitForTimeout(300);
    },
  },
  redrawing: {
    snapshot: samples.ready,
    act: async (set) => {
      await set.page.locator('.preview').first().waitFor();
      await set.page.locator('input[name=sharpen]').check();
    },
    handlers: { previews: ({ form }) => (form.sharpen ? never() : { previews: samples.previewsFor(form) }) },
  },
  svg: {
    snapshot: samples.ready,
    act: async ({ page }) => {
      await page.locator('details.svg summary').click();
      await page.locator('.save-svg').click();
      await page.locator('.svg-save').getByText('Saved as').waitFor();
    },
  },
  writing: {
    snapshot: samples.ready,
    act: async (set) => {
      await write(set);
      set.show(samples.writing);
      await set.page.locator('vscode-button.cancel').waitFor();
    },
  },
  done: {
    snapshot: samples.ready,
    act: async (set) => {
      await write(set);
      set.show(samples.done);
      await set.page.getByRole('region', { name: 'Summary' }).waitFor();
    },
  },
  faulty: { snapshot: samples.faulty },
  refused: {
    snapshot: samples.ready,
    handlers: {
      write: () => {
        throw new Error('public/favicon.ico has changed since the files were listed. Look at the list and write again.');
      },
    },
    act: write,
  },
  'plan-refused': {
    snapshot: samples.ready,
    handlers: {
      plan: () => {
        throw new Error('The folder “assets” is gone. Choose another folder.');
      },
      previews: () => {
        throw new Error('The picture could not be read. Open it again.');
      },
    },
  },
  restricted: { snapshot: samples.restricted },
};

const widths = [320, 480, 800, 1400];

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const wanted = <T>(all: readonly T[]) => {
    const named = all.filter((one) => chosen.includes(String(one)));
    return named.length > 0 ? named : all;
  };
  const folder = path.join(out, 'screenshots/iconSet');
  if (chosen.length === 0) {
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  const stage = await openStage();
  try {
    for (const name of wanted(Object.keys(states))) {
      const { act, ...options } = states[name] ?? { snapshot: samples.ready };
      for (const theme of wanted(themeNames)) {
        for (const width of wanted(widths)) {
          const set = await openIconSet(stage, { ...options, theme, width, height: width > 1000 ? 900 : 700, reducedMotion: true });
          await act?.(set);
          await set.page.waitForTimeout(300);
          const height = await set.page.evaluate(() => document.documentElement.scrollHeight);
          await set.page.setViewportSize({ width, height: width > 1000 ? 900 : height });
          const file = path.join(folder, `${name}-${theme}-${width}.png`);
          await set.page.screenshot({ path: file, animations: 'disabled' });
          await set.close();
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
