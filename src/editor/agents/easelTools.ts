import * as vscode from 'vscode';
import { cancelled, ImageError, toImageError } from '../../core/errors';
import { findModel } from '../../core/models/catalogue';
import type { ImageRequest } from '../../core/request';
import type { Codec } from '../../imaging/codec';
import { buildRequest } from '../buildRequest';
import { generateImage, type GenerateDeps } from '../generateCommand';
import type { Exported } from '../icons/exportCommand';
import { generateIcon, plannedIcon, type GenerateIconDeps } from '../icons/generateIcon';
import { editImage, plannedEdit, plannedOutput, type EditCommandDeps } from '../imageEditor/editCommand';
import { readPicture } from '../imageEditor/references';
import { matching, type History } from '../history/history';
import type { FoundPlaceholder } from '../placeholders/findCommand';
import { planReplacement, replacePlaceholder } from '../placeholders/replaceCommand';
import type { ReplaceDeps } from '../placeholders/replaceDeps';
import type { ProjectFolders } from '../projectFolders';
import { toolSchemas, type ToolInput, type ToolName } from './schemas';
import { toolFor, type Done, type ToolDeps, type ToolWork } from './tools';

export interface EaselToolDeps extends ToolDeps {
  readonly generate: GenerateDeps;
  readonly icon: GenerateIconDeps;
  readonly edit: EditCommandDeps;
  readonly replace: ReplaceDeps;
  readonly history: Pick<History, 'list'>;
  readonly exportIconSet: (argument: unknown) => Promise<Exported | undefined>;
  readonly findPlaceholders: (argument: unknown) => Promise<FoundPlaceholder[]>;
}

/** How many placeholders one answer tells of; more would fill a conversation. */
const mostPlaceholders = 100;

/** The tools of agents, on the same functions as the commands. */
export function easelTools(deps: EaselToolDeps): Readonly<Record<ToolName, vscode.LanguageModelTool<unknown>>> {
  return {
    generate_image_asset: toolFor('generate_image_asset', toolSchemas.generate_image_asset, generating(deps), deps),
    edit_image_region: toolFor('edit_image_region', toolSchemas.edit_image_region, editing(deps), deps),
    generate_icon_set: toolFor('generate_icon_set', toolSchemas.generate_icon_set, iconSets(deps), deps),
    find_placeholder_images: toolFor('find_placeholder_images', toolSchemas.find_placeholder_images, finding(deps), deps),
    replace_placeholder_image: toolFor('replace_placeholder_image', toolSchemas.replace_placeholder_image, replacing(deps), deps),
    list_image_history: toolFor('list_image_history', toolSchemas.list_image_history, listing(deps), deps),
  };
}

function generating({ generate, edit: { codec } }: EaselToolDeps): ToolWork<ToolInput<'generate_image_asset'>> {
  return {
    async plan(input) {
      const hasKey = (await generate.key.source()) !== 'none';
      const request = await buildRequest(input, hasKey, generate.projects);
      return {
        title: vscode.l10n.t('Generate an image with Easel'),
        request,
        rows: [[vscode.l10n.t('Writes'), await targetOf(request, generate.projects)]],
      };
    },
    async run(input, signal) {
      return made(codec, await generateImage(generate, input, signal));
    },
  };
}

function editing({ edit }: EaselToolDeps): ToolWork<ToolInput<'edit_image_region'>> {
  return {
    async plan(input) {
      const request = await plannedEdit(edit, input);
      const regions = (input.rects?.length ?? 0) + (input.polygons?.length ?? 0);
      return {
        title: vscode.l10n.t('Edit an image with Easel'),
        request,
        rows: [
          [vscode.l10n.t('Image'), input.image],
          [vscode.l10n.t('Changes'), changesOf(regions)],
          [vscode.l10n.t('Writes'), outputText(await plannedOutput(input))],
        ],
      };
    },
    async run(input, signal) {
      const edited = await editImage(edit, input, signal);
      return made(edit.codec, edited, { pixels_changed_outside: edited?.changedOutside });
    },
  };
}

