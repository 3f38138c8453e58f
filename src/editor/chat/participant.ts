import * as vscode from 'vscode';
import { cancelled, ImageError, isCancelled } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import { formatPrice, type Price } from '../../core/money';
import { checkRequest, type ImageRequest } from '../../core/request';
import { buildRequest, checkWorkspace, filesFor } from '../buildRequest';
import { plannedIcon, type GenerateIconDeps } from '../icons/generateIcon';
import { editImage, plannedEdit, type EditCommandDeps } from '../imageEditor/editCommand';
import { cancelWith, outcomeOf } from '../jobOutcome';
import { phaseText } from '../jobProgress';
import { defaultForm } from '../panel/snapshot';
import type { FoundPlaceholder } from '../placeholders/findCommand';
import type { UserPurse } from '../purse';
import { readSettings } from '../settings';
import { pictureIn, readPrompt } from './readPrompt';
import { said, showFault, showFiles } from './reply';

export interface ChatDeps {
  readonly icon: GenerateIconDeps;
  readonly edit: EditCommandDeps;
  readonly purse: Pick<UserPurse, 'check' | 'spentToday'>;
  readonly findPlaceholders: () => Promise<readonly FoundPlaceholder[]>;
  /** Asks whether this may be spent; what the limits ask about by themselves is not asked twice. */
  readonly agree: (price: Price, detail: string) => Promise<boolean>;
}

/** What of a request of the chat is looked at. */
export type Asked = Pick<vscode.ChatRequest, 'command' | 'prompt' | 'references'>;

/** How many placeholders one answer lists. */
const mostPlaces = 50;

/** `@easel`: the commands of the extension, from the chat. No language model is asked: what is typed is the prompt. */
export async function answerChat(
  deps: ChatDeps,
  asked: Asked,
  stream: vscode.ChatResponseStream,
  token: vscode.CancellationToken,
): Promise<vscode.ChatResult> {
  const stop = new AbortController();
  const listening = token.onCancellationRequested(() => stop.abort());
  try {
    if (token.isCancellationRequested) {
      throw cancelled();
    }
    if (asked.command !== undefined && asked.command !== 'placeholders') {
      checkWorkspace();
    }
    await work(deps, asked, stream, stop.signal);
    return { metadata: { command: asked.command ?? '', prompt: asked.prompt } };
  } catch (error) {
    if (isCancelled(error)) {
      stream.markdown(vscode.l10n.t('Cancelled.'));
      return { metadata: { command: '', prompt: '' } };
    }
    return showFault(stream, error);
  } finally {
    listening.dispose();
  }
}

async function work(deps: ChatDeps, asked: Asked, stream: vscode.ChatResponseStream, signal: AbortSignal): Promise<void> {
  switch (asked.command) {
    case 'generate':
      return generate(deps, asked.prompt, stream, signal);
    case 'icon':
      return icon(deps, asked.prompt, stream, signal);
    case 'edit':
      return edit(deps, asked, stream, signal);
    case 'placeholders':
      return placeholders(deps, stream);
    default:
      stream.markdown(
        said`I make the images of this project:\n\n- \`/generate\` a lighthouse at dusk, 1200x630\n- \`/icon\` a paper plane\n- \`/edit\` public/images/hero.png make the sky pink\n- \`/placeholders\` finds what still is a placeholder\n\nOptions: \`--quality low\`, \`--count 2\`, \`--model easel/draft\`.\n`,
      );
  }
}

async function generate(deps: ChatDeps, text: string, stream: vscode.ChatResponseStream, signal: AbortSignal): Promise<void> {
  const { projects, key } = deps.icon;
  const { prompt, size, ...wish } = readPrompt(text);
  checkPrompt(prompt);
  const hasKey = (await key.source()) !== 'none';
  const { width, height } = size ?? defaultForm(readSettings(projects.current?.uri), hasKey, '');
  const request = await buildRequest({ ...wish, prompt, width, height }, hasKey, projects);
  await run(deps, request, stream, signal, []);
}

async function icon(deps: ChatDeps, text: string, stream: vscode.ChatResponseStream, signal: AbortSignal): Promise<void> {
  const { prompt, size, ...wish } = readPrompt(text);
  checkPrompt(prompt);
  if (size && size.width !== size.height) {
    throw new ImageError('invalid-request', 'An icon is square: give one size, such as 512x512, or none.');
  }
  const request = await plannedIcon(deps.icon, { ...wish, prompt, ...(size ? { size: size.width } : {}) });
  await run(deps, request, stream, signal, [{ command: 'easel.exportIconSet', title: vscode.l10n.t('Export Icon Set…') }]);
}

