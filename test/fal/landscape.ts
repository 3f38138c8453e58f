import { createHash } from 'node:crypto';

/** What one picture shows. Width and height in pixels. */
export interface Scene {
  readonly prompt: string;
  readonly index: number;
  readonly width: number;
  readonly height: number;
}

/** Numbers from 0 to 1 that depend on the words only, so that the same request always gives the same picture. */
export function seededRandom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The ground hue of a prompt, in degrees. */
export function groundHue(prompt: string): number {
  return Math.floor(seededRandom(prompt)() * 360);
}

/** The hue of the evening sky near the horizon, in degrees: peach goes with every ground. */
const dusk = 30;

/** A calm landscape at dusk as SVG, in the hue of the prompt, with the prompt's words and the size at the foot. */
export function landscape(scene: Scene): string {
  const { width, height } = scene;
  const random = seededRandom(`${scene.prompt}#${scene.index}`);
  const hue = groundHue(scene.prompt);
  const sun = {
    x: width * (0.2 + 0.6 * random()),
    y: height * (0.3 + 0.16 * random()),
    r: Math.min(width, height) * (0.07 + 0.04 * random()),
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    sky(hue, sun),
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    `<circle cx="${sun.x}" cy="${sun.y}" r="${sun.r * 5}" fill="url(#glow)"/>`,
    `<circle cx="${sun.x}" cy="${sun.y}" r="${sun.r}" fill="hsl(${dusk + 14} 100% 94%)"/>`,
    clouds(width, height, random),
    ...Array.from({ length: 5 }, (_, layer) => ridge(layer, hue, width, height, random)),
    trees(hue, width, height, random),
    caption(scene),
    '</svg>',
  ].join('');
}

function sky(hue: number, sun: { x: number; y: number; r: number }): string {
  return `<defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="hsl(${hue - 18} 42% 36%)"/><stop offset="0.28" stop-color="hsl(${hue + 2} 40% 62%)"/>
      <stop offset="0.46" stop-color="hsl(${dusk} 70% 82%)"/><stop offset="0.64" stop-color="hsl(${dusk - 8} 84% 76%)"/>
    </linearGradient>
    <radialGradient id="glow" gradientUnits="userSpaceOnUse" cx="${sun.x}" cy="${sun.y}" r="${sun.r * 5}">
      <stop offset="0" stop-color="hsl(${dusk + 12} 100% 93%)" stop-opacity="0.85"/><stop offset="0.35" stop-color="hsl(${dusk + 6} 95% 84%)" stop-opacity="0.32"/>
      <stop offset="1" stop-color="hsl(${dusk} 90% 80%)" stop-opacity="0"/>
    </radialGradient>
    <linearGradient id="foot" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.4"/>
    </linearGradient>
  </defs>`;
}

function clouds(width: number, height: number, random: () => number): string {
  return Array.from({ length: 5 }, () => {
    const x = width * random();
    const y = height * (0.08 + 0.3 * random());
    const long = width * (0.09 + 0.14 * random());
    const thin = height * (0.006 + 0.012 * random());
    return [0, 1, 2]
      .map((part) => {
        const shift = (part - 1) * long * 0.45;
        return `<ellipse cx="${x + shift}" cy="${y + part * thin * 0.8}" rx="${long * (1 - part * 0.18)}" ry="${thin}" fill="hsl(${dusk} 80% 94%)" opacity="0.32"/>`;
      })
      .join('');
  }).join('');
}

/** One range of hills: three waves of seeded length laid over each other; the nearer, the darker and the lower. */
function ridge(layer: number, hue: number, width: number, height: number, random: () => number): string {
  const base = height * (0.5 + layer * 0.105);
  const swing = height * (0.085 - layer * 0.011);
  const waves = [1.3, 2.9, 6.7].map((times, index) => ({
    times: times * (0.8 + 0.5 * random()),
    phase: random() * 7,
    share: [0.62, 0.28, 0.1][index] ?? 0,
  }));
  const steps = 90;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const x = step / steps;
    const y = waves.reduce((sum, wave) => sum + wave.share * Math.sin(x * wave.times * Math.PI * 2 + wave.phase), 0);
    return `${(x * width).toFixed(1)},${(base + y * swing).toFixed(1)}`;
  });
  const color = `hsl(${hue + 22 - layer * 12} ${28 + layer * 3}% ${66 - layer * 12}%)`;
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${color}"/>`;
}

function trees(hue: number, width: number, height: number, random: () => number): string {
  return Array.from({ length: 26 }, () => {
    const side = random() < 0.5 ? random() * 0.34 : 0.66 + random() * 0.34;
    const tall = height * (0.05 + 0.08 * random());
    const x = width * side;
    const foot = height * (0.985 + 0.04 * random());
    const tiers = [0, 0.28, 0.52].map((up, tier) => {
      const half = tall * (0.2 - tier * 0.05);
      const bottom = foot - tall * up;
      return `<polygon points="${x - half},${bottom} ${x},${bottom - tall * 0.5} ${x + half},${bottom}"/>`;
    });
    return `<g fill="hsl(${hue - 30} 40% 11%)">${tiers.join('')}</g>`;
  }).join('');
}

function caption({ prompt, index, width, height }: Scene): string {
  const size = Math.max(11, Math.round(Math.min(width, height) / 46));
  const room = Math.max(8, Math.floor((width * 0.8) / (size * 0.56)));
  const words = prompt.replace(/\s+/g, ' ').trim();
  const shown = words.length > room ? `${words.slice(0, room - 1)}…` : words;
  const left = size * 1.4;
  const font = `font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif" fill="#fff"`;
  return `<rect x="0" y="${height - size * 9}" width="${width}" height="${size * 9}" fill="url(#foot)"/>
    <text x="${left}" y="${height - size * 3.2}" font-size="${size}" ${font} opacity="0.95">${escapeXml(shown)}</text>
    <text x="${left}" y="${height - size * 1.7}" font-size="${size * 0.78}" ${font} opacity="0.7">${width}×${height} · no. ${index + 1}</text>`;
}

function escapeXml(words: string): string {
  const clean = words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, ' ');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
