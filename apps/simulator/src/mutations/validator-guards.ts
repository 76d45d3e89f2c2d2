import type { Mutation } from './mutation.ts';

const validator = 'apps/validator/src';
const sendClean = 'cleanEnd = await publishWatched(clean, partition, messages, cleanEnd);';
const watch = {
  file: `${validator}/validate-partition.ts`,
  find: 'if (appended.baseOffset !== expected) throw new SessionOver(clean.topic, partition);',
  put: '',
};

export const validatorGuards: readonly Mutation[] = [
  {
    guard: 'a takeover goes on behind the last clean record, wherever the group has committed',
    rule: 1,
    edits: [
      {
        file: `${validator}/resume.ts`,
        find: 'const position = last === null ? 0 : last.rawOffset + 1;',
        put: 'const position = committed ?? 0;',
      },
      {
        file: `${validator}/resume.ts`,
        find: "return { kind: 'go-on', offset: known.offset, known };",
        put: "return { kind: 'go-on', offset: position };",
      },
    ],
    profile: 'validators',
    shows: 'lost',
  },
  {
    guard: 'dead letters are acknowledged before a clean record behind them is sent',
    rule: 3,
    edits: [
      {
        file: `${validator}/validate-partition.ts`,
        find: 'await dlq.publish(partition, letters);',
        put: '',
      },
      {
        file: `${validator}/validate-partition.ts`,
        find: sendClean,
        put: `${sendClean} await dlq.publish(partition, letters);`,
      },
    ],
    profile: 'validators',
    shows: 'lost',
  },
  {
    guard: 'one send is in flight for each partition (and its own appends are watched)',
    rule: 4,
    edits: [
      {
        file: 'libs/kafka/src/open-publisher.ts',
        find: 'const mine = last.then(() => sendInChunks(partition, messages));',
        put: 'const mine = sendInChunks(partition, messages);',
      },
      {
        file: `${validator}/validate-partition.ts`,
        find: 'let { cleanEnd } = session;',
        put: 'let { cleanEnd } = session; const inFlight: Promise<number>[] = [];',
      },
      {
        file: `${validator}/validate-partition.ts`,
        find: sendClean,
        put: `inFlight.push(publishWatched(clean, partition, messages, cleanEnd));
          inFlight.at(-1)!.catch(() => undefined);
          if (inFlight.length > 2) await inFlight.shift();`,
      },
      watch,
    ],
    profile: 'validators',
    shows: 'lost',
  },
  {
    guard: 'a send that fails ends the session (and its own appends are watched)',
    rule: 4,
    edits: [
      {
        file: 'libs/kafka/src/open-publisher.ts',
        find: 'last = mine;',
        put: 'last = mine.catch(() => undefined);',
      },
      {
        file: `${validator}/validate-partition.ts`,
        find: 'let { cleanEnd } = session;',
        put: 'let { cleanEnd } = session; let failed: OutgoingMessage[] = [];',
      },
      {
        file: `${validator}/validate-partition.ts`,
        find: sendClean,
        put: `const before = failed;
          failed = [];
          for (const batch of [messages, before])
            await publishWatched(clean, partition, batch, cleanEnd).catch(() => failed.push(...batch));`,
      },
      watch,
    ],
    profile: 'validators',
    shows: 'lost',
  },
  {
    guard: 'its own appends are watched',
    rule: 5,
    edits: [watch],
    profile: 'phantoms',
    shows: 'phantom',
  },
  {
    guard: 'how many calls are remembered is counted in clean records, whatever the process holds',
    rule: 2,
    edits: [
      {
        file: `${validator}/validate-partitions.ts`,
        find: 'keepValidating(partition, options, until, committer)',
        put: `keepValidating(
          partition,
          { ...options, capacity: Math.ceil((2 * options.capacity) / partitions.length) },
          until,
          committer,
        )`,
      },
      {
        file: `${validator}/validate-partitions.ts`,
        find: 'const seen = seenCalls[partition];',
        put: 'const seen = seenCalls[partition] && createSeenCalls(options.capacity, options.windowMs);',
      },
      {
        file: `${validator}/validate-partitions.ts`,
        find: "import type { SeenCalls } from './seen-calls.ts';",
        put: "import { createSeenCalls, type SeenCalls } from './seen-calls.ts';",
      },
    ],
    profile: 'validators',
    shows: 'verdict',
  },
  {
    guard: 'dead records do not move the carried time',
    rule: 2,
    edits: [
      {
        file: `${validator}/judge.ts`,
        find: 'const result = check(withoutPrefix(record.value), record.timestamp, read);',
        put: 'carriedTime = Math.max(carriedTime, record.timestamp); const result = check(withoutPrefix(record.value), record.timestamp, read);',
      },
    ],
    profile: 'validators',
    shows: 'verdict',
  },
  {
    guard: 'the carried time never falls',
    rule: 2,
    edits: [
      {
        file: `${validator}/judge.ts`,
        find: 'const now = Math.max(record.timestamp, carriedTime);',
        put: 'const now = record.timestamp;',
      },
    ],
    profile: 'validators',
    shows: 'verdict',
  },
  {
    guard: 'the tail of clean begins at an offset found by timestamp',
    rule: 1,
    edits: [
      {
        file: `${validator}/read-tail.ts`,
        find: 'return { offset: await options.kafka.offsetAt(options.topic, options.partition, since), since };',
        put: 'return { offset: guess, since: Number.NEGATIVE_INFINITY };',
      },
    ],
    profile: 'validators',
    shows: 'verdict',
  },
  {
    guard: 'the tail of clean is read by the reader rule',
    rule: 1,
    edits: [
      {
        file: `${validator}/read-tail.ts`,
        find: 'if (last !== null && tail.raw_offset <= last.rawOffset) continue;',
        put: '',
      },
    ],
    profile: 'validators',
    shows: 'verdict',
  },
  {
    guard: 'a takeover keeps nothing of an earlier session in memory',
    rule: 1,
    edits: [
      {
        file: `${validator}/take-over.ts`,
        find: 'await readTail({ ...options, topic: topics.clean })',
        put: `await readTail({
          ...options,
          topic: topics.clean,
          seen: options.seen.size > 0 ? createSeenCalls(options.capacity, options.windowMs) : options.seen,
        })`,
      },
      {
        file: `${validator}/take-over.ts`,
        find: "import type { SeenCalls } from './seen-calls.ts';",
        put: "import { createSeenCalls, type SeenCalls } from './seen-calls.ts';",
      },
    ],
    profile: 'validators',
    shows: 'verdict',
  },
  {
    guard: 'a record sent in place of another is no copy of it',
    rule: 2,
    edits: [
      {
        file: `${validator}/judge.ts`,
        find: 'if (original !== null && !replaces(record, original.rawOffset)) {',
        put: 'if (original !== null) {',
      },
    ],
    profile: 'chain',
    shows: 'verdict',
  },
];
