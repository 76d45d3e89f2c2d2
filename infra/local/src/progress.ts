import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import pg from 'pg';

/** Where the pipeline stands, read from outside: from the topics, the group's offsets and the warehouse. */
export interface Progress {
  /** Records in raw. */
  raw: number;
  /** Records that validators have dealt with. */
  validated: number;
  clean: number;
  dlq: number;
  /** Records of clean behind which every row is loaded. */
  loadedThrough: number;
  lastLoad: { rows: number; committedAt: Date } | null;
  /** Whether every record of raw is validated and every clean record is loaded. */
  settled: boolean;
}

export interface ProgressReader {
  read(): Promise<Progress>;
  close(): Promise<void>;
}

export interface ProgressOptions {
  kafka: Kafka;
  topics: TopicNames;
  validatorGroup: string;
  warehouseUrl: string;
}

/** Opens a reader of the pipeline's progress. */
export async function openProgress({
  kafka,
  topics,
  validatorGroup,
  warehouseUrl,
}: ProgressOptions): Promise<ProgressReader> {
  const pool = new pg.Pool({ connectionString: warehouseUrl, max: 1 });
  pool.on('error', () => undefined); // the next read tells

  async function read(): Promise<Progress> {
    // Later stages first: a record that moves on meanwhile is then counted as not there yet, never as settled.
    const loaded = await pool.query<{ kafka_partition: number; next_offset: string }>(
      'SELECT kafka_partition, next_offset FROM telecom.loaded_through WHERE topic = $1',
      [topics.clean],
    );
    const last = await pool.query<{ rows_loaded: number; committed_at: Date }>(
      'SELECT rows_loaded, committed_at FROM telecom.load_batch ORDER BY committed_at DESC LIMIT 1',
    );
    const validated = await kafka.committedOffsets(validatorGroup, topics.raw);
    const [clean, dlq, raw] = [
      await kafka.offsets(topics.clean),
      await kafka.offsets(topics.dlq),
      await kafka.offsets(topics.raw),
    ];

    const next = new Map(loaded.rows.map((row) => [row.kafka_partition, Number(row.next_offset)]));
    const settled = raw.every(
      ({ start, end }, p) => (end === start || (validated[p] ?? 0) >= end) && next.get(p) === clean[p]!.end,
    );
    const [row] = last.rows;
    return {
      raw: sum(raw.map(({ end }) => end)),
      validated: sum(raw.map((_, p) => validated[p] ?? 0)),
      clean: sum(clean.map(({ end }) => end)),
      dlq: sum(dlq.map(({ end }) => end)),
      loadedThrough: sum([...next.values()]),
      lastLoad: row ? { rows: row.rows_loaded, committedAt: row.committed_at } : null,
      settled,
    };
  }

  return { read, close: () => pool.end() };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
