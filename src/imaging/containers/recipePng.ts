import { joined, latin1, startsWith, unpackAtMost } from './bytes';
import { chunk, chunksOf, xmpKeyword, type Chunk } from './png';
import { recipeIn, withRecipe } from './xmp';

const keyword = 'easel:recipe\0';

/** Larger packets are left as they are. */
const maxPacketBytes = 4_000_000;

/** Behind the keyword of an iTXt chunk that is not packed: no compression, no language, no translated keyword. */
const plain = '\0\0\0\0';

export async function embedInPng(bytes: Uint8Array, text: string, sourceType: string): Promise<Uint8Array> {
  const chunks = [...chunksOf(bytes)];
  const length = chunks.reduce((sum, { whole }) => sum + whole.length, 8);
  if (chunks[0]?.name !== 'IHDR' || chunks.at(-1)?.name !== 'IEND' || !chunks.some(({ name }) => name === 'IDAT')) {
    return bytes;
  }
  const packets = chunks.filter(isXmp);
  const [before] = packets;
  const old = before && (await packetIn(before));
  // A packet that cannot be added to stays alone: there must not be two.
  const packet = packets.length > 1 || (before && !old) ? undefined : withRecipe(old, text, sourceType);
  const recipe = chunk('iTXt', joined([latin1(keyword + plain), new TextEncoder().encode(text)]));
  const xmp = packet && chunk('iTXt', joined([latin1(xmpKeyword + plain), packet]));
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let isWritten = false;
  for (const one of chunks) {
    if (one.name === 'IDAT' && !isWritten) {
      parts.push(...(xmp && !before ? [xmp] : []), recipe);
      isWritten = true;
    }
    if (one === before && xmp) {
      parts.push(xmp);
    } else if (!isRecipe(one)) {
      parts.push(one.whole);
    }
  }
  return joined([...parts, bytes.subarray(length)]);
}

export function readFromPng(bytes: Uint8Array): string | undefined {
  let found: string | undefined;
  for (const one of chunksOf(bytes)) {
    if (isRecipe(one) && startsWith(one.data, keyword + plain)) {
      return new TextDecoder().decode(one.data.subarray(keyword.length + plain.length));
    }
    if (one.name === 'iTXt' && isXmp(one) && one.data[xmpKeyword.length] === 0) {
      found ??= recipeIn(textOf(one));
    }
  }
  return found;
}

function isRecipe({ name, data }: Chunk): boolean {
  return name === 'iTXt' && startsWith(data, keyword);
}

/** libvips puts the packet into a packed text, most others into an international one. */
function isXmp({ name, data }: Chunk): boolean {
  return (name === 'iTXt' || name === 'zTXt') && startsWith(data, xmpKeyword);
}

/** The packet, unpacked; `undefined` when it is damaged or a bomb. */
async function packetIn(one: Chunk): Promise<Uint8Array | undefined> {
  if (one.name === 'zTXt') {
    return unpackAtMost(one.data.subarray(xmpKeyword.length + 1), maxPacketBytes);
  }
  const text = textOf(one);
  const isPacked = one.data[xmpKeyword.length] === 1;
  return text.length === 0 ? undefined : isPacked ? unpackAtMost(text, maxPacketBytes) : text;
}

/** What an iTXt chunk holds: after two bytes of compression come language and translated keyword, each ended by a zero. */
function textOf({ data }: Chunk): Uint8Array {
  const language = data.indexOf(0, xmpKeyword.length + 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  return translated < 0 ? new Uint8Array() : data.subarray(translated + 1);
}
