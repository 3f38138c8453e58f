/** Screens that iOS wants a startup picture for: points wide and high, pixels per point. */
const screens = [
  [320, 568, 2],
  [375, 667, 2],
  [375, 812, 3],
  [390, 844, 3],
  [393, 852, 3],
  [414, 896, 2],
  [414, 896, 3],
  [414, 736, 3],
  [428, 926, 3],
  [430, 932, 3],
  [744, 1133, 2],
  [768, 1024, 2],
  [810, 1080, 2],
  [820, 1080, 2],
  [834, 1194, 2],
  [834, 1112, 2],
  [1024, 1366, 2],
] as const;

export interface StartupScreen {
  readonly file: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** The media query of exactly this screen. */
  readonly media: string;
}

/** Both orientations of every screen. */
export const startupScreens: readonly StartupScreen[] = screens.flatMap(([width, height, ratio]) =>
  (['portrait', 'landscape'] as const).map((orientation) => {
    const [across, down] = orientation === 'portrait' ? [width * ratio, height * ratio] : [height * ratio, width * ratio];
    return {
      file: `apple-touch-startup-image-${across}x${down}.png`,
      width: across,
      height: down,
      media: `(device-width: ${width}px) and (device-height: ${height}px) and (-webkit-device-pixel-ratio: ${ratio}) and (orientation: ${orientation})`,
    };
  }),
);
