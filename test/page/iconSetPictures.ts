/** Icons as PNG, drawn here, so that previews are real files without a codec. */
import { writePng } from '../host/pngWriter';

/** What lies around the drawing. */
interface Picture {
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` behind everything; without one it is transparent. */
  readonly background?: string;
  /** The drawing's edge as a share of the shorter edge. */
  readonly share?: number;
  /** The grid that stands for transparency, painted. */
  readonly checkered?: boolean;
}

type Rgba = readonly [number, number, number, number];

const blue: Rgba = [47, 129, 247, 255];
const white: Rgba = [255, 255, 255, 255];

/** A blue plate with a white tick. @returns PNG bytes, RGBA, 8 bit, straight alpha */
export function iconPng({ width, height, background, share = 0.84, checkered = false }: Picture): Uint8Array {
  const edge = Math.min(width, height) * share;
  const png = writePng(width, height, (x, y) => {
    const u = (x + 0.5 - width / 2) / edge;
    const v = (y + 0.5 - height / 2) / edge;
    const plate = over(groundAt(x, y, background, checkered), blue, 0.5 - roundedBox(u, v) * edge);
    return over(plate, white, 0.5 + (0.06 - tick(u, v)) * edge);
  });
  return new Uint8Array(png);
}

function groundAt(x: number, y: number, background: string | undefined, checkered: boolean): Rgba {
  if (checkered) {
    const grey = (Math.floor(x / 32) + Math.floor(y / 32)) % 2 === 0 ? 255 : 204;
    return [grey, grey, grey, 255];
  }
  const part = (at: number) => Number.parseInt(background?.slice(at, at + 2) ?? '00', 16);
  return [part(1), part(3), part(5), background === undefined ? 0 : 255];
}

/** Distance to a square of edge 0.96 with round corners; negative inside. */
function roundedBox(u: number, v: number): number {
  const [x, y] = [Math.abs(u) - 0.28, Math.abs(v) - 0.28];
  return Math.hypot(Math.max(x, 0), Math.max(y, 0)) + Math.min(Math.max(x, y), 0) - 0.2;
}

/** Distance to a tick of two strokes. */
function tick(u: number, v: number): number {
  return Math.min(toLine(u, v, -0.22, 0.02, -0.06, 0.18), toLine(u, v, -0.06, 0.18, 0.24, -0.17));
}

function toLine(u: number, v: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((u - ax) * dx + (v - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(u - ax - along * dx, v - ay - along * dy);
}

/** Source over. @param cover how much of the pixel the upper colour covers; what is beyond 0 to 1 is cut */
function over(below: Rgba, top: Rgba, cover: number): Rgba {
  const a = Math.min(1, Math.max(0, cover)) * (top[3] / 255);
  const b = (below[3] / 255) * (1 - a);
  const alpha = a + b;
  const part = (at: 0 | 1 | 2) => (alpha === 0 ? 0 : Math.round((top[at] * a + below[at] * b) / alpha));
  return [part(0), part(1), part(2), Math.round(alpha * 255)];
}
