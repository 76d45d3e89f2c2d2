import {
  type Complaint,
  type KafkaRecord,
  type OutgoingMessage,
  type Stage,
  writeDeadLetter,
} from '@cdr/kafka';
import type { Letter } from '../letter.ts';

/** A message as its readers get it. */
export function received(
  { key, value, headers = {} }: OutgoingMessage,
  offset: number,
  timestamp = 1,
): KafkaRecord {
  const bytes = (content: OutgoingMessage['key']) => (content === null ? null : Buffer.from(content));
  return {
    offset,
    timestamp,
    key: bytes(key),
    value: bytes(value),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
  };
}

/** What a test says of a letter; the rest is usual. */
export interface LetterFacts extends Partial<Pick<Complaint, 'reason' | 'rules'>> {
  stage?: Stage;
  topic?: string;
  partition?: number;
  replays?: number;
  value?: Buffer;
  /** Kafka's time of the raw record, epoch ms. */
  receivedAt?: number;
}

/** The letter about a raw record, as a message. */
export function letterAbout(rawOffset: number, facts: LetterFacts = {}): OutgoingMessage {
  const { stage = 'validate', topic = 'raw', partition = 0, replays = 0, receivedAt = 1 } = facts;
  const {
    reason = 'quality',
    rules = ['has-positive-duration'],
    value = Buffer.from(`value ${rawOffset}`),
  } = facts;
  const record = {
    offset: rawOffset,
    timestamp: receivedAt,
    key: Buffer.from(`key ${rawOffset}`),
    value,
    headers: { 'dlq.replay.count': Buffer.from(String(replays)) },
  };
  const origin = { stage, topic, partition, version: '1', failedAt: 0 };
  return writeDeadLetter(record, { reason, rules, path: '', error: 'must be otherwise' }, origin);
}

/** A letter that counts; the rest of it is usual. */
export function letter(facts: Partial<Letter> = {}): Letter {
  return {
    stage: 'validate',
    partition: 0,
    rawOffset: 0,
    letterOffset: 0,
    writtenAt: 1_000,
    reason: 'quality',
    rules: 'has-positive-duration',
    replays: 0,
    bytes: 100,
    ...facts,
  };
}
