import * as vscode from 'vscode';
import type { BlendSettings, EditOrder, MaskConvention } from '../../core/edit';
import { editFiles } from '../../core/edit';
import { ImageError } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import type { Quality } from '../../core/models/model';
import { contextBox, haloOf, planPlacement, wholeImage } from '../../core/placement';
import { safeName } from '../../core/naming';
import { checkRequest, type ImageRequest } from '../../core/request';
import type { EncodedImage } from '../../core/service';
import type { Rectangle, Size } from '../../core/sizes';
import type { Codec } from '../../imaging/codec';
import { measureCode } from '../../imaging/mask/maskCode';
import type { JobFiles } from '../../jobs/inputs';
import { newId } from '../buildRequest';
import { pixelsOf, type Version } from './version';

/** An edit as somebody wants it, from the page or from a command. */
export interface EditWish {
  readonly source: vscode.Uri;
  readonly version: Version;
  readonly workspace: vscode.Uri;
  readonly prompt: string;
  readonly model: string;
  readonly quality: Quality;
  readonly count: number;
  readonly settings: BlendSettings;
  readonly convention: MaskConvention;
  /** In the code of `imaging/mask/maskCode.ts`; without one the whole picture is changed. */
  readonly mask?: string | undefined;
  /** The context to send; chosen from the mask when it is not given. */
  readonly box?: Rectangle | undefined;
  readonly references: readonly (EncodedImage & Size)[];
}

/**
 * Builds the one request that the runner takes, and the pictures that go with it. Everything that can be wrong is found here, before
 * anything leaves the machine.
 * @throws ImageError `invalid-request`, `not-an-image`
 */
export async function buildEdit(wish: EditWish, codec: Codec): Promise<{ readonly request: ImageRequest; readonly files: JobFiles }> {
  const { version, mask } = wish;
  const { width, height, frames } = version.facts;
  const size = { width, height };
  if (frames > 1) {
    throw new ImageError(
      'invalid-request',
      'The picture is animated, and an edit would keep its first frame only. Save that as PNG and edit it there.',
    );
  }
  if (!['image/png', 'image/jpeg', 'image/webp'].includes(version.facts.type)) {
    throw new ImageError('invalid-request', 'Easel edits PNG, JPEG and WebP. Save the picture as one of them first.');
  }
  const model = modelOf(wish.model);
  const bounds = mask === undefined ? undefined : checkedBounds(mask, size, wish.settings);
  const box = wish.box ?? (bounds ? contextBox(bounds, size, haloOf(wish.settings)) : wholeImage(size));
  const placement = planPlacement(box, size, model.sizes);
  if (bounds && !contains(placement.box, bounds)) {
    throw new ImageError(
      'invalid-request',
      'The mask reaches out of the region that would be sent. Enlarge the region, or let Easel choose it.',
    );
  }
  const now = new Date();
  const edit: EditOrder = {
    source: wish.source.toString(),
    sourceSize: size,
    sourceHash: version.id,
    placement,
    masked: bounds !== undefined,
    region: placed(bounds ?? placement.box, placement),
    convention: wish.convention,
    settings: wish.settings,
    inputs: [placement.render, ...wish.references.map((reference) => ({ width: reference.width, height: reference.height }))],
  };
  const request: ImageRequest = {
    id: newId(now),
    createdAt: now.getTime(),
    operation: 'edit',
    model: model.id,
    prompt: wish.prompt,
    width: placement.box.width,
    height: placement.box.height,
    count: wish.count,
    quality: wish.quality,
    format: 'png',
    edit,
    target: { folder: vscode.Uri.joinPath(wish.source, '..').toString(), name: safeName(nameOf(wish.source)) },
    workspace: wish.workspace.toString(),
  };
  const checked = checkRequest(request).request;
  const convention = model.takesMask ? wish.convention : 'none';
  const prepared = await codec.prepare({ bytes: pixelsOf(version), placement, mask, convention });
  const kept = new Map([[editFiles.base, pixelsOf(version)]]);
  if (mask !== undefined) {
    kept.set(editFiles.mask, new TextEncoder().encode(mask));
  }
  const images = [{ bytes: prepared.image, type: 'image/png' } as const, ...wish.references];
  return { request: checked, files: { images, mask: prepared.mask && { bytes: prepared.mask, type: 'image/png' }, kept } };
}

/** @throws ImageError for a mask that could not do what it is for */
function checkedBounds(mask: string, size: Size, { edge }: BlendSettings): Rectangle {
  const { bounds, area } = measureCode(mask, size);
  if (!bounds) {
    throw new ImageError('invalid-request', 'The mask is empty. Paint over what is to change, or edit the whole picture without a mask.');
  }
  if (area === size.width * size.height && edge === 'exact') {
    throw new ImageError(
      'invalid-request',
      'The mask covers the whole picture, so nothing would be kept. Clear it to edit the whole picture.',
    );
  }
  return bounds;
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.left + inner.width <= outer.left + outer.width &&
    inner.top + inner.height <= outer.top + outer.height
  );
}

/** Where a rectangle of the picture lies in what is sent. */
function placed(rectangle: Rectangle, { box, scaled, left, top }: EditOrder['placement']): Rectangle {
  const x = scaled.width / box.width;
  const y = scaled.height / box.height;
  const from = { left: Math.floor((rectangle.left - box.left) * x), top: Math.floor((rectangle.top - box.top) * y) };
  const right = Math.min(scaled.width, Math.ceil((rectangle.left - box.left + rectangle.width) * x));
  const bottom = Math.min(scaled.height, Math.ceil((rectangle.top - box.top + rectangle.height) * y));
  return { left: left + from.left, top: top + from.top, width: right - from.left, height: bottom - from.top };
}

/** The file's name without its extension. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}
