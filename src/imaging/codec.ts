import { Worker } from 'node:worker_threads';
import { clearTimeout, setTimeout } from 'node:timers';
import { cancelled, ImageError } from '../core/errors';
import type { Format } from '../core/models/model';
import { checkTarget, type Size } from '../core/sizes';
import type { IconPicture } from '../icons/drawing';
import { halvesOf } from './icons/drawing/halves';
import type { MaskMeasure } from './mask/maskCode';
import type {
  BlendInput,
  BlendPreview,
  BlendResult,
  ImageFacts,
  MaskReading,
  MaskShapes,
  MasterFacts,
  PreparedEdit,
  RenderedIcon,
  Reply,
  Request,
  Shaped,
  SizedImage,
  SourceFacts,
  Task,
  Tasks,
  Traced,
} from './messages';
import type { ShapeOperation } from '../core/shapeOperation';
import { bitmapTypeOf } from './signature';

export interface FitOptions {
  /** 1 to 100 for jpeg and webp; 90 unless told. */
  readonly quality?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Pictures in, pictures out, in a thread of its own that is started on first use. Bytes that are handed in stay the caller's.
 * Every call settles; all of them reject with an `ImageError`, which is `cancelled` after `signal` fired or after `dispose`.
 */
export interface Codec {
  /** Reads the header only. @throws ImageError `not-an-image`, `too-large` (above 64 megapixels) */
  inspect(bytes: Uint8Array, signal?: AbortSignal): Promise<ImageFacts>;
  /**
   * Cuts the upright picture centrally to the target's ratio and resamples it to exactly the target; only cuts when that is enough.
   * @throws ImageError `not-an-image`, `too-large`, `invalid-request` for an impossible target
   */
  fit(bytes: Uint8Array, target: Size, format: Format, options?: FitOptions): Promise<SizedImage>;
  /** PNG bytes of a drawing of our own, at the size that it names in pixels; without an alpha channel unless `alpha`. */
  rasterize(svg: string, signal?: AbortSignal, alpha?: boolean): Promise<Uint8Array>;
  /** A small WebP, never enlarged, with no edge longer than `maxEdge` pixels. */
  thumbnail(bytes: Uint8Array, maxEdge: number, signal?: AbortSignal): Promise<SizedImage>;
  /**
   * What an edit needs to know, from the header only.
   * @throws ImageError `not-an-image`, `too-large`
   */
  describe(bytes: Uint8Array, signal?: AbortSignal): Promise<SourceFacts>;
  /**
   * What is sent to the model; the whole file is decoded, so that damage comes to light before anything is paid for.
   * @throws ImageError `not-an-image`, `too-large`, `invalid-request` when nothing is painted in the box
   */
  prepare(order: Tasks['prepare']['takes'], signal?: AbortSignal): Promise<PreparedEdit>;
  /**
   * The changed part of what `blend` would make. Quick when only the settings differ from the last one; then let it finish, since an
   * abort costs a new thread.
   * @throws ImageError like `blend`
   */
  preview(input: BlendInput, signal?: AbortSignal): Promise<BlendPreview>;
  /**
   * Joins an answer to its picture, writes the file, decodes it again and counts what changed outside the effective mask.
   * @throws ImageError `not-an-image`, `too-large`, `invalid-request`, `bad-response` when the count is not 0 without loss
   */
  blend(input: Tasks['blend']['takes'], signal?: AbortSignal): Promise<BlendResult>;
  /** The same picture in another format, upright, with its profile and metadata; WebP without loss, JPEG on white. */
  convert(bytes: Uint8Array, format: Format, signal?: AbortSignal): Promise<SizedImage>;
  /**
   * Reads a mask from a picture of exactly this size, from rectangles, or from both together.
   * @throws ImageError `invalid-request` for another size
   */
  readMask(bytes: Uint8Array | undefined, size: Size, shapes?: MaskShapes, signal?: AbortSignal): Promise<MaskReading>;
  /** Bounds and area of a mask. @throws ImageError `invalid-request` for one of another size */
  measureMask(mask: string, size: Size, signal?: AbortSignal): Promise<MaskMeasure>;
  /** The picture as it may leave the machine: upright, still, and with nothing in it but its pixels. @throws ImageError `not-an-image`, `too-large` */
  bare(bytes: Uint8Array, signal?: AbortSignal): Promise<SizedImage>;
  /** What is transparent in a picture, as a mask. */
  alphaMask(bytes: Uint8Array, signal?: AbortSignal): Promise<string>;
  /** A drawing of our own over a picture, as PNG. */
  drawOver(bytes: Uint8Array, svg: string, left: number, top: number, signal?: AbortSignal): Promise<SizedImage>;
  /** A PNG with nothing in it, for models that always need a picture. */
  blank(size: Size, signal?: AbortSignal): Promise<SizedImage>;
  /**
   * What the model sent, as the icon that was ordered.
   * @throws ImageError `not-transparent`, `not-removable` when it is not what it was to be and nothing was chosen; `not-an-image`, `too-large`
   */
  finishIcon(order: Tasks['finishIcon']['takes'], signal?: AbortSignal): Promise<SizedImage>;
  /** What a picture is as the master of an icon set. @throws ImageError `not-an-image`, `too-large` */
  describeMaster(bytes: Uint8Array, signal?: AbortSignal): Promise<MasterFacts>;
  /** Files of a set in the order of `pictures`. @throws ImageError `not-an-image`, `too-large`, `invalid-request` for an impossible drawing */
  renderIcons(order: Tasks['renderIcons']['takes'], signal?: AbortSignal): Promise<readonly RenderedIcon[]>;
  /** The picture as vectors. @throws ImageError `not-an-image`, `too-large`, `invalid-request` for one that is no flat drawing */
  trace(bytes: Uint8Array, signal?: AbortSignal): Promise<Traced>;
  /** @throws ImageError `not-an-image`, `too-large`, `invalid-request` when there is nothing to take away or nothing would be left */
  shape(bytes: Uint8Array, operation: ShapeOperation, signal?: AbortSignal): Promise<Shaped>;
  dispose(): void;
}

/** How long the thread may lie idle before its memory is given back, in milliseconds. */
const idleTime = 20_000;

/** From so many pictures on, two threads draw a set: the resampling is JavaScript, which runs on one core each. */
const sharedFrom = 16;

/** Longer than any legal picture needs on a slow machine, in milliseconds. */
const timeLimit = 120_000;

/** @param workerPath the bundled `imageWorker.js`, with what it loads beside it */
export function createCodec(workerPath: string): Codec {
  const thread = new ImageThread(workerPath);
  // Idle unless a whole set is drawn.
  const second = new ImageThread(workerPath);
  return {
    inspect: async (bytes, signal) => thread.run('inspect', { bytes: checkedCopy(bytes) }, signal),
    fit: async (bytes, target, format, { quality, signal } = {}) => {
      checkTarget(target);
      return thread.run('fit', { bytes: checkedCopy(bytes), target, format, quality }, signal);
    },
    rasterize: async (svg, signal, alpha) => (await thread.run('rasterize', { svg, alpha }, signal)).bytes,
    thumbnail: async (bytes, maxEdge, signal) => thread.run('thumbnail', { bytes: checkedCopy(bytes), maxEdge }, signal),
    describe: async (bytes, signal) => thread.run('describe', { bytes: checkedCopy(bytes) }, signal),
    prepare: async ({ bytes, placement, mask, convention }, signal) =>
      thread.run('prepare', { bytes: checkedCopy(bytes), placement, mask, convention }, signal),
    preview: async (input, signal) => thread.run('preview', copied(input), signal),
    blend: async (input, signal) =>
      thread.run('blend', { ...copied(input), format: input.format, like: input.like && checkedCopy(input.like) }, signal),
    convert: async (bytes, format, signal) => thread.run('convert', { bytes: checkedCopy(bytes), format }, signal),
    readMask: async (bytes, size, shapes, signal) => thread.run('readMask', { bytes: bytes && checkedCopy(bytes), size, shapes }, signal),
    measureMask: (mask, size, signal) => thread.run('measureMask', { mask, size }, signal),
    bare: async (bytes, signal) => thread.run('bare', { bytes: checkedCopy(bytes) }, signal),
    alphaMask: async (bytes, signal) => (await thread.run('alphaMask', { bytes: checkedCopy(bytes) }, signal)).mask,
    drawOver: async (bytes, svg, left, top, signal) => thread.run('drawOver', { bytes: checkedCopy(bytes), svg, left, top }, signal),
    blank: (size, signal) => thread.run('blank', { width: size.width, height: size.height }, signal),
    finishIcon: async ({ bytes, target, format, icon, asked, choice }, signal) => {
      checkTarget(target);
      return thread.run('finishIcon', { bytes: checkedCopy(bytes), target, format, icon, asked, choice }, signal);
    },
    describeMaster: async (bytes, signal) => thread.run('describeMaster', { bytes: checkedCopy(bytes) }, signal),
    renderIcons: async ({ bytes, pictures, look }, signal) => {
      const drawn = (threadOf: ImageThread, part: readonly IconPicture[]): Promise<readonly RenderedIcon[]> =>
        threadOf.run('renderIcons', { bytes: checkedCopy(bytes), pictures: part, look }, signal);
      if (pictures.length < sharedFrom) {
        return drawn(thread, pictures);
      }
      const halves = halvesOf(pictures);
      const pick = (places: readonly number[]): IconPicture[] => pictures.filter((_, place) => places.includes(place));
      const [one, other] = await Promise.all([drawn(thread, pick(halves[0])), drawn(second, pick(halves[1]))]);
      const made = new Map<number, RenderedIcon>();
      halves[0].forEach((place, index) => one[index] && made.set(place, one[index]));
      halves[1].forEach((place, index) => other[index] && made.set(place, other[index]));
      return pictures.flatMap((_, place) => made.get(place) ?? []);
    },
    trace: async (bytes, signal) => thread.run('trace', { bytes: checkedCopy(bytes) }, signal),
    shape: async (bytes, operation, signal) => thread.run('shape', { bytes: checkedCopy(bytes), operation }, signal),
    dispose: () => {
      thread.dispose();
      second.dispose();
    },
  };
}

/**
 * Transferring takes the memory away from the sender, and a Buffer's memory may be shared with others: so a copy is sent. What is no
 * picture at all is refused right here, since the thread is replaced after each of its errors.
 */
function checkedCopy(bytes: Uint8Array): Uint8Array {
  bitmapTypeOf(bytes);
  return new Uint8Array(bytes);
}

function copied({ base, answer, mask, placement, settings }: BlendInput): BlendInput {
  return { base: checkedCopy(base), answer: checkedCopy(answer), mask, placement, settings };
}

interface Job {
  readonly request: Request;
  /** Both settle the call once and take the job's listeners away. */
  readonly resolve: (value: Tasks[Task]['gives']) => void;
  readonly reject: (error: ImageError) => void;
}

/**
 * The thread's life: started for the first job, ended when it was idle, and after every error, because the decoders' memory grows
 * on damaged files. Jobs wait here and go over one at a time, so that a crash or an abort takes nobody else's job along.
 */
class ImageThread {
  private worker: Worker | undefined;
  private readonly waiting: Job[] = [];
  private current: Job | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private nextId = 1;
  private disposed = false;

