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
}

/**
 * Notes what is to be audited, later stages first, so that whatever a stage tells of is within what is noted of those
 * before it: the loader reads clean, and its letters are acknowledged before it commits; the group commits behind
 * acknowledgements; letters are written before the clean record behind them, and raw before all.
 * @throws KafkaError, WarehouseError
 */
export async function takeSnapshot(
  look: Pick<LedgerLook, 'positions'>,
  kafka: Pick<Kafka, 'offsets' | 'committedOffsets'>,
  topics: TopicNames,
  validatorGroup: string,
): Promise<Snapshot> {
  const positions = await look.positions();
  const committed = await kafka.committedOffsets(validatorGroup, topics.raw);
  const clean = await kafka.offsets(topics.clean);
  const dlq = await kafka.offsets(topics.dlq);
  const raw = await kafka.offsets(topics.raw);
  return { positions, committed, clean, dlq, raw };
}
