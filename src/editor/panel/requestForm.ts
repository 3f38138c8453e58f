import type * as vscode from 'vscode';
import { masterEdge, type IconGround } from '../../core/icon';
import type { Recipe } from '../../core/recipe';
import type { ImageRequest } from '../../core/request';
import type { PanelForm } from '../../protocol/panel';
import type { Wish } from '../buildRequest';
import { recipeOf } from '../recipes/signer';

/** What the form asks for in icon mode: the master, of which every size is made. */
export function iconWish(form: PanelForm, folder: vscode.Uri | undefined): Wish {
  const { prompt, iconModel, style, ground, groundColour, colours, quality, count, name } = form;
  const stands: IconGround = ground === 'transparent' ? { kind: ground } : { kind: ground, colour: groundColour };
  const common = { prompt, model: iconModel, quality, count, folder, name: name || undefined };
  return { ...common, width: masterEdge, height: masterEdge, format: 'png', icon: { style, ground: stands, colours } };
}

/** The form that makes the same request again. @param others what the request does not tell */
export function formOf(request: ImageRequest, folder: string, others: PanelForm): PanelForm {
  return { ...others, ...formOfRecipe(recipeOf(request, undefined)), folder };
}

/** The form that makes the same once more. Model and size are checked by the form like anything that is typed into it. */
export function formOfRecipe(recipe: Recipe): Partial<PanelForm> {
  const { prompt, model, quality, format, background = 'auto', parameters = {}, icon, density = 1, count } = recipe;
  const common = { prompt, quality, count, name: '' };
  if (icon) {
    const { style, ground, colours } = icon;
    const colour = ground.kind === 'transparent' ? {} : { groundColour: ground.colour };
    return { ...common, mode: 'icon', iconModel: model, style, ground: ground.kind, colours: colours.slice(0, 6), ...colour };
  }
  const size = { width: recipe.width / density, height: recipe.height / density };
  return {
    ...common,
    mode: 'image',
    model,
    ...size,
    density: density === 3 ? '3' : density === 2 ? '2' : '1',
    format,
    background,
    parameters,
  };
}
