/** Serves dist/ and pictures to a page, with the real document and the real policy as a header. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { editorDocument } from '../../src/protocol/editorPage';
import { iconSetDocument } from '../../src/protocol/iconSetPage';
import { contentPolicy, type DocumentParts } from '../../src/protocol/pageDocument';
import { panelDocument } from '../../src/protocol/panelPage';
import { reviewDocument } from '../../src/protocol/reviewPage';
import { root } from '../vscode/paths';
import { samplePicture } from './samplePictures';

const dist = path.join(root, 'dist');
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/** The pages by the path that they lie at. */
const pages: Readonly<Record<string, { readonly draw: (parts: DocumentParts) => string; readonly bundle: string }>> = {
  '': { draw: panelDocument, bundle: 'panel' },
  editor: { draw: editorDocument, bundle: 'imageEditor' },
  review: { draw: reviewDocument, bundle: 'review' },
  iconSet: { draw: iconSetDocument, bundle: 'iconSet' },
};

export interface PageServer {
  readonly address: string;
  close(): Promise<void>;
}

export async function startPageServer(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    answer(name, addressOf(server)).then(
      ({ body, headers }) => response.writeHead(200, headers).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: addressOf(server), close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function answer(name: string, address: string): Promise<{ body: string | Buffer; headers: Record<string, string> }> {
  const page = pages[name];
  if (page) {
    const nonce = 'bm9uY2U=';
    const { draw, bundle } = page;
    const body = draw({
      cspSource: address,
      nonce,
      script: `/${bundle}.js`,
      style: `/${bundle}.css`,
      codicons: '/codicon.css',
      lang: 'en',
    });
    return { body, headers: { 'content-type': 'text/html', 'content-security-policy': contentPolicy(address, nonce) } };
  }
  if (name === 'favicon.ico') {
    return { body: '', headers: {} };
  }
  const picture = samplePicture(name);
  if (picture !== undefined) {
    return { body: picture, headers: { 'content-type': 'image/svg+xml' } };
  }
  const type = types[path.extname(name)];
  if (type === undefined || name.includes('/')) {
    throw new Error(`There is no ${name}.`);
  }
  return { body: await readFile(path.join(dist, name)), headers: { 'content-type': type } };
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
