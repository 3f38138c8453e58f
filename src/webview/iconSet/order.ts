import type { IconSetForm, IconSetPlanForPage, IconSetSnapshot } from '../../protocol/iconSet';

/** Why nothing can be written as the form stands, and where the user can change that. */
export interface Problem {
  readonly at: 'blocked' | 'nothing' | 'planning' | 'refused' | 'there' | 'empty' | 'colour';
  readonly message: string;
}

/** What writing would do. */
export interface Order {
  /** Files that would be written, in the order of the plan. */
  readonly files: readonly string[];
  /** Files that would be changed. */
  readonly patches: readonly string[];
  /** How many files of the plan are there already. */
  readonly there: number;
  readonly problem: Problem | undefined;
}

/** What is known of the plan: the last one, whether it is of the form as it stands, and the sentence that a newer one was refused with. */
export interface PlanNow {
  readonly value: IconSetPlanForPage | undefined;
  readonly stale: boolean;
  readonly refusal: string | undefined;
}

export function orderFor(snapshot: IconSetSnapshot, form: IconSetForm, plan: PlanNow): Order {
  const { files = [], patches = [] } = form.presets.length === 0 ? {} : (plan.value ?? {});
  const there = files.filter((file) => file.state === 'exists');
  const order = {
    files: files.filter((file) => form.overwrite || file.state === 'new').map((file) => file.path),
    patches: patches.map((patch) => patch.path).filter((path) => !form.withoutPatches.includes(path)),
    there: there.length,
  };
  return { ...order, problem: problemOf(order, snapshot, form, plan) };
}

function problemOf(order: Omit<Order, 'problem'>, { blocked }: IconSetSnapshot, form: IconSetForm, plan: PlanNow): Problem | undefined {
  if (blocked) {
    return { at: 'blocked', message: blocked.message };
  }
  if (form.presets.length === 0) {
    return { at: 'nothing', message: 'Tick at least one set.' };
  }
  if (plan.refusal !== undefined) {
    return { at: 'refused', message: plan.refusal };
  }
  if (plan.stale) {
    return { at: 'planning', message: '' };
  }
  if (order.files.length + order.patches.length > 0) {
    return undefined;
  }
  return order.there > 0
    ? { at: 'there', message: order.there === 1 ? 'The file is there already.' : `All ${order.there} files are there already.` }
    : { at: 'empty', message: 'There is nothing to write.' };
}

/** `1 file`, `23 files`; `noun` in capitals for buttons. */
export function counted(count: number, noun = 'file'): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The words of the button: `Write 23 Files`. What is only changed beside them stands next to it. */
export function runLabel({ files, patches }: Order): string {
  if (files.length > 0) {
    return `Write ${counted(files.length, 'File')}`;
  }
  return patches.length > 0 ? `Change ${counted(patches.length, 'File')}` : 'Write';
}

/** `23 files, 4 of them there already, 2 changes.` */
export function planText(plan: IconSetPlanForPage): string {
  const there = plan.files.filter((file) => file.state === 'exists').length;
  const parts = [counted(plan.files.length)];
  if (there > 0) {
    parts.push(there === plan.files.length ? 'there already' : `${there} of them there already`);
  }
  if (plan.patches.length > 0) {
    parts.push(counted(plan.patches.length, 'change'));
  }
  return `${parts.join(', ')}.`;
}
