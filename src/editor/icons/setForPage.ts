import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { IconDrawing } from '../../icons/drawing';
import type { PreviewDrawing } from '../../icons/previews';
import type { IconSetPlan, PlannedFile } from '../../icons/set';
import type { RenderedIcon } from '../../imaging/messages';
import type { IconSetFile, IconSetPlanForPage, IconSetPreview } from '../../protocol/iconSet';

/** Larger previews are drawn at this size, in pixels: more is not shown. */
const previewEdge = 256;

/** What the page is told of a plan. @param version of the master. @param there the paths at which there is a file already */
export function planForPage(plan: IconSetPlan, version: string, there: ReadonlySet<string>): IconSetPlanForPage {
  const { files, patches, snippet, notes } = plan;
  return {
    id: planId(plan, version, there),
    files: files.map((file) => ({
      path: file.path,
      presets: [...file.presets],
      kind: file.content.kind === 'text' ? 'text' : file.content.picture.kind,
      sizes: sizesOf(file),
      state: there.has(file.path) ? 'exists' : 'new',
    })) satisfies IconSetFile[],
    patches: patches.map(({ path, presets, summary }) => ({ path, presets: [...presets], summary })),
    snippet,
    notes: [...notes],
  };
}

/** Tells one plan from another: what is agreed to is this list, these states and these changes, made of this picture. */
export function planId(plan: IconSetPlan, version: string, there: ReadonlySet<string>): string {
  const files = plan.files.map(({ path, content }) => [path, content.kind === 'text' ? content.text : '', there.has(path)]);
  const patches = plan.patches.map(({ path, text }) => [path, text]);
  return createHash('sha256')
    .update(JSON.stringify([version, files, patches]))
    .digest('hex')
    .slice(0, 32);
}

function sizesOf({ content }: PlannedFile): string {
  if (content.kind === 'text' || content.picture.kind === 'svg') {
    return '';
  }
  if (content.picture.kind === 'png') {
    const { width, height } = content.picture.drawing;
    return `${width}×${height}`;
  }
  return content.picture.drawings.map(({ width }) => width).join(', ');
}

/** The drawing as it is previewed: itself, or small enough to be looked at. */
export function previewDrawing(drawing: IconDrawing): IconDrawing {
  const scale = previewEdge / Math.max(drawing.width, drawing.height);
  return scale >= 1
    ? drawing
    : { ...drawing, width: Math.max(1, Math.round(drawing.width * scale)), height: Math.max(1, Math.round(drawing.height * scale)) };
}

export function previewsForPage(previews: readonly PreviewDrawing[], drawn: readonly RenderedIcon[]): IconSetPreview[] {
  return previews.flatMap(({ label, presets, drawing, guide }, index) => {
    const bytes = drawn[index]?.bytes;
    return bytes
      ? [
          {
            label: vscode.l10n.t(label),
            presets: [...presets],
            width: drawing.width,
            height: drawing.height,
            transparent: drawing.ground === 'none' || drawing.outline !== 'square',
            ...(guide ? { guide } : {}),
            bytes,
          },
        ]
      : [];
  });
}
