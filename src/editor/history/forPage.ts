import * as vscode from 'vscode';
import { findModel } from '../../core/models/catalogue';
import { formatPrice } from '../../core/money';
import type { HistoryAnswer, HistoryEntry, HistoryQuery } from '../../protocol/history';
import { kindOf, matching, type History, type HistoryImage } from './history';
import { editedFile } from './historyActions';
import type { Housekeeping } from './housekeeping';
import type { Thumbnails } from './thumbnails';

export interface HistoryParts {
  readonly history: History;
  readonly thumbnails: Thumbnails;
  readonly housekeeping: Housekeeping;
}

/** What the page shows of the history. @param asWebviewUri makes an address that the page may load */
export async function historyFor(
  query: HistoryQuery,
  { history, thumbnails, housekeeping }: HistoryParts,
  asWebviewUri: (file: vscode.Uri) => vscode.Uri,
): Promise<HistoryAnswer> {
  const all = await history.list();
  const found = matching(all, query);
  const shown = found.slice(0, query.limit);
  await thumbnails.ready();
  thumbnails.want(shown);
  const entries = await Promise.all(
    shown.map((image) => {
      const small = thumbnails.of(image);
      return entryFor(image, small ? asWebviewUri(small).toString(true) : '');
    }),
  );
  return { entries, matching: found.length, total: all.length, used: await housekeeping.usage() };
}

async function entryFor(image: HistoryImage, src: string): Promise<HistoryEntry> {
  const { jobId, index, state, starred } = image;
  const { request } = state;
  const { saved, file } = image.image;
  const uri = saved && vscode.Uri.parse(saved.uri, true);
  return {
    jobId,
    index,
    kind: kindOf(state),
    prompt: request.prompt,
    modelName: modelNameOf(image),
    width: saved?.width ?? request.width,
    height: saved?.height ?? request.height,
    quality: request.quality,
    price: formatPrice(state.price),
    at: state.createdAt,
    starred,
    src,
    ...(uri
      ? {
          file: {
            name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
            path: vscode.workspace.asRelativePath(uri),
            isThere: await isThere(uri),
          },
        }
      : {}),
    canSaveAgain: file !== undefined,
    canEdit: request.edit !== undefined && (await isThere(editedFile(image))),
  };
}

export function modelNameOf({ state }: HistoryImage): string {
  return findModel(state.request.model)?.name ?? state.request.model;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
