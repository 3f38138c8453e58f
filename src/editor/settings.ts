import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maskConvention } from '../core/edit';
import { draftModelId } from '../core/models/draft';
import { modelsFor } from '../core/models/catalogue';
import { defaultFileName } from '../core/naming';
import { qualities } from '../core/models/model';

/** What a person typed into settings.json may be anything; whatever does not fit counts as not set. */
const stored = z.object({
  model: z.catch(z.string(), 'auto'),
  quality: z.catch(z.enum(qualities), 'medium'),
  format: z.catch(z.enum(['png', 'jpeg', 'webp']), 'png'),
  assetsFolder: z.catch(z.string(), ''),
  fileName: z.catch(z.string(), defaultFileName),
  maskConvention: z.catch(maskConvention, 'white'),
  privateRequests: z.catch(z.boolean(), false),
  recipe: z.catch(z.enum(['embed', 'sidecar', 'none']), 'embed'),
});

export type Settings = z.infer<typeof stored>;

/** The settings that hold for a workspace folder, or for the window. */
export function readSettings(scope?: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration('easel', scope);
  return stored.parse({
    model: configuration.get('model'),
    quality: configuration.get('quality'),
    format: configuration.get('format'),
    assetsFolder: configuration.get('assetsFolder'),
    fileName: configuration.get('fileName') || undefined,
    maskConvention: configuration.get('maskConvention'),
    privateRequests: configuration.get('privateRequests'),
    recipe: configuration.get('recipe'),
  });
}

/** The model that a new icon starts with: one with real transparency before one whose ground is taken away, a draft without a key. */
export function defaultIconModel(settings: Settings, hasKey: boolean): string {
  const usable = modelsFor('icon').filter((model) => model.id !== draftModelId);
  const best = usable.find((model) => model.backgrounds.includes('transparent')) ?? usable[0];
  return (hasKey && settings.model !== draftModelId ? best?.id : undefined) ?? draftModelId;
}

/** The model that a new request starts with: the chosen one, or the best that works with or without a key. */
export function defaultModel(settings: Settings, hasKey: boolean): string {
  const usable = modelsFor('generate');
  const chosen = usable.find((model) => model.id === settings.model);
  const best = hasKey ? usable[0] : undefined;
  return (chosen ?? best)?.id ?? draftModelId;
}
