/** Pictures that were dropped or pasted: addresses, or bytes. */
export interface Incoming {
  uris: string[];
  files: { name: string; base64: string }[];
}

/** What VS Code's Explorer, another program and the system call a list of addresses. */
const addressTypes = ['application/vnd.code.uri-list', 'text/uri-list', 'ResourceURLs'] as const;

/** Whether something that is dragged over the page could be a picture. While it is dragged, only its types are known. */
export function mayBePictures(data: DataTransfer | null): boolean {
  return (
    data !== null && data.types.some((type) => type === 'Files' || addressTypes.some((one) => one.toLowerCase() === type.toLowerCase()))
  );
}

/** Reads what was dropped. Addresses come first: a file that has one needs no bytes. */
export async function readDrop(data: DataTransfer): Promise<Incoming> {
  const uris = addressesIn(data);
  return uris.length > 0 ? { uris, files: [] } : { uris: [], files: await readFiles(pictureFiles(data)) };
}

/** The files among what is pasted or dropped that say they are pictures. */
export function pictureFiles(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}

export function readFiles(files: readonly File[]): Promise<Incoming['files']> {
  return Promise.all(files.map(async (file) => ({ name: file.name, base64: await base64Of(file) })));
}

function addressesIn(data: DataTransfer): string[] {
  for (const type of addressTypes) {
    const uris = listed(data.getData(type));
    if (uris.length > 0) {
      return uris;
    }
  }
  return [];
}

/** A line each with `#` for comments (RFC 2483), or a JSON array as VS Code's `ResourceURLs` is. */
function listed(text: string): string[] {
  if (text.startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(text);
      return Array.isArray(parsed) ? parsed.filter((one): one is string => typeof one === 'string') : [];
    } catch {
      return [];
    }
  }
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''));
    reader.addEventListener('error', () => reject(new Error(`${file.name} could not be read.`)));
    reader.readAsDataURL(file);
  });
}
