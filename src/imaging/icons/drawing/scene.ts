import { rgbOf } from '../../../core/icon';
import type { IconDrawing, IconLook, Zone } from '../../../icons/drawing';
import type { Rgb } from './content';
import type { Master, Subject } from '../master';
import { filling, inZone, middleSquare, withSurroundings, type Placed } from './zones';

/** What is seen in a picture: a part of the master, and what is behind and around it. */
export interface Scene {
  readonly subject: Subject;
  readonly placed: Placed;
  /** Behind the master and all around it; `undefined` for nothing. */
  readonly fill: Rgb | undefined;
}

/** A background this near to the ground of the master, in samples, is the same for the eye. */
const sameColour = 2;

/**
 * Decides how a drawing is made from the master.
 *
 * A transparent master is its content, cut out and placed in the zone. An opaque one fills what is to be filled (`optical`, a `box` of
 * 1 or one that it may bleed out of) as it is; in an `optical` zone, what it shows on a flat ground is placed, and the ground spreads
 * around it. Where it has to keep within something smaller, a flat ground is taken away first, so that no rectangle of it shows on the
 * background.
 */
export function sceneOf(master: Master, drawing: IconDrawing, look: Pick<IconLook, 'background' | 'padding'>): Scene {
  const background = drawing.ground === 'background' ? rgbOf(drawing.colour ?? look.background) : undefined;
  const padding = look.padding === undefined ? undefined : Math.min(0.4, Math.max(0, look.padding));
  const whole = (subject: Subject): Scene => ({ subject, placed: inZone(subject.content, drawing, padding), fill: background });
  if (drawing.tone === 'mono') {
    return whole(master.shape());
  }
  if (!master.isOpaque) {
    return whole(master.own);
  }
  const filled = filledArea(master, drawing, padding);
  if (filled) {
    return { subject: master.own, placed: filling(master.own.light, filled), fill: background };
  }
  const { ground } = master;
  const keepsGround = ground && (background ? isSame(background, ground) : fillsAll(drawing.zone));
  if (keepsGround) {
    const { subject, placed } = whole(master.own);
    return { subject, placed: withSurroundings(placed, subject.light, drawing), fill: background ?? ground };
  }
  return whole(master.cut() ?? master.whole);
}

/** The area that an opaque master fills from edge to edge. */
function filledArea({ ground }: Master, { zone, width, height }: IconDrawing, padding: number | undefined) {
  if (zone.kind === 'optical') {
    return ground || padding !== undefined ? undefined : { left: 0, top: 0, width, height };
  }
  return fillsAll(zone) && !padding && (!ground || width === height) ? middleSquare({ width, height }) : undefined;
}

/** Whether an opaque master leaves no margin in this zone. */
function fillsAll(zone: Zone): boolean {
  return zone.kind === 'optical' || (zone.kind === 'box' && (zone.share >= 1 || zone.bleed === true));
}

function isSame(a: Rgb, b: Rgb): boolean {
  return a.every((sample, index) => Math.abs(sample - (b[index] as number)) <= sameColour);
}
