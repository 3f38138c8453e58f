/**
 * Addresses of the small pictures that came as bytes. Every snapshot brings the same ones again, so they are told apart by key, and an
 * address is given back when its picture is gone.
 */
export class Thumbnails {
  private readonly addresses = new Map<string, string>();

  /** The extension makes small pictures as WebP. */
  of(key: string, bytes: Uint8Array): string {
    const known = this.addresses.get(key);
    if (known !== undefined) {
      return known;
    }
    const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/webp' }));
    this.addresses.set(key, address);
    return address;
  }

  keepOnly(keys: ReadonlySet<string>): void {
    for (const [key, address] of this.addresses) {
      if (!keys.has(key)) {
        URL.revokeObjectURL(address);
        this.addresses.delete(key);
      }
    }
  }
}
