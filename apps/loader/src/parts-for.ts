// A file smaller than this is not worth a slice of its own; and memory follows a file, which is made at once.
const bytesWorthAFile = 8 * 1_048_576;

/** How many part files to make of so many bytes of records: a multiple of the warehouse's slices, or one. */
export function partsFor(bytes: number, slices: number): number {
  return Math.floor(bytes / bytesWorthAFile / slices) * slices || 1;
}
