import * as vscode from 'vscode';
import { cancelled, ImageError } from '../../core/errors';
import type { ShapeKind, ShapeOperation } from '../../core/shapeOperation';
import type { Codec } from '../../imaging/codec';
import type { Shaped } from '../../imaging/messages';
import type { ResultOf } from '../../protocol/channel';
import type { editorHostMethods } from '../../protocol/imageEditor';
import { checkUnblocked } from './editable';
import type { ImageDocument } from './imageDocument';
import { bytesForPage } from './pageBytes';
import { formatOfType, isLostIn, shapedAs } from './shaped';
import { pixelsOf, versionOf, type Version } from './version';

/** An operation on the picture that the user looks at. */
export interface ShapeOrder {
  readonly version: string;
  readonly operation: ShapeOperation;
}

/** Operations on one open picture that need no model: looked at, and put into it. Nothing is sent anywhere. */
export class DocumentShapes {
  /** What was worked out last; Apply nearly always wants what is looked at. */
  private last: { readonly about: string; readonly shaped: Promise<Shaped> } | undefined;
  private turn = 0;

  /** @param applied is told of an operation that changed the document, from one version to the next, and what undoing it is called. */
  constructor(
    private readonly document: ImageDocument,
    private readonly codec: Codec,
    private readonly applied: (before: Version, after: Version, label: string) => void,
  ) {}

  /**
   * What the operation would make of the picture. One at a time: of those that wait while a large picture is worked on, only the newest
   * is worked out.
   * @throws ImageError `cancelled` when a newer one was asked for; `invalid-request`
   */
  async preview(order: ShapeOrder): Promise<ResultOf<typeof editorHostMethods, 'shape'>> {
    const turn = ++this.turn;
    await this.last?.shaped.catch(() => undefined);
    if (turn !== this.turn) {
      throw cancelled();
    }
    const { file, left, top, changed, cleared } = await this.shaped(order);
    const { bytes, type } = await bytesForPage(file.bytes, this.codec);
    const { width, height } = file;
    return { bytes, type, width, height, left, top, changed, ...(cleared === undefined ? {} : { cleared }) };
  }

  /**
   * Puts the result into the document, in the document's own format.
   * @throws ImageError `invalid-request` when the picture became another one meanwhile, or its format cannot hold the result
   */
  async apply(order: ShapeOrder): Promise<void> {
    const { document, codec } = this;
    await checkUnblocked(document);
    const before = document.current;
    const { type } = before.facts;
    const format = formatOfType(type);
    if (format === undefined || isLostIn(type, order.operation)) {
      throw new ImageError('invalid-request', 'A JPEG cannot be transparent. Save it as PNG, or choose a colour.');
    }
    const shaped = await this.shaped(order);
    if (!shaped.changed) {
      throw new ImageError('invalid-request', 'There is nothing to change. Choose other settings.');
    }
    const { file, master } = await shapedAs(format, shaped, codec);
    const after: Version = { ...(await versionOf(file, codec)), master };
    if (document.current !== before) {
      throw hasChanged();
    }
    this.last = undefined;
    document.apply(after);
    this.applied(before, after, labelOf(order.operation.kind));
  }

  private shaped({ version, operation }: ShapeOrder): Promise<Shaped> {
    const { current } = this.document;
    if (current.id !== version) {
      return Promise.reject(hasChanged());
    }
    const about = JSON.stringify([version, operation]);
    if (this.last?.about !== about) {
      const shaped = this.codec.shape(pixelsOf(current), operation);
      this.last = { about, shaped };
      // What failed once may work the next time.
      shaped.catch(() => (this.last = this.last?.shaped === shaped ? undefined : this.last));
    }
    return this.last.shaped;
  }
}

function hasChanged(): ImageError {
  return new ImageError('invalid-request', 'The picture has just changed. Look at it and try again.');
}

/** What undo is called. */
function labelOf(kind: ShapeKind): string {
  const labels: Readonly<Record<ShapeKind, string>> = {
    trim: vscode.l10n.t('Trim'),
    pad: vscode.l10n.t('Add Padding'),
    square: vscode.l10n.t('Make Square'),
    removeBackground: vscode.l10n.t('Remove Background'),
  };
  return labels[kind];
}
