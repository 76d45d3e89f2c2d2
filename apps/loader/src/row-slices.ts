import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parquetColumns, sqlType, type ColumnType } from '@cdr/call-record';
import { type DuckDb, literal } from './duckdb.ts';
import type { RowSpan } from './find-refused-rows.ts';
import type { RawPlace } from './raw-place.ts';
import { type PartFile, partOf, type WrittenParquet } from './write-parquet.ts';

/** A row by its place in raw, with what its dead letter is checked by. */
export interface RowOrigin extends RawPlace {
  /** Kafka's time of the raw record, epoch ms. */
  ingestedAt: number;
}

/** Takes written Parquet files apart again, to find out which rows a warehouse refuses. */
export interface RowSlices {
  /** A file of some of the rows, numbered through all files from 0. The caller removes it. */
  rows(span: RowSpan): Promise<WrittenParquet>;
  /** A file with one made-up row, which any table takes that is as it should be. The caller removes it. */
  madeUp(): Promise<WrittenParquet>;
  /** Where rows come from. */
  origins(numbers: readonly number[]): Promise<RowOrigin[]>;
}

/** Slices of these files, written beside them. */
export function sliceRows(db: DuckDb, parts: readonly PartFile[], folder: string): RowSlices {
  const all = `read_parquet([${parts.map(({ file }) => literal(file)).join(', ')}])`;

  async function write(select: string): Promise<WrittenParquet> {
    const file = join(folder, `slice-${Math.random().toString(36).slice(2)}.parquet`);
    try {
      await db.run(`COPY (${select}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`);
      const part = await partOf('part-00000.parquet', file);
      return { parts: [part], rows: part.rows, minStart: anyStart, maxStart: anyStart };
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  }

  return {
    rows: ({ first, count }) => write(`SELECT * FROM ${all} LIMIT ${count} OFFSET ${first}`),
    madeUp: () => write(`SELECT ${madeUpRow}`),
    async origins(numbers) {
      const origins: RowOrigin[] = [];
      for (const number of numbers) {
        const [row] = await db.rows(
          `SELECT raw_partition AS p, raw_offset AS o, epoch_ms(ingested_at) AS t FROM ${all} LIMIT 1 OFFSET ${Number(number)}`,
        );
        origins.push({
          rawPartition: Number(row!['p']),
          rawOffset: Number(row!['o']),
          ingestedAt: Number(row!['t']),
        });
      }
      return origins;
    },
  };
}

// Of a batch that is only tried, nobody asks which calls it spans.
const anyStart = '2000-01-01 00:00:00';

const madeUpValues: Record<ColumnType['kind'], string> = {
  text: "'0'",
  timestamp: `'${anyStart}'`,
  integer: '0',
  bigint: '0',
  decimal: '0',
};

const madeUpRow = parquetColumns
  .map(({ name, type }) => `${madeUpValues[type.kind]}::${sqlType(type)} AS ${name}`)
  .join(', ');
