import * as vscode from 'vscode';
import { removableGround } from '../core/iconPrompt';
import { modelOf } from '../core/models/catalogue';
import type { ImageService } from '../core/service';
import { createDraftService } from '../draft/service';
import { createFalService } from '../fal/falService';
import type { Codec } from '../imaging/codec';
import type { ActiveJob } from '../jobs/activeJob';
import { defaultTiming } from '../jobs/deps';
import type { Purse } from '../jobs/purse';
import { Runner } from '../jobs/runner';
import type { Finisher, Saver } from '../jobs/saver';
import type { JobState } from '../jobs/state';
import type { JobStorage } from '../jobs/storage';
import type { ApiKey } from './apiKey';
import type { OpenAiKey } from './openAiKey';
import { sign } from './recipes/signer';
import { readSettings } from './settings';

/** The service's address for tests: loopback only, checked where it is used. */
export function falOptions(log: vscode.LogOutputChannel): { baseUrl: string | undefined; log: (line: string) => void } {
  return { baseUrl: process.env['EASEL_FAL_BASE_URL'] || undefined, log: (line) => log.info(line) };
}

/** Fits an answer to what was asked for, and gives the file its recipe. */
export function createFinisher(codec: Codec): Finisher {
  return async (bytes, request, choice, requestId) => {
    const { prompt, width, height, format, icon, compression: quality } = request;
    const target = { width, height };
    const asked = icon?.transparency === 'removal' ? removableGround(prompt, icon) : undefined;
    const made = icon
      ? await codec.finishIcon({ bytes, target, format, icon, asked, choice })
      : await codec.fit(bytes, target, format, { quality });
    return { ...made, ...(await sign(made.bytes, request, requestId)) };
  };
}

export interface RunnerParts {
  readonly key: ApiKey;
  readonly openAiKey: OpenAiKey;
  readonly codec: Codec;
  readonly log: vscode.LogOutputChannel;
  readonly storage: JobStorage;
  readonly saver: Saver;
  readonly purse: Purse;
  readonly finish: Finisher;
}

/** The runner of this window. @param onResumed as the runner's own */
export function createRunner(
  { key, openAiKey, codec, log, storage, saver, purse, finish }: RunnerParts,
  onResumed: (job: ActiveJob) => void,
): Runner {
  const services: Readonly<Record<'fal' | 'draft', ImageService>> = {
    fal: createFalService({
      ...falOptions(log),
      key: () => key.require(),
      openAiKey: () => openAiKey.read(),
      privateRequests: () => readSettings().privateRequests,
    }),
    draft: createDraftService({ ...codec, drawOver: async (...over) => (await codec.drawOver(...over)).bytes }),
  };
  const deps = {
    storage,
    serviceOf: (modelId: string) => services[modelOf(modelId).service],
    finish,
    saver,
    purse,
    now: () => Date.now(),
    log: (line: string) => log.info(line),
    timing: defaultTiming,
  };
  // Nothing is written in Restricted Mode, not even what was asked for before.
  const isMine = (state: JobState): boolean =>
    vscode.workspace.isTrusted &&
    (vscode.workspace.workspaceFolders?.some((folder) => folder.uri.toString() === state.request.workspace) ?? false);
  return new Runner(deps, isMine, onResumed);
}
