import { type Kafka, KafkaError } from '@cdr/kafka';
import { Stop } from '@cdr/worker';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLetterBook } from './letter-book.ts';
import { selectLetters } from './select-letters.ts';
import { sendLetters } from './send-letters.ts';
import { createSentList, type SentLine } from './sent-list.ts';
import { letterAbout } from './testing/letters.ts';
import { createMemoryTopics, type Fate } from './testing/memory-topics.ts';

const topics = { raw: 'raw', clean: 'clean', dlq: 'dlq', redrive: 'redrive' };
const parts = { topics, by: 'ann@box', note: 'mended', value: undefined, rate: Number.POSITIVE_INFINITY };
const partitions = { raw: 2, clean: 2, dlq: 2, redrive: 1 };
type Memory = ReturnType<typeof createMemoryTopics>;

/** Letters about so many records, in each of two partitions. */
function withLetters(count: number, fateOf?: (topic: string, n: number) => Fate): Memory {
  const memory = createMemoryTopics(partitions, fateOf);
  for (const partition of [0, 1])
    for (let n = 0; n < count; n += 1) memory.append('dlq', partition, [letterAbout(n, { partition })]);
  return memory;
}

/** What a redrive typed now would send. */
function chosenIn(memory: Memory) {
  const list = createSentList();
  for (const line of memory.log('redrive')) list.take(line);
  const letters = [0, 1].flatMap((partition) => {
    const book = createLetterBook({ topic: 'raw', partition }, () => true);
    for (const record of memory.log('dlq', partition)) book.letter(record);
    return book.letters();
  });
  return selectLetters(letters, {
    wasSent: ({ stage, partition, rawOffset: offset }) =>
      list.find(stage, { topic: 'raw', partition, offset }) !== undefined,
    maxReplays: 5,
    mostBytes: 1_000,
    limit: Number.POSITIVE_INFINITY,
  }).chosen;
}

function send(memory: Memory, more: Partial<Parameters<typeof sendLetters>[1]> = {}) {
  const listEnd = memory.log('redrive').length;
  return sendLetters(chosenIn(memory), { ...parts, kafka: memory.kafka, listEnd, ...more });
}

/** What records in raw replace, and how often each is named. */
function replacedIn(memory: Memory): Map<string, number> {
  const names = [0, 1].flatMap((partition) =>
    memory.log('raw', partition).map(({ headers }) => headers['dlq.replaces']!.toString()),
  );
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, of]) => [name, of.length]));
}

