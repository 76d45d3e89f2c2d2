import { expect, test } from '@jest/globals';
import { createMemoryPipeline } from '../testing/memory-pipeline.ts';
import { searchLog } from './search-log.ts';

/** Looks for an offset among 10 records, of which it may read so many. */
async function search(wanted: number, most: number, end = 10) {
  const memory = createMemoryPipeline();
  memory.publish(10);
  const read: number[] = [];
  const place = { topic: 'raw', partition: 0 };
  const ended = await searchLog(memory.parts.logs, place, { start: 2, end }, most, ({ offset }) => {
    read.push(offset);
    return offset === wanted;
  });
  return { ended, read };
}

test('a search ends where it is enough', async () => {
  expect(await search(4, 100)).toEqual({ ended: 'ended', read: [2, 3, 4] });
});

test('a search comes to the end of its range, and no further', async () => {
  expect(await search(7, 100, 5)).toEqual({ ended: 'read', read: [2, 3, 4] });
});

test('a search gives up where it would be too far', async () => {
  expect(await search(7, 3)).toEqual({ ended: 'too far', read: [2, 3, 4] });
  expect(await search(4, 3)).toMatchObject({ ended: 'ended' });
});
