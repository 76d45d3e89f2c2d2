import { auditPipeline } from '@cdr/audit';
import { emptyWorld, memoryParts, type World as Audited } from '@cdr/audit/testing';
import { businessColumns, readUtc } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import type { MemoryDatabase } from '@cdr/loader/memory';
import type { Fault } from './judge-logs.ts';
import type { LoaderParts } from './loader.ts';
import { groups, topics } from './names.ts';
import type { World } from './world.ts';

// What the audit must see; verdicts are not its business, nor whether a worker ended.
const seen: ReadonlySet<Fault['kind']> = new Set(['lost', 'lost row', 'double row', 'stray row']);
// What would make it wrong to hold it to its word.
const unsure: ReadonlySet<Fault['kind']> = new Set([
  ...seen,
  'refusal',
  'altered',
  'ledger',
  'ended',
  'stuck',
]);

/** Asks the audit of the product, as a judge of its own, and compares its word with what is known. */
export async function judgeAudit(
  world: World,
  parts: LoaderParts,
  archive: readonly (readonly KafkaRecord[])[],
  faults: readonly Fault[],
): Promise<Fault[]> {
  const { problems } = await auditPipeline(memoryParts(await lookAt(world, parts, archive)));
  if (problems.length > 0 && !faults.some(({ kind }) => unsure.has(kind)))
    return problems.map(({ kind, says }) => ({ kind: 'false alarm', where: `${kind}: ${says}` }));
  const silent = problems.length === 0 && faults.some(({ kind }) => seen.has(kind));
  return silent ? [{ kind: 'silence', where: 'npm run audit' }] : [];
}

async function lookAt(
  { broker, partitions }: World,
  { database, objects }: LoaderParts,
  archive: readonly (readonly KafkaRecord[])[],
): Promise<Audited> {
  const logs = (topic: string) =>
    broker.logs(topic).map(({ start, end, records }) => ({ start, end, records }));
  // What has expired here is far younger than what the topics' settings let expire: the audit may count on it.
  const clean = logs(topics.clean).map(({ end, records }, partition) => ({
    start: 0,
    end,
    records: [...archive[partition]!, ...records],
  }));
  return {
    ...emptyWorld(partitions),
    topics,
    logs: { raw: logs(topics.raw), clean, dlq: logs(topics.dlq) },
    committed: [...broker.groups.committed(groups.validators, topics.raw)],
    ...(await readLedger(database)),
    objects: [...objects],
  };
}

type Row = Record<string, unknown>;

async function readLedger(
  database: MemoryDatabase,
): Promise<Pick<Audited, 'positions' | 'ranges' | 'batches' | 'rows'>> {
  const read = (table: string) => database.ask(`SELECT * FROM telecom.${table}`);
  return {
    positions: (await read('loaded_through')).map((row) => ({
      partition: Number(row['kafka_partition']),
      nextOffset: Number(row['next_offset']),
      rawHighWater: Number(row['raw_high_water']),
    })),
    ranges: (await read('load_range')).map((row) => ({
      batchId: String(row['batch_id']),
      partition: Number(row['kafka_partition']),
      first: Number(row['first_offset']),
      next: Number(row['next_offset']),
      rows: Number(row['row_count']),
      firstRaw: orNull(row['first_raw_offset']),
      lastRaw: orNull(row['last_raw_offset']),
    })),
    batches: (await read('load_batch')).map((row) => ({
      batchId: String(row['batch_id']),
      staged: Number(row['rows_staged']),
      loaded: Number(row['rows_loaded']),
      alreadyLoaded: Number(row['rows_already_loaded']),
      conflicts: Number(row['rows_conflict']),
      unloadable: Number(row['rows_unloadable']),
      files: Number(row['files']),
      bytes: Number(row['bytes']),
      committedAt: instant(row['committed_at']),
    })),
    rows: (
      await database.ask(`SELECT *, CAST(total_amount AS VARCHAR) AS amount FROM telecom.telecom_data`)
    ).map(toRow),
  };
}

function toRow(row: Row): Audited['rows'][number] {
  const call = Object.fromEntries(businessColumns.map(({ name }) => [name, asText(row[name])]));
  return {
    batchId: String(row['batch_id']),
    partition: Number(row['raw_partition']),
    rawOffset: Number(row['raw_offset']),
    callId: String(row['call_id']),
    fingerprint: String(row['fingerprint']),
    ingestedAt: instant(row['ingested_at']),
    loadedAt: instant(row['loaded_at']),
    call: { ...call, total_amount: String(row['amount']) } as never,
  };
}

// As the server prints it, which is what the audit reads; null is no text.
function asText(value: unknown): string | undefined {
  if (value === null) return undefined;
  return value instanceof Date ? value.toISOString().slice(0, 19).replace('T', ' ') : String(value);
}

function instant(value: unknown): number {
  return value instanceof Date ? value.getTime() : (readUtc(String(value))[0] ?? Number.NaN);
}

function orNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
