import * as vscode from 'vscode';
import type * as z from 'zod/mini';
import { ImageError, isCancelled, toImageError } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import { formatMoney, formatPrice } from '../../core/money';
import { checkRequest, type ImageRequest } from '../../core/request';
import type { UserPurse } from '../purse';
import { readArguments } from '../commandArguments';
import { markdownText } from '../markdownText';
import type { ToolName } from './schemas';

/** What a tool is about to do, for the question that is asked before; `request` when it costs something. */
export interface Plan {
  readonly title: string;
  readonly request?: ImageRequest | undefined;
  /** Rows of the table beside those of the request. */
  readonly rows: readonly (readonly [string, string])[];
}

/** What a tool has done: facts for the model, and the picture of which it gets a small preview. */
export interface Done {
  readonly facts: Record<string, unknown>;
  readonly picture?: vscode.Uri | undefined;
}

export interface ToolWork<T> {
  /** What is said while it works, where nothing is asked. */
  readonly says?: string;
  /** No effect of any kind: it may never be followed by `run`. `undefined` for what costs nothing and writes nothing. */
  plan?(input: T): Promise<Plan>;
  run(input: T, signal: AbortSignal): Promise<Done>;
}

export interface ToolDeps {
  readonly purse: UserPurse;
  /** A WebP of at most this edge. */
  readonly preview: (file: vscode.Uri, maxEdge: number) => Promise<Uint8Array>;
  readonly log: vscode.LogOutputChannel;
}

/** Longest edge of a preview: enough to see whether it is what was asked for, small enough for a conversation. */
const previewEdge = 512;

/** In characters: a prompt can fill a window many times over. */
const longestCell = 600;

/** A tool as VS Code calls it. */
export function toolFor<T>(name: ToolName, schema: z.ZodMiniType<T>, work: ToolWork<T>, deps: ToolDeps): vscode.LanguageModelTool<unknown> {
  const read = (input: unknown): T => {
    checkAllowed();
    return readArguments(name, schema, input ?? {});
  };
  return {
    async prepareInvocation({ input }) {
      return forModel(async () => {
        const plan = await work.plan?.(read(input));
        if (!plan) {
          return work.says === undefined ? undefined : { invocationMessage: work.says };
        }
        return { invocationMessage: plan.title, confirmationMessages: { title: plan.title, message: await question(plan, deps.purse) } };
      });
    },
    async invoke({ input }, token) {
      const stop = new AbortController();
      const listening = token.onCancellationRequested(() => stop.abort());
      try {
        return await forModel(async () => {
          if (token.isCancellationRequested) {
            throw new vscode.CancellationError();
          }
          const { facts, picture } = await work.run(read(input), stop.signal);
          const parts: (vscode.LanguageModelTextPart | vscode.LanguageModelDataPart)[] = [
            new vscode.LanguageModelTextPart(JSON.stringify(facts)),
          ];
          if (picture) {
            try {
              parts.push(vscode.LanguageModelDataPart.image(await deps.preview(picture, previewEdge), 'image/webp'));
            } catch (error) {
              deps.log.warn(`${name}: no preview: ${toImageError(error).message}`);
            }
          }
          return new vscode.LanguageModelToolResult(parts);
        });
      } finally {
        listening.dispose();
      }
    },
  };
}

/** The sentence of an error says what to do next already; only that gets to the model, never a stack or a detail of the service. */
async function forModel<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof vscode.CancellationError || isCancelled(error)) {
      throw new vscode.CancellationError();
    }
    throw new Error(toImageError(error).message);
  }
}

function checkAllowed(): void {
  if (!vscode.workspace.isTrusted) {
    throw new ImageError('invalid-request', 'Easel does nothing for agents in Restricted Mode. Ask the user to trust this workspace.');
  }
  if (vscode.workspace.getConfiguration('easel.agentTools').get('enabled') === false) {
    throw new ImageError(
      'invalid-request',
      'The user has turned the tools of Easel off (“easel.agentTools.enabled”). Ask the user to turn them on.',
    );
  }
}

/** Model, size, price and place, and what of today's limit is used. What came from an agent is text in it and nothing else. */
async function question({ request, rows }: Plan, purse: UserPurse): Promise<vscode.MarkdownString> {
  const table: (readonly [string, string])[] = [];
  if (request) {
    const { price, plan } = checkRequest(request);
    // Nobody is asked about what a limit forbids. It is looked at once more when the request is made: a user may have said “always”.
    await purse.check(price);
    const most = price.known && price.upper > price.likely ? vscode.l10n.t(', at most {0}', formatMoney(price.upper)) : '';
    const times = request.count > 1 ? `${request.count} × ` : '';
    table.push(
      [vscode.l10n.t('Prompt'), request.prompt],
      [vscode.l10n.t('Model'), modelOf(request.model).name],
      [vscode.l10n.t('Size'), `${times}${plan.target.width} × ${plan.target.height}`],
      [vscode.l10n.t('Quality'), request.quality],
      [vscode.l10n.t('Price'), `${formatPrice(price)}${most}`],
    );
    const spent = await purse.spentToday();
    table.push([vscode.l10n.t('Spent'), spent === '' ? vscode.l10n.t('nothing today, no limit') : spent]);
  }
  const text = new vscode.MarkdownString('| | |\n|---|---|\n');
  text.isTrusted = false;
  text.supportHtml = false;
  for (const [label, value] of [...table, ...rows]) {
    text.appendMarkdown(`| ${label} | ${markdownText(value, longestCell)} |\n`);
  }
  return text;
}
