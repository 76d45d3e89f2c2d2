import type { KafkaRecord } from '@cdr/kafka';
import { isAccepted, type Verdict } from './verdicts.ts';
import { append, cleanValue, letterOf, rawOffsetOf, type World } from './world.ts';

/** One session on one partition, by rules 1 to 5 of docs/architecture.md, one write a step. */
export interface Session {
  /** Does what comes next; false when there is nothing to do, or the session is over. */
  step(): boolean;
}

// Kafka's time of a raw record; letters are written a little later.
export const timeOf = (rawOffset: number) => 1_000 + rawOffset * 10;

/** Takes a partition over. A session whose owner has changed is a zombie: its commits are not taken. */
export function takeOver(
  world: World,
  partition: number,
  verdicts: readonly Verdict[],
  isOwner: () => boolean,
): Session {
  const [raw, clean, dlq] = [
    world.logs.raw[partition]!,
    world.logs.clean[partition]!,
    world.logs.dlq[partition]!,
  ];
  let position = Math.max(-1, ...clean.records.map(rawOffsetOf)) + 1;
  let cleanEnd = clean.end;
  let writes: (() => void)[] = [];
  let isOver = false;

  function judgeBatch(): void {
    const records = raw.records.filter(({ offset }) => offset >= position).slice(0, 4);
    const judged = records.map((record) => ({ record, verdict: verdicts[record.offset]! }));
    const letters = judged.filter(({ verdict }) => !isAccepted(verdict) || verdict.fate === 'void');
    const accepted = judged.filter(({ verdict }) => isAccepted(verdict));
    const next = records.length === 0 ? position : records.at(-1)!.offset + 1;
    // Dead letters first.
    writes = [
      ...letters.map((one) => () => writeLetter(one)),
      ...accepted.map((one) => () => writeClean(one)),
      () => {
        position = next;
        if (isOwner()) world.committed[partition] = next;
      },
    ];
  }

  function writeLetter({
    record,
    verdict: { fate, original },
  }: {
    record: KafkaRecord;
    verdict: Verdict;
  }): void {
    const said =
      fate === 'duplicate'
        ? ({ stage: 'validate', reason: 'duplicate', duplicateOf: original! } as const)
        : ({ stage: 'validate', reason: 'quality' } as const);
    // Kafka's own time, which does not fall though letters are written again.
    const time = Math.max(timeOf(record.offset) + 5, dlq.records.at(-1)?.timestamp ?? 0);
    append(dlq, letterOf(world.topics.raw, partition, record, said, time));
  }

  function writeClean({ record, verdict }: { record: KafkaRecord; verdict: Verdict }): void {
    const { offset, timestamp } = record;
    const value = cleanValue(partition, offset, verdict.call, timestamp);
    const landed = append(clean, { timestamp, key: null, value, headers: {} });
    isOver = landed !== cleanEnd; // somebody else has written
    cleanEnd = landed + 1;
  }

  function step(): boolean {
    if (isOver) return false;
    if (writes.length === 0) {
      if (raw.records.every(({ offset }) => offset < position)) return false;
      judgeBatch();
    }
    writes.shift()!();
    return true;
  }
  return { step };
}
