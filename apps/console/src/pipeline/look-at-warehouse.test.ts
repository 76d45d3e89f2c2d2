import { expect, test } from '@jest/globals';
import { answering } from '../warehouse-answers.fixture.ts';
import { lookAtWarehouse } from './look-at-warehouse.ts';

test('the warehouse says how far each partition is loaded, and what was loaded last', async () => {
  const { warehouse, asked } = answering({
    loaded_through: [{ kafka_partition: 3, next_offset: '9007199254740991' }],
    load_batch: [
      { batch_id: 'b1', rows_loaded: 5, at: '1700000000000.250000', opened: '1699999998000.250000' },
    ],
  });
  expect(await lookAtWarehouse(warehouse, 'clean')).toEqual({
    loadedThrough: new Map([[3, Number.MAX_SAFE_INTEGER]]),
    lastLoad: { at: 1_700_000_000_000.25, rows: 5, batchId: 'b1', tookMs: 2_000 },
  });
  expect(asked[0]!.values).toEqual(['clean']);
});

test('before the first load there is none', async () => {
  const { warehouse } = answering({ loaded_through: [], load_batch: [] });
  expect(await lookAtWarehouse(warehouse, 'clean')).toEqual({ loadedThrough: new Map(), lastLoad: null });
});
