import { type DeadReason, deadReasons, type Stage } from '@cdr/kafka';
import type { LetterFacts } from './read-letter.ts';
import type { Words } from './words.ts';

/** The newest letters of one partition, in the order in which they were written. */
export interface PartitionLetters {
  /** Takes a letter, unless one of its stage and raw record is held already; in the place of the oldest when all places are taken. */
  take(letter: LetterFacts): void;
  /** How many are held. */
  size(): number;
  /** The nth from the oldest. */
  at(n: number): LetterFacts;
  /** Its time alone, which is asked of all of them. */
  writtenAt(n: number): number;
  /** What counting needs of the nth; the same object each time, as hundreds of thousands are counted while a page waits. */
  marks(n: number): Readonly<LetterMarks>;
  /** The offset in dlq of the letter of a stage about a raw record; undefined when none is held. */
  offsetAbout(stage: Stage, rawOffset: number): number | undefined;
  /** Lets go of those below this offset of dlq, which are there no more. */
  expire(below: number): void;
  /** The offset behind the last one that was let go of; 0 when none was. */
  goneTo(): number;
}

/** What letters are counted by; texts by their number among the words. */
export interface LetterMarks {
  reason: DeadReason;
  /** Epoch ms. */
  writtenAt: number;
  rules: number;
  caller: number;
  provider: number;
}

const stages: readonly Stage[] = ['validate', 'load'];

/** Room for `capacity` letters, taken at once: 45 bytes each, and their raw offsets once more. */
export function createPartitionLetters(capacity: number, words: Words): PartitionLetters {
  const offsets = new Float64Array(capacity);
  const rawOffsets = new Float64Array(capacity);
  const times = new Float64Array(capacity);
  const replays = new Float64Array(capacity);
  const kinds = new Uint8Array(capacity); // reason and stage
  const rules = new Int32Array(capacity);
  const callers = new Int32Array(capacity);
  const providers = new Int32Array(capacity);
  const held: Record<Stage, Set<number>> = { validate: new Set(), load: new Set() };
  let first = 0;
  let size = 0;
  let goneTo = 0;

  function letGoOfOldest(): void {
    const { stage, rawOffset } = at(0);
    held[stage].delete(rawOffset);
    for (const ids of [rules, callers, providers]) words.release(ids[first]!);
    goneTo = offsets[first]! + 1;
    first = (first + 1) % capacity;
    size -= 1;
  }

  function take(letter: LetterFacts): void {
    if (held[letter.stage].has(letter.rawOffset)) return;
    if (size === capacity) letGoOfOldest();
    // The clock of a new leader may be behind that of the one before: what goes by time must go by offset as well.
    const newest = size === 0 ? 0 : times[(first + size - 1) % capacity]!;
    const place = (first + size) % capacity;
    held[letter.stage].add(letter.rawOffset);
    offsets[place] = letter.offset;
    rawOffsets[place] = letter.rawOffset;
    times[place] = Math.max(letter.writtenAt, newest);
    replays[place] = letter.replays;
    kinds[place] = deadReasons.indexOf(letter.reason) * stages.length + stages.indexOf(letter.stage);
    rules[place] = words.hold(letter.rules);
    callers[place] = words.hold(letter.caller);
    providers[place] = words.hold(letter.provider);
    size += 1;
  }

  function at(n: number): LetterFacts {
    const place = (first + n) % capacity;
    const kind = kinds[place]!;
    return {
      offset: offsets[place]!,
      stage: stages[kind % stages.length]!,
      rawOffset: rawOffsets[place]!,
      writtenAt: times[place]!,
      reason: deadReasons[Math.floor(kind / stages.length)]!,
      rules: words.text(rules[place]!),
      replays: replays[place]!,
      caller: words.text(callers[place]!),
      provider: words.text(providers[place]!),
    };
  }

  const shared: LetterMarks = { reason: 'oversize', writtenAt: 0, rules: 0, caller: 0, provider: 0 };

  function marks(n: number): LetterMarks {
    const place = (first + n) % capacity;
    shared.reason = deadReasons[Math.floor(kinds[place]! / stages.length)]!;
    shared.writtenAt = times[place]!;
    shared.rules = rules[place]!;
    shared.caller = callers[place]!;
    shared.provider = providers[place]!;
    return shared;
  }

  function offsetAbout(stage: Stage, rawOffset: number): number | undefined {
    if (!held[stage].has(rawOffset)) return undefined;
    for (let n = size - 1; n >= 0; n -= 1)
      if (rawOffsets[(first + n) % capacity] === rawOffset && at(n).stage === stage)
        return offsets[(first + n) % capacity];
    return undefined;
  }

  return {
    take,
    offsetAbout,
    size: () => size,
    at,
    marks,
    writtenAt: (n) => times[(first + n) % capacity]!,
    expire(below) {
      while (size > 0 && offsets[first]! < below) letGoOfOldest();
    },
    goneTo: () => goneTo,
  };
}
