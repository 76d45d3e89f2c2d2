import { crc32 } from 'node:zlib';
import type { KafkaRecord } from '@cdr/kafka';

/** What the letters of a partition say their records were; they are few, so memory is taken for each and not for each offset. */
export interface LetterSums {
  /** A letter for this raw offset. */
  add(rawOffset: number, letter: Bytes): void;
  /** Whether every letter for this raw record has its very key and value, if there is one. */
  agree(record: Bytes & Pick<KafkaRecord, 'offset'>): boolean;
}

type Bytes = Pick<KafkaRecord, 'key' | 'value'>;

// Offsets within a page are numbers of 16 bits.
const pageSize = 65_536;
// No sum is this one: letters for one record that say different things agree with nothing.
const disagreeing = 0;

interface Page {
  offsets: Uint16Array;
  sums: Uint32Array;
  used: number;
}

/** No letters: six to nine bytes for each. */
export function createLetterSums(): LetterSums {
  const pages = new Map<number, Page>();

  function add(rawOffset: number, letter: Bytes): void {
    const number = Math.floor(rawOffset / pageSize);
    let page = pages.get(number);
    if (page === undefined) pages.set(number, (page = newPage(16)));
    const offset = rawOffset % pageSize;
    const sum = sumOf(letter);
    const at = placeOf(page, offset);
    if (at < page.used && page.offsets[at] === offset) {
      if (page.sums[at] !== sum) page.sums[at] = disagreeing;
      return;
    }
    insert(number, page, at, offset, sum);
  }

  function insert(number: number, page: Page, at: number, offset: number, sum: number): void {
    let { offsets, sums } = page;
    if (page.used === offsets.length) {
      const longer = newPage(Math.min(pageSize, Math.ceil(page.used * 1.5)));
      longer.offsets.set(offsets);
      longer.sums.set(sums);
      ({ offsets, sums } = longer);
      pages.set(number, longer);
      longer.used = page.used;
      page = longer;
    }
    offsets.copyWithin(at + 1, at, page.used);
    sums.copyWithin(at + 1, at, page.used);
    offsets[at] = offset;
    sums[at] = sum;
    page.used += 1;
  }

  function agree(record: Bytes & Pick<KafkaRecord, 'offset'>): boolean {
    const page = pages.get(Math.floor(record.offset / pageSize));
    if (page === undefined) return true;
    const offset = record.offset % pageSize;
    const at = placeOf(page, offset);
    return at === page.used || page.offsets[at] !== offset || page.sums[at] === sumOf(record);
  }

  return { add, agree };
}

function newPage(size: number): Page {
  return { offsets: new Uint16Array(size), sums: new Uint32Array(size), used: 0 };
}

// Where an offset stands, or belongs. Letters rise but for those that a takeover wrote again.
function placeOf({ offsets, used }: Page, offset: number): number {
  if (used === 0 || offsets[used - 1]! < offset) return used;
  let low = 0;
  let high = used - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The lengths come first, so that no byte can move from the key to the value, and nothing is not the same as empty.
function sumOf({ key, value }: Bytes): number {
  const lengths = `${key?.length ?? -1} ${value?.length ?? -1} `;
  return crc32(value ?? '', crc32(key ?? '', crc32(lengths))) || 1;
}
