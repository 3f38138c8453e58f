import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import { parseRecipe, type Recipe } from '../../core/recipe';
import { readRecipe } from '../../imaging/containers/recipe';
import type { PanelForm } from '../../protocol/panel';
import { formOfRecipe } from '../panel/requestForm';
import { pictureFor } from '../imageEditor/pictureArgument';
import { readPicture } from '../imageEditor/references';
import { sidecarEnding } from '../../jobs/saver';
import { readSidecar } from './sidecar';

const scheme = 'easel-recipe';

/** `easel.showRecipe` and `easel.generateAgain`: what a file tells of how it was made. Nothing is sent by either. */
export class RecipeCommands implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;

  /** @param openPanel shows the form with what is given in it */
  constructor(private readonly openPanel: (form: Partial<PanelForm>) => void) {
    this.registration = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  /**
   * Shows it as a document that cannot be written.
   * @returns the recipe, for who calls the command; `undefined` when no file was picked
   * @throws ImageError when the file has none
   */
  async show(argument: unknown): Promise<Recipe | undefined> {
    const file = await fileFor(argument);
    if (!file) {
      return undefined;
    }
    const recipe = await recipeIn(file);
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const page = vscode.Uri.from({ scheme, path: `/${name}.recipe.json`, query: file.toString() });
    this.texts.set(page.toString(), `${JSON.stringify(recipe, null, 2)}\n`);
    this.changed.fire(page);
    await vscode.window.showTextDocument(page, { preview: true });
    return recipe;
  }

  /**
   * Fills the form with it; an edit opens the picture in the image editor, because it needs one.
   * @throws ImageError when the file has none
   */
  async again(argument: unknown): Promise<void> {
    const file = await fileFor(argument);
    if (!file) {
      return;
    }
    const recipe = await recipeIn(file);
    if (recipe.operation === 'edit') {
      await vscode.commands.executeCommand('easel.editImage', file);
    } else {
      this.openPanel(formOfRecipe(recipe));
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** A recipe's own file stands for the picture that it lies beside. */
async function fileFor(argument: unknown): Promise<vscode.Uri | undefined> {
  const file = await pictureFor(argument);
  return file?.path.endsWith(sidecarEnding) ? file.with({ path: file.path.slice(0, -sidecarEnding.length) }) : file;
}

/** What lies beside a file is newer than what is in it: it is written when the setting says so. */
async function recipeIn(file: vscode.Uri): Promise<Recipe> {
  const beside = await readSidecar(file);
  if (beside) {
    return beside;
  }
  const text = readRecipe(await readPicture(file));
  const recipe = text === undefined ? undefined : parseRecipe(text);
  if (!recipe) {
    const name = vscode.workspace.asRelativePath(file);
    throw new ImageError('invalid-request', `“${name}” has no recipe. Files that Easel makes have one unless “easel.recipe” is “none”.`);
  }
  return recipe;
}
