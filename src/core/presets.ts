import type { Size } from './sizes';

/** A size that developers use often. */
export interface SizePreset extends Size {
  readonly name: string;
  readonly group: 'Pages' | 'Social' | 'Icons' | 'Ratios';
}

/** Sizes at 1x, in pixels. The last group are the aspect ratios of the models, each in its smallest comfortable rendering. */
export const sizePresets: readonly SizePreset[] = [
  { group: 'Pages', name: 'Hero', width: 1600, height: 900 },
  { group: 'Pages', name: 'Full HD', width: 1920, height: 1080 },
  { group: 'Pages', name: 'Card', width: 600, height: 400 },
  { group: 'Pages', name: 'Thumbnail', width: 300, height: 250 },
  { group: 'Pages', name: 'Banner', width: 728, height: 90 },
  { group: 'Pages', name: 'Avatar', width: 256, height: 256 },
  { group: 'Social', name: 'og:image', width: 1200, height: 630 },
  { group: 'Social', name: 'Story', width: 1080, height: 1920 },
  { group: 'Icons', name: 'Icon', width: 512, height: 512 },
  { group: 'Icons', name: 'Icon', width: 256, height: 256 },
  { group: 'Icons', name: 'Icon', width: 128, height: 128 },
  { group: 'Icons', name: 'Icon', width: 64, height: 64 },
  { group: 'Icons', name: 'Icon', width: 48, height: 48 },
  { group: 'Icons', name: 'Icon', width: 32, height: 32 },
  { group: 'Icons', name: 'Icon', width: 16, height: 16 },
  { group: 'Ratios', name: '1:1', width: 1024, height: 1024 },
  { group: 'Ratios', name: '4:3', width: 1024, height: 768 },
  { group: 'Ratios', name: '3:4', width: 768, height: 1024 },
  { group: 'Ratios', name: '3:2', width: 1536, height: 1024 },
  { group: 'Ratios', name: '2:3', width: 1024, height: 1536 },
  { group: 'Ratios', name: '16:9', width: 1280, height: 720 },
  { group: 'Ratios', name: '9:16', width: 720, height: 1280 },
];
