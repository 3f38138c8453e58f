type Row = readonly [width: number, height: number, ...keywords: string[]];

const rows: readonly Row[] = [
  // Advertising formats.
  [300, 250, 'mediumrectangle', 'medrect'],
  [250, 250, 'squarepopup', 'sqrpop'],
  [240, 400, 'verticalrectangle', 'vertrec'],
  [336, 280, 'largerectangle', 'lrgrec'],
  [180, 150, 'rectangle', 'rec'],
  [720, 300, 'popunder', 'pop'],
  [468, 60, 'fullbanner', 'fullban'],
  [234, 60, 'halfbanner', 'halfban'],
  [88, 31, 'microbar', 'mibar'],
  [120, 90, 'button1', 'but1'],
  [120, 60, 'button2', 'but2'],
  [120, 240, 'verticalbanner', 'vertban'],
  [125, 125, 'squarebutton', 'sqrbut'],
  [728, 90, 'leaderboard', 'leadbrd'],
  [160, 600, 'wideskyscraper', 'wiskyscrpr'],
  [120, 600, 'skyscraper', 'skyscrpr'],
  [300, 600, 'halfpage', 'hpge'],
  // Screens.
  [320, 200, 'cga'],
  [320, 240, 'qvga'],
  [640, 480, 'vga'],
  [800, 480, 'wvga'],
  [800, 600, 'svga'],
  [1024, 600, 'wsvga'],
  [1024, 768, 'xga'],
  [1280, 800, 'wxga'],
  [1280, 1024, 'sxga'],
  [1440, 900, 'wsxga'],
  [1600, 1200, 'uxga'],
  [1920, 1200, 'wuxga'],
  [2048, 1536, 'qxga'],
  [2560, 1600, 'wqxga'],
  [2560, 2048, 'qsxga'],
  [3200, 2048, 'wqsxga'],
  [3200, 2400, 'quxga'],
  [3840, 2400, 'wquxga'],
  // Video.
  [720, 480, 'ntsc'],
  [768, 576, 'pal'],
  [1280, 720, 'hd720', '720p'],
  [1920, 1080, 'hd1080', '1080p'],
  [2560, 1440, '2k'],
  [3840, 2160, '4k'],
];

/** The words that dummyimage.com takes for a size. */
export const dummyimageSizes: ReadonlyMap<string, readonly [width: number, height: number]> = new Map(
  rows.flatMap(([width, height, ...keywords]) => keywords.map((keyword) => [keyword, [width, height]] as const)),
);
