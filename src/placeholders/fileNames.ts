/** `hero`, `hero@2x`, `hero@3x` when the sizes are densities of the smallest; else each with its width. */
export function namesFor(stem: string, files: readonly { readonly width: number }[]): string[] {
  const smallest = Math.min(...files.map((file) => file.width));
  const ratios = files.map((file) => Math.round((file.width / smallest) * 100) / 100);
  if (files.length === 1 || ratios.every((ratio) => Number.isInteger(ratio) && ratio <= 4)) {
    return ratios.map((ratio) => (ratio === 1 ? stem : `${stem}@${ratio}x`));
  }
  return files.map((file) => `${stem}-${file.width}`);
}
