import { json, type Answer } from './answer';
import type { Exchange } from './exchange';
import type { Service } from './service';

/** One file of the CDN. Its bytes are made when somebody first asks for them. */
export interface StoredFile {
  readonly url: string;
  readonly contentType: string;
  bytes(): Promise<Buffer>;
}

export const cdnHost = 'v3b.fal.media';

/** Puts a file on the CDN and returns it; `folder` is the part of its address that makes it unique. */
export function publish(service: Service, folder: string, name: string, contentType: string, make: () => Promise<Buffer>): StoredFile {
  const path = `/files/b/${folder}/${name}`;
  let made: Promise<Buffer> | undefined;
  const file = { url: `https://${cdnHost}${path}`, contentType, bytes: () => (made ??= make()) };
  service.files.set(path, file);
  return file;
}

/** The bytes behind a URL that a request sent along: a file of this CDN or a data URI. Nothing is fetched from anywhere else. */
export async function resolveUrl(service: Service, url: string): Promise<Buffer | undefined> {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(url);
  if (data) {
    return Buffer.from(data[1] ?? '', 'base64');
  }
  if (!url.startsWith(`https://${cdnHost}/`)) {
    return undefined;
  }
  return service.files.get(new URL(url).pathname)?.bytes();
}

/** `GET https://v3b.fal.media/files/…`: public, without a key. */
export async function serveFile(service: Service, exchange: Exchange): Promise<Answer> {
  const file = service.files.get(decodeURIComponent(exchange.request.path));
  if (!file) {
    return json(404, { detail: 'File not found' });
  }
  return {
    status: 200,
    headers: { 'content-type': file.contentType, 'cache-control': 'public, max-age=31536000' },
    body: await file.bytes(),
  };
}
