import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { iconStyle, iconStyles, masterEdge, type IconGround, type IconOrder, type IconStyle } from '../../core/icon';
import { modelOf } from '../../core/models/catalogue';
import { formatPrice } from '../../core/money';
import { checkRequest, type ImageRequest } from '../../core/request';
import type { Codec } from '../../imaging/codec';
import type { ActiveJob } from '../../jobs/activeJob';
import { buildRequest, checkWorkspace, filesFor } from '../buildRequest';
import { colourArgument, readArguments } from '../commandArguments';
import { report, type GenerateDeps } from '../generateCommand';
import { cancelWith, outcomeOf, type Generated } from '../jobOutcome';
import { showProgress } from '../jobProgress';
import { showError } from '../nextSteps';
import { askGround, askIconPrompt, askStyle } from './askIcon';
import type { ProjectColours } from './projectColours';
import { qualities } from '../../core/models/model';

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
  quality: z.optional(z.enum(qualities)),
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
export async function generateIcon(deps: GenerateIconDeps, argument: unknown, signal?: AbortSignal): Promise<Generated | undefined> {
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
  cancelWith(signal, job);
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
    const colours = [...(await deps.colours.of(deps.projects.current))];
    const style = prompt === undefined ? undefined : await askStyle(await pricesOf(deps, prompt, colours));
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

/** The request that an icon would be, for whoever wants to see it before it is made. @throws ImageError */
export async function plannedIcon(deps: GenerateIconDeps, argument: unknown): Promise<ImageRequest> {
  const wanted = readArguments('easel.generateIcon', iconArguments, argument);
  checkWorkspace();
  const colours = wanted.colours ?? [...(await deps.colours.of(deps.projects.current))];
  return requestFor(deps, { ...wanted, prompt: wanted.prompt ?? '' }, { style: wanted.style ?? 'flat', ground: groundOf(wanted), colours });
}

async function requestFor(
  deps: GenerateIconDeps,
  { size = masterEdge, ...wanted }: IconArguments & { readonly prompt: string },
  icon: Omit<IconOrder, 'transparency'>,
): Promise<ImageRequest> {
  const hasKey = (await deps.key.source()) !== 'none';
  return buildRequest({ ...wanted, background: undefined, width: size, height: size, icon }, hasKey, deps.projects);
}

async function start(
  deps: GenerateIconDeps,
  wanted: IconArguments & { readonly prompt: string },
  icon: Omit<IconOrder, 'transparency'>,
): Promise<ActiveJob> {
  const request = await requestFor(deps, wanted, icon);
  return deps.runner.start(request, await filesFor(request, deps.codec));
}

/** What an icon of each style would cost, ready to be shown: the words for the model differ. */
async function pricesOf(deps: GenerateIconDeps, prompt: string, colours: readonly string[]): Promise<(style: IconStyle) => string> {
  const hasKey = (await deps.key.source()) !== 'none';
  const size = { width: masterEdge, height: masterEdge };
  const requests = await Promise.all(
    iconStyles.map(async (style) => {
      const icon = { style, ground: { kind: 'transparent' }, colours: [...colours] } as const;
      return [style, await buildRequest({ prompt, ...size, icon: { ...icon, colours: [...colours] } }, hasKey, deps.projects)] as const;
    }),
  );
  const prices = new Map(requests.map(([style, request]) => [style, formatPrice(checkRequest(request).price)]));
  return (style) => prices.get(style) ?? '';
}
