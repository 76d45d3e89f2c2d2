import { readCleanTailOf, type TopicNames } from '@cdr/call-record';
import { type Kafka, KafkaError } from '@cdr/kafka';
import type { PartitionFindings } from './audit-partition.ts';
import type { BatchBook } from './batch-book.ts';
import type { Ledger, LedgerRange } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';
import { readLog } from './read-log.ts';
import { createFinder, type Found, saySpans } from './spans.ts';
import { contentOf } from './table-content.ts';

interface Parts {
  kafka: Pick<Kafka, 'openReader'>;
  topics: TopicNames;
  ledger: Pick<Ledger, 'rowsOf'>;
}

type Partition = Pick<PartitionFindings, 'held' | 'tally'>;

// Each is read twice; where more disagree, these show what it is.
const mostLooked = 5;

/**
 * Names the rows that are not what clean says, in the ranges whose sums disagree. Rows without a clean record, and clean
 * records without a row, are told elsewhere; a range that disagrees is never passed over in silence.
 * @throws KafkaError, WarehouseError
 */
export async function findAltered(
  parts: Parts,
  book: Pick<BatchBook, 'disagrees'>,
  ranges: readonly LedgerRange[],
  partitions: readonly Partition[],
  problems: Problems,
): Promise<void> {
  // Of what expired while it was read, only the rows were summed.
  const disagreeing = ranges.filter(
    ({ batchId, partition, first }) =>
      first >= partitions[partition]!.held.clean.start && book.disagrees(batchId, partition),
  );
  for (const range of disagreeing.slice(0, mostLooked)) {
    const { batchId, partition } = range;
    const { otherContent, otherBatch } = await compareRange(parts, range, partitions[partition]!);
    tell(otherContent, 'in telecom.telecom_data with other content than in clean');
    tell(otherBatch, 'in telecom.telecom_data under another batch than telecom.load_range says');

    function tell(found: Found, what: string): void {
      const place = `${parts.topics.raw}/${partition}`;
      if (found.offsets > 0)
        problems.tell('altered', partition, `${place} ${saySpans(found)} ${what} (batch ${batchId})`);
    }
  }
  const more = disagreeing.length - mostLooked;
  if (more > 0)
    problems.tell(
      'altered',
      null,
      `and the rows of ${more} more ranges of batches disagree with clean by their sums, not looked at`,
    );
  const [first] = disagreeing;
  if (first !== undefined && problems.all().length === 0)
    problems.tell(
      'altered',
      first.partition,
      `the rows of batch ${first.batchId}, raw partition ${first.partition}, did not agree with clean by their sum; looked ` +
        'at again, each does: were they put right meanwhile? Run the audit again',
    );
}

async function compareRange(
  { kafka, topics, ledger }: Parts,
  { batchId, partition, first, next, firstRaw }: LedgerRange,
  { tally }: Partition,
): Promise<{ otherContent: Found; otherBatch: Found }> {
  const rows = new Map<number, string>();
  await ledger.rowsOf(batchId, (row) => {
    const { callId, fingerprint } = contentOf(row);
    if (row.partition === partition) rows.set(row.rawOffset, `${callId} ${fingerprint}`);
  });
  const otherContent = createFinder();
  const otherBatch = createFinder();
  // What lies below the first of a range repeats what an earlier one has.
  let highWater = (firstRaw ?? Number.POSITIVE_INFINITY) - 1;
  try {
    await readLog(kafka, topics.clean, partition, { start: first, end: next }, ({ value }) => {
      const tail = readCleanTailOf(partition, value);
      if (tail === null || tail.raw_offset <= highWater) return;
      highWater = tail.raw_offset;
      const row = rows.get(highWater);
      if (row === undefined && tally.hasRow(highWater)) otherBatch.add(highWater);
      if (row !== undefined && row !== `${tail.call_id} ${tail.fingerprint}`) otherContent.add(highWater);
    });
  } catch (error) {
    // Its records have expired since they were compared.
    if (!(error instanceof KafkaError && error.code === 'OFFSET_OUT_OF_RANGE')) throw error;
  }
  return { otherContent: otherContent.found(), otherBatch: otherBatch.found() };
}
