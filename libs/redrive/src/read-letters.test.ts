import { describe, expect, test } from '@jest/globals';
import type { LetterFilter } from './letter-filter.ts';
import { readLetters } from './read-letters.ts';
import { letterAbout, type LetterFacts } from './testing/letters.ts';
import { createMemoryTopics } from './testing/memory-topics.ts';

const topics = { raw: 'raw', clean: 'clean', dlq: 'dlq' };

/** A clean record made of a raw one, by its carried time. */
function cleanOf(rawOffset: number, timestamp: number, partition = 0) {
  const tail = `"call_id":"c","fingerprint":"0123456789abcdef","raw_partition":${partition},"raw_offset":${rawOffset},"ingested_at":1`;
  return { key: null, value: `{"caller_name":"a",${tail}}`, timestamp };
}

function withLogs(
  letters: [number, LetterFacts][],
  clean: ReturnType<typeof cleanOf>[],
  partitions = { dlq: 1, clean: 1 },
) {
  const memory = createMemoryTopics(partitions);
  memory.append(
    'dlq',
    0,
    letters.map(([offset, facts]) => letterAbout(offset, facts)),
  );
  memory.append('clean', 0, clean);
  return memory;
}

async function offsetsIn(memory: ReturnType<typeof createMemoryTopics>, filter: LetterFilter = {}) {
  const { letters } = await readLetters({ kafka: memory.kafka, topics }, filter);
  return letters.map(({ stage, partition, rawOffset }) => `${stage} ${partition}/${rawOffset}`);
}

describe('the letters that are read', () => {
  test('are without those of records that are clean, of which clean is read from the first letter’s time on', async () => {
    const clean = [cleanOf(0, 10), cleanOf(1, 20), cleanOf(5, 60), cleanOf(6, 60)];
    const memory = withLogs(
      [
        [4, { receivedAt: 50 }],
        [5, { receivedAt: 60 }],
      ],
      clean,
    );
    expect(await offsetsIn(memory)).toEqual(['validate 0/4']);
    expect(memory.reads).toEqual(['dlq/0 from 0', 'clean/0 from 2']);
    expect(memory.open.size).toBe(0);
  });

  test('follow the reader rule of clean: what is older than where the reading begins does not count', async () => {
    const memory = withLogs([[3, { receivedAt: 60 }]], [cleanOf(2, 60), cleanOf(9, 50), cleanOf(3, 70)]);
    expect(await offsetsIn(memory)).toEqual([]);
  });

  test('need nothing of clean when none of them can be void', async () => {
    const memory = withLogs(
      [
        [5, { stage: 'load' }],
        [4, {}],
      ],
      [cleanOf(5, 60)],
    );
    expect(await offsetsIn(memory, { stage: 'load' })).toEqual(['load 0/5']);
    expect(memory.reads).toEqual(['dlq/0 from 0']);
  });

  test('are those of every partition, each with its own clean records', async () => {
    const memory = withLogs([[4, {}]], [cleanOf(5, 60)], { dlq: 2, clean: 2 });
    memory.append('dlq', 1, [letterAbout(4, { partition: 1 }), { key: null, value: 'hello' }]);
    memory.append('clean', 1, [cleanOf(4, 60, 1)]);
    const { letters, foreign } = await readLetters({ kafka: memory.kafka, topics }, {});
    expect([letters.map(({ partition }) => partition), foreign]).toEqual([[0], 1]);
  });

  test('name their rules also where they are not asked for', async () => {
    const memory = withLogs(
      [
        [4, { rules: ['a', 'b'] }],
        [5, { rules: ['b'] }],
      ],
      [],
      { dlq: 2, clean: 2 },
    );
    memory.append('dlq', 1, [letterAbout(4, { partition: 1, rules: ['c'] })]);
    const { letters, rules } = await readLetters({ kafka: memory.kafka, topics }, { rule: 'd' });
    expect([letters, [...rules]]).toEqual([[], ['a', 'b', 'c']]);
  });

  test('are those of one partition where it is named, and nothing else is read', async () => {
    const memory = withLogs([[4, { rules: ['a'] }]], [], { dlq: 2, clean: 2 });
    memory.append('dlq', 1, [letterAbout(7, { partition: 1, rules: ['b'] })]);
    const { letters, rules } = await readLetters({ kafka: memory.kafka, topics }, { partition: 1 });
    expect([letters.map(({ rawOffset }) => rawOffset), [...rules]]).toEqual([[7], ['b']]);
    expect(memory.reads).toEqual(['dlq/1 from 0']);
  });
});

test('a message in clean that no validator wrote stops it, and says where', async () => {
  const memory = withLogs([[4, {}]], [{ key: null, value: 'hello', timestamp: 60 }]);
  await expect(offsetsIn(memory)).rejects.toThrow(
    /^clean\/0 holds at offset 0 a message that no validator wrote/,
  );
});

test('letters are as large as with the value that takes the place of theirs', async () => {
  const { kafka } = withLogs([[4, { stage: 'load' }]], []);
  const sizeWith = async (value?: Buffer) =>
    (await readLetters({ kafka, topics, value }, {})).letters[0]!.bytes;
  expect((await sizeWith(Buffer.alloc(2_000))) - (await sizeWith(Buffer.alloc(500)))).toBe(1_500);
});

test('topics that do not belong together stop it', async () => {
  const memory = withLogs([[4, {}]], [], { dlq: 2, clean: 1 });
  await expect(offsetsIn(memory)).rejects.toThrow(
    /dlq has 2, clean 1: are RAW_TOPIC, CLEAN_TOPIC and DLQ_TOPIC right\?$/,
  );
});

test('a reading that is told to stop ends behind the fetch under way, and leaves no reader open', async () => {
  const letters = Array.from({ length: 50 }, (_, n): [number, LetterFacts] => [n, {}]);
  const memory = withLogs(letters, []);
  const stop = new AbortController();
  let fetches = 0;
  const kafka: typeof memory.kafka = {
    ...memory.kafka,
    async openReader(...place) {
      const reader = await memory.kafka.openReader(...place);
      async function next() {
        fetches += 1;
        if (fetches === 2) stop.abort(new Error('told to stop'));
        return reader.next();
      }
      return { ...reader, next };
    },
  };
  await expect(readLetters({ kafka, topics, signal: stop.signal }, {})).rejects.toThrow('told to stop');
  expect([fetches, memory.open.size]).toEqual([2, 0]);
});
