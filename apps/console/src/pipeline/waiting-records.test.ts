import { describe, expect, test } from '@jest/globals';
import type { PartitionLag } from '../api.ts';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { createWaitingRecords } from './waiting-records.ts';

function lag(partition: number, position: number, lagSeconds: number | null = null): PartitionLag {
  return { partition, position, end: 9, lagRecords: 9 - position, lagSeconds };
}

/** Raw with nine records in each of four partitions, each a second after the one before it. */
function withRecords() {
  const memory = createConsoleKafka(4);
  for (let n = 0; n < 9; n += 1) {
    memory.clock.now = n * 1_000;
    for (let p = 0; p < 4; p += 1) memory.log('raw', p).append([{ key: null, value: `${n}` }]);
  }
  const fetches = () => memory.asked.filter(({ what }) => what === 'fetch').length;
  return { ...memory, fetches, waiting: createWaitingRecords(memory.kafka, topics.raw) };
}

describe('records that wait', () => {
  test('are known by their own time once they were read', async () => {
    const { waiting } = withRecords();
    expect(waiting.times(0, 4)).toBeUndefined();
    await waiting.read([lag(0, 4)]);
    expect([waiting.times(0, 4), waiting.times(0, 5), waiting.times(1, 4)]).toEqual([
      4_000,
      undefined,
      undefined,
    ]);
  });

  test('are read two at a look, however many there are', async () => {
    const { waiting, fetches } = withRecords();
    await waiting.read([0, 1, 2, 3].map((partition) => lag(partition, 1)));
    expect(fetches()).toBe(2);
    await waiting.read([lag(0, 1, 5), lag(1, 1, 5), lag(2, 1), lag(3, 1)]);
    expect([fetches(), waiting.times(3, 1)]).toEqual([4, 1_000]);
  });

  test('are not read when their age is known', async () => {
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
