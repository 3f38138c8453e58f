import { URI, Utils } from 'vscode-uri';

/** VS Code's own class, with the one function that its package keeps beside it. */
export const Uri = Object.assign(URI, { joinPath: (base: URI, ...parts: string[]) => Utils.joinPath(base, ...parts) });
export type Uri = URI;
