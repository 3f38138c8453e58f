/** Snapshots of every state that the panel is designed for. */
import { describeModel } from '../../src/core/models/added/describe';
import type { HistoryAnswer, HistoryEntry } from '../../src/protocol/history';
import type { PanelJob, PanelSnapshot, SavedImage } from '../../src/protocol/panel';
import { otherModels } from '../fal/otherModels';
import type { SampleKind } from './samplePictures';

/** A fixed start, so that elapsed times in pictures do not depend on the hour. */
const now = () => Date.now();

export const defaults: PanelSnapshot['defaults'] = {
  mode: 'image',
  prompt: '',
  model: 'openai/gpt-image-2',
  width: 1200,
  height: 630,
  density: '1',
  quality: 'medium',
  count: 1,
  format: 'png',
  background: 'auto',
  folder: 'f1',
  name: '',
  iconModel: 'fal-ai/gpt-image-1/edit-image',
  style: 'flat',
  ground: 'transparent',
  groundColour: '#4f46e5',
  colours: [],
};

export const withKey: PanelSnapshot = {
  key: 'stored',
  spent: 'Today $0.31 of $20.00',
  folders: [
    { id: 'f1', label: 'public/images' },
    { id: 'f2', label: 'src/assets' },
    { id: 'f3', label: 'docs/images/screenshots' },
  ],
  suggestedFolder: 'f1',
  defaults,
  colours: ['#4f46e5', '#0ea5e9', '#f59e0b', '#111827', '#ffffff'],
  jobs: [],
};

/** With models that the user has added. */
export const withAdded: PanelSnapshot = {
  ...withKey,
  models: otherModels.slice(0, 4).map(({ id, title, openapi }) => describeModel({ id, name: title, openapi })),
};

export const withoutKey: PanelSnapshot = {
  ...withKey,
  key: 'none',
  spent: undefined,
  defaults: { ...defaults, model: 'easel/draft', iconModel: 'easel/draft' },
};

export const noFolder: PanelSnapshot = {
  ...withoutKey,
  folders: [],
  suggestedFolder: '',
  defaults: { ...withoutKey.defaults, folder: '' },
  blocked: { message: 'Easel saves images into a project. Open a folder to begin.', step: { id: 'openFolder', label: 'Open Folder…' } },
};

export const restricted: PanelSnapshot = {
  ...withKey,
  blocked: {
    message: 'Easel writes no files in Restricted Mode. Trust this workspace to generate images.',
    step: { id: 'manageTrust', label: 'Manage Workspace Trust' },
  },
};

export const longPrompt = [
  'Scene: the inside of a small coffee roastery early in the morning, low sun through tall windows, dust in the light, a brick wall with shelves of labelled jars in the background',
  'Subject: a woman in a linen apron pouring beans from a jute sack into a drum roaster, seen from the side',
  'Important details: warm light, 35 mm lens, shallow depth of field, real steam, brass and copper fittings with fingerprints, a wooden scoop in the foreground, muted greens and browns',
  'Use case: hero image of a web shop, room for a headline on the left third',
  'Constraints: no logos, no text, no watermark, nothing cut at the upper edge',
].join('\n');

export const rightToLeft = 'صورة ترويجية لمقهى صغير في الصباح الباكر، ضوء دافئ يدخل من النوافذ العالية، مع مساحة فارغة لعنوان على اليمين';

export function image(index: number, name: string, width: number, height: number, kind: SampleKind, bytes: number): SavedImage {
  return {
    index,
    name,
    path: `public/images/${name}`,
    width,
    height,
    bytes,
    src: `/sample-${kind}-${width}x${height}.svg`,
    state: 'saved',
  };
}

export function job(id: string, state: PanelJob['state'], part: Partial<PanelJob> = {}): PanelJob {
  return {
    id,
    mode: 'image',
    prompt: 'spring sale hero, pastel flowers, soft light',
    modelName: 'GPT Image 2',
    width: 1200,
    height: 630,
    count: 1,
    state,
    logs: [],
    startedAt: now() - 7_400,
    price: 'about $0.044',
    images: [],
    ...part,
  };
}

