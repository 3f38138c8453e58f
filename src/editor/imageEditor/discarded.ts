import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Variant } from './answers';

const stateName = 'easel.discardedVariants';
const stored = z.catch(z.array(z.string()), []);

/** More than this many are of edits that are long gone. */
const most = 500;

/** The variants that the user does not want to see. Their bytes stay with the job, so that it can be taken back. */
export class Discarded {
  constructor(private readonly state: vscode.Memento) {}

  has(variant: Variant): boolean {
    return this.names.includes(nameOf(variant));
  }

  async set(variant: Variant, discarded: boolean): Promise<void> {
    const others = this.names.filter((name) => name !== nameOf(variant));
    await this.state.update(stateName, discarded ? [...others, nameOf(variant)].slice(-most) : others);
  }

  private get names(): string[] {
    return stored.parse(this.state.get(stateName));
  }
}

function nameOf({ jobId, index }: Variant): string {
  return `${jobId} ${index}`;
}
