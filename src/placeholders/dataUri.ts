import { fromHtml } from './unescape';

/** What a `data:` address draws, when it is no picture yet. */
export interface BlankData {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Drawn as a placeholder, with its size written on it: one anywhere, and not only where a picture belongs. */
  readonly labelled: boolean;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const longestSvg = 4000;

/** Empty, one pixel, or an SVG that is a plain surface; a real picture is none of these. */
export function readBlank(url: string): BlankData | undefined {
  const head = /^data:\s*([\w.+-]*\/?[\w.+-]*)((?:;[\w=."'-]+)*),?/i.exec(url);
  if (!head) {
    return undefined;
  }
  const type = (head[1] ?? '').toLowerCase();
  const base64 = /;base64/i.test(head[2] ?? '');
  const body = url.slice(head[0].length);
  if (body.trim() === '') {
    return type === '' || type.startsWith('image/') || type === 'text/plain' ? { labelled: false } : undefined;
  }
  if (type === 'image/svg+xml') {
    return body.length <= longestSvg ? readSvg(base64 ? latin(decode(body, longestSvg)) : percent(body)) : undefined;
  }
  return base64 && isPixel(type, decode(body, 32)) ? { labelled: false } : undefined;
}

function isPixel(type: string, bytes: readonly number[]): boolean {
  if (type === 'image/gif') {
    return bytes[6] === 1 && bytes[7] === 0 && bytes[8] === 1 && bytes[9] === 0;
  }
  return type === 'image/png' && bytes.slice(16, 24).join() === '0,0,0,1,0,0,0,1';
}

function readSvg(source: string): BlankData | undefined {
  if (!/^\s*(?:<\?xml[^>]*>\s*)?<svg/i.test(source)) {
    return undefined;
  }
  const tags = source.match(/<[a-z][\w:]*/gi) ?? [];
  if (tags.length > 12 || !tags.every((tag) => /^<(?:svg|rect|g|text|tspan|title|desc|defs|style)$/i.test(tag))) {
    return undefined;
  }
  const open = /<svg[^>]*>/i.exec(source)?.[0] ?? '';
  const text = fromHtml(source.replace(/<(style|title|desc)[^>]*>[\s\S]{0,2000}?<\/\1>/gi, '').replace(/<[^>]*>/g, ' ')).trim();
  const written = /^(\d{1,5})\s*(?:px)?\s*[x×*]\s*(\d{1,5})/i.exec(text);
  if (text !== '' && !written && !/^(?:placeholder|image|photo|picture|no image|loading|thumbnail)/i.test(text)) {
    return undefined;
  }
  const box = /viewBox\s*=\s*["']?\s*[\d.]+[\s,]+[\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(open);
  // A tiny view box only holds the ratio.
  const boxed = Number(box?.[1] ?? 0) >= 16 && Number(box?.[2] ?? 0) >= 16 ? box : null;
  const width = number(/\swidth\s*=\s*["']?(\d{1,5}(?:\.\d+)?)(?:px)?["'\s>]/i.exec(open)?.[1] ?? written?.[1] ?? boxed?.[1]);
  const height = number(/\sheight\s*=\s*["']?(\d{1,5}(?:\.\d+)?)(?:px)?["'\s>]/i.exec(open)?.[1] ?? written?.[2] ?? boxed?.[2]);
  return { width, height, labelled: written !== null };
}

function number(text: string | undefined): number | undefined {
  const value = Math.round(Number(text ?? NaN));
  return value > 1 ? value : undefined;
}

function decode(body: string, limit: number): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of percent(body.slice(0, limit * 2))) {
    const value = alphabet.indexOf(char);
    if (value < 0) {
      continue;
    }
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
    if (bytes.length >= limit) {
      break;
    }
  }
  return bytes;
}

function latin(bytes: readonly number[]): string {
  return bytes.map((byte) => String.fromCharCode(byte)).join('');
}

function percent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Half-encoded bodies are usual: colours with a bare `#` or a `%` of a width.
    return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}
