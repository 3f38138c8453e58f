import { createHash } from 'node:crypto';
import { ImageError } from '../../../src/core/errors';
import type { GroundChoice } from '../../../src/core/icon';
import type { ImageRequest } from '../../../src/core/request';
import type { EditOrder } from '../../../src/core/edit';
import type { EncodedImage, ImageService, Order } from '../../../src/core/service';
import type { JobFiles } from '../../../src/jobs/inputs';
import type { JobDeps } from '../../../src/jobs/deps';
import type { Price } from '../../../src/core/money';
import type { Charge } from '../../../src/jobs/ledger';
import { Runner } from '../../../src/jobs/runner';
import type { JobStorage, Mark } from '../../../src/jobs/storage';

/** The process died here: whatever waits for this never hears of it. */
const death = new Promise<never>(() => undefined);

/**
 * A disk, a service and a project that outlive the process that works on them. Every effect is a numbered point at which the process
 * can be killed, just before or just after it has happened.
 */
export class World {
  readonly open = new Map<string, { journal: string; files: Map<string, Uint8Array> }>();
  readonly ended = new Map<string, { journal: string; files: Map<string, Uint8Array> }>();
  /** Finished files and half files by address. */
  readonly project = new Map<string, Uint8Array>();
  readonly accepted: Order[] = [];
  readonly cancels: string[] = [];
  uploads = 0;
  /** What is reserved, and what became of it. */
  readonly ledger = new Map<string, Charge | 'reserved'>();
  /** What the purse says to a price; nothing, unless a test says so. */
  approve: (price: Price) => Promise<void> = () => Promise.resolve();
  readonly settled = new Set<string>();
  readonly marks = new Map<string, ReadonlySet<Mark>>();
  /** Every effect in order, for the table of a test. */
  readonly points: string[] = [];
  private alive: symbol | undefined;
  /** Fulfilled when the latest process has been killed. */
  died: Promise<void> = Promise.resolve();

  /** A new process; it dies at the given point, before or after its effect. */
  boot(killAt?: { point: number; after: boolean }): Runner {
    const self = Symbol('process');
    this.alive = self;
    let die = (): void => undefined;
    this.died = new Promise((resolve) => {
      die = (): void => {
        this.alive = undefined;
        resolve();
      };
    });
    const effect = async <T>(name: string, happen: () => T): Promise<T> => {
      if (this.alive !== self) {
        return death;
      }
      this.onPoint(name);
      const point = this.points.push(name) - 1;
      if (killAt?.point === point && !killAt.after) {
        die();
        return death;
      }
      await Promise.resolve();
      const value = happen();
      if (killAt?.point === point && killAt.after) {
        die();
        return death;
      }
      return value;
    };
    return new Runner(this.deps(effect), () => this.isMine());
  }

  /** Parts that a test may replace. */
  service: Partial<ImageService> = {};
  timing = { findAfter: [1, 1], cancelQueued: 5, cancelRunning: 5 };
  findable = true;
  /** Jobs that another window holds. */
  readonly heldElsewhere = new Set<string>();
  isMine = (): boolean => true;
  /** What stands in the way of a picture; nothing, unless a test says so. */
  obstacle: (choice: GroundChoice | undefined) => Promise<void> = () => Promise.resolve();
  /** Called at each effect. */
  onPoint: (name: string) => void = () => undefined;

  private deps(effect: <T>(name: string, happen: () => T) => Promise<T>): JobDeps {
    const service: ImageService = {
      upload: (image) =>
        effect('upload', () => {
          this.uploads++;
          return `https://v3b.fal.media/upload-${createHash('sha256').update(image.bytes).digest('hex').slice(0, 8)}`;
        }),
      submit: (order) => effect('submit', () => ({ endpoint: order.endpoint, requestId: `request-${this.accepted.push(order)}` })),
      follow: async (order) => {
        const images = Array.from({ length: Number(order.input['num_images'] ?? order.input['count']) }, (_, index) => ({
          url: `https://v3b.fal.media/${index}`,
        }));
        return effect('follow', () => ({ images }));
      },
      cancel: (ticket) => effect('cancel', () => (this.cancels.push(ticket.requestId), 'accepted' as const)),
      download: (image) => effect('download', () => ({ bytes: new TextEncoder().encode(`raw ${image.url}`), type: 'image/png' as const })),
      find: () =>
        effect('find', () =>
          this.findable && this.accepted[0] ? { endpoint: this.accepted[0].endpoint, requestId: 'request-1' } : undefined,
        ),
      ...this.service,
    };
    return {
      storage: this.storage(effect),
      serviceOf: () => service,
      finish: async (bytes, target, choice) => {
        await this.obstacle(choice);
        return effect('finish', () => ({
          bytes: new Uint8Array([...bytes, 1]),
          type: 'image/png' as const,
          width: target.width,
          height: target.height,
        }));
      },
      saver: {
        reserve: async (folder, name, extension) => {
          const place = [1, 2, 3, 4, 5, 6, 7, 8]
            .map((n) => `${folder}/${name}${n === 1 ? '' : `-${n}`}.${extension}`)
            .find((uri) => !this.project.has(uri));
          if (!place) {
            throw new ImageError('cannot-write', 'full');
          }
          return { uri: place, release: () => undefined };
        },
        write: async (uri, bytes, tag) => {
          await effect('half file', () => this.project.set(`${uri}.${tag}.part`, bytes.slice(0, 2)));
          return effect('rename', () => {
            this.project.delete(`${uri}.${tag}.part`);
            this.project.set(uri, bytes);
            return true;
          });
        },
        holds: (uri, sha256, tag) =>
          effect('holds', () => {
            this.project.delete(`${uri}.${tag}.part`);
            const found = this.project.get(uri);
            return found !== undefined && createHash('sha256').update(found).digest('hex') === sha256;
          }),
      },
      purse: {
        approve: (price) => this.approve(price),
        reserve: ({ id }) => effect('reserve', () => void this.ledger.set(id, 'reserved')),
        settle: (id, charge) =>
          this.ledger.get(id) === charge ? Promise.resolve() : effect('settle money', () => void this.ledger.set(id, charge)),
        unsettled: () => Promise.resolve(new Set([...this.ledger].flatMap(([id, state]) => (state === 'reserved' ? [id] : [])))),
      },
      now: () => 1_000,
      log: () => undefined,
      timing: this.timing,
    };
  }

