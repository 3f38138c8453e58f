import type { IconSetPreview } from '../../protocol/iconSet';

/** A preview with the address of its picture. */
export interface ShownPreview extends Omit<IconSetPreview, 'bytes'> {
  /** The same for the same picture of another look. */
  readonly key: string;
  readonly address: string;
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly address: string;
}

/** Gives the previews addresses. A picture that has not changed keeps its own and does not flicker; one that is gone gives it back. */
export class PreviewPictures {
  private kept = new Map<string, Kept>();

  of(previews: readonly IconSetPreview[]): ShownPreview[] {
    const before = this.kept;
    this.kept = new Map();
    const shown = previews.map(({ bytes, ...preview }) => {
      let key = [preview.label, preview.width, preview.height, ...preview.presets].join('/');
      while (this.kept.has(key)) {
        key += "'";
      }
      const known = before.get(key);
      const same = known !== undefined && sameBytes(known.bytes, bytes);
      const address = same ? known.address : pictureAddress(bytes, 'image/png');
      this.kept.set(key, { bytes, address });
      if (same) {
        before.delete(key);
      }
      return { ...preview, key, address };
    });
    for (const { address } of before.values()) {
      URL.revokeObjectURL(address);
    }
    return shown;
  }
}

export function pictureAddress(data: Uint8Array | string, type: string): string {
  return URL.createObjectURL(new Blob([typeof data === 'string' ? data : new Uint8Array(data)], { type }));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
