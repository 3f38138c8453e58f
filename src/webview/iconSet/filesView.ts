import { html, nothing, type TemplateResult } from 'lit';
import type { IconSetFile, IconSetForm, IconSetPlanForPage, IconSetSnapshot } from '../../protocol/iconSet';
import { icon, iconButton } from '../common/icon';
import { counted } from './order';
import type { IconSetSession } from './session';

const kinds = { png: 'PNG', ico: 'ICO', icns: 'ICNS', svg: 'SVG', text: 'Text' } as const;

/** Everything that will be written, folder by folder: nothing comes as a surprise. */
export function filesView(session: IconSetSession, snapshot: IconSetSnapshot, form: IconSetForm): TemplateResult | typeof nothing {
  const plan = session.derived.plan.value;
  if (form.presets.length === 0 || (!plan && session.derived.plan.refusal !== undefined)) {
    return nothing;
  }
  if (!plan) {
    return html`<p class="note loading">
      <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>Listing the files…
    </p>`;
  }
  if (plan.files.length === 0) {
    return nothing;
  }
  const open = !session.view.filesFolded;
  return html`
    <details
      class="section files ${session.derived.plan.otherQuestion ? 'stale' : ''}"
      aria-labelledby="files-title"
      data-region
      .open=${open}
      @toggle=${(event: Event) => {
        const folded = !(event.currentTarget as HTMLDetailsElement).open;
        if (folded !== session.view.filesFolded) {
          session.look({ filesFolded: folded });
        }
      }}
    >
      <summary>
        <h2 id="files-title">${counted(plan.files.length, 'file')}</h2>
        <span class="summary-note">${thereText(plan)}</span>
      </summary>
      ${byFolder(plan.files).map(({ folder, files }) => folderView(session, folder, files, snapshot, form))}
    </details>
  `;
}

function thereText({ files }: IconSetPlanForPage): string {
  const there = files.filter((file) => file.state === 'exists').length;
  const folders = new Set(files.map((file) => folderOf(file.path))).size;
  return `in ${counted(folders, 'folder')}${there > 0 ? `, ${there === files.length ? 'all' : there} there already` : ''}`;
}

interface Folder {
  readonly folder: string;
  readonly files: readonly IconSetFile[];
}

/** In the order in which the plan comes to them. */
function byFolder(files: readonly IconSetFile[]): Folder[] {
  const folders = [...new Set(files.map((file) => folderOf(file.path)))];
  return folders.map((folder) => ({ folder, files: files.filter((file) => folderOf(file.path) === folder) }));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function folderView(
  session: IconSetSession,
  folder: string,
  files: readonly IconSetFile[],
  { phase }: IconSetSnapshot,
  { overwrite }: IconSetForm,
): TemplateResult {
  const name = folder === '' ? 'Top folder' : folder;
  // A folder is shown by a file in it; one that is still to be made cannot be.
  const there = phase === 'writing' ? undefined : files.find((file) => file.state === 'exists');
  return html`
    <div class="folder-head">
      <h3 class="path"><bdi>${name}</bdi></h3>
      ${there ? iconButton({ icon: 'folder-opened', label: `Show ${name}`, onClick: () => session.open(there.path) }) : nothing}
    </div>
    <ul class="file-list" aria-label=${name}>
      ${files.map((file) => fileView(file, overwrite))}
    </ul>
  `;
}

function fileView({ path, kind, sizes, state }: IconSetFile, overwrite: boolean): TemplateResult {
  const fate = overwrite ? 'will be replaced' : 'stays as it is';
  return html`<li class="file ${state}">
    ${icon(kind === 'text' ? 'file-code' : 'file-media')}<bdi class="file-name">${path.slice(path.lastIndexOf('/') + 1)}</bdi>
    <span class="file-kind">${kinds[kind]}${sizes === '' ? nothing : html` <span class="file-sizes">${sizes}</span>`}</span>
    <span class="file-state">${state === 'new' ? 'new' : html`<span class="exists">exists,</span> ${fate}`}</span>
  </li>`;
}