  private storage(effect: <T>(name: string, happen: () => T) => Promise<T>): JobStorage {
    const jobOf = (id: string): { journal: string; files: Map<string, Uint8Array> } => {
      const job = this.open.get(id);
      if (!job) {
        throw new Error(`no job ${id}`);
      }
      return job;
    };
    const lease = { release: () => Promise.resolve() };
    return {
      listOpen: () => Promise.resolve([...this.open.keys()]),
      listEnded: () => Promise.resolve([...this.ended.keys()].reverse()),
      readJournal: (id) => Promise.resolve(this.open.get(id)?.journal ?? this.ended.get(id)?.journal ?? ''),
      append: (id, line) => effect(`journal ${(JSON.parse(line) as { state: string }).state}`, () => void (jobOf(id).journal += line)),
      writeBytes: (id, name, bytes) => effect('bytes', () => void jobOf(id).files.set(name, bytes)),
      readBytes: (id, name) => Promise.resolve((this.open.get(id) ?? this.ended.get(id))?.files.get(name)),
      end: (id, bytes) =>
        effect('end', () => {
          const { journal, files } = jobOf(id);
          this.ended.set(id, { journal, files: new Map([...files].filter(([name]) => bytes !== 'dropped' && !name.startsWith('input-'))) });
          this.open.delete(id);
          if (bytes === 'kept') {
            this.settled.add(id);
          }
        }),
      isWaitedFor: (id) => Promise.resolve((this.ended.get(id)?.files.size ?? 0) > 0 && !this.settled.has(id)),
      marks: (id) => Promise.resolve(this.marks.get(id) ?? new Set()),
      setMark: (id, mark, on) =>
        effect('mark', () => {
          const others = [...(this.marks.get(id) ?? [])].filter((one) => one !== mark);
          this.marks.set(id, new Set(on ? [...others, mark] : others));
        }),
      settle: (id) => effect('settle', () => void this.settled.add(id)),
      remove: (id) => effect('remove', () => void (this.open.delete(id), this.ended.delete(id))),
      create: (id) => effect('create', () => (this.open.set(id, { journal: '', files: new Map() }), lease)),
      claim: (id) => Promise.resolve(this.open.has(id) && !this.heldElsewhere.has(id) ? lease : undefined),
    };
  }
}

/** A PNG by its signature, which is all that the jobs look at. */
export function aPicture(content: string): EncodedImage {
  return { bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Buffer.from(content)]), type: 'image/png' };
}

export const editInputs: JobFiles = {
  images: [aPicture('region'), aPicture('reference')],
  mask: aPicture('mask'),
  kept: new Map([['base', Uint8Array.from([1, 2, 3])]]),
};

const render = { width: 1024, height: 768 };

export const anEditOrder: EditOrder = {
  source: 'file:///project/images/hero.png',
  sourceSize: { width: 1600, height: 900 },
  sourceHash: 'ab'.repeat(32),
  placement: { box: { left: 10, top: 20, ...render }, scaled: render, render, left: 0, top: 0 },
  masked: true,
  region: { left: 100, top: 100, width: 200, height: 100 },
  convention: 'white',
  settings: { edge: 'exact', feather: 4, align: true, match: 1 },
  inputs: [render, { width: 64, height: 64 }],
};

export function anEdit(change: Partial<ImageRequest> = {}): ImageRequest {
  return aRequest({ operation: 'edit', model: 'openai/gpt-image-2/edit', ...render, edit: anEditOrder, ...change });
}

/** An icon by the model that always needs a picture to start from. */
export function anIcon(change: Partial<ImageRequest> = {}): ImageRequest {
  return aRequest({
    operation: 'icon',
    model: 'fal-ai/gpt-image-1/edit-image',
    width: 1024,
    height: 1024,
    background: 'transparent',
    icon: { style: 'flat', ground: { kind: 'transparent' }, colours: ['#0b6bcb'], transparency: 'model' },
    ...change,
  });
}

export const iconInputs: JobFiles = { images: [aPicture('nothing')], kept: new Map() };

export function aRequest(change: Partial<ImageRequest> = {}): ImageRequest {
  return {
    id: '20260301-142530-1a2b3c4d',
    createdAt: 1_000,
    operation: 'generate',
    model: 'openai/gpt-image-2',
    prompt: 'a red fox',
    width: 300,
    height: 250,
    count: 2,
    quality: 'low',
    format: 'png',
    target: { folder: 'file:///project/images', name: 'red-fox' },
    workspace: 'file:///project',
    ...change,
  };
}
