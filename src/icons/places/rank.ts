/** Projects beside the one that is made. */
const beside = /(?:^|\/)(?:docs?|documentation|storybook|examples?|demos?|e2e|playground|sandbox|templates?|fixtures|benchmarks?)(?:\/|$)/i;

/** What the main app of a monorepo is called. */
const main = /(?:^|\/)(?:web|app|www|site|website|frontend|client|main)$/i;

/**
 * The most likely first, where several projects of a workspace could be meant. Of equals the earlier stays first.
 * @param weight smaller is better, and counts more than the place
 */
export function byUse<T>(items: readonly T[], folderOf: (item: T) => string, weight: (item: T) => number = () => 0): T[] {
  const keys = (item: T): readonly number[] => {
    const folder = folderOf(item);
    return [Number(beside.test(folder)), weight(item), folder === '' ? 0 : folder.split('/').length, Number(!main.test(folder))];
  };
  return items
    .map((item) => ({ item, keys: keys(item) }))
    .sort((a, b) => a.keys.reduce((order, key, at) => order || key - (b.keys[at] ?? 0), 0))
    .map(({ item }) => item);
}
