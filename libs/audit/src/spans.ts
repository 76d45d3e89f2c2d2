/** Offsets from `first` to `last`, both included. */
export interface Span {
  first: number;
  last: number;
}

/** Offsets at which something was found. */
export interface Found {
  offsets: number;
  /** Where, from the lowest on; only the first thousand. */
  spans: Span[];
  /** Spans beyond those. */
  moreSpans: number;
}

/** Collects offsets that rise. */
export interface Finder {
  add(offset: number): void;
  found(): Found;
}

// A partition that is wholly wrong must not fill the memory with what is wrong with it.
const mostSpans = 1_000;

/** An empty collection. */
export function createFinder(): Finder {
  const spans: Span[] = [];
  let offsets = 0;
  let moreSpans = 0;
  let last = Number.NaN;

  function add(offset: number): void {
    const extendsLast = offset === last + 1;
    offsets += 1;
    last = offset;
    if (!extendsLast && spans.length === mostSpans) moreSpans += 1;
    else if (!extendsLast) spans.push({ first: offset, last: offset });
    else if (moreSpans === 0) spans.at(-1)!.last = offset;
  }

  return { add, found: () => ({ offsets, spans, moreSpans }) };
}

const spansSaid = 10;

/** Where something was found, in words: `offset 3`, `offsets 3 to 5, 9`. */
export function sayOffsets({ offsets, spans, moreSpans }: Found): string {
  const said = spans
    .slice(0, spansSaid)
    .map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`));
  const more = spans.length - said.length + moreSpans;
  const rest = more > 0 ? ` and ${more} more ${more === 1 ? 'range' : 'ranges'}, ${offsets} in all` : '';
  return `${offsets === 1 ? 'offset' : 'offsets'} ${said.join(', ')}${rest}`;
}

/** The same with what wants a predicate: `offset 3 is`, `offsets 3 to 5, 9 are`. */
export function saySpans(found: Found): string {
  return `${sayOffsets(found)} ${found.offsets === 1 ? 'is' : 'are'}`;
}
