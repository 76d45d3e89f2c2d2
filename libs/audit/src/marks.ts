/** Sixteen marks for each offset of a partition; memory is taken where offsets are marked, two bytes for each. */
export interface Marks {
  at(offset: number): number;
  /** Adds to the marks of an offset. */
  add(offset: number, marks: number): void;
  /** Takes all other marks away, everywhere. */
  keep(marks: number): void;
  /** Every marked offset from `from` up to, not including, `to`, in order. */
  each(from: number, to: number, visit: (offset: number, marks: number) => void): void;
}

const pageSize = 4_096;

/** Nothing is marked. */
export function createMarks(): Marks {
  const pages = new Map<number, Uint16Array>();
  // Logs are read in order: nearly every offset lies on the page of the one before.
  let lastNumber = -1;
  let lastPage: Uint16Array = new Uint16Array(0);

  function pageOf(offset: number): Uint16Array {
    const number = Math.floor(offset / pageSize);
    if (number === lastNumber) return lastPage;
    let page = pages.get(number);
    if (page === undefined) pages.set(number, (page = new Uint16Array(pageSize)));
    lastNumber = number;
    lastPage = page;
    return page;
  }

  function at(offset: number): number {
    return pages.get(Math.floor(offset / pageSize))?.[offset % pageSize] ?? 0;
  }

  function add(offset: number, marks: number): void {
    pageOf(offset)[offset % pageSize]! |= marks;
  }

  function keep(marks: number): void {
    for (const page of pages.values()) for (let i = 0; i < pageSize; i += 1) page[i]! &= marks;
  }

  function each(from: number, to: number, visit: (offset: number, marks: number) => void): void {
    for (const number of [...pages.keys()].sort((a, b) => a - b)) {
      const page = pages.get(number)!;
      const begin = number * pageSize;
      const end = Math.min(to, begin + pageSize);
      for (let offset = Math.max(from, begin); offset < end; offset += 1) {
        const marks = page[offset - begin]!;
        if (marks !== 0) visit(offset, marks);
      }
    }
  }

  return { at, add, keep, each };
}
