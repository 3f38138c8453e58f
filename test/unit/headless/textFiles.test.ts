/** Texts where there is no editor: what is changed in them, and what is refused. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createProject, type Project } from '../mcp/harness';
import { loadHeadless, type Headless } from './app';

describe('a text without an editor', function () {
  this.timeout(30_000);
  let project: Project;
  let vscode: Headless['vscode'];
  const page = () => vscode.Uri.file(path.join(project.folder, 'page.txt'));
  /** A change of the first character, as the text reads now. */
  const change = (inserted: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(page(), new vscode.Range(0, 0, 0, 1), inserted);
    return edit;
  };
  const onDisk = () => readFile(page().fsPath, 'utf8');

  beforeEach(async () => {
    project = await createProject();
    ({ vscode } = await loadHeadless({ folders: [project.folder], storage: project.storage }));
    await writeFile(page().fsPath, 'one\n');
    await vscode.workspace.openTextDocument(page());
  });
  afterEach(() => project.remove());

  it('takes a change, in the text and on disk', async () => {
    assert.equal(await vscode.workspace.applyEdit(change('O')), true);
    assert.equal(await onDisk(), 'One\n');
  });

  it('refuses a change that was made for it as it read before', async () => {
    const [first, second] = [change('O'), change('0')];
    assert.equal(await vscode.workspace.applyEdit(first), true);
    assert.equal(await vscode.workspace.applyEdit(second), false);
    assert.equal(await onDisk(), 'One\n');
  });

  it('refuses a change when the file is another one by now, and reads that', async () => {
    await writeFile(page().fsPath, 'two\n');
    assert.equal(await vscode.workspace.applyEdit(change('O')), false);
    assert.equal(await onDisk(), 'two\n');
    assert.equal((await vscode.workspace.openTextDocument(page())).getText(), 'two\n');
  });
});
