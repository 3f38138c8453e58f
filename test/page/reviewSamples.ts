/** Snapshots of every state that the review of Replace All is designed for. */
import type { ReviewPlace, ReviewRow, ReviewSnapshot } from '../../src/protocol/review';
import { longPrompt, rightToLeft } from './samples';

let places = 0;

function place(text: string): ReviewPlace {
  const cut = text.lastIndexOf(':');
  places += 1;
  return { id: `place-${places}`, file: text.slice(0, cut), line: Number(text.slice(cut + 1)) };
}

export function row(id: string, at: readonly string[], part: Partial<ReviewRow> = {}): ReviewRow {
  return {
    id,
    places: at.map(place),
    origin: 'placehold.co',
    broken: false,
    width: 1200,
    height: 630,
    smaller: [],
    prompt: 'spring sale hero, pastel flowers, soft light',
    promptSource: 'alt',
    included: true,
    path: `public/images/${id}.png`,
    state: 'waiting',
    ...part,
  };
}

export const hero = row('spring-sale-hero', ['index.html:12', 'src/pages/Home.tsx:31'], { smaller: ['600×315', '300×158'] });
const team = row('team-at-work', ['src/pages/About.vue:8'], {
  origin: 'via.placeholder.com',
  broken: true,
  width: 800,
  height: 600,
  prompt: 'Our team at work in the studio',
  promptSource: 'the heading above',
});
const logo = row('logo', ['index.html:4', 'about.html:4', 'contact.html:4', 'src/components/layout/Header.tsx:18', 'src/components/layout/Footer.tsx:22', 'src/emails/welcome.html:9', 'README.md:3'], {
  origin: 'missing file',
  broken: true,
  width: 256,
  height: 256,
  prompt: 'Acme logo',
  promptSource: 'the file name',
  path: 'public/img/logo.png',
}); // prettier-ignore
/** Neither a size nor a hint of what it shows. */
export const bare = row('image', ['src/styles/card.scss:44'], {
  origin: 'data URI',
  width: 0,
  height: 0,
  prompt: '',
  promptSource: '',
  included: false,
  note: 'The code tells neither a size nor what it should show.',
  path: 'src/styles/images/card.png',
});
const avatar = row('avatar', ['src/data/people.json:14', 'src/data/people.json:22'], {
  origin: 'picsum.photos',
  width: 400,
  height: 400,
  prompt: 'Portrait of a florist in her shop',
  promptSource: 'title',
});
const banner = row('banner', ['docs/guide.md:7'], {
  origin: 'dummyimage.com',
  width: 1600,
  height: 400,
  prompt: 'Getting started with the store',
  promptSource: 'alt',
});

export const rows: readonly ReviewRow[] = [hero, team, logo, bare, avatar, banner];

export const withKey: ReviewSnapshot = {
  key: 'stored',
  phase: 'review',
  rows: [...rows],
  defaults: { model: 'openai/gpt-image-2', quality: 'medium', format: 'png' },
};

export const drafts: ReviewSnapshot = { ...withKey, key: 'none', defaults: { ...withKey.defaults, model: 'easel/draft' } };
export const keyNeeded: ReviewSnapshot = { ...withKey, key: 'none' };
export const scanning: ReviewSnapshot = { ...withKey, phase: 'scanning', rows: [] };
export const empty: ReviewSnapshot = { ...withKey, rows: [] };
export const restricted: ReviewSnapshot = {
  ...empty,
  blocked: {
    message: 'Easel writes no files in Restricted Mode. Trust this workspace to replace placeholders.',
    step: { id: 'manageTrust', label: 'Manage Workspace Trust' },
  },
};
export const restrictedLater: ReviewSnapshot = { ...withKey, ...(restricted.blocked ? { blocked: restricted.blocked } : {}) };

const refused = 'The service refused the prompt. Change it and try again.';

/** Everything that a row can be in the middle of a run. */
export const running: ReviewSnapshot = {
  ...withKey,
  phase: 'running',
  rows: [
    { ...hero, state: 'done' },
    { ...team, state: 'failed', message: refused },
    { ...logo, state: 'saving' },
    { ...bare, state: 'skipped' },
    { ...avatar, state: 'running' },
    { ...banner, state: 'waiting', position: 2 },
    row('next', ['src/pages/Sale.svelte:3'], { prompt: 'A wooden crate with apples' }),
    row('stopped', ['src/pages/Sale.svelte:9'], { prompt: 'A wooden crate with pears', state: 'cancelled' }),
  ],
};

export const done: ReviewSnapshot = {
  ...withKey,
  phase: 'done',
  rows: [
    { ...hero, state: 'done' },
    { ...team, state: 'failed', message: refused },
    { ...logo, state: 'done', message: 'README.md has changed since it was read; its reference was left as it is.' },
    { ...bare, state: 'skipped' },
    { ...avatar, state: 'done' },
    { ...banner, state: 'cancelled' },
  ],
  summary: {
    files: 5,
    references: 10,
    documents: 7,
    failed: 1,
    cost: 'about $0.13',
    notes: ['README.md has changed since it was read; its reference was left as it is.'],
  },
};

export const allDone: ReviewSnapshot = {
  ...withKey,
  phase: 'done',
  rows: rows.map((one) => ({ ...one, state: 'done' })),
  summary: { files: 8, references: 14, documents: 9, failed: 0, cost: 'about $0.21', notes: [] },
};

const deep = 'packages/storefront/src/features/catalogue/components/recommendations/carousel/slides';

export const long: ReviewSnapshot = {
  ...withKey,
  rows: [
    row('long-prompt', [`${deep}/SeasonalRecommendationSlideWithCountdown.tsx:1184`, `${deep}/Slide.tsx:7`], {
      prompt: longPrompt,
      promptSource: 'the heading above',
      origin: 'fakeimg.pl and a long custom host.cdn.images.example-placeholder-service.com',
      path: `${deep}/images/the-inside-of-a-small-coffee-roastery-early-in-the-morning-with-low-sun.png`,
      smaller: ['1024×538', '768×403', '640×336', '320×168'],
    }),
    row('unbroken', [`${'unbreakable'.repeat(12)}.html:3`], { prompt: 'unbreakable'.repeat(40), path: `${'unbreakable'.repeat(12)}.png` }),
    row('rtl', ['src/locales/ar/الصفحة-الرئيسية.html:12'], { prompt: rightToLeft, promptSource: 'alt' }),
    bare,
    row('failed', ['index.html:9'], {
      state: 'waiting',
      note: `A note that goes on for a while. ${'It says more than it has to. '.repeat(4)}`,
    }),
  ],
};

export const many: ReviewSnapshot = {
  ...withKey,
  rows: Array.from({ length: 200 }, (_, index) =>
    row(`row-${index}`, [`src/pages/page-${index}.html:${index + 3}`, ...(index % 5 === 0 ? ['src/data/shop.json:7'] : [])], {
      origin: index % 3 === 0 ? 'picsum.photos' : 'placehold.co',
      broken: index % 11 === 0,
      width: 300 + (index % 7) * 100,
      height: 200 + (index % 4) * 100,
      prompt: `product ${index + 1} on a wooden table, morning light`,
      included: index % 9 !== 0,
    }),
  ),
};
