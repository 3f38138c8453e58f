import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { panelForm, type PanelForm } from '../../protocol/panel';

const formName = 'easel.lastForm';

/** What a person has typed; model and quality follow the settings and the key. */
const typed = z.partial(
  z.pick(panelForm, {
    mode: true,
    prompt: true,
    width: true,
    height: true,
    density: true,
    count: true,
    format: true,
    background: true,
    folder: true,
    name: true,
    style: true,
    ground: true,
    groundColour: true,
    colours: true,
  }),
);

/** The form as it stood last in this workspace, so that a panel that was closed by mistake costs nobody a prompt. */
export class LastForm {
  constructor(private readonly state: vscode.Memento) {}

  async keep(form: PanelForm): Promise<void> {
    await this.state.update(formName, form);
  }

  read(): Partial<PanelForm> {
    const parsed = typed.safeParse(this.state.get(formName) ?? {});
    return (parsed.success ? parsed.data : {}) as Partial<PanelForm>;
  }
}
