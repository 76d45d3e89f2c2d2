import { expect, test } from '@jest/globals';
import type { Kafka, RecordBatch } from '@cdr/kafka';
import { followLog } from './follow-log.ts';

/** A log of ten records that answers with three at a time. */
function logOfTen() {
  let opened = 0;
  let closed = 0;
  const kafka: Pick<Kafka, 'openReader'> = {
    async openReader(_topic, _partition, offset) {
      opened += 1;
      let position = offset;
      async function next(): Promise<RecordBatch> {
        const offsets = [position, position + 1, position + 2].filter((one) => one < 10);
        position += offsets.length;
        const records = offsets.map((one) => ({
          offset: one,
          timestamp: 0,
          key: null,
          value: null,
          headers: {},
        }));
        return { records, nextOffset: position, endOffset: 10 };
      }
      return { next, close: async () => void (closed += 1) };
    },
  };
  return { kafka, counts: () => ({ opened, closed }) };
}

test('a followed log brings each record once, in order, as far as it was asked for', async () => {
  const { kafka, counts } = logOfTen();
  const seen: number[] = [];
  const log = followLog(kafka, 'raw', 0, { start: 2, end: 8 }, ({ offset }) => seen.push(offset));
  await log.readTo(0);
  expect(counts()).toEqual({ opened: 0, closed: 0 });
  await log.readTo(4);
  expect(seen).toEqual([2, 3]);
  await log.readTo(3);
  await log.readTo(7);
  expect(seen).toEqual([2, 3, 4, 5, 6]);
  await log.readTo(100);
  expect(seen).toEqual([2, 3, 4, 5, 6, 7]);
  await log.close();
  expect(counts()).toEqual({ opened: 1, closed: 1 });
});

test('a followed log of nothing is never opened', async () => {
  const { kafka, counts } = logOfTen();
  const log = followLog(kafka, 'raw', 0, { start: 5, end: 5 }, () => undefined);
  await log.readTo(9);
  await log.close();
  expect(counts()).toEqual({ opened: 0, closed: 0 });
});
