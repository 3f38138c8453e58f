import { baseOf } from '../project/paths';
import { drawingsOf, type IconDrawing } from './drawing';
import { adaptiveSafe, maskableSafe } from './presets/drawings';
import type { PlannedFile, PresetId } from './set';

/** A picture of a set that differs from the others for the eye. */
export interface PreviewDrawing {
  /** What it is, for the reader: `Favicon`, `iOS app icon`, `Maskable`. */
  readonly label: string;
  readonly presets: readonly PresetId[];
  readonly drawing: IconDrawing;
  /** What the platform cuts it to, or leaves whole; a share of the shorter edge. */
  readonly guide?: { readonly kind: 'circle' | 'rounded' | 'squircle'; readonly share: number; readonly label: string } | undefined;
}

/** A kind of picture, known by the name of its file. */
interface Kind {
  readonly name: RegExp;
  readonly label: string;
  /** Pixels across that are worth a look; the others look the same. */
  readonly widths: readonly number[];
  readonly guide?: PreviewDrawing['guide'];
  /** Whether it is shown on the background that the platform lays behind it. */
  readonly composed?: boolean;
}

const safeZone = { kind: 'circle', share: maskableSafe, label: 'Never cut' } as const;
const adaptiveZone = { kind: 'circle', share: adaptiveSafe, label: 'Never cut' } as const;
const appleCut = { kind: 'squircle', share: 1, label: 'Cut by iOS' } as const;

/** The first that fits counts. */
const kinds: readonly Kind[] = [
  { name: /^ic_launcher_foreground/, label: 'Android, adaptive', widths: [432], guide: adaptiveZone, composed: true },
  { name: /^ic_launcher_monochrome/, label: 'Android, themed', widths: [432], guide: adaptiveZone },
  { name: /^ic_launcher_round/, label: 'Android, round', widths: [192] },
  { name: /^ic_launcher-playstore/, label: 'Play Store', widths: [512] },
  { name: /^ic_launcher/, label: 'Android, square', widths: [48, 192] },
  { name: /^icon-1024-dark/, label: 'iOS, dark', widths: [1024], guide: appleCut },
  { name: /^icon-1024-tinted/, label: 'iOS, tinted', widths: [1024], guide: appleCut },
  { name: /^icon-1024/, label: 'iOS app icon', widths: [1024], guide: appleCut },
  { name: /maskable/, label: 'Maskable', widths: [192, 512], guide: safeZone },
  { name: /^apple-touch-startup-image/, label: 'Startup screen', widths: [1170, 2532] },
  { name: /^apple-(?:touch-)?icon/, label: 'Touch icon', widths: [180], guide: appleCut },
  { name: /^mstile/, label: 'Windows tile', widths: [150, 310] },
  { name: /^yandex/, label: 'Yandex', widths: [50] },
  { name: /^favicon/, label: 'Favicon', widths: [16, 32, 48] },
  { name: /^(?:icon-(?:192|512)|android-chrome)/, label: 'Web app', widths: [192, 512] },
];

const extension: Kind = { name: /^/, label: 'Extension', widths: [16, 32, 48, 128, 256] };
const app: Kind = { name: /^/, label: 'App icon', widths: [16, 32, 128, 256, 512, 1024] };
const web: Kind = { name: /^/, label: 'Web', widths: [192] };

/** The pictures of the files that are worth a look, each kind and size once, the smallest first; at most some thirty. */
export function previewsOf(files: readonly PlannedFile[]): PreviewDrawing[] {
  const found = new Map<string, PreviewDrawing>();
  for (const { path, presets, content } of files) {
    const drawings = content.kind === 'picture' ? drawingsOf(content.picture) : [];
    const kind = kindOf(path, presets);
    for (const one of drawings.filter(({ width }) => kind.widths.includes(width))) {
      const drawing: IconDrawing = kind.composed === true ? { ...one, ground: 'background' } : one;
      const key = JSON.stringify([drawing, kind.guide]);
      const { label = kind.label, presets: before = [] } = found.get(key) ?? {};
      found.set(key, { label, presets: [...new Set([...before, ...presets])], drawing, guide: kind.guide });
    }
  }
  return [...found.values()].sort((a, b) => sizeOf(a) - sizeOf(b)).slice(0, 30);
}

function kindOf(path: string, presets: readonly PresetId[]): Kind {
  const name = baseOf(path);
  const telling = kinds.find((kind) => kind.name.test(name));
  if (telling) {
    return telling;
  }
  if (presets.some((id) => id === 'vscode-extension' || id === 'chrome-extension')) {
    return extension;
  }
  return presets.includes('next-app') ? web : app;
}

function sizeOf({ drawing }: PreviewDrawing): number {
  return drawing.width * drawing.height;
}
