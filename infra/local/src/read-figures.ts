import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import pg from 'pg';
import type { Figures } from './standing.ts';

export interface FiguresSource {
  /** @throws KafkaError or the database's error when a part does not answer. */
  read(): Promise<Figures>;
  close(): Promise<void>;
}

export interface FiguresOptions {
  kafka: Kafka;
  topics: TopicNames;
  validatorGroup: string;
  warehouseUrl: string;
}

// Each read is a few rows. A server that hangs must not hang the watch over the run.
const patience = { connectionTimeoutMillis: 5_000, query_timeout: 10_000 };

/** Reads the pipeline's figures from the topics, the group's offsets and the warehouse. */
export function openFigures({ kafka, topics, validatorGroup, warehouseUrl }: FiguresOptions): FiguresSource {
  const pool = new pg.Pool({ connectionString: warehouseUrl, max: 1, ...patience });
  pool.on('error', () => undefined); // the next read tells

  async function read(): Promise<Figures> {
    // Later stages first: a record that moves on meanwhile is then counted as not there yet, never as settled.
    const through = await pool.query<{ kafka_partition: number; next_offset: string }>(
      'SELECT kafka_partition, next_offset FROM telecom.loaded_through WHERE topic = $1',
      [topics.clean],
    );
    // As a number: the column has no zone, and a Date would be read in the host's.
    const last = await pool.query<{ rows_loaded: number; at: string }>(
      `SELECT rows_loaded, extract(epoch FROM committed_at) * 1000 AS at FROM telecom.load_batch
         ORDER BY committed_at DESC LIMIT 1`,
    );
    const validatedThrough = await kafka.committedOffsets(validatorGroup, topics.raw);
    const clean = await kafka.offsets(topics.clean);
    const dlq = await kafka.offsets(topics.dlq);
    const raw = await kafka.offsets(topics.raw);
    const [load] = last.rows;
    return {
      loadedThrough: new Map(through.rows.map((row) => [row.kafka_partition, Number(row.next_offset)])),
      lastLoad: load ? { rows: load.rows_loaded, committedAt: Number(load.at) } : null,
      validatedThrough,
      clean,
      dlq,
      raw,
    };
  }

  return { read, close: () => pool.end() };
}
