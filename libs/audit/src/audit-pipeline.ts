import type { TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { ObjectListing } from '@cdr/object-store';
import { Stop } from '@cdr/worker';
import { auditPartition, type Known, type PartitionFindings } from './audit-partition.ts';
import { auditStaged } from './audit-staged.ts';
import { type BatchBook, createBatchBook } from './batch-book.ts';
import { findAltered } from './find-altered.ts';
import { contentOfRow } from './content.ts';
import { judgeBatches } from './judge-batches.ts';
import { judgeFates } from './judge-fates.ts';
import { judgeRows, placesSaid } from './judge-rows.ts';
import { judgePositions } from './judge-positions.ts';
import { judgeSums, type PartitionSums, sumByPartition } from './judge-sums.ts';
import type { ForeignRows, Ledger, LedgerLook, LedgerRange, TableRow } from './ledger/ledger.ts';
import { createPartitionTally, type PartitionTally } from './partition-tally.ts';
import { createProblems, type Problem, type Problems } from './problems.ts';
import { createRangeShelf } from './range-shelf.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import type { OrphanedBatch, StagedSum } from './staged-batches.ts';

export interface AuditOptions {
  kafka: Pick<Kafka, 'offsets' | 'committedOffsets' | 'describeTopic' | 'offsetAt' | 'openReader'>;
  topics: TopicNames;
  /** Consumer group of the validators on raw. */
  validatorGroup: string;
  ledger: Ledger;
  store: ObjectListing;
}

/** What an audit found; `problems` is empty where the promise holds. */
export interface Audit {
  /** When the ledger was looked at, epoch ms. */
  auditedAt: number;
  problems: Problem[];
  partitions: PartitionFindings[];
  /** By partition: what was loaded of what clean still holds. */
  sums: PartitionSums[];
  staged: StagedSum;
  orphanedBatches: OrphanedBatch[];
  /** The ledger's batches, and the ranges of what clean still holds. */
  batches: BatchBook;
  ranges: LedgerRange[];
}

/**
 * Compares raw, clean, dlq, the table, its ledger and S3 as they are, record by record; under traffic as well as at rest.
 * @throws KafkaError, WarehouseError, StoreError; Stop when the topics do not belong together
 */
export async function auditPipeline(options: AuditOptions): Promise<Audit> {
  const { kafka, topics, ledger, store } = options;
  const auditedAt = Date.now();
  const problems = createProblems();
  const { known, tallies } = await ledger.look((look) => readWarehouse(look, options, problems));
  const onS3 = await auditStaged(store, ledger, known.book, problems);
  const partitions: PartitionFindings[] = [];
  for (const [partition, tally] of tallies.entries()) {
    const findings = await auditPartition({ kafka, topics, ledger }, known, partition, tally);
    for (const { kind, says } of findings.problems) problems.tell(kind, partition, says);
    partitions.push(findings);
  }
  const { book, shelf } = known;
  const ranges = shelf.all();
  // Of what expired while it was read, only the rows were summed.
  function isCompared({ partition, first }: LedgerRange): boolean {
    return first >= partitions[partition]!.held.clean.start;
  }
  const compared = ranges.filter(isCompared);
  await findAltered({ kafka, topics, ledger }, book, compared, partitions, problems);
  judgeSums(topics, book, compared, problems);
  judgeFates(book, ranges, isCompared, problems);
  const sums = sumByPartition(book, compared, partitions.length);
  return { auditedAt, problems: problems.all(), partitions, sums, ...onS3, batches: book, ranges };
}

// All of it in one transaction, ended before the logs are read: that may take long.
async function readWarehouse(
  look: LedgerLook,
  { kafka, topics, validatorGroup }: AuditOptions,
  problems: Problems,
): Promise<{ known: Known; tallies: PartitionTally[] }> {
  const snapshot = await takeSnapshot(look, kafka, topics, validatorGroup);
  requireSamePartitions(topics, snapshot);
  judgePositions(topics, snapshot, problems);
  const shelf = createRangeShelf(topics.clean, snapshot.clean, snapshot.positions, problems);
  await look.ranges((range) => shelf.add(range));
  const book = createBatchBook();
  await look.batches((batch) => book.add(batch));
  const tallies = snapshot.raw.map((held, partition) => createPartitionTally(partition, held));
  const outside: ForeignRows = { rows: 0, places: [] };
  const misdated: ForeignRows = { rows: 0, places: [] };
  await look.rows(shelf.rowsAbove(), (row) => {
    const tally = tallies[row.partition];
    if (tally === undefined) return addPlace(outside, row);
    tally.row(row.rawOffset);
    book.addRow(row.batchId, contentOfRow(row));
    if (row.loadedAt !== book.get(row.batchId)?.committedAt) addPlace(misdated, row);
  });
  judgeBatches(book, problems);
  const foreign = await look.foreignRows();
  judgeRows({ foreign, outside, misdated, repeated: await look.repeatedCalls() }, problems);
  return { known: { snapshot, shelf, book }, tallies };
}

function addPlace(rows: ForeignRows, { partition, rawOffset, batchId }: TableRow): void {
  rows.rows += 1;
  if (rows.places.length < placesSaid) rows.places.push({ partition, rawOffset, batchId });
}

function requireSamePartitions(topics: TopicNames, { raw, clean, dlq }: Snapshot): void {
  if (clean.length === raw.length && dlq.length === raw.length) return;
  const found = `${topics.raw} has ${raw.length}, ${topics.clean} ${clean.length}, ${topics.dlq} ${dlq.length}`;
  throw new Stop(
    `the topics must have the same number of partitions, but ${found}: are RAW_TOPIC, CLEAN_TOPIC and DLQ_TOPIC right?`,
  );
}