function iconSets({ icon, exportIconSet }: EaselToolDeps): ToolWork<ToolInput<'generate_icon_set'>> {
  /** A generated icon is paid for: whatever hinders its set, nobody is to have it generated again. */
  async function exported(order: { readonly image: string | vscode.Uri }): Promise<Exported | undefined> {
    try {
      return await exportIconSet(order);
    } catch (error) {
      const { kind, message, detail } = toImageError(error);
      const next =
        typeof order.image === 'string'
          ? ''
          : ` The icon itself is made and paid for: call generate_icon_set again with image “${pathOf(order.image)}” and without a prompt, which is free.`;
      throw new ImageError(kind, `${message}${next}`, detail);
    }
  }
  return {
    async plan({ image, presets, prompt, ...wanted }) {
      checkSource(image, prompt);
      const rows = [
        [
          vscode.l10n.t('Sets'),
          vscode.l10n.t('{0}; files that are there stay', presets?.join(', ') ?? vscode.l10n.t('what the project asks for')),
        ],
        [vscode.l10n.t('Changes'), vscode.l10n.t('manifests and pages of the project that name the icons')],
      ] as const;
      if (image !== undefined) {
        return {
          title: vscode.l10n.t('Write an icon set with Easel'),
          rows: [[vscode.l10n.t('Image'), image], [vscode.l10n.t('Price'), vscode.l10n.t('free')], ...rows],
        };
      }
      const request = await plannedIcon(icon, { ...wanted, prompt: prompt ?? '' });
      return {
        title: vscode.l10n.t('Generate an icon set with Easel'),
        request,
        rows: [[vscode.l10n.t('Writes'), await targetOf(request, icon.projects)], ...rows],
      };
    },
    async run({ image, presets, prompt, ...wanted }, signal) {
      checkSource(image, prompt);
      const generated = image === undefined ? await generateIcon(icon, { ...wanted, prompt }, signal) : undefined;
      const master = image ?? generated?.files[0];
      if (master === undefined || signal.aborted) {
        throw cancelled();
      }
      const set = await exported({
        image: master,
        ...(presets ? { presets } : {}),
        ...(wanted.name === undefined ? {} : { name: wanted.name }),
      });
      const paths = (files: readonly vscode.Uri[] | undefined): string[] => (files ?? []).map(pathOf);
      return {
        facts: {
          master: typeof master === 'string' ? master : pathOf(master),
          cost_usd: image === undefined ? (generated?.cost ?? 'unknown') : 0,
          written: paths(set?.files),
          left_as_they_were: paths(set?.kept),
          changed_texts: paths(set?.patched),
          head_lines: set?.snippet,
          notes: set?.notes,
        },
        picture: typeof master === 'string' ? undefined : master,
      };
    },
  };
}

function checkSource(image: string | undefined, prompt: string | undefined): void {
  if ((image === undefined) === (prompt === undefined)) {
    throw new ImageError('invalid-request', 'Give either a prompt, to have an icon generated, or an image to make the set from.');
  }
}

function finding({ findPlaceholders }: EaselToolDeps): ToolWork<ToolInput<'find_placeholder_images'>> {
  return {
    says: vscode.l10n.t('Looking for placeholder images'),
    async run(input) {
      const found = await findPlaceholders(input);
      return {
        facts: {
          found: found.length,
          ...(found.length > mostPlaceholders ? { note: `The first ${mostPlaceholders}; name files to see others.` } : {}),
          placeholders: found.slice(0, mostPlaceholders).map((one) => ({
            id: one.id,
            file: pathOf(one.file),
            line: one.range.start.line + 1,
            url: one.url.slice(0, 300),
            broken: one.broken,
            width: one.width,
            height: one.height,
            suggested_prompt: one.prompt,
          })),
        },
      };
    },
  };
}