  constructor(private readonly workerPath: string) {}

  run<T extends Task>(task: T, input: Tasks[T]['takes'], signal?: AbortSignal): Promise<Tasks[T]['gives']> {
    if (this.disposed || signal?.aborted) {
      return Promise.reject(cancelled());
    }
    const request = { id: this.nextId++, task, input } as Request;
    const answer = new Promise<Tasks[Task]['gives']>((resolve, reject) => {
      const onAbort = () => this.abort(job);
      const settled = () => signal?.removeEventListener('abort', onAbort);
      const job: Job = {
        request,
        resolve(value) {
          settled();
          resolve(value);
        },
        reject(error) {
          settled();
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort);
      this.waiting.push(job);
      this.next();
    });
    // The reply to a request is of the request's task.
    return answer;
  }

  dispose(): void {
    this.disposed = true;
    this.stop();
    for (const job of this.waiting.splice(0)) {
      job.reject(cancelled());
    }
    this.end()?.reject(cancelled());
  }

  private next(): void {
    const job = this.current ? undefined : this.waiting.shift();
    if (!job) {
      return;
    }
    this.current = job;
    try {
      const worker = (this.worker ??= this.start());
      worker.ref();
      this.watch(timeLimit, () => this.fail(new ImageError('timeout', 'The picture took too long to process. Try a smaller one.')));
      worker.postMessage(job.request, buffersOf(job.request.input));
    } catch (error) {
      this.fail(stopped(error));
    }
  }

  private start(): Worker {
    // The host's own arguments (loaders, inspectors, heap limits) are not meant for this thread.
    const worker = new Worker(this.workerPath, { argv: [], execArgv: [], name: 'easel-images' });
    // A thread that was ended on purpose may still say something; only the present one is listened to.
    worker.on('message', (reply: Reply) => this.worker === worker && this.receive(reply));
    worker.on('error', (error) => this.worker === worker && this.fail(stopped(error)));
    worker.on('exit', (code) => this.worker === worker && this.fail(stopped(`exit code ${code}`)));
    return worker;
  }

  private receive(reply: Reply): void {
    if (!reply.ok) {
      this.fail(new ImageError(reply.error.kind, reply.error.message, reply.error.detail));
      return;
    }
    const job = this.end();
    this.worker?.unref();
    if (reply.tired) {
      this.stop();
    } else {
      this.watch(idleTime, () => this.stop());
    }
    job?.resolve(reply.value);
    this.next();
  }

  /** Ends the thread and the job that it had; the next job gets a new thread. */
  private fail(error: ImageError): void {
    this.stop();
    this.end()?.reject(error);
    this.next();
  }

  private abort(job: Job): void {
    if (job === this.current) {
      this.fail(cancelled());
      return;
    }
    this.waiting.splice(this.waiting.indexOf(job), 1);
    job.reject(cancelled());
  }

  private end(): Job | undefined {
    const job = this.current;
    this.current = undefined;
    return job;
  }

  private stop(): void {
    clearTimeout(this.timer);
    const worker = this.worker;
    this.worker = undefined;
    void worker?.terminate();
  }

  /** One timer for both: either a job runs or the thread is idle. Neither keeps the process alive. */
  private watch(time: number, action: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, time).unref();
  }
}

/** The copies that were made for this request. */
function buffersOf(input: object): ArrayBuffer[] {
  return Object.values(input).flatMap((value) => (value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []));
}

function stopped(cause: unknown): ImageError {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new ImageError('bad-response', 'The part of Easel that works on pictures stopped unexpectedly. Try again.', text);
}