export const oneResult = job('done-1', 'done', {
  count: 2,
  price: 'about $0.088',
  startedAt: now() - 60_000,
  endedAt: now() - 37_000,
  images: [image(0, 'spring-sale-hero.png', 1200, 630, 'hero', 1_204_332), image(1, 'spring-sale-hero-2.png', 1200, 630, 'sea', 984_120)],
});

const iconSet = job('done-2', 'done', {
  prompt: 'app icon: a check mark on a blue rounded square',
  width: 64,
  height: 64,
  count: 4,
  startedAt: now() - 260_000,
  endedAt: now() - 240_000,
  images: [16, 32, 64, 128].map((edge, index) => image(index, `app-icon-${edge}.png`, edge, edge, 'icon', edge * 61)),
});

const mixed = job('done-3', 'done', {
  prompt: 'a tall banner of a boat on a quiet sea',
  width: 300,
  height: 600,
  count: 3,
  startedAt: now() - 460_000,
  endedAt: now() - 400_000,
  images: [
    image(0, 'boat-on-a-quiet-sea.png', 300, 600, 'sea', 84_000),
    { ...image(1, 'boat-on-a-quiet-sea-2.png', 300, 600, 'sea', 85_100), state: 'discarded' },
    { ...image(2, 'boat-on-a-quiet-sea-with-a-very-long-name-that-does-not-fit.png', 300, 600, 'sea', 85_900), state: 'missing' },
  ],
});

const draftRun = job('done-4', 'done', {
  prompt: longPrompt,
  modelName: 'Draft (offline, free)',
  price: 'free',
  startedAt: now() - 500_000,
  endedAt: now() - 499_700,
  images: [image(0, 'coffee-roastery.webp', 1200, 630, 'hero', 24_000)],
});

export const fourResults: readonly PanelJob[] = [oneResult, iconSet, mixed, draftRun];

/** Twelve runs, forty pictures. */
export const manyResults: readonly PanelJob[] = Array.from({ length: 12 }, (_, run) =>
  job(`many-${run}`, 'done', {
    prompt: `variation ${run + 1} of a landscape for the start page`,
    count: run % 3 === 2 ? 2 : 4,
    startedAt: now() - (run + 1) * 90_000,
    endedAt: now() - (run + 1) * 90_000 + 21_000,
    images: Array.from({ length: run % 3 === 2 ? 2 : 4 }, (_unused, index) =>
      image(index, `landscape-${run + 1}-${index + 1}.png`, 1200, 630, index % 2 ? 'sea' : 'hero', 900_000 + run * 1000),
    ),
  }),
);

const logs = ['Request accepted', 'Preparing the model', 'Rendering 1280x672, medium quality, step 12 of 40'];

export const queued = job('queued', 'queued', { position: 2 });
export const running = job('running', 'running', { logs, startedAt: now() - 21_000, count: 2, price: 'about $0.088' });
export const saving = job('saving', 'saving', { prompt: 'a second hero for the sale' });
export const cancelling = job('cancelling', 'cancelling', { prompt: longPrompt });
export const cancelled = job('cancelled', 'cancelled', { endedAt: now() });
export const failed = job('failed', 'failed', {
  endedAt: now(),
  logs,
  error: {
    message: 'fal.ai has no credit left on this account. Add credit and try again.',
    detail: '403 {"detail":"User is locked. Reason: Exhausted balance."} request 764cabcf-b745-4b3e-ae38-1200304cf45b',
    steps: [{ id: 'openBilling', label: 'Open fal.ai Billing' }],
  },
});
export const paused = job('paused', 'failed', {
  prompt: 'a boat on a quiet sea',
  error: {
    message: 'The connection to fal.ai was lost. The request goes on there; continue when you are online.',
    steps: [
      { id: 'continueJob', label: 'Continue' },
      { id: 'showLog', label: 'Show Log' },
    ],
  },
});

