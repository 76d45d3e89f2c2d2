import { type KafkaRecord, readWholeLetter, type Stage, type WholeLetter } from '@cdr/kafka';
import type { DeadLetter, RawPlace, Step } from '../trace.ts';
import { heldBy, type Logs, traced } from './log-places.ts';
import { searchLog } from './search-log.ts';

// Brokers' clocks differ: each topic's times are those of the broker that leads its partition.
const clockSlackMs = 60_000;

// Letters of a bad hour; each is as large as its record.
const mostRead = 20_000;

/** Whether a letter says that there is none about the record behind it. */
const isPassed: Record<Stage, (letter: WholeLetter, offset: number) => boolean> = {
  // A validator judges in the order of raw, and whoever takes over begins behind what is decided.
  validate: ({ rawOffset }, offset) => rawOffset > offset,
  // A loader tells of a batch's conflicts behind what it could not write at all.
  load: () => false,
};

/** When a letter may have been written, epoch ms. */
export interface LetterSpan {
  from: number;
  /** Infinity when nobody knows. */
  to: number;
}

/**
 * The letter of a stage about a record of raw. It is searched from where letters are that were written at its time.
 * @throws KafkaError, Stop
 */
export async function findLetter(
  logs: Logs,
  { partition, offset }: RawPlace,
  stage: Stage,
  { from, to }: LetterSpan,
): Promise<Step<{ letter: DeadLetter }>> {
  const { raw, dlq: topic } = logs.topics;
  const held = await heldBy(logs, topic, partition);
  if (held === null) return { kind: 'none', says: `${topic} has no partition ${partition}` };
  let found: Step<{ letter: DeadLetter }> | undefined;
  function isEnough(record: KafkaRecord): boolean {
    if (record.timestamp > to + clockSlackMs) return true;
    const letter = readWholeLetter(record);
    if (letter === null || letter.topic !== raw || letter.partition !== partition || letter.stage !== stage)
      return false;
    if (letter.rawOffset === offset) found = { kind: 'held', letter: deadLetter(topic, record, letter) };
    return letter.rawOffset === offset || isPassed[stage](letter, offset);
  }
  const known = logs.letterAt?.({ partition, offset }, stage);
  if (known !== undefined && known >= held.start && known < held.end)
    await searchLog(logs, { topic, partition }, { start: known, end: known + 1 }, 1, isEnough);
  if (found !== undefined) return found;
  const start = Math.max(held.start, await logs.kafka.offsetAt(topic, partition, from - clockSlackMs));
  const ended = await searchLog(logs, { topic, partition }, { ...held, start }, mostRead, isEnough);
  if (found !== undefined) return found;
  if (ended === 'too far')
    return {
      kind: 'unread',
      says: `it is not among ${mostRead} messages of ${topic}/${partition} from offset ${start} on`,
    };
  return { kind: 'none', says: `${topic} has no letter of stage ${stage} about it` };
}

function deadLetter(topic: string, record: KafkaRecord, letter: WholeLetter): DeadLetter {
  const { partition, stage, reason, rules, replays, duplicateOf: first } = letter;
  return {
    record: traced(topic, partition, record),
    stage,
    reason,
    rules,
    error: record.headers['dlq.error']?.toString() ?? '',
    replays,
    duplicateOf:
      first === undefined ? null : { partition: letter.duplicateOfPartition ?? partition, offset: first },
  };
}
