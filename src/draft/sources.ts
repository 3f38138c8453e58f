import type { EncodedImage } from '../core/service';

const scheme = 'draft-input:';

/** As much as may wait for an order, in bytes: sixteen large pictures and their mask. */
const uploadLimit = 512_000_000;

/** As much as is kept once an order was placed, in bytes: the pictures of a few orders, which are fetched right after. */
const orderedLimit = 128_000_000;

/**
 * The pictures that drafts are drawn over, in memory. Their addresses are their SHA-256, so the same bytes have the same address in
 * any window and after any crash; whoever brings them again can go on with an old order.
 */
export interface Sources {
  /** Keeps the picture and returns its address. */
  keep(image: EncodedImage): Promise<string>;
  /** Called when an order is placed: its picture stays, older ones are forgotten as far as memory asks for it. */
  ordered(url: string): void;
  find(url: string): Uint8Array | undefined;
}

export function createSources(): Sources {
  // In the order in which they were last used.
  const pictures = new Map<string, Uint8Array>();

  function use(url: string, bytes: Uint8Array): void {
    pictures.delete(url);
    pictures.set(url, bytes);
  }

  function shrink(limit: number): void {
    let total = 0;
    for (const bytes of pictures.values()) {
      total += bytes.byteLength;
    }
    for (const [url, bytes] of pictures) {
      if (total <= limit || pictures.size === 1) {
        return;
      }
      pictures.delete(url);
      total -= bytes.byteLength;
    }
  }

  return {
    async keep({ bytes }) {
      // A copy, because a transferred or reused buffer would change under the address.
      const copy = new Uint8Array(bytes);
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', copy));
      const url = scheme + [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      use(url, pictures.get(url) ?? copy);
      shrink(uploadLimit);
      return url;
    },
    ordered(url) {
      const bytes = pictures.get(url);
      if (bytes) {
        use(url, bytes);
        shrink(orderedLimit);
      }
    },
    find: (url) => pictures.get(url),
  };
}
