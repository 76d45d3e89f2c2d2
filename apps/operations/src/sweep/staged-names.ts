/**
 * The objects that a loader puts into a batch's folder, in the order in which they are removed: half of it leaves what
 * never was complete. Without _SUCCESS it says so, without manifest.json nobody can begin to load it.
 */
const inOrder = [/^_SUCCESS$/, /^manifest\.json$/, /^part-\d{5}\.parquet$/];

/** Names within a batch's folder, in the order of their removal; null where one is not a loader's. */
export function removalOrder(names: readonly string[]): string[] | null {
  const places = new Map(names.map((name) => [name, inOrder.findIndex((pattern) => pattern.test(name))]));
  if ([...places.values()].includes(-1)) return null;
  return [...names].sort((a, b) => places.get(a)! - places.get(b)!);
}
