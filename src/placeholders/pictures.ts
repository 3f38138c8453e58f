import type { Told } from './finding';
import type { Located } from './located';

/** One file of a picture, with the places that get it. Sizes are pixels on disk. */
export interface PictureFile {
  readonly width: number;
  readonly height: number;
  readonly density: number;
  readonly places: readonly Located[];
  /** URI of the file that the code names and that is missing. */
  readonly missing?: string | undefined;
}

/** One picture to be made: one generation, and one file for each size that the code asks for, the largest first. */
export interface Picture {
  readonly id: string;
  readonly files: readonly PictureFile[];
  readonly prompt: Told<string>;
  /** Neither the URL nor what stands around it tells the size, so a usual one was taken. */
  readonly sizeGuessed: boolean;
}

/** What a picture of unknown size gets: wide, as most are. */
const usualSize = { width: 1200, height: 800 };

/** Sizes of one picture differ in ratio by rounding only. */
const sameRatio = 0.03;

interface Sized {
  readonly located: Located;
  readonly width: number;
  readonly height: number;
  readonly guessed: boolean;
}

/**
 * Gathers findings into the pictures that have to be made. The same address with the same meaning is one picture, however often it
 * stands in the code; so are the candidates of a `srcset`, and every reference to one missing file.
 */
export function picturesOf(all: readonly Located[]): Picture[] {
  const prompts = promptsByUrl(all);
  const promptOf = (one: Located): Told<string> => one.finding.prompt ?? prompts.get(one.finding.url) ?? nameOf(one);
  const groups = new Map<string, Located[]>();
  for (const group of together(all)) {
    const urls = [...new Set(group.map((one) => one.missing ?? one.finding.url))].sort();
    const [first] = group;
    const key = first ? `${urls.join('\n')}\n${first.missing === undefined ? promptOf(first).value : ''}` : '';
    groups.set(key, [...(groups.get(key) ?? []), ...group]);
  }
  return [...groups.values()].flatMap((group) => byRatio(group.map(sized)).flatMap((ones) => pictureOf(ones, promptOf)));
}

/** The candidates of one `srcset` belong together; everything else stands for itself. */
function together(all: readonly Located[]): Located[][] {
  const groups = new Map<string, Located[]>();
  for (const one of all) {
    const key = one.finding.group === undefined ? one.id : `${one.document}\n${one.finding.group}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** An address that one place explains means the same where nothing explains it, unless it is explained in two ways. */
function promptsByUrl(all: readonly Located[]): Map<string, Told<string>> {
  const known = new Map<string, Told<string> | undefined>();
  for (const { finding } of all) {
    if (finding.prompt) {
      const other = known.has(finding.url) && known.get(finding.url)?.value !== finding.prompt.value;
      known.set(finding.url, other ? undefined : finding.prompt);
    }
  }
  return new Map([...known].flatMap(([url, prompt]) => (prompt ? [[url, prompt] as const] : [])));
}

/** Nothing tells what the picture should show but the name of the file that it stands in. */
function nameOf({ document, missing }: Located): Told<string> {
  const path = decodeURIComponent((missing ?? document).replace(/%(?![0-9a-f]{2})/gi, '%25'));
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const words = base
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
  return { value: words === '' ? 'picture' : words, source: missing === undefined ? 'the name of the document' : 'the file name' };
}

function sized(located: Located): Sized {
  const { width, height } = located.finding;
  if (width && height) {
    return { located, width: width.value, height: height.value, guessed: false };
  }
  const ratio = usualSize.width / usualSize.height;
  if (width) {
    return { located, width: width.value, height: Math.max(1, Math.round(width.value / ratio)), guessed: true };
  }
  if (height) {
    return { located, width: Math.max(1, Math.round(height.value * ratio)), height: height.value, guessed: true };
  }
  return { located, ...usualSize, guessed: true };
}

/** A narrow crop for phones and a wide one for desktops are two pictures. */
function byRatio(all: readonly Sized[]): Sized[][] {
  const groups: Sized[][] = [];
  for (const one of [...all].sort((a, b) => b.width * b.height - a.width * a.height)) {
    const group = groups.find(([first]) => first && Math.abs(Math.log(one.width / one.height / (first.width / first.height))) < sameRatio);
    if (group) {
      group.push(one);
    } else {
      groups.push([one]);
    }
  }
  return groups;
}

function pictureOf(ones: readonly Sized[], promptOf: (one: Located) => Told<string>): Picture[] {
  const files = new Map<string, Sized[]>();
  for (const one of ones) {
    const key = one.located.missing ?? `${one.width}x${one.height}`;
    files.set(key, [...(files.get(key) ?? []), one]);
  }
  const [largest] = ones;
  if (!largest) {
    return [];
  }
  return [
    {
      id: largest.located.id,
      files: [...files.values()].map(fileOf),
      prompt: promptOf(largest.located),
      sizeGuessed: largest.guessed,
    },
  ];
}

/** A missing file that is named in two places with two sizes is made for the larger one. */
function fileOf(ones: readonly Sized[]): PictureFile {
  const [first] = ones as readonly [Sized];
  const { width, height, located } = first;
  return {
    width,
    height,
    density: located.finding.density,
    places: ones.map((one) => one.located),
    ...(located.missing === undefined ? {} : { missing: located.missing }),
  };
}
