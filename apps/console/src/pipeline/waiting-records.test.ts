import { describe, expect, test } from '@jest/globals';
import type { PartitionLag } from '../api.ts';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { createWaitingRecords } from './waiting-records.ts';

function lag(partition: number, position: number, lagSeconds: number | null = null): PartitionLag {
  return { partition, position, end: 9, lagRecords: 9 - position, lagSeconds };
}

/** Raw with nine records in each of six partitions, each a second after the one before it. */
function withRecords() {
  const memory = createConsoleKafka(6);
  for (let n = 0; n < 9; n += 1) {
    memory.clock.now = n * 1_000;
    for (let p = 0; p < 6; p += 1) memory.log('raw', p).append([{ key: null, value: `${n}` }]);
  }
  const fetches = () => memory.asked.filter(({ what }) => what === 'fetch').length;
  return { ...memory, fetches, waiting: createWaitingRecords(memory.kafka, topics.raw) };
}

describe('records that wait', () => {
  test('are known by their own time once they were read', async () => {
    const { waiting } = withRecords();
    expect(waiting.times(0, 4)).toBeUndefined();
    await waiting.read([lag(0, 4)]);
    expect([waiting.times(0, 4), waiting.times(0, 3), waiting.times(1, 4)]).toEqual([
      4_000,
      undefined,
      undefined,
    ]);
  });

  test('came no earlier than one before them', async () => {
    const { waiting } = withRecords();
    await waiting.read([lag(0, 4)]);
    expect(waiting.times(0, 7)).toBe(4_000);
  });

  test('are read four at a look, however many there are, the longest unread first', async () => {
    const { waiting, fetches } = withRecords();
    const all = (position: number) => [0, 1, 2, 3, 4, 5].map((partition) => lag(partition, position));
    await waiting.read(all(1));
    expect([fetches(), waiting.times(4, 1)]).toEqual([4, undefined]);
    await waiting.read(all(2));
    expect([fetches(), waiting.times(4, 2), waiting.times(0, 2), waiting.times(2, 2)]).toEqual([
      8, 2_000, 2_000, 1_000,
    ]);
  });

  test('are not read when their age is known, or they were', async () => {
    const { waiting, fetches } = withRecords();
    await waiting.read([lag(0, 4, 2), lag(1, 4, 0)]);
    expect(fetches()).toBe(0);
  });

  test('are left for the next time when they cannot be read', async () => {
    const { waiting, trouble } = withRecords();
    trouble.fails = () => true;
    await waiting.read([lag(0, 4)]);
    expect(waiting.times(0, 4)).toBeUndefined();
    trouble.fails = () => false;
    await waiting.read([lag(0, 4)]);
    expect(waiting.times(0, 4)).toBe(4_000);
  });
});
