import { bytesOf, type KafkaRecord, readWholeLetter, writeRedriven } from '@cdr/kafka';
import { type FoundLetter, type Letter, rulesOf } from './letter.ts';

/** The letters of one partition, as they are read: first dlq, then clean. */
export interface LetterBook {
  /** A message of dlq, in the order of its partition. */
  letter(record: KafkaRecord): void;
  /** Clean records older than this, by Kafka's time in epoch ms, make none of the letters void; null when none can. */
  cleanSince(): number | null;
  /** A clean record, in the order of its partition. */
  clean(rawOffset: number): void;
  /** Those that are asked for: the first ones, without the void ones of the validator. */
  letters(): Letter[];
  /** Every rule that a letter names, asked for or not. */
  rules(): string[];
  /** Messages of dlq that are no letters about a record of this partition. */
  foreign(): number;
}

/** An empty book for the letters about one partition of raw that are asked for; `value` goes in the place of theirs. */
export function createLetterBook(
  raw: { topic: string; partition: number },
  isAskedFor: (letter: FoundLetter) => boolean,
  value?: Buffer,
): LetterBook {
  // The first letter counts, whether it is asked for or not.
  const seen = { validate: new Set<number>(), load: new Set<number>() };
  const asked = { validate: new Map<number, Letter>(), load: new Map<number, Letter>() };
  const rulesSeen = new Map<string, string>();
  let since = Number.POSITIVE_INFINITY;
  let highWater = -1;
  let foreign = 0;

  function letter(record: KafkaRecord): void {
    const whole = readWholeLetter(record);
    if (whole === null || whole.topic !== raw.topic || whole.partition !== raw.partition) {
      foreign += 1;
      return;
    }
    const { stage, rawOffset, reason, replays, receivedAt } = whole;
    if (seen[stage].has(rawOffset)) return;
    seen[stage].add(rawOffset);
    const found: FoundLetter = {
      stage,
      partition: raw.partition,
      rawOffset,
      letterOffset: record.offset,
      writtenAt: record.timestamp,
      reason,
      rules: once(whole.rules),
      replays,
    };
    if (!isAskedFor(found)) return;
    asked[stage].set(rawOffset, { ...found, bytes: bytesOf(writeRedriven(whole, record, value)) });
    // A clean record carries a time that is never before that of its raw record.
    if (stage === 'validate') since = Math.min(since, receivedAt);
  }

  // A million letters break a few rules: their texts are held once.
  function once(rules: string): string {
    const known = rulesSeen.get(rules);
    if (known === undefined) rulesSeen.set(rules, rules);
    return known ?? rules;
  }

  function clean(rawOffset: number): void {
    if (rawOffset <= highWater) return;
    highWater = rawOffset;
    asked.validate.delete(rawOffset);
  }

  return {
    letter,
    cleanSince: () => (asked.validate.size === 0 ? null : since),
    clean,
    letters: () =>
      [...asked.validate.values(), ...asked.load.values()].sort((a, b) => a.letterOffset - b.letterOffset),
    rules: () => [...rulesSeen.keys()].flatMap((rules) => rulesOf({ rules })),
    foreign: () => foreign,
  };
}