describe('letters on their way back', () => {
  test('go to the partition they came from, with the original key and bytes, and what they replace', async () => {
    const memory = withLetters(1);
    expect(await send(memory)).toEqual({ sent: 2, unsure: 0, stopped: null });
    for (const partition of [0, 1]) {
      const [{ key, value, headers }] = memory.log('raw', partition) as [(typeof memory.log)[never]];
      expect([key, value].map(String)).toEqual(['key 0', 'value 0']);
      expect(headers).toEqual({
        'dlq.replaces': Buffer.from(`raw/${partition}/0`),
        'dlq.replay.count': Buffer.from('1'),
      });
    }
    expect(memory.open.size).toBe(0);
  });

  test('have a line each in the list: who, when, why, which, where to; and nothing of what they hold', async () => {
    const memory = withLetters(1);
    memory.append('raw', 1, [{ key: null, value: 'somebody else’s' }]);
    await send(memory);
    const lines = memory.log('redrive').map(({ value }) => JSON.parse(String(value)) as object);
    expect(lines[1]).toEqual({
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      by: 'ann@box',
      note: 'mended',
      stage: 'validate',
      reason: 'quality',
      rules: 'has-positive-duration',
      letter: { topic: 'dlq', partition: 1, offset: 0 },
      original: { topic: 'raw', partition: 1, offset: 0 },
      sent: { topic: 'raw', partition: 1, offset: 1 },
      replays: 1,
      edited: false,
    });
    expect(String(memory.log('redrive')[1]!.value)).not.toMatch(/value 0|key 0/);
  });

  test('take another value, and the list says so', async () => {
    const memory = withLetters(1);
    await send(memory, { value: Buffer.from('mended') });
    expect(String(memory.log('raw')[0]!.value)).toBe('mended');
    expect(JSON.parse(String(memory.log('redrive')[0]!.value))).toMatchObject({ edited: true });
  });

  test('stop when a send fails; typed again, all are in raw, and twice at most what was in flight', async () => {
    const fates = fc.array(fc.constantFrom<Fate>('lands', 'is lost', 'lands unanswered'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fates, async (script) => {
        const remaining = [...script];
        const memory = withLetters(9, () => remaining.shift() ?? 'lands');
        let unsure = 0;
        for (let runs = 0; runs <= script.length; runs += 1) {
          const sending = await send(memory);
          expect(memory.open.size).toBe(0);
          unsure += sending.unsure;
          if (sending.stopped === null) break;
        }
        const replaced = replacedIn(memory);
        expect([...replaced.keys()].sort()).toHaveLength(18);
        const twice = [...replaced.values()].reduce((sum, times) => sum + times - 1, 0);
        expect(twice).toBeLessThanOrEqual(unsure);
        expect(chosenIn(memory)).toEqual([]);
      }),
    );
  });

  test('say what is sent and what is not known when a line cannot be written', async () => {
    const memory = withLetters(1, (topic, n) => (topic === 'redrive' && n === 2 ? 'is lost' : 'lands'));
    expect(await send(memory)).toEqual({
      sent: 1,
      unsure: 1,
      stopped: new KafkaError('writing to redrive/0: gone', 'GONE', true),
    });
  });

  test('are not said to go on when a bug stops them; what was opened is closed', async () => {
    const bug = new TypeError('Cannot read properties of undefined');
    const memory = withLetters(1);
    const kafka: Kafka = {
      ...memory.kafka,
      openPublisher: async (topic) => ({
        ...(await memory.kafka.openPublisher(topic)),
        publish: () => Promise.reject(bug),
      }),
    };
    await expect(send(memory, { kafka })).rejects.toThrow(bug);
    expect(memory.open.size).toBe(0);
  });

  const another = new Stop(
    'another redrive has written to redrive since the look: look again, when it has ended',
  );

  test('are not sent when another redrive has written since the look', async () => {
    const memory = withLetters(1);
    expect(await send(memory, { listEnd: 5 })).toEqual({ sent: 0, unsure: 0, stopped: another });
    expect(memory.log('raw')).toEqual([]);
  });

  test('stop when another redrive writes at the same moment', async () => {
    const memory = withLetters(1);
    const kafka = {
      ...memory.kafka,
      async offsets(topic: string) {
        const seen = await memory.kafka.offsets(topic);
        memory.append('redrive', 0, [{ key: null, value: 'a line of another' }]);
        return seen;
      },
    };
    const told: number[] = [];
    const onSent = (lines: readonly SentLine[]) => void told.push(lines.length);
    expect(await send(memory, { kafka, onSent })).toEqual({ sent: 1, unsure: 0, stopped: another });
    expect(told).toEqual([1]);
  });

  test('stop when their topic is no longer the one that was looked at', async () => {
    const memory = withLetters(2);
    const chosen = chosenIn(memory);
    memory.log('dlq').reverse();
    memory.log('dlq').forEach((record, offset) => (record.offset = offset));
    const sending = await sendLetters(chosen, { ...parts, kafka: memory.kafka, listEnd: 0 });
    expect(sending).toMatchObject({
      sent: 0,
      stopped: { message: expect.stringMatching(/^dlq\/0 holds another message/) },
    });
  });

  test('tell after each send where its records stand', async () => {
    const told: string[][] = [];
    await send(withLetters(2), {
      rate: 1_000,
      onSent: (lines) =>
        told.push(lines.map(({ sent: { topic, partition, offset } }) => `${topic}/${partition}/${offset}`)),
    });
    expect(told).toEqual([
      ['raw/0/0', 'raw/0/1'],
      ['raw/1/0', 'raw/1/1'],
    ]);
  });

  test('stop in order when they are told to: what is in raw is in the list', async () => {
    const memory = withLetters(2);
    const stop = new AbortController();
    expect(await send(memory, { signal: stop.signal, onSent: () => stop.abort() })).toEqual({
      sent: 2,
      unsure: 0,
      stopped: new Stop('it was told to stop'),
    });
    expect([memory.log('raw').length, memory.log('redrive').length, memory.open.size]).toEqual([2, 2, 0]);
    expect(chosenIn(memory)).toHaveLength(2);
  });

  test('stop at once though it is long until the next may go', async () => {
    const stop = new AbortController();
    const onSent = () => void setTimeout(() => stop.abort(), 1);
    const perHour = 1 / 3_600;
    expect(await send(withLetters(2), { rate: perHour, signal: stop.signal, onSent })).toMatchObject({
      sent: 1,
    });
  });

  test('are none when none are chosen', async () => {
    expect(await send(createMemoryTopics(partitions))).toEqual({ sent: 0, unsure: 0, stopped: null });
  });
});
