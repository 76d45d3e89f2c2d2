import { readCleanTail, type TopicNames } from '@cdr/call-record';
import { type Kafka, KafkaError } from '@cdr/kafka';
import type { Ledger, LedgerRange } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';
import { readLog } from './read-log.ts';
import { createFinder, type Found, saySpans } from './spans.ts';
import { contentOf } from './table-content.ts';

// Each is read twice; where more disagree, these show what it is.
const mostLooked = 5;

/**
 * Names the rows that are not what clean says, in batches of which the sums disagree. Rows without a clean record, and clean
 * records without a row, are told elsewhere.
 * @throws KafkaError, WarehouseError
 */
export async function findAltered(
  {
    kafka,
    topics,
    ledger,
  }: { kafka: Pick<Kafka, 'openReader'>; topics: TopicNames; ledger: Pick<Ledger, 'rowsOf'> },
  batchIds: readonly string[],
  ranges: readonly LedgerRange[],
  problems: Problems,
): Promise<void> {
  for (const batchId of batchIds.slice(0, mostLooked)) {
    const rows = new Map<string, string>();
    await ledger.rowsOf(batchId, (row) => {
      const { callId, fingerprint } = contentOf(row);
      rows.set(`${row.partition}/${row.rawOffset}`, `${callId} ${fingerprint}`);
    });
    for (const range of ranges) {
      if (range.batchId !== batchId) continue;
      const found = await compareRange(kafka, topics.clean, range, rows);
      if (found.offsets === 0) continue;
      const says = `${topics.raw}/${range.partition} ${saySpans(found)} in telecom.telecom_data with other content than in clean (batch ${batchId})`;
      problems.tell('altered', range.partition, says);
    }
  }
  const more = batchIds.length - mostLooked;
  if (more > 0)
    problems.tell('altered', null, `and ${more} more batches have rows of other content than in clean`);
}

async function compareRange(
  kafka: Pick<Kafka, 'openReader'>,
  topic: string,
  { partition, first, next }: LedgerRange,
  rows: ReadonlyMap<string, string>,
): Promise<Found> {
  const finder = createFinder();
  let highWater = -1;
  try {
    await readLog(kafka, topic, partition, { start: first, end: next }, ({ value }) => {
      const tail = readCleanTail(value ?? Buffer.alloc(0));
      if (tail === null || tail.raw_offset <= highWater) return;
      highWater = tail.raw_offset;
      const row = rows.get(`${partition}/${highWater}`);
      if (row !== undefined && row !== `${tail.call_id} ${tail.fingerprint}`) finder.add(highWater);
    });
  } catch (error) {
    // Its records have expired since they were compared.
    if (!(error instanceof KafkaError && error.code === 'OFFSET_OUT_OF_RANGE')) throw error;
  }
  return finder.found();
}
