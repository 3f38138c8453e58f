import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { imageModelOf, retiredModelOf } from '../core/models/added/build';
import { addedModel, type AddedModel } from '../core/models/added/description';
import type { ImageModel } from '../core/models/model';

export const addedModelsState = 'easel.addedModels';

/** What an environment can hold in one variable, in characters: Linux takes 128 KiB. */
const mostForProcess = 100_000;

/** Those that were taken away are kept for what still runs or is in the history, the latest so many. */
const maxRetired = 50;

/** More than anybody chooses from; every page is told of all of them. */
const maxOffered = 100;

const entry = z.object({ model: addedModel, removed: z.optional(z.boolean()) });
type Entry = z.infer<typeof entry>;

/** The models that the user has added, the same in every window. A workspace has no say in it. */
export class AddedModels implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private read: { readonly text: string; readonly entries: readonly Entry[]; readonly models: readonly ImageModel[] } | undefined;

  constructor(private readonly state: vscode.Memento) {}

  /** Also those that were taken away, which can do nothing new. */
  get models(): readonly ImageModel[] {
    return this.current.models;
  }

  get offered(): readonly AddedModel[] {
    return this.current.entries.filter(({ removed }) => !removed).map(({ model }) => model);
  }

  /** All of them as they are kept, for a process that has no such state; none when they are too many to be passed on. */
  get forProcess(): string | undefined {
    const { text } = this.current;
    return text === '' || text.length > mostForProcess ? undefined : text;
  }

  /** One that is there already is replaced: its schema may have changed. */
  async add(model: AddedModel): Promise<void> {
    await this.write([...this.current.entries.filter((one) => one.model.id !== model.id), { model }]);
  }

  /** @returns whether there was one */
  async remove(id: string): Promise<boolean> {
    const had = this.offered.some((model) => model.id === id);
    if (had) {
      await this.write(this.current.entries.map((one) => (one.model.id === id ? { ...one, removed: true } : one)));
    }
    return had;
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Kept as one text, so that a change by another window is noticed by looking at it. */
  private get current(): NonNullable<AddedModels['read']> {
    const stored = this.state.get<unknown>(addedModelsState);
    const text = typeof stored === 'string' ? stored : '';
    if (this.read?.text !== text) {
      const entries = parse(text);
      const models = entries.map(({ model, removed }) => (removed ? retiredModelOf(model) : imageModelOf(model)));
      this.read = { text, entries, models };
    }
    return this.read;
  }

  private async write(entries: readonly Entry[]): Promise<void> {
    const kept = [
      ...entries.filter(({ removed }) => removed).slice(-maxRetired),
      ...entries.filter(({ removed }) => !removed).slice(-maxOffered),
    ];
    await this.state.update(addedModelsState, JSON.stringify(kept));
    this.changed.fire();
  }
}

/** What cannot be read any more is as if it had never been added. */
function parse(text: string): Entry[] {
  try {
    const list: unknown = JSON.parse(text === '' ? '[]' : text);
    return (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
      const parsed = entry.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return [];
  }
}
