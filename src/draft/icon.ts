import { promptSubject } from '../core/naming';
import type { Size } from '../core/sizes';
import { chanceFrom, hashOf } from './chance';
import { capHeight, lettersOf, outlineOf, unitsPerEm, widthOf } from './lettering';
import { paletteOf } from './palette';

/** Outlines in a square of 100 units, each filling it: what the letter stands on. */
const bodies = [
  'M50 6A44 44 0 0 1 50 94A44 44 0 0 1 50 6Z',
  'M30 8H70A22 22 0 0 1 92 30V70A22 22 0 0 1 70 92H30A22 22 0 0 1 8 70V30A22 22 0 0 1 30 8Z',
  'M44 8.5Q50 5 56 8.500L86 25.800Q92 29.300 92 36V64Q92 70.700 86 74.200L56 91.500Q50 95 44 91.500L14 74.200Q8 70.700 8 64V36Q8 29.300 14 25.800Z',
  'M50 6C64 14 78 17 90 17C90 52 82 80 50 94C18 80 10 52 10 17C22 17 36 14 50 6Z',
] as const;

/** What is cut off the body in another tone, in the same square. */
const facets = ['M0 100L100 0V100Z', 'M0 58Q50 40 100 62V100H0Z', 'M100 -20A64 64 0 0 0 100 108Z', 'M50 0H100V100H50Z'] as const;

/**
 * A draft of an icon: the prompt's first letter on a plain body, on nothing. SVG of exactly `size` pixels, the same for the same
 * arguments; variants differ in shapes and colours.
 */
export function drawDraftIcon(prompt: string, size: Size, variant: number): string {
  const seed = hashOf(prompt);
  const chance = chanceFrom(seed + variant * 7919);
  const { ground, tones, accent, text } = paletteOf((seed % 1021) + variant * 5);
  const body = bodies[((seed >>> 8) + variant) % bodies.length] ?? bodies[0];
  const facet = facets[Math.floor(chance() * facets.length)] ?? facets[0];
  const edge = Math.min(size.width, size.height);
  const place = `translate(${(size.width - edge) / 2} ${(size.height - edge) / 2}) scale(${edge / 100})`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">` +
    `<clipPath id="body"><path d="${body}"/></clipPath><g transform="${place}">` +
    `<path d="${body}" fill="${tones[1]}"/><path d="${facet}" fill="${ground[0]}" clip-path="url(#body)"/>` +
    `<g clip-path="url(#body)"><circle cx="${(66 + chance() * 12).toFixed(1)}" cy="${(20 + chance() * 10).toFixed(1)}" r="9" fill="${accent}"/></g>` +
    letterOf(prompt, text) +
    '</g></svg>'
  );
}

/** The first letter, as tall as half the body, with its middle in the middle. */
function letterOf(prompt: string, fill: string): string {
  const [letter] = lettersOf(
    promptSubject(prompt)
      .replace(/^(?:an?|the)\s+/i, '')
      .toUpperCase(),
    1,
  );
  if (letter === undefined) {
    return '';
  }
  const letters = [letter];
  const height = 42;
  const wanted = height / capHeight;
  const fontSize = Math.min(wanted, 52 / Math.max(widthOf(letters), 0.1));
  const scale = (fontSize / unitsPerEm).toFixed(5);
  const x = 50 - (widthOf(letters) * fontSize) / 2;
  const y = 53 + (capHeight * fontSize) / 2;
  return `<path transform="translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale} -${scale})" fill="${fill}" d="${outlineOf(letters)}"/>`;
}
