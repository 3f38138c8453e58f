import { createHash, randomUUID } from 'node:crypto';
import { detail, json, text, type Answer } from './answer';
import { refuseKey } from './authorization';
import { cdnHost, publish } from './cdn';
import type { Exchange } from './exchange';
import type { FaultsByStep } from './faults';
import type { Service } from './service';
import type { WireFault } from './wireFaults';

/** One upload, from its beginning. */
export interface Upload {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly fileUrl: string;
  readonly uploadUrl: string;
  readonly multipart: boolean;
  /** `X-Fal-Object-Lifecycle` and `X-Fal-Object-Lifecycle-Preference` as sent. */
  readonly lifecycle: string | undefined;
  readonly lifecyclePreference: string | undefined;
  /** Parts by their number; a simple upload is part 1. */
  readonly parts: Map<number, Buffer>;
  bytes: Buffer | undefined;
  sha256: string | undefined;
}

/** `POST https://rest.fal.ai/storage/upload/initiate[-multipart]` */
export function initiateUpload(
  service: Service,
  exchange: Exchange,
  fault: Exclude<FaultsByStep['uploadInitiate'], WireFault> | undefined,
): Answer {
  const refused = refuseKey(service, exchange);
  if (refused) {
    return refused;
  }
  const body = exchange.request.json as { content_type?: unknown; file_name?: unknown } | undefined;
  if (typeof body?.content_type !== 'string' || typeof body.file_name !== 'string') {
    return detail(422, 'content_type and file_name are required');
  }
  const id = randomUUID();
  const path = `/files/b/${id.slice(0, 8)}/${body.file_name.replace(/[^\w.+-]/g, '_')}`;
  const fileUrl = `https://${cdnHost}${fault ? path.replace('/files/b/', '/files/b/dead-') : path}`;
  const upload: Upload = {
    id,
    fileName: body.file_name,
    contentType: body.content_type,
    fileUrl,
    uploadUrl: `https://${cdnHost}/upload/${id}?signature=${sha256(Buffer.from(id)).slice(0, 24)}`,
    multipart: exchange.request.path.endsWith('-multipart'),
    lifecycle: exchange.request.headers['x-fal-object-lifecycle'],
    lifecyclePreference: exchange.request.headers['x-fal-object-lifecycle-preference'],
    parts: new Map(),
    bytes: undefined,
    sha256: undefined,
  };
  service.uploads.push(upload);
  return json(200, { upload_url: upload.uploadUrl, file_url: upload.fileUrl });
}

/** `PUT <upload_url>`, or `PUT <upload_url>/{n}` for a part. Nobody asks for a key here: the address is signed. */
export function putUpload(service: Service, exchange: Exchange, fault: Exclude<FaultsByStep['uploadPut'], WireFault> | undefined): Answer {
  const upload = findUpload(service, exchange);
  if (!upload) {
    return badSignature;
  }
  const part = Number(/\/(\d+)$/.exec(exchange.request.path)?.[1] ?? 0);
  upload.parts.set(part || 1, exchange.body);
  if (part === 0) {
    finish(service, upload);
    return json(200, {});
  }
  const etag = `"${sha256(exchange.body).slice(0, 16)}"`;
  // The client reads the tag from the body, not from the header.
  return json(200, fault ? { partNumber: part } : { partNumber: part, etag }, { etag });
}

/** `POST <upload_url>/complete` */
export function completeUpload(service: Service, exchange: Exchange): Answer {
  const upload = findUpload(service, exchange);
  if (!upload) {
    return badSignature;
  }
  const { parts = [] } = (exchange.request.json ?? {}) as { parts?: { partNumber?: number; etag?: string }[] };
  const whole = parts.length > 0 && parts.every((part) => part.etag && part.partNumber && upload.parts.has(part.partNumber));
  if (!whole) {
    return detail(400, 'One or more of the specified parts could not be found');
  }
  finish(service, upload);
  return json(200, { file_url: upload.fileUrl });
}

const badSignature = text(
  403,
  'application/xml',
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><Message>The signature is not valid</Message></Error>',
);

function findUpload(service: Service, exchange: Exchange): Upload | undefined {
  const id = exchange.request.path.split('/')[2];
  const upload = service.uploads.find((one) => one.id === id);
  return upload && new URL(upload.uploadUrl).searchParams.get('signature') === exchange.query.get('signature') ? upload : undefined;
}

/** The file is on the CDN from here on, unless its address is a dead one. */
function finish(service: Service, upload: Upload): void {
  const bytes = Buffer.concat([...upload.parts].sort(([one], [other]) => one - other).map(([, part]) => part));
  upload.bytes = bytes;
  upload.sha256 = sha256(bytes);
  const [folder = '', name = ''] = new URL(upload.fileUrl).pathname.split('/').slice(3);
  if (!folder.startsWith('dead-')) {
    publish(service, folder, name, upload.contentType, () => Promise.resolve(bytes));
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