/** Starts a request like every other way in, and tells of it until its files are there. */
async function run(
  { icon: { runner, codec }, ...deps }: ChatDeps,
  request: ImageRequest,
  stream: vscode.ChatResponseStream,
  signal: AbortSignal,
  more: readonly { readonly command: string; readonly title: string }[],
): Promise<void> {
  await tellPrice(deps, request, stream);
  const files = await filesFor(request, codec);
  if (signal.aborted) {
    throw cancelled();
  }
  const job = await runner.start(request, files);
  let last = '';
  const listening = runner.onChange(() => {
    const now = phaseText(job);
    if (now !== last) {
      last = now;
      stream.progress(now);
    }
  });
  cancelWith(signal, job);
  try {
    const made = await outcomeOf(job);
    showFiles(stream, made.files, made.cost, [...more, { command: 'easel.editImage', title: vscode.l10n.t('Edit') }]);
  } finally {
    listening.dispose();
  }
}

async function edit(deps: ChatDeps, asked: Asked, stream: vscode.ChatResponseStream, signal: AbortSignal): Promise<void> {
  const attached = asked.references.map(({ value }) => uriOf(value)).find((uri) => uri !== undefined);
  const text = withoutReferences(asked);
  const named = attached ? undefined : pictureIn(text);
  const image = attached ?? named?.path;
  if (image === undefined) {
    throw new ImageError('invalid-request', 'Which picture? Attach one, or name it: /edit public/images/hero.png make the sky pink');
  }
  const { prompt, size, ...wish } = readPrompt(named?.rest ?? text);
  checkPrompt(prompt);
  if (size) {
    throw new ImageError('invalid-request', 'An edit keeps the size of its picture. Leave the size out.');
  }
  const wanted = { ...wish, image, prompt };
  await tellPrice(deps, await plannedEdit(deps.edit, wanted), stream);
  if (signal.aborted) {
    throw cancelled();
  }
  stream.progress(vscode.l10n.t('Generating'));
  const edited = await editImage(deps.edit, wanted, signal);
  if (edited) {
    showFiles(stream, edited.files, edited.cost, [{ command: 'easel.editImage', title: vscode.l10n.t('Edit a Region…') }]);
  }
}

async function placeholders({ findPlaceholders }: ChatDeps, stream: vscode.ChatResponseStream): Promise<void> {
  stream.progress(vscode.l10n.t('Looking for placeholders…'));
  const found = await findPlaceholders();
  if (found.length === 0) {
    stream.markdown(vscode.l10n.t('There are no placeholders in this workspace.'));
    return;
  }
  stream.markdown(said`Found ${found.length}:\n\n`);
  for (const one of found.slice(0, mostPlaces)) {
    const size = one.width !== undefined && one.height !== undefined ? ` · ${one.width} × ${one.height}` : '';
    stream.markdown('- ');
    stream.anchor(new vscode.Location(one.file, one.range), `${vscode.workspace.asRelativePath(one.file)}:${one.range.start.line + 1}`);
    stream.markdown(said` ${one.host}${size}\n`);
  }
  if (found.length > mostPlaces) {
    stream.markdown(said`\n… and ${found.length - mostPlaces} more.\n`);
  }
  stream.button({ command: 'easel.replaceAllPlaceholders', title: vscode.l10n.t('Replace All…') });
}

/** The price stands there before anything is sent, and what is paid for is agreed to. @throws ImageError `cancelled`, `over-budget` */
async function tellPrice(
  { purse, agree }: Pick<ChatDeps, 'purse' | 'agree'>,
  request: ImageRequest,
  stream: vscode.ChatResponseStream,
): Promise<void> {
  const { price, plan } = checkRequest(request);
  const { width, height } = plan.target;
  const times = request.count > 1 ? `${request.count} × ` : '';
  const facts = `${modelOf(request.model).name} · ${times}${width} × ${height} · ${formatPrice(price)}`;
  stream.markdown(said`${facts}\n\n`);
  await purse.check(price);
  const isFree = price.known && price.upper === 0;
  if (!isFree && !(await agree(price, [facts, await purse.spentToday()].filter(Boolean).join('\n')))) {
    throw cancelled();
  }
}

function checkPrompt(prompt: string): void {
  if (prompt === '') {
    throw new ImageError('invalid-request', 'Say what the picture shows, after the command.');
  }
}

/** The words alone: `#file:hero.png` stands in the text where a picture was attached. */
function withoutReferences({ prompt, references }: Asked): string {
  return references
    .flatMap(({ range }) => (range ? [range] : []))
    .sort(([one], [other]) => other - one)
    .reduce((text, [start, end]) => `${text.slice(0, start)} ${text.slice(end)}`, prompt)
    .trim();
}

function uriOf(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) {
    return value;
  }
  return value instanceof vscode.Location ? value.uri : undefined;
}
