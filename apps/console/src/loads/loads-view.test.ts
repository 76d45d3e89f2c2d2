import { StoreError } from '@cdr/object-store';
import { describe, expect, test } from '@jest/globals';
import type { FlowView, LoadsView } from '../api.ts';
import { instance } from '../pipeline/looks.fixture.ts';
import { answering } from '../warehouse-answers.fixture.ts';
import { batchView, loadsView } from './loads-view.ts';

type LoadsDesk = Parameters<typeof loadsView>[0];

const noBatches = { 'GROUP BY cut_reason': [], 'FROM telecom.load_batch': [] };

/** A desk of which these parts are asked. */
function deskWith(
  orphans: { value: LoadsView['orphans']; problem: string | null },
  workers: FlowView['workers'] = [],
) {
  const answer = orphans.value === null ? null : { at: 1, tookMs: 1, value: orphans.value };
  return {
    warehouse: answering(noBatches).warehouse,
    observer: { flow: () => ({ workers }) },
    orphans: { last: () => ({ answer, problem: orphans.problem }) },
    store: {
      url: (key: string) => key,
      read: () => Promise.reject(new StoreError('gone', 'NoSuchKey', false)),
    },
  } as unknown as LoadsDesk;
}

describe('what is amiss with loading', () => {
  test('is nothing at first', async () => {
    const view = await loadsView(deskWith({ value: null, problem: null }), undefined);
    expect(view).toMatchObject({ batches: [], next: null, cuts: [], orphans: null, troubles: [] });
  });

  test('is what loaders say that they are not ready for, and why orphans are not known', async () => {
    const workers = [
      instance({ worker: 'loader', address: 'a:1', notReady: 'S3 is away' }),
      instance({ worker: 'loader', address: 'b:1' }),
      instance({ worker: 'validator', notReady: 'Kafka is away' }),
    ];
    const orphans = { at: 1, batches: [{ batchId: 'x', files: 1, bytes: 1, ageSeconds: 900 }] };
    const view = await loadsView(deskWith({ value: orphans, problem: 'S3: refused' }, workers), undefined);
    expect(view.orphans).toEqual(orphans);
    expect(view.troubles).toEqual([
      'a:1: S3 is away',
      'What S3 has of batches could not be read: S3: refused',
    ]);
  });
});

test('a batch that the ledger has not is none', async () => {
  expect(await batchView(deskWith({ value: null, problem: null }), 'b9')).toBeNull();
});
