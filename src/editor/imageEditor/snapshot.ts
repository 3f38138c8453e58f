import * as vscode from 'vscode';
import { toImageError } from '../../core/errors';
import { findModel } from '../../core/models/catalogue';
import { formatPrice } from '../../core/money';
import type { ActiveJob } from '../../jobs/activeJob';
import type { EditJob, EditorSnapshot } from '../../protocol/imageEditor';
import type { LivePreviews } from '../livePreview';
import { blockedReason, errorForPage } from '../panel/snapshot';
import { isNotKept, type Answers } from './answers';
import type { Discarded } from './discarded';
import type { ImageDocument } from './imageDocument';

export interface EditViewDeps {
  readonly answers: Answers;
  readonly discarded: Discarded;
  readonly live: LivePreviews;
  readonly log: vscode.LogOutputChannel;
}

/** One run for the page; a thumbnail that cannot be made any more leaves its variant out. */
export async function editForPage(job: ActiveJob, { answers, discarded, live, log }: EditViewDeps): Promise<EditJob | undefined> {
  const { state } = job;
  const { request } = state;
  if (!request.edit) {
    return undefined;
  }
  const fault = state.failure ?? job.paused;
  const kept = (state.images ?? []).filter((image) => image.file !== undefined);
  const faults: unknown[] = [];
  const variants = await Promise.all(
    kept.map(async ({ index }) => {
      const variant = { jobId: job.id, index };
      const thumbnail = await answers.thumbnail(variant).catch((error: unknown) => {
        if (!discarded.has(variant)) {
          faults.push(error);
        }
        log.warn(`job ${job.id}: answer ${index + 1}: ${detailOf(error)}`);
      });
      return thumbnail && { index, thumbnail, discarded: discarded.has(variant) };
    }),
  );
  const preview = await live.pictureOf(job);
  const shown = variants.filter((variant) => variant !== undefined);
  return {
    id: job.id,
    prompt: request.prompt,
    modelName: findModel(request.model)?.name ?? request.model,
    count: request.count,
    state: job.phase,
    ...(job.progress?.position === undefined ? {} : { position: job.progress.position }),
    logs: [...(job.progress?.logs ?? [])].slice(-50),
    ...(preview ? { preview } : {}),
    startedAt: state.createdAt,
    ...(state.endedAt === undefined ? {} : { endedAt: state.endedAt }),
    price: formatPrice(state.price),
    ...(fault ? { error: withoutElsewhere(errorForPage(fault, job.paused !== undefined)) } : {}),
    ...(faults.length > 0 && shown.length === 0 ? { error: { message: lostText(faults), steps: [] } } : {}),
    box: request.edit.placement.box,
    image: request.edit.sourceSize,
    masked: request.edit.masked,
    settings: request.edit.settings,
    variants: shown,
  };
}

/** Why there is nothing to see of an edit. What is damaged was paid for and still lies there; what was let go of does not. */
function lostText(faults: readonly unknown[]): string {
  const damage = faults.find((fault) => !isNotKept(fault));
  return damage === undefined
    ? vscode.l10n.t('What this edit brought is no longer kept on this machine.')
    : vscode.l10n.t('What this edit brought is kept, but cannot be shown. {0}', toImageError(damage).message);
}

/** What an error says, with what is only for the log. */
export function detailOf(error: unknown): string {
  const { message, detail } = toImageError(error);
  return detail === undefined ? message : `${message} (${detail})`;
}

/** An answer waits in the extension's storage; it has no place in the project that could be another. */
function withoutElsewhere(error: ReturnType<typeof errorForPage>): ReturnType<typeof errorForPage> {
  return { ...error, steps: error.steps.filter((step) => step.id !== 'saveElsewhere') };
}

/** What stands in the way of any edit of this picture. */
export function editBlocked(document: ImageDocument): EditorSnapshot['blocked'] {
  const blocked = blockedReason();
  if (blocked) {
    return blocked;
  }
  const { facts } = document.current;
  const name = nameFor(document.uri);
  if (facts.frames > 1) {
    return { message: vscode.l10n.t('“{0}” is animated; Easel edits still pictures.', name) };
  }
  if (!['image/png', 'image/jpeg', 'image/webp'].includes(facts.type)) {
    return { message: vscode.l10n.t('Easel edits PNG, JPEG and WebP. Save “{0}” as PNG to edit it.', name) };
  }
  if (document.readOnly) {
    return { message: vscode.l10n.t('“{0}” is read-only. Use File: Save As… to edit a copy.', name) };
  }
  return undefined;
}

/** What is worth knowing before the first edit. @param told whether the user knows already that a JPEG is encoded again */
export function editNotes(document: ImageDocument, told: boolean): EditorSnapshot['notes'] {
  const { facts } = document.current;
  const notes: EditorSnapshot['notes'] = [];
  if (facts.frames > 1) {
    notes.push({ id: 'animated', message: vscode.l10n.t('Save the first frame as PNG to edit it.'), offer: 'saveAsPng' });
  } else if (facts.type === 'image/jpeg' && !told) {
    notes.push({
      id: 'jpeg',
      message: vscode.l10n.t(
        'An edit is exact, but a JPEG is encoded again when it is saved, which changes every pixel a little. A PNG keeps them.',
      ),
      offer: 'saveAsPng',
    });
  } else if (facts.type === 'image/webp' && !facts.lossless) {
    notes.push({
      id: 'webp',
      message: vscode.l10n.t(
        'So that nothing outside the mask changes, an edit is saved as WebP without loss, which makes the file larger.',
      ),
    });
  }
  if (facts.kind === 'palette') {
    notes.push({ id: 'palette', message: vscode.l10n.t('The picture has a palette; an edit is saved in full colour.') });
  }
  return notes;
}

export function nameFor(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
