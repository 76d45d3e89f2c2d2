import { readCleanTailOf, type TopicNames } from '@cdr/call-record';
import { type Kafka, KafkaError } from '@cdr/kafka';
import type { PartitionFindings } from './audit-partition.ts';
import type { BatchBook } from './batch-book.ts';
import { sayContent } from './checksum.ts';
import { contentOfClean, contentOfRow } from './content.ts';
import type { Ledger, LedgerRange } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';
import { readLog } from './read-log.ts';
import { createFinder, type Found, saySpans } from './spans.ts';

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
  book: Pick<BatchBook, 'sumsOf'>,
  ranges: readonly LedgerRange[],
  partitions: readonly Partition[],
  problems: Problems,
): Promise<void> {
  const disagreeing = ranges.filter(({ batchId, partition }) => {
    const { clean, table } = book.sumsOf(batchId, partition);
    return clean.contents !== table.contents;
  });
  const looked = Map.groupBy(disagreeing.slice(0, mostLooked), ({ batchId }) => batchId);
  for (const [batchId, ofBatch] of looked) {
    const rows = await readRows(parts.ledger, batchId);
    for (const range of ofBatch) {
      const { partition } = range;
      for (const { found, what } of await compareRange(parts, range, partitions[partition]!, rows)) {
        const says = `${parts.topics.raw}/${partition} ${saySpans(found)} ${what} (batch ${batchId})`;
        if (found.offsets > 0) problems.tell('altered', partition, says);
      }
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

async function readRows(ledger: Parts['ledger'], batchId: string): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  await ledger.rowsOf(batchId, (row) => {
    rows.set(place(row.partition, row.rawOffset), sayContent(contentOfRow(row)));
  });
  return rows;
}

function place(partition: number, rawOffset: number): string {
  return `${partition}/${rawOffset}`;
}

async function compareRange(
  { kafka, topics }: Parts,
  { partition, first, next, firstRaw }: LedgerRange,
  { tally }: Partition,
  rows: ReadonlyMap<string, string>,
): Promise<{ found: Found; what: string }[]> {
  const otherContent = createFinder();
  const otherBatch = createFinder();
  // What lies below the first of a range repeats what an earlier one has.
  let highWater = (firstRaw ?? Number.POSITIVE_INFINITY) - 1;
  try {
    await readLog(kafka, topics.clean, partition, { start: first, end: next }, ({ value }) => {
      const tail = readCleanTailOf(partition, value);
      if (value === null || tail === null || tail.raw_offset <= highWater) return;
      highWater = tail.raw_offset;
      const row = rows.get(place(partition, highWater));
      if (row === undefined && tally.hasRow(highWater)) otherBatch.add(highWater);
      if (row !== undefined && row !== sayContent(contentOfClean(tail, value))) otherContent.add(highWater);
    });
  } catch (error) {
    // Its records have expired since they were compared.
    if (!(error instanceof KafkaError && error.code === 'OFFSET_OUT_OF_RANGE')) throw error;
  }
  return [
    { found: otherContent.found(), what: 'in telecom.telecom_data with other content than in clean' },
    {
      found: otherBatch.found(),
      what: 'in telecom.telecom_data under another batch than telecom.load_range says',
    },
  ];
}
