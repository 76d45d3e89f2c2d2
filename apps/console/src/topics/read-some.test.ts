import { describe, expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { readSome } from './read-some.ts';

/** A partition of raw with so many records; a fetch brings seven. */
function withRecords(count: number) {
  const memory = createConsoleKafka(1);
  memory.log('raw').append(Array.from({ length: count }, (_, n) => ({ key: null, value: String(n) })));
  const fetches = () => memory.asked.filter(({ what }) => what === 'fetch').length;
  async function read(offset: number, bounds: { most: number; until: number }) {
    const some = await readSome(memory.kafka, { topic: topics.raw, partition: 0, offset }, bounds);
    return { ...some, records: some.records.map(({ value }) => Number(value)) };
  }
  return { ...memory, fetches, read };
}

const noLimit = { most: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY };

describe('a bounded read', () => {
  test('goes on to the end of the partition', async () => {
    expect(await withRecords(9).read(7, noLimit)).toEqual({ records: [7, 8], nextOffset: 9, endOffset: 9 });
  });

  test('ends at the most records, also in the middle of a fetch, and says where the next begins', async () => {
    const { read, fetches } = withRecords(30);
    expect(await read(0, { ...noLimit, most: 9 })).toEqual({
      records: [0, 1, 2, 3, 4, 5, 6, 7, 8],
      nextOffset: 9,
      endOffset: 30,
    });
    expect(fetches()).toBe(2);
  });

  test('fetches no more than it takes', async () => {
    const { read, fetches } = withRecords(30);
    expect(await read(0, { ...noLimit, most: 7 })).toMatchObject({ nextOffset: 7 });
    expect(fetches()).toBe(1);
  });

  test('makes one fetch at least, and none after its time', async () => {
    const { read, fetches } = withRecords(30);
    expect(await read(0, { ...noLimit, until: 0 })).toMatchObject({ nextOffset: 7 });
    expect(fetches()).toBe(1);
  });

  test('passes over offsets without a record', async () => {
    const { log, read } = withRecords(2);
    log('raw').skip();
    expect(await read(0, noLimit)).toEqual({ records: [0, 1], nextOffset: 3, endOffset: 3 });
  });

  test('of what is not there any more throws', async () => {
    const { log, read } = withRecords(9);
    log('raw').expire(5);
    await expect(read(0, noLimit)).rejects.toThrow('has no offset 0');
  });
});
