/** Pictures as a run would make them, drawn as SVG so that no file is needed: `sample-<kind>-<width>x<height>.svg`. */
const kinds = {
  hero: (w: number, h: number) =>
    `<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f7c59f"/><stop offset="1" stop-color="#e86a92"/></linearGradient></defs>
    <rect width="${w}" height="${h}" fill="url(#g)"/><circle cx="${w * 0.72}" cy="${h * 0.36}" r="${h * 0.16}" fill="#fff3d6"/>
    <path d="M0 ${h * 0.72} Q ${w * 0.25} ${h * 0.46} ${w * 0.5} ${h * 0.7} T ${w} ${h * 0.62} V ${h} H 0Z" fill="#41337a"/>
    <path d="M0 ${h * 0.86} Q ${w * 0.3} ${h * 0.68} ${w * 0.62} ${h * 0.84} T ${w} ${h * 0.8} V ${h} H 0Z" fill="#2a1f52"/>`,
  sea: (w: number, h: number) =>
    `<rect width="${w}" height="${h}" fill="#bfe3f2"/><rect y="${h * 0.55}" width="${w}" height="${h * 0.45}" fill="#2f7ea8"/>
    <path d="M${w * 0.4} ${h * 0.56} l ${w * 0.2} 0 l ${-w * 0.03} ${h * 0.08} h ${-w * 0.14}z" fill="#7a3b1e"/><path d="M${w * 0.5} ${h * 0.2} v ${h * 0.34} h ${w * 0.12}z" fill="#fff"/>`,
  icon: (w: number, h: number) =>
    `<rect x="${w * 0.08}" y="${h * 0.08}" width="${w * 0.84}" height="${h * 0.84}" rx="${w * 0.2}" fill="#2f81f7"/>
    <path d="M${w * 0.3} ${h * 0.52} l ${w * 0.14} ${h * 0.14} l ${w * 0.27} ${-h * 0.32}" fill="none" stroke="#fff" stroke-width="${w * 0.1}" stroke-linecap="round" stroke-linejoin="round"/>`,
  plane: (w: number, h: number) =>
    `<path d="M${w * 0.08} ${h * 0.46} L${w * 0.92} ${h * 0.1} L${w * 0.42} ${h * 0.62}z" fill="#0ea5e9"/>
    <path d="M${w * 0.92} ${h * 0.1} L${w * 0.66} ${h * 0.86} L${w * 0.42} ${h * 0.62}z" fill="#4f46e5"/><path d="M${w * 0.42} ${h * 0.62} L${w * 0.4} ${h * 0.9} L${w * 0.53} ${h * 0.73}z" fill="#111827"/>`,
} as const;

export type SampleKind = keyof typeof kinds;

export function samplePicture(name: string): string | undefined {
  const match = /^sample-(hero|sea|icon|plane)-(\d+)x(\d+)\.svg$/.exec(name);
  if (!match) {
    return undefined;
  }
  const [width, height] = [Number(match[2]), Number(match[3])];
  const draw = kinds[match[1] as SampleKind];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${draw(width, height)}</svg>`;
}
