import * as vscode from 'vscode';
import { findModel } from '../../core/models/catalogue';
import { formatPrice } from '../../core/money';
import type { ActiveJob } from '../../jobs/activeJob';
import type { PanelForm, PanelJob, PanelSnapshot, SavedImage } from '../../protocol/panel';
import { stepsAfter, step } from '../nextSteps';
import { defaultIconModel, defaultModel, type Settings } from '../settings';

/** Files that are not at their place, by address. */
export type Away = ReadonlyMap<string, SavedImage['state']>;

/** One job for the page: labels and addresses that it may load, no paths that it could send back. */
export function jobForPage(job: ActiveJob, webview: vscode.Webview, away: Away, preview: Uint8Array | undefined): PanelJob {
  const { state } = job;
  const { request } = state;
  const fault = state.failure ?? job.paused;
  return {
    id: job.id,
    mode: request.operation === 'icon' ? 'icon' : 'image',
    prompt: request.prompt,
    modelName: findModel(request.model)?.name ?? request.model,
    width: request.width,
    height: request.height,
    count: request.count,
    state: job.phase,
    ...(job.progress?.position === undefined ? {} : { position: job.progress.position }),
    logs: [...(job.progress?.logs ?? [])].slice(-50),
    ...(preview ? { preview } : {}),
    startedAt: state.createdAt,
    ...(state.endedAt === undefined ? {} : { endedAt: state.endedAt }),
    price: formatPrice(state.price),
    ...(fault
      ? { error: errorForPage(fault, job.paused !== undefined, state.repeatedBy === undefined ? formatPrice(state.price) : undefined) }
      : {}),
    images: (state.images ?? []).flatMap((image) => {
      return image.saved ? [savedForPage(image.index, image.saved, webview, away)] : [];
    }),
  };
}

export function errorForPage(
  fault: { kind: Parameters<typeof stepsAfter>[0]; message: string; detail?: string | undefined },
  canContinue: boolean,
  price?: string,
): NonNullable<PanelJob['error']> {
  return {
    message: fault.message,
    ...(fault.detail === undefined ? {} : { detail: fault.detail.slice(0, 2000) }),
    steps: stepsAfter(fault.kind, canContinue, price),
  };
}

function savedForPage(
  index: number,
  saved: { uri: string; width: number; height: number; bytes: number },
  webview: vscode.Webview,
  away: Away,
): SavedImage {
  const uri = vscode.Uri.parse(saved.uri, true);
  const { width, height, bytes } = saved;
  return {
    index,
    name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
    path: vscode.workspace.asRelativePath(uri),
    width,
    height,
    bytes,
    // The size in the query lets a restored or replaced file be loaded anew.
    src: webview
      .asWebviewUri(uri)
      .with({ query: `v=${bytes}` })
      .toString(true),
    state: away.get(saved.uri) ?? 'saved',
  };
}

/** Why nothing can be generated in this window, with the step that helps. */
export function blockedReason(): PanelSnapshot['blocked'] {
  if (!vscode.workspace.workspaceFolders?.length) {
    return { message: vscode.l10n.t('Easel saves images into a project. Open a folder to begin.'), step: step('openFolder') };
  }
  if (!vscode.workspace.isTrusted) {
    return {
      message: vscode.l10n.t('Easel writes no files in Restricted Mode. Trust this workspace to generate images.'),
      step: step('manageTrust'),
    };
  }
  return undefined;
}

export function defaultForm(settings: Settings, hasKey: boolean, folder: string): PanelForm {
  return {
    prompt: '',
    model: defaultModel(settings, hasKey),
    width: 1200,
    height: 630,
    density: '1',
    quality: settings.quality,
    count: 1,
    format: settings.format,
    background: 'auto',
    folder,
    name: '',
    mode: 'image',
    iconModel: defaultIconModel(settings, hasKey),
    style: 'flat',
    ground: 'transparent',
    groundColour: '#4f46e5',
    colours: [],
  };
}
