import type * as vscode from 'vscode';
import { themeColours } from '../../icons/themeColours';
import type { ProjectFolders } from '../projectFolders';
import { readIconProject } from './iconProject';

/** How long the colours of a project count, in milliseconds: the panel asks with every change of a job. */
const freshFor = 30_000;

/** The colours that projects draw themselves in. */
export class ProjectColours {
  private readonly known = new Map<string, { readonly until: number; readonly colours: Promise<readonly string[]> }>();

  constructor(private readonly projects: ProjectFolders) {}

  /** The most telling first; none where nothing tells any, or it cannot be read. */
  of(owner: vscode.WorkspaceFolder | undefined): Promise<readonly string[]> {
    if (!owner) {
      return Promise.resolve([]);
    }
    const place = owner.uri.toString();
    const known = this.known.get(place);
    if (known && Date.now() < known.until) {
      return known.colours;
    }
    const colours = readIconProject(owner, this.projects).then(themeColours, () => []);
    this.known.set(place, { until: Date.now() + freshFor, colours });
    return colours;
  }
}
