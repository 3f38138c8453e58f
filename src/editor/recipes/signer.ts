import * as vscode from 'vscode';
import { findModel } from '../../core/models/catalogue';
import { encodeRecipe, parseRecipe, recipeFor, type Recipe } from '../../core/recipe';
import type { ImageRequest } from '../../core/request';
import { embedRecipe, readRecipe } from '../../imaging/containers/recipe';
import { readSettings } from '../settings';

/** A file with its recipe, in it or beside it. */
export interface Signed {
  readonly bytes: Uint8Array;
  /** What lies beside the file, when the recipe is not in it. */
  readonly sidecar?: Uint8Array;
}

/**
 * Gives a finished file its recipe as `easel.recipe` says for the folder that it goes to. The same request gives the same bytes,
 * because a save that was cut off is recognised by them.
 */
export async function sign(bytes: Uint8Array, request: ImageRequest, requestId: string | undefined): Promise<Signed> {
  const recipe = recipeOf(request, requestId);
  switch (readSettings(placeOf(request)).recipe) {
    case 'embed':
      return { bytes: await embedRecipe(bytes, encodeRecipe(recipe), recipe.digitalSourceType) };
    case 'sidecar':
      return { bytes, sidecar: sidecarText(recipe) };
    case 'none':
      return { bytes };
  }
}

/** What lies beside a file that was written over, when the recipe is not in it. */
export function sidecarFor(request: ImageRequest, requestId: string | undefined): Uint8Array | undefined {
  return readSettings(placeOf(request)).recipe === 'sidecar' ? sidecarText(recipeOf(request, requestId)) : undefined;
}

function sidecarText(recipe: Recipe): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(recipe, null, 2)}\n`);
}

export function recipeOf(request: ImageRequest, requestId: string | undefined): Recipe {
  return recipeFor(request, { modelName: findModel(request.model)?.name ?? request.model, requestId });
}

/** The recipe of one file in another that was made of it. @returns `to` itself when there is none */
export async function carryRecipe(from: Uint8Array, to: Uint8Array): Promise<Uint8Array> {
  const text = readRecipe(from);
  const recipe = text === undefined ? undefined : parseRecipe(text);
  return recipe ? embedRecipe(to, encodeRecipe(recipe), recipe.digitalSourceType) : to;
}

function placeOf({ edit, target }: ImageRequest): vscode.Uri {
  return vscode.Uri.parse(edit?.source ?? target.folder, true);
}
