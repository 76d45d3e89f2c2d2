import type { SearchBounds, Searched } from './call-table.ts';
import { row, table } from './statements.ts';

// For PostgreSQL only. An index by call id or number would make each load several times as dear, and a statement over all of a
// large table takes longer than anybody waits. So a search goes over the table's blocks from the end, where the last written rows
// lie, as far as one answer may, and the next goes on from there: https://www.postgresql.org/docs/current/ddl-system-columns.html

/** What rows are looked for. */
export interface Sought {
  /** In SQL, of `$1`. */
  condition: string;
  value: string;
}

export type Read = (text: string, values: unknown[]) => Promise<(string | null)[][]>;

/** Everything before this place is to be looked through: an item of a block, and how many blocks there were at the start. */
interface Mark {
  block: number;
  item: number;
  blocks: number;
}

/** So many blocks of 8 KiB take some 15 ms when they are in memory. */
export const usualBlocks = 4_096;

const countBlocks = `SELECT pg_relation_size('${table}') / current_setting('block_size')::int`;

/** Looks through blocks from the mark, or the table's end, to its beginning. */
export async function searchBlocks(
  read: Read,
  { condition, value }: Sought,
  { from, most, forMs }: SearchBounds,
  blocksAtOnce = usualBlocks,
): Promise<Searched<(string | null)[]>> {
  const until = performance.now() + forMs;
  const select = `SELECT ${row}, ctid FROM ${table}
    WHERE ctid >= $2::tid AND ctid < $3::tid AND (${condition}) ORDER BY ctid DESC LIMIT $4`;
  const found: (string | null)[][] = [];
  let mark = from === null ? await endOfTable(read) : readMark(from);
  while (!isAtStart(mark)) {
    const low = { ...mark, block: Math.max(0, mark.block - blocksAtOnce), item: 0 };
    const rows = await read(select, [value, toTid(low), toTid(mark), most - found.length]);
    found.push(...rows);
    mark = found.length < most ? low : { ...mark, ...readTid(rows.at(-1)!.at(-1)!) };
    if (found.length === most || performance.now() >= until) break;
  }
  return { found, next: isAtStart(mark) ? null : writeMark(mark), share: shareOf(mark) };
}

function readMark(text: string): Mark {
  const [block, item, blocks] = text.split('.').map(Number) as [number, number, number];
  return { block, item, blocks };
}

function writeMark({ block, item, blocks }: Mark): string {
  return `${block}.${item}.${blocks}`;
}

async function endOfTable(read: Read): Promise<Mark> {
  const [[count]] = (await read(countBlocks, [])) as [[string]];
  return { block: Number(count), item: 0, blocks: Number(count) };
}

function isAtStart({ block, item }: Mark): boolean {
  return block === 0 && item === 0;
}

function shareOf({ block, blocks }: Mark): number {
  return blocks === 0 ? 1 : 1 - Math.min(1, block / blocks);
}

function toTid({ block, item }: Mark): string {
  return `(${block},${item})`;
}

function readTid(text: string): Pick<Mark, 'block' | 'item'> {
  const [, block, item] = /^\((\d+),(\d+)\)$/.exec(text)!.map(Number);
  return { block: block!, item: item! };
}
