import type { Span } from '@cdr/audit';
import { type RealPipeline, runCommand } from '../testing/real-pipeline.ts';

/** Counts of a partition. */
export interface Sums {
  records: number;
  [part: string]: number;
}

interface Checksum {
  records: number;
  cents: number;
  ids: string;
  contents: string;
}

/** What the command says with --json. */
export interface Report {
  holds: boolean;
  problems: string[];
  kinds: string[];
  sums: { clean: Checksum; table: Checksum };
  partitions: {
    raw: Sums;
    clean: Sums;
    sums: { clean: Checksum; table: Checksum };
    missing: Span[];
    unknown: Span[];
    lost: Span[];
    strayRows: Span[];
  }[];
  orphanedBatches: { batchId: string; files: number; bytes: number }[];
  staged: { whole: number };
  batches: number;
}

/** Runs the command on a pipeline, with --json. */
export async function auditOf({ env }: RealPipeline): Promise<Report & { code: number | null }> {
  const { code, json, stderr } = await runCommand<Report>(['audit', '--json'], env);
  if (json === undefined) throw new Error(stderr);
  return { ...json, code };
}

/** A row of the table, and what puts it back. */
export async function aRowOf({ ask }: RealPipeline) {
  await ask('DROP TABLE IF EXISTS kept');
  await ask(
    'CREATE TABLE kept AS SELECT * FROM telecom.telecom_data WHERE raw_partition = 1 ORDER BY raw_offset LIMIT 1',
  );
  const [row] = await ask('SELECT raw_partition AS p, raw_offset AS o, batch_id FROM kept');
  const { p, o, batch_id: batchId } = row as { p: number; o: string; batch_id: string };
  const here = `raw_partition = ${p} AND raw_offset = ${o}`;
  async function putBack(): Promise<void> {
    await ask(`DELETE FROM telecom.telecom_data WHERE ${here}`);
    await ask('INSERT INTO telecom.telecom_data SELECT * FROM kept');
  }
  return {
    partition: p,
    offset: Number(o),
    span: { first: Number(o), last: Number(o) },
    batchId,
    here,
    putBack,
  };
}
