import type { KafkaRecord, OutgoingMessage } from './kafka.ts';
import { isPrefixed, readSchemaId, schemaIdHeader } from './schema-id.ts';

/** Why a record is dead: the first that holds, in this order; `load` comes from the loader. */
export const deadReasons = [
  'oversize',
  'malformed',
  'schema',
  'quality',
  'duplicate',
  'conflict',
  'load',
] as const;
/** One of `deadReasons`. */
export type DeadReason = (typeof deadReasons)[number];

/** Which worker wrote a letter; one letter counts for each stage and raw offset. */
export type Stage = 'validate' | 'load';

/** What a dead letter says besides the original bytes. */
export interface Complaint {
  reason: DeadReason;
  /** All rules the record breaks. */
  rules: readonly string[];
  /** JSON pointer to the offending field, empty for the whole record. */
  path: string;
  /** Plain words, never the offending value. */
  error: string;
  /** The raw offset of the call's first record, for `duplicate` and `conflict`. */
  duplicateOf?: number;
  /** Its raw partition, where that is not the dead record's own. */
  duplicateOfPartition?: number;
}

/** Where a record stands. */
export interface Place {
  topic: string;
  partition: number;
  offset: number;
}

/** Where the dead record stands in raw, and who found it dead when. */
export interface Origin {
  stage: Stage;
  topic: string;
  partition: number;
  version: string;
  /** Epoch ms. */
  failedAt: number;
}

// No text of a letter is longer: letters must fit where their records did, whatever a producer put into its headers.
const maxTextBytes = 512;

/** Every header that a letter or a redriven record carries, and so all that readers look at. */
export const knownHeaders: ReadonlySet<string> = new Set([
  'dlq.reason',
  'dlq.rule',
  'dlq.path',
  'dlq.error',
  'dlq.stage',
  'dlq.app.version',
  'dlq.failed.at',
  'dlq.original.topic',
  'dlq.original.partition',
  'dlq.original.offset',
  'dlq.original.timestamp',
  'dlq.replay.count',
  'dlq.duplicate.of',
  'dlq.duplicate.of.partition',
  'dlq.replaces',
  'dlq.schema.id',
  'kafka_dlt-original-topic',
  schemaIdHeader,
]);

/** The letter for a dead record: its key and value untouched, everything else in text headers. */
export function writeDeadLetter(record: KafkaRecord, complaint: Complaint, origin: Origin): OutgoingMessage {
  const place = { topic: origin.topic, partition: String(origin.partition), offset: String(record.offset) };
  const replaces = record.headers['dlq.replaces'];
  const replays = record.headers['dlq.replay.count'];
  const schemaId = readSchemaId(record);
  const { duplicateOf, duplicateOfPartition = origin.partition } = complaint;
  return {
    key: record.key,
    value: record.value,
    headers: {
      'dlq.reason': complaint.reason,
      'dlq.rule': cutToBytes(complaint.rules.join(','), maxTextBytes),
      'dlq.path': cutToBytes(complaint.path, maxTextBytes),
      'dlq.error': cutToBytes(complaint.error, maxTextBytes),
      'dlq.stage': origin.stage,
      'dlq.app.version': origin.version,
      'dlq.failed.at': new Date(origin.failedAt).toISOString(),
      'dlq.original.topic': place.topic,
      'dlq.original.partition': place.partition,
      'dlq.original.offset': place.offset,
      'dlq.original.timestamp': String(record.timestamp),
      'dlq.replay.count': replays === undefined ? '0' : cutToBytes(replays.toString(), maxTextBytes),
      ...(duplicateOf !== undefined && {
        'dlq.duplicate.of': String(duplicateOf),
        'dlq.duplicate.of.partition': String(duplicateOfPartition),
      }),
      ...(replaces !== undefined && { 'dlq.replaces': cutToBytes(replaces.toString(), maxTextBytes) }),
      ...(schemaId !== null && { 'dlq.schema.id': cutToBytes(String(schemaId), maxTextBytes) }),
      // The name that redrive tools look for.
      'kafka_dlt-original-topic': place.topic,
    },
  };
}

