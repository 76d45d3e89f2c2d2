import type { OffsetRange } from '@cdr/kafka';
import type pg from 'pg';

/** What the ledger says of one partition of clean, from the first offset on that both it and the topic still hold. */
export interface LedgerPartition {
  /** Where the comparison begins, an offset of clean. */
  from: number;
  /** The highest raw offset loaded from before that; the reader rule goes on from it. */
  rawHighWater: number;
  /** Rows the ledger has from there on. */
  rows: number;
}

/** Sums over all batches loaded from the clean topic, and what the table really holds. */
export interface LedgerSums {
  inRanges: number;
  staged: number;
  loaded: number;
  alreadyLoaded: number;
  conflicts: number;
  /** Clean records of these batches that could not be staged: each has a letter. */
  unloadable: number;
  /** Rows of these batches in the table. */
  tableRows: number;
  /** Rows of the table whose batch the ledger does not know. */
  strayRows: number;
  /** Rows of the table beyond the first of a call. */
  repeatedCalls: number;
}

/** What the warehouse has of one run. */
export interface RunLoads {
  loaded: number;
  batches: number;
  /** The last commit, epoch ms. */
  committedAt: number | null;
}

/** The ledger of one clean topic, as it was when the topic ended at `clean`: later loads do not count. */
export interface Ledger {
  partitions(): Promise<LedgerPartition[]>;
  sums(): Promise<LedgerSums>;
  runLoads(run: readonly OffsetRange[]): Promise<RunLoads>;
  /** Which of these raw places have a row in the table. */
  inTable(places: readonly RawPlace[]): Promise<Set<string>>;
  /** Which of these raw places lie in a batch of the ledger. */
  inBatches(places: readonly RawPlace[]): Promise<Set<string>>;
}

/** A record of raw. */
export interface RawPlace {
  partition: number;
  offset: number;
}

/** The name of a place in the sets that the ledger answers with. */
export function placeName({ partition, offset }: RawPlace): string {
  return `${partition}/${offset}`;
}

