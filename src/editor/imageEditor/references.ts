import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { ImageError, isImageError } from '../../core/errors';
import type { EncodedImage } from '../../core/service';
import type { Size } from '../../core/sizes';
import type { Codec } from '../../imaging/codec';

/** A picture that the model is to look at besides the one it changes. */
export interface Reference extends EncodedImage, Size {
  readonly id: string;
  readonly name: string;
  /** Small WebP. */
  readonly thumbnail: Uint8Array;
}

/** With the edited picture itself, as many as the models take. */
const maxReferences = 15;

/** Above this a file is not even read: no picture of 64 megapixels needs it. */
const maxFileBytes = 400 * 1024 * 1024;

/** What the service takes of one picture, in bytes. */
const maxBytes = 50 * 1024 * 1024;

/** The references of one open picture. They live as long as its editor is open. */
export class References {
  private list: readonly Reference[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly codec: Codec) {}

  get all(): readonly Reference[] {
    return this.list;
  }

  /** @throws ImageError with what is wrong with the picture */
  async add(name: string, bytes: Uint8Array): Promise<void> {
    const reference = await readReference(name, bytes, this.codec);
    if (this.list.length >= maxReferences) {
      throw new ImageError(
        'invalid-request',
        `There are ${maxReferences} reference images already; a model takes no more. Remove one first.`,
      );
    }
    this.list = [...this.list, reference];
    this.changed.fire();
  }

  /** @throws ImageError when the file is not there or no picture */
  async addFile(uri: vscode.Uri): Promise<void> {
    await this.add(uri.path.slice(uri.path.lastIndexOf('/') + 1), await readPicture(uri));
  }

  remove(id: string): void {
    this.list = this.list.filter((reference) => reference.id !== id);
    this.changed.fire();
  }
}

/** A reference as it is sent: upright and without metadata. @throws ImageError `not-an-image`, `too-large` */
export async function readReference(name: string, bytes: Uint8Array, codec: Codec): Promise<Reference> {
  checkLength(name, bytes);
  const { type } = await codec.inspect(bytes);
  if (type !== 'image/png' && type !== 'image/jpeg' && type !== 'image/webp') {
    throw new ImageError('not-an-image', `“${name}” is neither PNG, JPEG nor WebP, which is what the model takes. Convert it first.`);
  }
  // Where a photograph was taken is nobody's business, and not every reader turns it upright.
  const sent = await codec.bare(bytes);
  checkLength(name, sent.bytes);
  const { bytes: thumbnail } = await codec.thumbnail(sent.bytes, 96);
  return { ...sent, id: randomBytes(6).toString('hex'), name, thumbnail };
}

function checkLength(name: string, { length }: Uint8Array): void {
  if (length > maxBytes) {
    throw new ImageError(
      'too-large',
      `“${name}” has ${Math.round(length / 1024 / 1024)} MB; the model takes up to 50 MB. Use a smaller one.`,
    );
  }
}

/** @throws ImageError `invalid-request` when it cannot be read */
export async function readPicture(uri: vscode.Uri): Promise<Uint8Array> {
  const label = vscode.workspace.asRelativePath(uri);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxFileBytes) {
      throw new ImageError(
        'too-large',
        `“${label}” has ${Math.round(size / 1024 / 1024)} MB; Easel reads up to 400 MB. Use a smaller one.`,
      );
    }
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    throw isImageError(error) ? error : new ImageError('invalid-request', `“${label}” cannot be read. Is it there?`);
  }
}
