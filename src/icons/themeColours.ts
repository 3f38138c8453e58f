import type { HexColour } from '../core/icon';
import { hexOf, vividness } from './colour';
import { knownFiles, looseJson, member, textIn } from './known';
import { attributeOf } from './markup/attributes';
import { tagsOf } from './markup/tags';
import type { IconProject } from './set';

const most = 6;

/** Below it a colour is black, white or a grey. */
const grey = 12;

/** Names of colours that a brand is known by, the most telling first. */
const telling = [
  /^(?:brand|primary)$/,
  /^(?:brand|primary)-(?:500|600|default|color|colour|main)$/,
  /^(?:brand|primary)/,
  /^(?:theme|accent|main|secondary)/,
];

/** Of the names, what says that it is a colour and not which. */
const filler = /^(?:\w{1,3}-)?(?:colou?rs?-|clr-|theme-colou?r-|ifm-colou?r-)?(?=\w)/;

interface Found {
  readonly colour: HexColour;
  /** Smaller is more telling. */
  readonly rank: number;
}

/** Colours that the project draws itself in, the most telling first, at most 6: manifest, `theme-color`, CSS custom properties, Tailwind. */
export function themeColours(project: IconProject): HexColour[] {
  const found = knownFiles(project).flatMap((path) => coloursIn(path, textIn(project, path) ?? ''));
  const inOrder = [...new Set(found.sort((a, b) => a.rank - b.rank).map(({ colour }) => colour))];
  const coloured = inOrder.filter((colour) => vividness(colour) >= grey);
  return (coloured.length > 0 ? coloured : inOrder).slice(0, most);
}

function coloursIn(path: string, text: string): Found[] {
  if (/(?:\.webmanifest|(?:^|\/)manifest\.json)$/.test(path)) {
    const value = looseJson(text);
    return [
      ['theme_color', 0],
      ['background_color', 30],
    ].flatMap(([name, rank]) => ranked(member(value, String(name)), Number(rank)));
  }
  if (/\.html?$/.test(path)) {
    return tagsOf(text, 'html')
      .filter((tag) => tag.name === 'meta' && attributeOf(tag, 'name')?.toLowerCase() === 'theme-color')
      .flatMap((tag) => ranked(attributeOf(tag, 'content'), attributeOf(tag, 'media') === undefined ? 1 : 2));
  }
  if (/\.(?:s?css|sass|less)$/.test(path)) {
    return namedColours(text, /(?:--|\$|@)([\w-]+)\s*:\s*([^;{}]+)/g);
  }
  return /(?:^|\/)tailwind\.config\.\w+$/.test(path) ? tailwindColours(text) : [];
}

function ranked(value: unknown, rank: number): Found[] {
  const colour = typeof value === 'string' ? hexOf(value) : undefined;
  return colour === undefined ? [] : [{ colour, rank }];
}

/** Names with their colours; those that only refer to another name have its colour. */
function namedColours(text: string, pattern: RegExp): Found[] {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of withoutComments(text).matchAll(pattern)) {
    // The first is the usual one; those for darkness and print come later.
    if (!values.has(name)) {
      values.set(name, value.replace(/!\w+/g, '').trim());
    }
  }
  return [...values].flatMap(([name, value]) => {
    const index = telling.findIndex((one) => one.test(name.toLowerCase().replace(filler, '')));
    return index < 0 || /foreground|contrast|text|hover|on-/.test(name) ? [] : ranked(resolved(value, values), 10 + index);
  });
}

function resolved(value: string, values: ReadonlyMap<string, string>, depth = 0): string {
  const whole = /^(?:(?:hsl|rgb)\()?\s*(?:var\(\s*--([\w-]+)\s*(?:,[^()]*)?\)|[$@]([\w-]+))\s*\)?$/.exec(value);
  const next = values.get(whole?.[1] ?? whole?.[2] ?? '');
  return next === undefined || depth > 4 ? value : resolved(next, values, depth + 1);
}

/** The configuration is a program; its colours are plain strings all the same. */
function tailwindColours(text: string): Found[] {
  const plain = withoutComments(text);
  const flat = [...plain.matchAll(/["']?(brand|primary|accent|secondary)["']?\s*:\s*["']([^"']+)["']/g)];
  const nested = [...plain.matchAll(/["']?(brand|primary|accent|secondary)["']?\s*:\s*\{([^{}]*)\}/g)].map(([, name, body = '']) => {
    const shade = ['DEFAULT', '500', '600'].map((one) => new RegExp(`["']?\\b${one}["']?\\s*:\\s*["']([^"']+)["']`).exec(body)?.[1]);
    return ['', name, shade.find((one) => one !== undefined) ?? ''];
  });
  return [...flat, ...nested].flatMap(([, name = '', value = '']) => ranked(value, name === 'brand' || name === 'primary' ? 12 : 13));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|\s)\/\/[^\n]*/g, '$1');
}
