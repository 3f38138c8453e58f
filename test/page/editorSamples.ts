/** Snapshots of every state that the image editor is designed for. */
import type { EditJob, EditorSnapshot, EditReference } from '../../src/protocol/imageEditor';
import { goodReport, thumbnail } from './editorPictures';
import type { SampleKind } from './samplePictures';
import { longPrompt, rightToLeft } from './samples';

export const settings = { edge: 'exact', feather: 4, align: true, match: 1 } as const;

export const defaults: EditorSnapshot['defaults'] = { prompt: '', model: 'openai/gpt-image-2/edit', quality: 'medium', count: 1, settings };

export const withKey: EditorSnapshot = {
  name: 'order-page.png',
  version: 'v1',
  width: 1600,
  height: 900,
  hasAlpha: false,
  type: 'image/png',
  depth: 8,
  lossless: true,
  notes: [],
  changedOnDisk: false,
  dirty: false,
  key: 'stored',
  convention: 'white',
  defaults,
  references: [],
  jobs: [],
};

export const withoutKey: EditorSnapshot = { ...withKey, key: 'none', defaults: { ...defaults, model: 'easel/draft' } };

export const restricted: EditorSnapshot = {
  ...withKey,
  blocked: {
    message: 'Easel writes no files in Restricted Mode. Trust this workspace to edit images.',
    step: { id: 'manageTrust', label: 'Manage Workspace Trust' },
  },
};

export const readOnly: EditorSnapshot = {
  ...withKey,
  blocked: { message: '“order-page.png” is read-only. Use File: Save As… to edit a copy.' },
};

export const jpeg: EditorSnapshot = {
  ...withKey,
  name: 'a-harbour-in-the-early-morning-with-fishing-boats-and-gulls-final-version-2.jpg',
  type: 'image/jpeg',
  lossless: false,
  notes: [
    {
      id: 'jpeg',
      message: 'An edit is exact, but a JPEG is encoded again when it is saved, which changes every pixel a little. A PNG keeps them.',
      offer: 'saveAsPng',
    },
  ],
};

export const changedOnDisk: EditorSnapshot = { ...withKey, changedOnDisk: true, dirty: true };

const start = () => Date.now();

export function job(id: string, state: EditJob['state'], part: Partial<EditJob> = {}): EditJob {
  return {
    id,
    prompt: 'a second, larger moon over the hills',
    modelName: 'GPT Image 2 Edit',
    count: 1,
    state,
    logs: [],
    startedAt: start() - 7_400,
    price: 'about $0.058',
    box: { left: 900, top: 120, width: 512, height: 400 },
    image: { width: withKey.width, height: withKey.height },
    masked: true,
    settings,
    variants: [],
    ...part,
  };
}

export async function variants(count: number, discarded: readonly number[] = []): Promise<EditJob['variants']> {
  const kinds: readonly SampleKind[] = ['hero', 'sea', 'icon'];
  return Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      index,
      thumbnail: await thumbnail(kinds[index % 3] ?? 'hero'),
      discarded: discarded.includes(index),
    })),
  );
}

export async function done(count: number, part: Partial<EditJob> = {}): Promise<EditJob> {
  const times = { startedAt: start() - 60_000, endedAt: start() - 38_000 };
  return job('done', 'done', { count, ...times, variants: await variants(count), ...part });
}

export async function references(count: number): Promise<EditReference[]> {
  const kinds: readonly SampleKind[] = ['sea', 'icon', 'hero'];
  return Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      id: `r${index}`,
      name: index === 1 ? 'a-reference-with-a-name-that-does-not-fit-anywhere.png' : `reference-${index + 1}.png`,
      width: 800,
      height: 600,
      thumbnail: await thumbnail(kinds[index % 3] ?? 'sea'),
    })),
  );
}

const logs = ['Request accepted', 'Preparing the model', 'Rendering 1024x800, medium quality, step 12 of 40'];

export const queued = job('queued', 'queued', { position: 2 });
export const running = job('running', 'running', { logs, startedAt: start() - 21_000, count: 3, price: 'about $0.17' });
export const longRunning = job('running', 'running', { logs, prompt: longPrompt });
export const cancelled = job('cancelled', 'cancelled', { endedAt: start() });
export const failed = job('failed', 'failed', {
  endedAt: start(),
  logs,
  error: {
    message: 'fal.ai has no credit left on this account. Add credit and try again.',
    detail: '403 {"detail":"User is locked. Reason: Exhausted balance."} request 764cabcf-b745-4b3e-ae38-1200304cf45b',
    steps: [{ id: 'openBilling', label: 'Open fal.ai Billing' }],
  },
});
export const paused = job('paused', 'failed', {
  prompt: rightToLeft,
  error: {
    message: 'The connection to fal.ai was lost. The request goes on there; continue when you are online.',
    steps: [
      { id: 'continueJob', label: 'Continue' },
      { id: 'showLog', label: 'Show Log' },
    ],
  },
});

/** After Apply: the next version, with its proof. */
export async function applied(part: Partial<EditorSnapshot> = {}, state: 'unsaved' | 'saved' = 'unsaved'): Promise<EditorSnapshot> {
  return {
    ...withKey,
    version: 'v2',
    dirty: state === 'unsaved',
    jobs: [await done(3)],
    proof: { jobId: 'done', index: 1, settings, report: goodReport(withKey), state },
    ...part,
  };
}
