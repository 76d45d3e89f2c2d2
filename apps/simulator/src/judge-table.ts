import type { CleanRecord } from '@cdr/call-record';
import { type KafkaRecord, readDeadLetter } from '@cdr/kafka';
import type { MemoryDatabase } from '@cdr/loader/memory';
import { unloadableName } from './calls.ts';
import type { Fault, Found } from './judge-logs.ts';
import { topics } from './names.ts';

interface Row {
  call_id: string;
  fingerprint: string;
  raw_partition: number;
  raw_offset: bigint;
}

/** Compares the table and its ledger with what clean says, by partition. */
export async function judgeTable(database: MemoryDatabase, found: readonly Found[]): Promise<Fault[]> {
  const rows = (await database.ask(
    'SELECT call_id, fingerprint, raw_partition, raw_offset FROM telecom.telecom_data',
  )) as unknown as Row[];
  return [
    ...judgeRows(rows, found),
    ...judgeRecords(rows, found),
    ...judgeRefusals(rows, found),
    ...(await judgeLedger(database, found)),
  ];
}

function judgeRows(rows: readonly Row[], found: readonly Found[]): Fault[] {
  const seen = new Set<string>();
  return rows.flatMap((row): Fault[] => {
    const where = placeOf(row);
    const record = found[row.raw_partition]?.clean.get(Number(row.raw_offset));
    const faults: Fault[] = seen.has(row.call_id) ? [{ kind: 'double row', where }] : [];
    seen.add(row.call_id);
    if (record === undefined) faults.push({ kind: 'stray row', where });
    else if (record.call_id !== row.call_id || record.fingerprint !== row.fingerprint)
      faults.push({ kind: 'altered', where });
    return faults;
  });
}

// A clean record has its row, or a letter of the loader, or the very same call has a row of another record.
function judgeRecords(rows: readonly Row[], found: readonly Found[]): Fault[] {
  const places = new Set(rows.map(placeOf));
  const calls = new Set(rows.map(contentOf));
  return found.flatMap(({ clean, letters }, partition) =>
    [...clean].flatMap(([offset, record]): Fault[] => {
      const where = placeOf({ raw_partition: partition, raw_offset: offset });
      const isThere = places.has(where) || letters.load.has(offset) || calls.has(contentOf(record));
      return isThere ? [] : [{ kind: 'lost row', where }];
    }),
  );
}

// Of a record that has its row, the letter is void.
function judgeRefusals(rows: readonly Row[], found: readonly Found[]): Fault[] {
  const places = new Set(rows.map(placeOf));
  const calls = new Set(rows.map(({ call_id: callId }) => callId));
  return found.flatMap(({ clean, letters }, partition) =>
    [...letters.load].flatMap(([offset, letter]): Fault[] => {
      const where = placeOf({ raw_partition: partition, raw_offset: offset });
      const wrong = places.has(where) ? null : whyWrong(letter, clean.get(offset), calls, found);
      return wrong === null ? [] : [{ kind: 'refusal', where: `${where}: ${wrong}` }];
    }),
  );
}

// A record is refused because no warehouse takes it, or because its call is in the table, and came first with other content.
function whyWrong(
  letter: KafkaRecord,
  refused: CleanRecord | undefined,
  calls: ReadonlySet<string>,
  found: readonly Found[],
): string | null {
  const { reason, duplicateOf, duplicateOfPartition: partition } = readDeadLetter(letter)!;
  if (refused === undefined) return 'it is not clean';
  if (reason === 'load') return refused.caller_name === unloadableName ? null : 'it can be loaded';
  if (!calls.has(refused.call_id)) return 'its call is not in the table';
  const first = found[partition!]?.clean.get(duplicateOf!);
  const isConflict = first?.call_id === refused.call_id && first.fingerprint !== refused.fingerprint;
  return isConflict ? null : `it is in no conflict with ${partition}/${duplicateOf}`;
}

async function judgeLedger(database: MemoryDatabase, found: readonly Found[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [partition, { clean }] of found.entries()) {
    const ranges = (await database.ask(
      `SELECT first_offset, next_offset, row_count FROM telecom.load_range WHERE kafka_partition = ${partition}
       ORDER BY first_offset`,
    )) as { first_offset: bigint; next_offset: bigint; row_count: number }[];
    const counted = ranges.reduce((sum, { row_count: rows }) => sum + rows, 0);
    const overlap = ranges.some((range, n) => n > 0 && range.first_offset < ranges[n - 1]!.next_offset);
    const where = `${topics.clean}/${partition}`;
    if (overlap) faults.push({ kind: 'ledger', where: `${where}: ranges overlap` });
    // Batches of nothing but what no warehouse takes leave no range.
    if (counted > clean.size)
      faults.push({ kind: 'ledger', where: `${where}: ${counted} of ${clean.size} records` });
  }
  const [off] = await database.ask(
    `SELECT count(*) AS batches FROM telecom.load_batch
     WHERE rows_staged <> rows_loaded + rows_already_loaded + rows_conflict OR rows_loaded < 0 OR rows_already_loaded < 0`,
  );
  if (Number(off!['batches']) > 0) faults.push({ kind: 'ledger', where: 'telecom.load_batch: sums' });
  return faults;
}

function placeOf({
  raw_partition: partition,
  raw_offset: offset,
}: {
  raw_partition: number;
  raw_offset: bigint | number;
}): string {
  return `${topics.raw}/${partition} offset ${offset}`;
}

function contentOf({ call_id: callId, fingerprint }: Pick<CleanRecord, 'call_id' | 'fingerprint'>): string {
  return `${callId} ${fingerprint}`;
}