/** Opens the ledger over a connection; every answer throws the database's error. */
export function openLedger(client: pg.Client, topic: string, clean: readonly OffsetRange[]): Ledger {
  const held = [topic, clean.map((_, p) => p), clean.map(({ start }) => start), clean.map(({ end }) => end)];
  const heldSql = 'unnest($2::int[], $3::bigint[], $4::bigint[]) AS held (p, first, past)';
  // The positions were at the ends: a batch lies before all of them, or behind.
  const ranges = `SELECT r.* FROM telecom.load_range r JOIN ${heldSql}
    ON r.topic = $1 AND r.kafka_partition = held.p AND r.first_offset < held.past`;

  async function numbers(sql: string, values: readonly unknown[]): Promise<Record<string, number | null>[]> {
    const { rows } = await client.query<Record<string, string | null>>(sql, [...values]);
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value === null ? null : Number(value)]),
      ),
    );
  }

  // A range that begins before the topic's first offset counts as a whole as lost: its rows cannot be told apart.
  async function partitions(): Promise<LedgerPartition[]> {
    const rows = await numbers(
      `SELECT greatest(held.first, max(r.next_offset) FILTER (WHERE r.first_offset < held.first)) AS from_offset,
         coalesce(max(r.last_raw_offset) FILTER (WHERE r.first_offset < held.first), -1) AS high_water,
         coalesce(sum(r.row_count) FILTER (WHERE r.first_offset >= held.first), 0) AS row_count
       FROM ${heldSql} LEFT JOIN telecom.load_range r
         ON r.topic = $1 AND r.kafka_partition = held.p AND r.first_offset < held.past
       GROUP BY held.p, held.first ORDER BY held.p`,
      held,
    );
    return rows.map((row) => ({
      from: row['from_offset']!,
      rawHighWater: row['high_water']!,
      rows: row['row_count']!,
    }));
  }

  async function sums(): Promise<LedgerSums> {
    const [row] = await numbers(
      `WITH ranges AS (${ranges}),
         batches AS (SELECT * FROM telecom.load_batch WHERE batch_id IN (SELECT batch_id FROM ranges))
       SELECT (SELECT coalesce(sum(row_count), 0) FROM ranges) AS in_ranges, b.*, t.*
       FROM (SELECT coalesce(sum(rows_staged), 0) AS staged, coalesce(sum(rows_loaded), 0) AS loaded,
           coalesce(sum(rows_already_loaded), 0) AS already, coalesce(sum(rows_conflict), 0) AS conflicts,
           coalesce(sum(rows_unloadable), 0) AS unloadable
         FROM batches) b,
         (SELECT count(*) FILTER (WHERE batch_id IN (SELECT batch_id FROM batches)) AS table_rows,
           count(*) FILTER (WHERE batch_id NOT IN (SELECT batch_id FROM telecom.load_batch)) AS stray,
           count(*) - count(DISTINCT call_id) AS repeated
         FROM telecom.telecom_data) t`,
      held,
    );
    return {
      inRanges: row!['in_ranges']!,
      staged: row!['staged']!,
      loaded: row!['loaded']!,
      alreadyLoaded: row!['already']!,
      conflicts: row!['conflicts']!,
      unloadable: row!['unloadable']!,
      tableRows: row!['table_rows']!,
      strayRows: row!['stray']!,
      repeatedCalls: row!['repeated']!,
    };
  }

  async function runLoads(run: readonly OffsetRange[]): Promise<RunLoads> {
    const span = 'unnest($5::bigint[], $6::bigint[]) WITH ORDINALITY AS span (first, past, n)';
    const [row] = await numbers(
      `WITH mine AS (SELECT DISTINCT r.batch_id FROM (${ranges}) r JOIN ${span}
           ON r.kafka_partition = span.n - 1
             AND r.last_raw_offset >= span.first AND r.first_raw_offset < span.past)
       SELECT (SELECT count(*) FROM telecom.telecom_data t JOIN ${span} ON t.raw_partition = span.n - 1
           AND t.raw_offset >= span.first AND t.raw_offset < span.past
         WHERE t.batch_id IN (SELECT batch_id FROM mine)) AS loaded,
         count(*) AS batches, extract(epoch FROM max(committed_at)) * 1000 AS committed
       FROM telecom.load_batch WHERE batch_id IN (SELECT batch_id FROM mine)`,
      [...held, run.map(({ start }) => start), run.map(({ end }) => end)],
    );
    return { loaded: row!['loaded']!, batches: row!['batches']!, committedAt: row!['committed'] ?? null };
  }

  async function find(sql: string, places: readonly RawPlace[]): Promise<Set<string>> {
    if (places.length === 0) return new Set();
    const columns = [places.map(({ partition }) => partition), places.map(({ offset }) => offset)];
    const rows = await numbers(
      `SELECT place.p, place.o FROM unnest($5::int[], $6::bigint[]) AS place (p, o) WHERE EXISTS (${sql})`,
      [...held, ...columns],
    );
    return new Set(rows.map(({ p, o }) => placeName({ partition: p!, offset: o! })));
  }

  function inTable(places: readonly RawPlace[]): Promise<Set<string>> {
    const sql = `SELECT FROM telecom.telecom_data t WHERE t.raw_partition = place.p AND t.raw_offset = place.o
      AND t.batch_id IN (SELECT batch_id FROM (${ranges}) r)`;
    return find(sql, places);
  }

  function inBatches(places: readonly RawPlace[]): Promise<Set<string>> {
    const sql = `SELECT FROM (${ranges}) r WHERE r.kafka_partition = place.p
      AND place.o BETWEEN r.first_raw_offset AND r.last_raw_offset`;
    return find(sql, places);
  }

  return { partitions, sums, runLoads, inTable, inBatches };
}
