/** Opens the image editor's page, with a host that is played by the test. */
import type { ShapeKind } from '../../src/core/shapeOperation';
import type { Handlers } from '../../src/protocol/channel';
import { editorHostMethods, editorPageMethods, type EditForm, type EditorSnapshot } from '../../src/protocol/imageEditor';
import { openPage, until, type OpenPage, type PageOptions, type Stage } from './harness';
import { blended, encodedPicture, shapedPicture } from './editorPictures';

type HostMethods = typeof editorHostMethods;

export interface EditorOptions extends PageOptions {
  readonly snapshot: EditorSnapshot;
  readonly prefill?: Partial<EditForm>;
  /** The editor was opened for a local operation. */
  readonly startShape?: ShapeKind;
  /** Answers of the host that differ from the quiet ones. */
  readonly handlers?: Partial<Handlers<HostMethods>>;
  /** False where the picture never comes. */
  readonly waits?: boolean;
}

/** The image editor in a page of its own. */
export interface OpenEditor extends OpenPage<HostMethods, typeof editorPageMethods> {
  show(snapshot: EditorSnapshot): void;
  prefill(form: Partial<EditForm>): void;
  /** A command asks for a local operation. */
  startShape(kind: ShapeKind): void;
  /** Waits until the picture and its tools are there. */
  loaded(): Promise<void>;
  /** Paints a short stroke, in shares of the canvas. */
  paint(x?: number, y?: number): Promise<void>;
  /** What stands in the status line. */
  status(): Promise<string>;
}

export async function openEditor(stage: Stage, options: EditorOptions): Promise<OpenEditor> {
  let snapshot = options.snapshot;
  const handlers = { ...quietHost(() => snapshot, options.prefill ?? {}, options.startShape), ...options.handlers };
  const contract = { path: 'editor', host: editorHostMethods, theirs: editorPageMethods, handlers };
  const open = await openPage(stage, contract, { width: 1200, height: 800, ...options });
  const { page } = open;
  const status = () => page.locator('.status-facts').innerText();
  const loaded = async () => {
    await until(async () => / %/.test(await status()), 'the picture is shown');
    await page.waitForTimeout(50);
  };
  await page.locator('easel-image-editor .work').waitFor();
  if (options.waits !== false) {
    await loaded();
  }
  return {
    ...open,
    loaded,
    status,
    show: (next) => {
      snapshot = next;
      open.channel.request('show', { snapshot }).catch(() => undefined);
    },
    startShape: (kind) => void open.channel.request('startShape', { kind }).catch(() => undefined),
    prefill: (form) => void open.channel.request('prefill', { form }).catch(() => undefined),
    paint: async (x = 0.5, y = 0.5) => {
      const box = await page.locator('easel-canvas').boundingBox();
      if (!box) {
        throw new Error('There is no canvas.');
      }
      const [left, top] = [box.x + box.width * x, box.y + box.height * y];
      await page.mouse.move(left, top);
      await page.mouse.down();
      await page.mouse.move(left + 30, top + 10, { steps: 4 });
      await page.mouse.up();
    },
  };
}

/** A host that agrees with everything, and blends whatever it is asked to. */
function quietHost(snapshot: () => EditorSnapshot, prefill: Partial<EditForm>, startShape: ShapeKind | undefined): Handlers<HostMethods> {
  let handedOver = { prefill, ...(startShape ? { startShape } : {}) };
  const jobOf = (id: string) => {
    const job = snapshot().jobs.find((one) => one.id === id);
    if (!job) {
      throw new Error(`There is no job "${id}".`);
    }
    return job;
  };
  return {
    ready: () => {
      const answer = { snapshot: snapshot(), ...handedOver };
      handedOver = { prefill: {} };
      return answer;
    },
    picture: async () => ({ bytes: await encodedPicture(snapshot()), type: 'image/png' }),
    run: () => ({ jobId: 'new' }),
    preview: async ({ jobId, index, settings }) => blended(snapshot(), jobOf(jobId), index, settings),
    answer: async () => ({ bytes: await encodedPicture(snapshot()), type: 'image/png' }),
    maskOf: () => ({}),
    apply: () => undefined,
    saveAsNew: () => ({ path: '' }),
    discard: () => undefined,
    cancel: () => undefined,
    dismiss: () => undefined,
    pickReferences: () => undefined,
    addReferences: () => undefined,
    removeReference: () => undefined,
    maskFrom: () => ({}),
    shape: ({ operation }) => shapedPicture(snapshot(), operation),
    applyShape: () => undefined,
    saveAsPng: () => undefined,
    reload: () => undefined,
    noteRead: () => undefined,
    step: () => undefined,
  };
}
