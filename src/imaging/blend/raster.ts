import type { Size } from '../../core/sizes';

/**
 * Decoded samples in reading order, interleaved, straight alpha: width × height × channels. Three channels are RGB, four are RGBA.
 * With 8 bits a `Uint8Array`, with 16 bits a `Uint16Array`.
 */
export interface Raster extends Size {
  readonly channels: 3 | 4;
  readonly data: Uint8Array | Uint16Array;
}

/** The largest value of a sample. */
export function fullScale({ data }: Raster): 255 | 65535 {
  return data instanceof Uint16Array ? 65535 : 255;
}
