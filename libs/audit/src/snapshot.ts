import type { TopicNames } from '@cdr/call-record';
import type { Kafka, OffsetRange } from '@cdr/kafka';
import type { LedgerLook, Position } from './ledger/ledger.ts';

/** What there was at one moment of a running pipeline, by partition; each no older than those above it. */
export interface Snapshot {
  positions: Position[];
  /** Offset of raw behind which the validators' group has committed that every record is dealt with; null without. */
  committed: readonly (number | null)[];
  clean: readonly OffsetRange[];
  dlq: readonly OffsetRange[];
  raw: readonly OffsetRange[];
  /** How long clean and dlq keep what is written, ms; null where that cannot be told. */
  keptMs: Record<'clean' | 'dlq', number | null>;
}

/**
 * Notes what is to be audited, later stages first, so that whatever a stage tells of is within what is noted of those
 * before it: the loader reads clean, and its letters are acknowledged before it commits; the group commits behind
 * acknowledgements; letters are written before the clean record behind them, and raw before all.
 * @throws KafkaError, WarehouseError
 */
export async function takeSnapshot(
  look: Pick<LedgerLook, 'positions'>,
  kafka: Pick<Kafka, 'offsets' | 'committedOffsets' | 'describeTopic'>,
  topics: TopicNames,
  validatorGroup: string,
): Promise<Snapshot> {
  const positions = await look.positions();
  const committed = await kafka.committedOffsets(validatorGroup, topics.raw);
  const clean = await kafka.offsets(topics.clean);
  const dlq = await kafka.offsets(topics.dlq);
  const raw = await kafka.offsets(topics.raw);
  const keptMs = { clean: await keptIn(kafka, topics.clean), dlq: await keptIn(kafka, topics.dlq) };
  return { positions, committed, clean, dlq, raw, keptMs };
}

async function keptIn(kafka: Pick<Kafka, 'describeTopic'>, topic: string): Promise<number | null> {
  const { settings = {} } = (await kafka.describeTopic(topic)) ?? {};
  const ms = Number(settings['retention.ms'] ?? Number.NaN);
  // A limit by size may remove what is young.
  if (Number.isNaN(ms) || settings['retention.bytes'] !== '-1') return null;
  return ms < 0 ? Number.POSITIVE_INFINITY : ms;
}
