import { opaque, plain, type IconDrawing, type IconPicture } from '../drawing';

/** Diameter of what no mask of a maskable icon cuts, as the manifest's standard has it. */
export const maskableSafe = 0.8;

/** Diameter of what every launcher of Android shows of a layer of 108 units: 66. */
export const adaptiveSafe = 66 / 108;

/** On the background to the edges, for platforms that round the corners themselves. */
export function fullBleed(edge: number, share = 0.8): IconDrawing {
  return { ...opaque(edge), zone: { kind: 'box', share, bleed: true } };
}

export function maskable(edge: number): IconDrawing {
  return { ...opaque(edge), zone: { kind: 'circle', share: maskableSafe } };
}

/** One screen while an app of the web starts: a small icon on the background. */
export function startupScreen(width: number, height: number): IconDrawing {
  return { ...opaque(1, 0.3), width, height };
}

/** On transparency, with a margin of its own. */
export function within(edge: number, share: number): IconDrawing {
  return { ...plain(edge), zone: { kind: 'box', share } };
}

export function ico(...edges: readonly number[]): IconPicture {
  return { kind: 'ico', drawings: edges.map(plain) };
}

/** Every size that macOS asks an app for. */
export function icns(): IconPicture {
  return { kind: 'icns', drawings: [16, 32, 64, 128, 256, 512, 1024].map(plain) };
}
