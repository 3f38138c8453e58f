import { html, nothing, type TemplateResult } from 'lit';
import type { EditorSnapshot } from '../../protocol/imageEditor';
import { icon, iconButton, linkButton } from '../common/icon';
import type { EditorSession } from './session';

interface Banner {
  readonly kind: 'info' | 'warning' | 'error';
  readonly id: string;
  readonly message: string;
  readonly actions?: readonly { readonly label: string; readonly act: () => void }[];
  readonly close?: { readonly label: string; readonly act: () => void };
}

const icons = { info: 'info', warning: 'warning', error: 'error' } as const;

/** What is worth knowing of the whole document, a line each, above the picture. */
export function banners(session: EditorSession, snapshot: EditorSnapshot): TemplateResult | typeof nothing {
  const lines = [...blocked(session, snapshot), ...changedOnDisk(session, snapshot), ...refused(session), ...notes(session, snapshot)];
  return lines.length === 0 ? nothing : html`<div class="banners">${lines.map(bannerView)}</div>`;
}

function bannerView({ kind, id, message, actions, close }: Banner): TemplateResult {
  return html`
    <div class="banner ${kind}" id=${id} role=${kind === 'error' ? 'alert' : 'note'} tabindex="-1">
      ${icon(icons[kind])}
      <p>${message} ${(actions ?? []).map((one) => linkButton(one.label, one.act))}</p>
      ${close ? iconButton({ icon: 'close', label: close.label, onClick: close.act }) : nothing}
    </div>
  `;
}

function blocked(session: EditorSession, { blocked: reason }: EditorSnapshot): Banner[] {
  if (!reason) {
    return [];
  }
  const { step } = reason;
  return [
    {
      kind: 'info',
      id: 'blocked',
      message: reason.message,
      actions: step ? [{ label: step.label, act: () => session.step(step.id) }] : [],
    },
  ];
}

/** Keeping what is here lasts until the page is made anew: the file may change again. */
function changedOnDisk(session: EditorSession, snapshot: EditorSnapshot): Banner[] {
  if (!snapshot.changedOnDisk || session.keepsMine) {
    return [];
  }
  const actions = [
    { label: 'Reload', act: () => void session.requests.ask('banner', 'reload', {}) },
    { label: 'Keep Mine', act: () => session.keepMine() },
  ];
  return [{ kind: 'warning', id: 'changed-on-disk', message: 'The file has changed on disk.', actions }];
}

function refused(session: EditorSession): Banner[] {
  const { refusal } = session.requests;
  return refusal?.at === 'banner'
    ? [{ kind: 'error', id: 'refused', message: refusal.message, close: { label: 'Dismiss', act: () => session.requests.clear('banner') } }]
    : [];
}

function notes(session: EditorSession, snapshot: EditorSnapshot): Banner[] {
  const { dismissed } = session.ui;
  return snapshot.notes
    .filter((note) => !dismissed.includes(note.id))
    .map((note) => ({
      kind: 'info',
      id: `note-${note.id}`,
      message: note.message,
      actions:
        note.offer === 'saveAsPng' ? [{ label: 'Save as PNG', act: () => void session.requests.ask('banner', 'saveAsPng', {}) }] : [],
      close: {
        label: 'Dismiss',
        act: () => {
          session.set({ dismissed: [...dismissed, note.id] });
          void session.requests.ask('banner', 'noteRead', { id: note.id });
        },
      },
    }));
}
