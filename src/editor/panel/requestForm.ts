import type * as vscode from 'vscode';
import { masterEdge, type IconGround } from '../../core/icon';
import type { ImageRequest } from '../../core/request';
import type { PanelForm } from '../../protocol/panel';
import type { Wish } from '../buildRequest';

/** What the form asks for in icon mode: the master, of which every size is made. */
export function iconWish(form: PanelForm, folder: vscode.Uri | undefined): Wish {
  const { prompt, iconModel, style, ground, groundColour, colours, quality, count, name } = form;
  const stands: IconGround = ground === 'transparent' ? { kind: ground } : { kind: ground, colour: groundColour };
  const common = { prompt, model: iconModel, quality, count, folder, name: name || undefined };
  return { ...common, width: masterEdge, height: masterEdge, format: 'png', icon: { style, ground: stands, colours } };
}

/** The form that makes the same request again. @param others what the request does not tell */
export function formOf(request: ImageRequest, folder: string, others: PanelForm): PanelForm {
  const { prompt, model, quality, count, format, icon, density = 1 } = request;
  const common = { ...others, prompt, quality, count, folder, name: '' };
  if (icon) {
    const { style, ground, colours } = icon;
    const groundColour = ground.kind === 'transparent' ? others.groundColour : ground.colour;
    return { ...common, mode: 'icon', iconModel: model, style, ground: ground.kind, groundColour, colours };
  }
  const size = { width: request.width / density, height: request.height / density };
  return { ...common, mode: 'image', model, ...size, density: density === 3 ? '3' : density === 2 ? '2' : '1', format };
}
