import * as vscode from 'vscode';
import { editFiles, usualAlpha, type BlendSettings, type EditOrder, type MaskConvention } from '../../core/edit';
import { ImageError } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import type { ImageModel, Quality } from '../../core/models/model';
import { clampBox, contextBox, haloOf, isGrown, planPlacement, wholeImage } from '../../core/placement';
import { safeName } from '../../core/naming';
import { checkRequest, type ImageRequest } from '../../core/request';
import type { EncodedImage } from '../../core/service';
import type { Rectangle, Size } from '../../core/sizes';
import type { Codec } from '../../imaging/codec';
import { codeOfRectangle } from '../../imaging/mask/maskCode';
import type { PreparedEdit } from '../../imaging/messages';
import type { JobFiles } from '../../jobs/inputs';
import { newId } from '../buildRequest';
import { checkEditable } from './editable';
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
  /** The context to send; chosen from the mask when it is not given. Without a mask it is what changes, and nothing else does. */
  readonly box?: Rectangle | undefined;
  readonly references: readonly (EncodedImage & Size)[];
}

/**
 * Builds the one request that the runner takes, and the pictures that go with it. Everything that can be wrong is found here, before
 * anything leaves the machine.
 * @throws ImageError `invalid-request`, `not-an-image`
 */
export async function buildEdit(wish: EditWish, codec: Codec): Promise<{ readonly request: ImageRequest; readonly files: JobFiles }> {
  const { version } = wish;
  const { width, height } = version.facts;
  const size = { width, height };
  checkEditable(version.facts);
  const model = modelOf(wish.model);
  const bounds = wish.mask === undefined ? undefined : await checkedBounds(wish.mask, size, wish.settings, codec);
  const box = wish.box ?? (bounds ? contextBox(bounds, size, haloOf(wish.settings)) : wholeImage(size));
  const placement = planPlacement(box, size, model.sizes);
  // What the model needs around the box of the user is shown to it and stays as it is.
  const own = bounds === undefined && isGrown(box, placement, size) ? clampBox(box, size) : undefined;
  const mask = own ? codeOfRectangle(own, size) : wish.mask;
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
    masked: mask !== undefined,
    region: placed(bounds ?? own ?? placement.box, placement),
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
  const order = withTransparency(checked, edit, prepared, model);
  const kept = new Map([[editFiles.base, pixelsOf(version)]]);
  if (mask !== undefined) {
    kept.set(editFiles.mask, new TextEncoder().encode(mask));
  }
  const images = [{ bytes: prepared.image, type: 'image/png' } as const, ...wish.references];
  return { request: order, files: { images, mask: prepared.mask && { bytes: prepared.mask, type: 'image/png' }, kept } };
}

/** What only the pixels tell: whether transparency is asked for, and what becomes of that which is there. */
function withTransparency(
  request: ImageRequest,
  edit: EditOrder,
  { transparent, clearShare }: PreparedEdit,
  model: ImageModel,
): ImageRequest {
  if (!transparent) {
    return request;
  }
  const settings = { ...edit.settings, alpha: edit.settings.alpha ?? usualAlpha(clearShare) };
  const background = model.backgrounds.includes('transparent') ? ({ background: 'transparent' } as const) : {};
  return { ...request, ...background, edit: { ...edit, settings } };
}

/** @throws ImageError for a mask that could not do what it is for */
async function checkedBounds(mask: string, size: Size, { edge }: BlendSettings, codec: Codec): Promise<Rectangle> {
  const { bounds, area } = await codec.measureMask(mask, size);
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
