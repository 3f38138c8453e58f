import { html, svg, type TemplateResult } from 'lit';
import type { IconSetPreview } from '../../protocol/iconSet';

type Guide = NonNullable<IconSetPreview['guide']>;

/** Radius of a rounded plate's corners as a share of its edge. */
const cornerShare = 0.2237;

/** Exponent of the superellipse that phones cut. */
const exponent = 5;

/** The outline over a picture of `width` × `height`, centred: a dark line under a dashed light one, so that one of them is seen on every picture. */
export function guideView({ kind, share }: Guide, width: number, height: number): TemplateResult {
  const edge = Math.min(width, height) * share;
  const [x, y] = [(width - edge) / 2, (height - edge) / 2];
  const radius = kind === 'rounded' ? edge * cornerShare : edge / 2;
  const outline = (name: string) =>
    kind === 'squircle'
      ? svg`<path class=${name} d=${squircle(width / 2, height / 2, edge / 2)} />`
      : svg`<rect class=${name} x=${x} y=${y} width=${edge} height=${edge} rx=${radius} />`;
  return html`<svg class="guide" viewBox="0 0 ${width} ${height}" aria-hidden="true">${outline('under')}${outline('over')}</svg>`;
}

/** |x|⁵ + |y|⁵ = r⁵ in 96 short lines. */
function squircle(centreX: number, centreY: number, radius: number): string {
  const points = Array.from({ length: 96 }, (_, index) => {
    const angle = (index / 96) * 2 * Math.PI;
    const along = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / exponent) * radius;
    return `${(centreX + along(Math.cos(angle))).toFixed(2)} ${(centreY + along(Math.sin(angle))).toFixed(2)}`;
  });
  return `M${points.join('L')}Z`;
}
