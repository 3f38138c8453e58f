import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { iconStyle, masterEdge, type IconGround, type IconOrder } from '../../core/icon';
import { modelOf } from '../../core/models/catalogue';
import { formatPrice } from '../../core/money';
import { checkRequest } from '../../core/request';
import type { Codec } from '../../imaging/codec';
import type { ActiveJob } from '../../jobs/activeJob';
import { buildRequest, checkWorkspace, filesFor } from '../buildRequest';
import { colourArgument, readArguments } from '../commandArguments';
import { report, type GenerateDeps } from '../generateCommand';
import { outcomeOf, type Generated } from '../jobOutcome';
import { showProgress } from '../jobProgress';
import { showError } from '../nextSteps';
import { askGround, askIconPrompt, askStyle } from './askIcon';
import type { ProjectColours } from './projectColours';

export interface GenerateIconDeps extends GenerateDeps {
  readonly codec: Codec;
  readonly colours: ProjectColours;
}

/** Unknown names are refused, because a misspelt one would silently cost money. */
const iconArguments = z.strictObject({
  prompt: z.optional(z.string()),
  style: z.optional(iconStyle),
  background: z.optional(z.union([z.literal('transparent'), colourArgument, z.strictObject({ plate: colourArgument })])),
  /** Left out, the colours of the project; an empty list leaves them to the model. */
  colours: z.optional(z.array(colourArgument).check(z.maxLength(6))),
  /** Edge of the file in pixels. */
  size: z.optional(z.number()),
  count: z.optional(z.number()),
  quality: z.optional(z.enum(['low', 'medium', 'high'])),
  format: z.optional(z.enum(['png', 'webp'])),
  model: z.optional(z.string()),
  folder: z.optional(z.union([z.string(), z.custom<vscode.Uri>((value) => value instanceof vscode.Uri, 'not a Uri')])),
  name: z.optional(z.string()),
});
type IconArguments = z.infer<typeof iconArguments>;

/**
 * `easel.generateIcon`. Called by a person it asks and reports; called with arguments it asks only for a prompt that they leave open, and
 * rejects with the same sentence that a person would see.
 */
export async function generateIcon(deps: GenerateIconDeps, argument: unknown): Promise<Generated | undefined> {
  if (argument === undefined || argument === null || argument instanceof vscode.Uri) {
    return runForPerson(deps, argument ?? undefined);
  }
  const wanted = readArguments('easel.generateIcon', iconArguments, argument);
  checkWorkspace();
  if (wanted.model !== undefined && modelOf(wanted.model).service === 'fal') {
    await deps.key.askForEnvironmentKey();
  }
  const prompt = wanted.prompt ?? (await askIconPrompt());
  if (prompt === undefined) {
    return undefined;
  }
  const colours = wanted.colours ?? [...(await deps.colours.of(deps.projects.current))];
  const job = await start(deps, { ...wanted, prompt }, { style: wanted.style ?? 'flat', ground: groundOf(wanted), colours });
  void showProgress(job, deps.runner);
  return outcomeOf(job);
}

function groundOf({ background = 'transparent' }: IconArguments): IconGround {
  if (typeof background === 'object') {
    return { kind: 'plate', colour: background.plate };
  }
  return background === 'transparent' ? { kind: 'transparent' } : { kind: 'colour', colour: background };
}

/** A person is never made to answer for colours: those of the project are taken as a hint, and the panel has all choices. */
async function runForPerson(deps: GenerateIconDeps, folder: vscode.Uri | undefined): Promise<Generated | undefined> {
  try {
    checkWorkspace();
    await deps.key.askForEnvironmentKey();
    const prompt = await askIconPrompt();
    const style = prompt === undefined ? undefined : await askStyle(await priceOf(deps, prompt));
    const colours = [...(await deps.colours.of(deps.projects.current))];
    const ground = style && (await askGround(colours));
    if (prompt === undefined || !style || !ground) {
      return undefined;
    }
    const job = await start(deps, { prompt, ...(folder ? { folder } : {}) }, { style, ground, colours });
    await showProgress(job, deps.runner);
    return await report(job, deps);
  } catch (error) {
    void showError(error, deps.log);
    return undefined;
  }
}

async function start(
  deps: GenerateIconDeps,
  { size = masterEdge, ...wanted }: IconArguments & { readonly prompt: string },
  icon: Omit<IconOrder, 'transparency'>,
): Promise<ActiveJob> {
  const hasKey = (await deps.key.source()) !== 'none';
  const request = await buildRequest({ ...wanted, width: size, height: size, icon }, hasKey, deps.projects);
  return deps.runner.start(request, await filesFor(request, deps.codec));
}

async function priceOf(deps: GenerateIconDeps, prompt: string): Promise<string> {
  const hasKey = (await deps.key.source()) !== 'none';
  const icon = { style: 'flat', ground: { kind: 'transparent' }, colours: [] } as const;
  const request = await buildRequest(
    { prompt, width: masterEdge, height: masterEdge, icon: { ...icon, colours: [] } },
    hasKey,
    deps.projects,
  );
  return formatPrice(checkRequest(request).price);
}