/** What readers of dlq need to count a letter. */
export interface LetterHead {
  stage: Stage;
  rawOffset: number;
  reason: DeadReason;
  /** Raw offset and partition of the call's first record, where the letter names it. */
  duplicateOf?: number;
  duplicateOfPartition?: number;
}

/** Reads a letter's headers; null when the message is no letter of ours. */
export function readDeadLetter(record: KafkaRecord): LetterHead | null {
  const stage = record.headers['dlq.stage']?.toString();
  const offset = record.headers['dlq.original.offset']?.toString();
  const reason = record.headers['dlq.reason']?.toString() as DeadReason | undefined;
  if ((stage !== 'validate' && stage !== 'load') || offset === undefined || !/^\d+$/.test(offset))
    return null;
  if (reason === undefined || !deadReasons.includes(reason)) return null;
  return {
    stage,
    rawOffset: Number(offset),
    reason,
    ...readNumber(record, 'dlq.duplicate.of', 'duplicateOf'),
    ...readNumber(record, 'dlq.duplicate.of.partition', 'duplicateOfPartition'),
  };
}

function readNumber<K extends string>(
  { headers }: KafkaRecord,
  header: string,
  name: K,
): Partial<Record<K, number>> {
  const text = headers[header]?.toString() ?? '';
  return /^\d+$/.test(text) ? ({ [name]: Number(text) } as Record<K, number>) : {};
}

/** The place a redriven record replaces, `topic/partition/offset` in its header; null for every other record. */
export function readReplaces(record: KafkaRecord): Place | null {
  const match = /^(.+)\/(\d+)\/(\d+)$/.exec(record.headers['dlq.replaces']?.toString() ?? '');
  return match === null ? null : { topic: match[1]!, partition: Number(match[2]), offset: Number(match[3]) };
}

/** What whoever sends a letter's record back to raw goes by, besides its head. */
export interface WholeLetter extends LetterHead {
  /** Where the record stands in raw. */
  topic: string;
  partition: number;
  /** Kafka's time of the raw record, epoch ms; 0 when the letter does not say. */
  receivedAt: number;
  /** All rules the record breaks, with commas between them. */
  rules: string;
  /** How often it was sent back before; Infinity when the letter says no number. */
  replays: number;
}

/** Reads all that a letter says; null when the message is no letter of ours. */
export function readWholeLetter(record: KafkaRecord): WholeLetter | null {
  const head = readDeadLetter(record);
  const topic = textOf(record, 'dlq.original.topic');
  const partition = numberIn(record, 'dlq.original.partition');
  if (head === null || topic === '' || partition === null) return null;
  return {
    ...head,
    topic,
    partition,
    receivedAt: numberIn(record, 'dlq.original.timestamp') ?? 0,
    rules: textOf(record, 'dlq.rule'),
    // Nobody knows how often: it may be one that comes back for ever.
    replays: numberIn(record, 'dlq.replay.count') ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * The message that sends a letter's record back to raw: its key and value, or another value, and what it replaces. Only
 * accepted records are remembered: one that was refused stands for what it was to replace itself. The schema that a
 * header named goes with the value; another value is judged by the newest, unless it has a prefix.
 */
export function writeRedriven(
  letter: WholeLetter,
  record: KafkaRecord,
  value: Buffer | null = record.value,
): OutgoingMessage {
  const own = { topic: letter.topic, partition: letter.partition, offset: letter.rawOffset };
  const { topic, partition, offset } = (letter.stage === 'validate' ? readReplaces(record) : null) ?? own;
  const schemaId = record.headers['dlq.schema.id'];
  return {
    key: record.key,
    value,
    headers: {
      'dlq.replaces': `${topic}/${partition}/${offset}`,
      'dlq.replay.count': String(letter.replays + 1),
      ...(schemaId !== undefined &&
        value === record.value &&
        !isPrefixed(value) && { [schemaIdHeader]: schemaId.toString() }),
    },
  };
}

function textOf(record: KafkaRecord, header: string): string {
  return record.headers[header]?.toString() ?? '';
}

function numberIn(record: KafkaRecord, header: string): number | null {
  const text = textOf(record, header);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

// Cuts between characters, never inside one.
function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(Buffer.from(text).subarray(0, bytes), { stream: true });
}
