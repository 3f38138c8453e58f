/*
 * How far two colours are apart, as numbers that stay linear: a mixture of two colours lies on the straight line between them. Brightness
 * counts most. JPEG keeps it sharp and smears the rest over two pixels and more, and noise of three samples is smaller in it.
 */

/** Weight of the difference in colour against that in brightness. */
const chroma = 0.5;

/** Writes brightness and weighted colour of an RGB difference (0 to 255 in each sample) into the first three places. */
export function spread(red: number, green: number, blue: number, into: Float64Array): void {
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  into[0] = light;
  into[1] = 0.564 * chroma * (blue - light);
  into[2] = 0.713 * chroma * (red - light);
}

/** Length of an RGB difference: 255 from black to white. */
export function distanceOf(red: number, green: number, blue: number): number {
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  const toBlue = 0.564 * chroma * (blue - light);
  const toRed = 0.713 * chroma * (red - light);
  return Math.sqrt(light * light + toBlue * toBlue + toRed * toRed);
}
