/** Addresses that a page's document names, all as the webview may load them. */
export interface DocumentParts {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Fresh random characters for every document. */
  readonly nonce: string;
  /** Address of the page's script in `dist/`. */
  readonly script: string;
  /** Address of the page's style sheet in `dist/`. */
  readonly style: string;
  /** Address of `dist/codicon.css`; `codicon.ttf` lies beside it. */
  readonly codicons: string;
  /** Language of the texts, for screen readers. */
  readonly lang: string;
}

/** The document of a page that is one element. Strings only, so that the extension and the page tests use the same one. */
export function pageDocument(parts: DocumentParts, title: string, element: string): string {
  // `id="vscode-codicon-stylesheet"` is where vscode-icon looks for the font.
  return `<!DOCTYPE html>
<html lang="${escaped(parts.lang)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escaped(contentPolicy(parts.cspSource, parts.nonce))}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)}</title>
    <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${escaped(parts.codicons)}">
    <link rel="stylesheet" href="${escaped(parts.style)}">
  </head>
  <body>
    <${element}></${element}>
    <script type="module" nonce="${escaped(parts.nonce)}" src="${escaped(parts.script)}"></script>
  </body>
</html>
`;
}

/** No inline script, no inline style, nothing remote. */
export function contentPolicy(cspSource: string, nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src ${cspSource} blob:`,
    `font-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
