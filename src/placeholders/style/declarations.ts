/** Sizes that declarations and utility classes give, in CSS pixels. */
export interface StyledSize {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

const rem = 16;

/** `600`, `600px`, `20rem`; nothing for what depends on something else. */
export function pixels(text: string | undefined): number | undefined {
  const match = /^\s*(\d{1,5}(?:\.\d{1,4})?)\s*(px|rem)?\s*(?:!important)?\s*$/i.exec(text ?? '');
  const value = Math.round(Number(match?.[1] ?? 0) * (match?.[2]?.toLowerCase() === 'rem' ? rem : 1));
  return value > 0 && value <= 20000 ? value : undefined;
}

/** `get` knows a declaration by its name with hyphens. */
export function declaredSize(get: (property: string) => string | undefined): StyledSize {
  const plain = (text: string | undefined): string | undefined => (/^\s*[\d.]+\s*$/.test(text ?? '') ? undefined : text);
  return withRatio(pixels(plain(get('width'))), pixels(plain(get('height'))), ratioOf(get('aspect-ratio')));
}

export function withRatio(width: number | undefined, height: number | undefined, ratio: number | undefined): StyledSize {
  if (ratio !== undefined && (width === undefined) !== (height === undefined)) {
    return { width: width ?? Math.round((height ?? 0) * ratio), height: height ?? Math.round((width ?? 0) / ratio) };
  }
  return { width, height };
}

export function ratioOf(text: string | undefined): number | undefined {
  const match = /^\s*(?:auto\s+)?(\d+(?:\.\d+)?)(?:\s*\/\s*(\d+(?:\.\d+)?))?\s*$/.exec(text ?? '');
  const ratio = Number(match?.[1] ?? NaN) / Number(match?.[2] ?? 1);
  return ratio > 0.01 && ratio < 100 ? ratio : undefined;
}

/** `w-64 h-32`, `size-16`, `w-[300px]`, `aspect-video`; a quarter of a rem for each step. */
export function utilitySize(classes: string): StyledSize {
  let width: number | undefined;
  let height: number | undefined;
  let ratio: number | undefined;
  for (const one of classes.slice(0, 2000).split(/\s+/, 60)) {
    const match = /^(w|h|size)-(?:(\d{1,3}(?:\.5)?)|\[(\d+(?:\.\d+)?(?:px|rem))\])$/.exec(one);
    const value = match?.[2] === undefined ? pixels(match?.[3]) : Math.round(Number(match[2]) * 4);
    if (match && value !== undefined && value > 0) {
      width = match[1] === 'h' ? width : value;
      height = match[1] === 'w' ? height : value;
    } else if (one.startsWith('aspect-')) {
      ratio = one === 'aspect-video' ? 16 / 9 : one === 'aspect-square' ? 1 : ratioOf(/^aspect-\[?([\d./]+)\]?$/.exec(one)?.[1]);
    }
  }
  return withRatio(width, height, ratio);
}
