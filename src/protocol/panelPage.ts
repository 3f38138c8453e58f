/** Addresses that the page's document names, all as the webview may load them. */
export interface PanelDocumentParts {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Fresh random characters for every document. */
  readonly nonce: string;
  /** Address of `dist/panel.js`. */
  readonly script: string;
  /** Address of `dist/panel.css`. */
  readonly style: string;
  /** Address of `dist/codicon.css`; `codicon.ttf` lies beside it. */
  readonly codicons: string;
  /** Language of the texts, for screen readers. */
  readonly lang: string;
}

/** The document of the Generate panel. Strings only, so that the extension and the page tests use the same one. */
export function panelDocument(parts: PanelDocumentParts): string {
  // `id="vscode-codicon-stylesheet"` is where vscode-icon looks for the font.
  return `<!DOCTYPE html>
<html lang="${escaped(parts.lang)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escaped(contentPolicy(parts.cspSource, parts.nonce))}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Generate Image</title>
    <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${escaped(parts.codicons)}">
    <link rel="stylesheet" href="${escaped(parts.style)}">
  </head>
  <body>
    <easel-panel></easel-panel>
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
