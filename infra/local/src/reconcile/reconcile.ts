import type { HeldRanges, PartitionAudit } from '@cdr/audit';
import type { TopicNames } from '@cdr/call-record';
import type { Kafka, OffsetRange } from '@cdr/kafka';
import pg from 'pg';
import { countRun, type LoaderLetter, type RunCounts } from './count-run.ts';
import { judgeLedger } from './judge-ledger.ts';
import { type Ledger, type LedgerPartition, openLedger, placeName } from './ledger.ts';
import { type HeldPartition, readHeld } from './read-held.ts';

/** What became of the records of one run, and whether everything held agrees. */
export interface Reconciliation extends RunCounts {
  reconciled: boolean;
  /** One sentence for each place where the promise does not hold. */
  problems: string[];
}

export interface ReconcileOptions {
  kafka: Kafka;
  topics: TopicNames;
  warehouseUrl: string;
  /** What the topics held at a moment when everything in them was loaded. */
  held: HeldRanges;
  /** The run's raw offsets, by partition. */
  run: readonly OffsetRange[];
  /** Records that Kafka acknowledged in this run. */
  published: number;
}

// A sum goes over the whole table; a server that hangs must end the run all the same.
const patience = { connectionTimeoutMillis: 5_000, query_timeout: 600_000 };

/**
 * Counts this run's records through all stages, and judges everything the topics and the ledger held at that moment;
 * what arrives later does not disturb it.
 * @throws KafkaError or the database's error
 */
export async function reconcile(options: ReconcileOptions): Promise<Reconciliation> {
  const { kafka, topics, warehouseUrl, held, run, published } = options;
  const client = new pg.Client({ connectionString: warehouseUrl, ...patience });
  client.on('error', () => undefined); // a connection that breaks fails its next statement, which tells it
  await client.connect();
  try {
    const ledger = openLedger(client, topics.clean, held.clean);
    const expected = await ledger.partitions();
    const partitions: HeldPartition[] = [];
    for (const p of held.raw.keys())
      partitions.push(await readHeld({ kafka, topics, held, ledger: expected, run }, p));
    const letters = partitions.flatMap(({ loaderLetters }, partition) =>
      [...loaderLetters].map(([offset, reason]): LoaderLetter => ({ partition, offset, reason })),
    );
    const inTable = await ledger.inTable(letters);
    // Void: another loader cut its batch elsewhere and loaded the record all the same.
    const standing = letters.filter((letter) => !inTable.has(placeName(letter)));
    const aside = await countOutsideBatches(letters, expected, ledger);

    const counts = countRun({
      audits: partitions.map(({ tally }, p) => tally.audit(run[p]!.start, run[p]!.end)),
      letters: standing.filter(({ partition, offset }) => isIn(run[partition]!, offset)),
      loads: await ledger.runLoads(run),
      firstAppends: partitions.map(({ firstAppend }) => firstAppend),
    });
    const problems = [
      ...partitions.flatMap(({ tally }) => judgeLogs(topics.raw, tally.audit())),
      ...judgeLedger(topics.clean, expected, await ledger.sums(), {
        clean: partitions.map(({ clean }, p) => clean - aside[p]!),
        loaderLetters: held.dlq.every(({ start }) => start === 0) ? standing.length : null,
      }),
      ...(counts.raw < published
        ? [`records published: ${published}, but records of this run in ${topics.raw}: ${counts.raw}`]
        : []),
    ];
    return { ...counts, reconciled: problems.length === 0, problems };
  } finally {
    await client.end();
  }
}

// Where nothing of a window could be loaded, it went by without a batch: its records have letters of reason load.
async function countOutsideBatches(
  letters: readonly LoaderLetter[],
  expected: readonly LedgerPartition[],
  ledger: Ledger,
): Promise<number[]> {
  const unloadable = letters.filter(
    ({ partition, offset, reason }) => reason === 'load' && offset > expected[partition]!.rawHighWater,
  );
  const inBatches = await ledger.inBatches(unloadable);
  const outside = unloadable.filter((letter) => !inBatches.has(placeName(letter)));
  return expected.map((_, p) => outside.filter(({ partition }) => partition === p).length);
}

function isIn({ start, end }: OffsetRange, offset: number): boolean {
  return offset >= start && offset < end;
}

function judgeLogs(topic: string, { partition, missing, unknown }: PartitionAudit): string[] {
  const say = (what: string) => (span: { first: number; last: number }) =>
    `${topic}/${partition} offsets ${span.first} to ${span.last} ${what}`;
  return [
    ...missing.map(say('are neither in clean nor in the dead letters')),
    ...unknown.map(say('are in clean or in the dead letters, but not in raw')),
  ];
}