/** An icon that a model drew on a ground, though it was to have none. */
export const notTransparent = job('ground', 'failed', {
  mode: 'icon',
  prompt: 'a paper plane with a folded wing',
  modelName: 'GPT Image 1 Edit',
  width: 1024,
  height: 1024,
  logs,
  price: 'about $0.05',
  error: {
    message: 'The icon is not transparent: the model drew it on a background. Remove the background here for free, try again, or keep it.',
    steps: [
      { id: 'removeGround', label: 'Remove Background' },
      { id: 'tryAgain', label: 'Try Again (about $0.05)' },
      { id: 'keepGround', label: 'Keep as It Is' },
    ],
  },
});

const icons = { mode: 'icon', modelName: 'GPT Image 1 Edit', width: 1024, height: 1024 } as const;

export const iconResults: readonly PanelJob[] = [
  job('icons-1', 'done', {
    ...icons,
    prompt: 'a paper plane with a folded wing',
    count: 4,
    price: 'about $0.17',
    startedAt: now() - 60_000,
    endedAt: now() - 41_000,
    images: [0, 1, 2, 3].map((index) =>
      image(index, `paper-plane${index === 0 ? '' : `-${index + 1}`}.png`, 1024, 1024, 'plane', 96_400 + index * 1731),
    ),
  }),
  job('icons-2', 'done', {
    ...icons,
    prompt: 'a check mark',
    startedAt: now() - 160_000,
    endedAt: now() - 148_000,
    images: [image(0, 'check-mark.png', 1024, 1024, 'icon', 41_220)],
  }),
];

/** An entry of the history. @param age in hours */
export function past(jobId: string, age: number, part: Partial<HistoryEntry> = {}): HistoryEntry {
  const at = new Date(now()).setHours(12, 0, 0, 0) - age * 3_600_000;
  return {
    jobId,
    index: 0,
    kind: 'image',
    prompt: 'spring sale hero, pastel flowers, soft light',
    modelName: 'GPT Image 2',
    width: 1200,
    height: 630,
    quality: 'medium',
    price: 'about $0.044',
    at,
    starred: false,
    src: '/sample-hero-1200x630.svg',
    file: { name: 'spring-sale-hero.png', path: 'public/images/spring-sale-hero.png', isThere: true },
    canSaveAgain: true,
    canEdit: false,
    ...part,
  };
}

export const pastEntries: readonly HistoryEntry[] = [
  past('h1', 1),
  past('h2', 2, { prompt: 'a quiet sea at dawn', src: '/sample-sea-1200x630.svg', starred: true }),
  past('h3', 3, {
    kind: 'icon',
    prompt: 'a paper plane with a folded wing',
    width: 1024,
    height: 1024,
    src: '/sample-icon-1024x1024.svg',
    file: { name: 'paper-plane.png', path: 'public/images/paper-plane.png', isThere: false },
  }),
  past('h4', 30, { kind: 'edit', prompt: 'make the button green', src: '/sample-hero-800x600.svg', file: undefined, canEdit: true }),
  past('h5', 31, { prompt: rightToLeft, src: '', file: undefined }),
  past('h6', 90, { prompt: longPrompt, src: '/sample-sea-300x600.svg', width: 300, height: 600, canSaveAgain: false }),
  past('h7', 91, {
    prompt: '<img src=x onerror=alert(1)> [link](command:easel.setApiKey) \u202egnp.exe',
    price: 'free',
    modelName: 'Draft',
  }),
];

export function historyAnswer(entries: readonly HistoryEntry[] = pastEntries, total = entries.length): HistoryAnswer {
  return { entries: [...entries], matching: entries.length, total, used: '12.4 MB of 500 MB' };
}
