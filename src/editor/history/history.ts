import { ImageError } from '../../core/errors';
import type { ImageRequest } from '../../core/request';
import { findModel } from '../../core/models/catalogue';
import { readEnded } from '../../jobs/readJob';
import type { ImageState, JobState } from '../../jobs/state';
import type { JobStorage, Mark } from '../../jobs/storage';
import type { HistoryKey, HistoryQuery } from '../../protocol/history';

/** One picture that was made in this workspace. */
export interface HistoryImage extends HistoryKey {
  readonly state: JobState;
  readonly image: ImageState;
  readonly starred: boolean;
}

export interface HistoryDeps {
  readonly storage: JobStorage;
  /** Whether a job belongs to this workspace. */
  readonly isMine: (state: JobState) => boolean;
  readonly log: (line: string) => void;
}

/** Every picture of this workspace whose job has ended, whoever asked for it. What it tells is on disk. */
export class History {
  /** Of ended jobs, whose journals do not change any more. `undefined` for those that cannot be read. */
  private readonly states = new Map<string, JobState | undefined>();
  private readonly listeners = new Set<() => void>();
  private known = '';

  constructor(private readonly deps: HistoryDeps) {}

  /** Newest first, without those that were deleted. */
  async list(): Promise<readonly HistoryImage[]> {
    const ids = await this.deps.storage.listEnded();
    this.known = ids.join();
    const there = new Set(ids);
    for (const id of this.states.keys()) {
      if (!there.has(id)) {
        this.states.delete(id);
      }
    }
    const images: HistoryImage[] = [];
    for (const id of ids) {
      images.push(...(await this.imagesOf(id)));
    }
    return images;
  }

  /** @throws ImageError when it is not, or no longer, in the history */
  async find({ jobId, index }: HistoryKey): Promise<HistoryImage> {
    const found = (await this.imagesOf(jobId, true)).find((one) => one.index === index);
    if (!found) {
      throw new ImageError('invalid-request', 'This image is no longer in the history.');
    }
    return found;
  }

  /** What a job asked for. @throws ImageError when it is not in the history */
  async requestOf(jobId: string): Promise<ImageRequest> {
    const state = await this.stateOf(jobId);
    if (!state || !this.deps.isMine(state)) {
      throw new ImageError('invalid-request', 'This image is no longer in the history.');
    }
    return state.request;
  }

  /** Looks whether jobs have come or gone, in any window, and tells it. */
  async look(): Promise<boolean> {
    const ids = (await this.deps.storage.listEnded()).join();
    if (ids === this.known) {
      return false;
    }
    this.known = ids;
    this.tell();
    return true;
  }

  /** @param mark without the index */
  async mark({ jobId, index }: HistoryKey, mark: 'starred' | 'deleted', on: boolean): Promise<void> {
    await this.deps.storage.setMark(jobId, `${mark}-${index}`, on);
    this.tell();
  }

  /** Something that is shown of it is no longer true. */
  tell(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }

  onChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  private async imagesOf(id: string, withDeleted = false): Promise<HistoryImage[]> {
    const state = await this.stateOf(id);
    if (!state?.images || !this.deps.isMine(state)) {
      return [];
    }
    const marks = await this.deps.storage.marks(id).catch((): ReadonlySet<Mark> => new Set());
    return state.images.flatMap((image) => {
      const isMade = image.file !== undefined || image.saved !== undefined;
      const isHidden = marks.has(`deleted-${image.index}`) && !withDeleted;
      return isMade && !isHidden ? [{ jobId: id, index: image.index, state, image, starred: marks.has(`starred-${image.index}`) }] : [];
    });
  }

  private async stateOf(id: string): Promise<JobState | undefined> {
    if (!this.states.has(id)) {
      // An id may come from a page: only what lies among the ended jobs is read.
      if (!(await this.deps.storage.listEnded()).includes(id)) {
        return undefined;
      }
      try {
        this.states.set(id, await readEnded(id, this.deps));
      } catch (error) {
        this.deps.log(`history: ${id} could not be read: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      }
    }
    return this.states.get(id);
  }
}

export const kindOf = ({ request }: JobState): 'image' | 'icon' | 'edit' =>
  request.operation === 'generate' ? 'image' : request.operation;

/** Those that a query means, in their order; all of them, whatever its limit. */
export function matching(images: readonly HistoryImage[], { text, show }: HistoryQuery): HistoryImage[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return images.filter((one) => {
    const isShown = show === 'all' || (show === 'starred' ? one.starred : kindOf(one.state) === show);
    const told = isShown && words.length > 0 ? fold(textOf(one)) : '';
    return isShown && words.every((word) => told.includes(word));
  });
}

function textOf({ state, image }: HistoryImage): string {
  const { prompt, model, edit } = state.request;
  const file = image.saved ?? (edit && { uri: edit.source });
  return [prompt, findModel(model)?.name ?? model, file ? nameOf(file.uri) : ''].join('\n');
}

/** The name of a file, as a reader writes it. */
function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
