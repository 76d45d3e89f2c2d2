import { type DeadReason, type KafkaRecord, readWholeLetter, type Stage } from '@cdr/kafka';
import { maskHeader } from './mask-header.ts';

/** What the console keeps of a dead letter: all but its bytes. */
export interface LetterFacts {
  /** Of the letter, in dlq. */
  offset: number;
  stage: Stage;
  rawOffset: number;
  /** Kafka's time of the letter, epoch ms. */
  writtenAt: number;
  reason: DeadReason;
  /** All rules that the record breaks, with commas between them; what looks like none of ours is covered. */
  rules: string;
  replays: number;
  /** Whose call it is, as far as the key says. */
  caller: string;
  /** The provider, as far as the record says. */
  provider: string;
}

const longestText = 50;
// One more than a provider may have: what is longer is none, and must not pass for one.
const longestProvider = longestText + 1;

/** Reads a letter about a record of this partition of raw; null for any other message. */
export function readLetter(
  record: KafkaRecord,
  raw: { topic: string; partition: number },
): LetterFacts | null {
  const whole = readWholeLetter(record);
  if (whole === null || whole.topic !== raw.topic || whole.partition !== raw.partition) return null;
  const { stage, rawOffset, reason, rules, replays } = whole;
  return {
    offset: record.offset,
    stage,
    rawOffset,
    writtenAt: record.timestamp,
    reason,
    // Lists of letters are for everybody, and any producer can write a letter.
    rules: maskHeader('dlq.rule', rules),
    replays,
    caller: (record.key?.toString() ?? '').slice(0, longestText),
    provider: providerOf(record.value),
  };
}

function providerOf(value: Buffer | null): string {
  try {
    const { network_provider: provider } = JSON.parse(String(value)) as { network_provider?: unknown };
    return typeof provider === 'string' ? provider.slice(0, longestProvider) : '';
  } catch {
    return '';
  }
}