function replacing({ replace, edit: { codec } }: EaselToolDeps): ToolWork<ToolInput<'replace_placeholder_image'>> {
  return {
    async plan(input) {
      const { plan } = await planReplacement(replace, input);
      const place = `${input.file}${input.line === undefined ? '' : `:${input.line}`}`;
      return {
        title: vscode.l10n.t('Replace a placeholder with Easel'),
        request: plan.request,
        rows: [
          [vscode.l10n.t('Writes'), await targetOf(plan.request, replace.projects)],
          [vscode.l10n.t('Changes'), place],
        ],
      };
    },
    async run(input, signal) {
      const replaced = await replacePlaceholder(replace, input, signal);
      const changed = replaced?.edits.map(({ file, line, from, to }) => ({
        file: pathOf(file),
        line,
        from: from.slice(0, 300),
        to: pathOf(to),
      }));
      const skipped = replaced?.skipped.map(({ file, line, reason }) => ({ file: pathOf(file), line, reason }));
      return made(codec, replaced, { changed, ...(skipped && skipped.length > 0 ? { skipped } : {}) });
    },
  };
}

function listing({ history }: EaselToolDeps): ToolWork<ToolInput<'list_image_history'>> {
  return {
    says: vscode.l10n.t('Looking at the history of images'),
    async run({ query = '', limit = 20 }) {
      const all = await history.list();
      const found = matching(all, { text: query, show: 'all', limit });
      return {
        facts: {
          matching: found.length,
          images: found.slice(0, limit).map(({ state, image }) => ({
            ...(image.saved ? { path: pathOf(vscode.Uri.parse(image.saved.uri, true)) } : {}),
            ...(state.request.edit ? { edit_of: pathOf(vscode.Uri.parse(state.request.edit.source, true)) } : {}),
            prompt: state.request.prompt.slice(0, 500),
            model: findModel(state.request.model)?.name ?? state.request.model,
            width: image.saved?.width ?? state.request.width,
            height: image.saved?.height ?? state.request.height,
            quality: state.request.quality,
            cost_usd: state.price.known ? state.price.likely / 1_000_000 : 'unknown',
            made: new Date(state.createdAt).toISOString(),
          })),
        },
      };
    },
  };
}

/** What was made, for a model: facts of every file, and the first to look at. */
async function made(
  codec: Pick<Codec, 'inspect'>,
  result: { readonly files: readonly vscode.Uri[]; readonly cost: number | undefined } | undefined,
  more: Record<string, unknown> = {},
): Promise<Done> {
  if (!result) {
    throw cancelled();
  }
  const files = await Promise.all(result.files.map((file) => factsOf(file, codec)));
  return { facts: { files, cost_usd: result.cost ?? 'unknown', ...more }, picture: result.files[0] };
}

/** As the bytes of the file tell. */
async function factsOf(file: vscode.Uri, codec: Pick<Codec, 'inspect'>): Promise<Record<string, unknown>> {
  const bytes = await readPicture(file);
  const { width, height } = await codec.inspect(bytes);
  return { path: pathOf(file), width, height, bytes: bytes.length };
}

function pathOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}

function changesOf(regions: number): string {
  switch (regions) {
    case 0:
      return vscode.l10n.t('the whole picture');
    case 1:
      return vscode.l10n.t('one region; nothing outside');
    default:
      return vscode.l10n.t('{0} regions; nothing outside', regions);
  }
}

function outputText({ file, inPlace }: Awaited<ReturnType<typeof plannedOutput>>): string {
  const path = vscode.workspace.asRelativePath(file);
  return inPlace ? vscode.l10n.t('{0}; the picture itself is replaced', path) : vscode.l10n.t('{0}; a taken name gets a number', path);
}

/** As the folder is now; what takes a name meanwhile is not overwritten either. */
async function targetOf(request: ImageRequest, projects: Pick<ProjectFolders, 'freePaths'>): Promise<string> {
  return (await projects.freePaths(request)).join(', ');
}
