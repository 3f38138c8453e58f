import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { usualOperation, type ShapeKind, type ShapeOperation } from '../../core/shapeOperation';
import { readArguments } from '../commandArguments';
import { place } from './pictureArgument';

/** What a command was called with, complete. */
export interface ShapeArguments {
  readonly image: vscode.Uri | string;
  readonly operation: ShapeOperation;
  /** Where to write; a new file beside the picture when it is left out. Naming the picture itself replaces it. */
  readonly output: vscode.Uri | string | undefined;
}

/** No picture that Easel takes has a longer edge. */
const mostPixels = 65_535;

const files = { image: place, output: z.optional(place) };
const pixels = z.optional(whole(mostPixels));
const colour = z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/i, 'it is written as #rrggbb')));

const trim = z.strictObject({ ...files, tolerance: z.optional(whole(255)), margin: pixels });
/** `padding` is for the sides that are not named. */
const pad = z.strictObject({ ...files, padding: pixels, left: pixels, top: pixels, right: pixels, bottom: pixels, colour });
const square = z.strictObject({ ...files, by: z.optional(z.enum(['pad', 'crop'])), colour });
const removeBackground = z.strictObject({ ...files, tolerance: z.optional(whole(100)), holes: z.optional(z.boolean()) });

/** Unknown names are refused: a misspelt one would silently do something else. @throws ImageError `invalid-request` */
export function readShapeArguments(kind: ShapeKind, argument: unknown): ShapeArguments {
  switch (kind) {
    case 'trim': {
      const { image, output, ...rest } = readArguments('easel.trimImage', trim, argument);
      return { image, output, operation: { ...usualOperation.trim, ...given(rest) } };
    }
    case 'pad': {
      const { image, output, ...rest } = readArguments('easel.padImage', pad, argument);
      return { image, output, operation: padding(rest) };
    }
    case 'square': {
      const { image, output, by = usualOperation.square.by, colour } = readArguments('easel.squareImage', square, argument);
      return { image, output, operation: { kind, by, ...ground(colour) } };
    }
    case 'removeBackground': {
      const { image, output, ...rest } = readArguments('easel.removeBackground', removeBackground, argument);
      return { image, output, operation: { ...usualOperation.removeBackground, ...given(rest) } };
    }
  }
}

type Padding = Omit<z.infer<typeof pad>, 'image' | 'output'>;

/** Sides that nobody named stay as they are, unless none was named at all. */
function padding({ padding, left, top, right, bottom, colour }: Padding): ShapeOperation {
  const usual = usualOperation.pad;
  const isNamed = [left, top, right, bottom].some((side) => side !== undefined);
  const rest = padding ?? (isNamed ? 0 : usual.left);
  return { kind: 'pad', left: left ?? rest, top: top ?? rest, right: right ?? rest, bottom: bottom ?? rest, ...ground(colour) };
}

function ground(colour: string | undefined): { readonly colour?: string } {
  return colour === undefined ? {} : { colour: colour.toLowerCase() };
}

/** Without the names that were left out: they would hide what is usual. */
function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function whole(most: number): z.ZodMiniNumber {
  return z.number().check(z.refine((value) => Number.isInteger(value) && value >= 0 && value <= most, `a whole number from 0 to ${most}`));
}
