import { expect, test } from '@jest/globals';
import { aBatch, recordingParts } from './fake-parts.fixture.ts';
import { isolateRows } from './isolate-rows.ts';

const how = { batchId: 'b1', without: [], onStep: () => undefined };

test('more than a hundred refused rows are for a person, and none is put aside', async () => {
  const { parts, actions } = recordingParts({ refuses: (what) => what !== 'made up' });
  const batch = aBatch(actions);
  const { slices } = await batch.write(how);
  const objection = { column: 'caller_name', why: 'too long' };
  const isolating = isolateRows({ ...batch, rows: 5_000, slices, objection, isFirstTime: false }, parts);
  await expect(isolating).rejects.toThrow(
    /^batch b1 was not loaded: the warehouse refuses more than 100 of its rows, first caller_name: too long\. .*No record was put aside/,
  );
  expect(actions.filter((action) => action.startsWith('try')).length).toBeLessThan(300);
});

test('each try is a staged batch of its own, which npm run sweep finds by its ranges', async () => {
  const { parts, actions } = recordingParts({ refuses: (what) => what.startsWith('rows 0') });
  const batch = aBatch(actions);
  const { slices } = await batch.write(how);
  const bodies: string[] = [];
  const { store } = parts;
  const put: typeof store.put = (key, body) => {
    if (key.endsWith('manifest.json'))
      bodies.push(`${key} ${JSON.stringify(JSON.parse(String(body)).ranges)}`);
    return store.put(key, body);
  };
  const objection = { column: null, why: 'x' };
  await isolateRows(
    { ...batch, slices, objection, isFirstTime: true },
    { ...parts, store: { ...store, put } },
  );
  expect(bodies[0]).toBe(
    'telecom_data/batch_id=b1-try1/manifest.json [{"topic":"clean","partition":0,"first_offset":0,"next_offset":2}]',
  );
  expect(new Set(bodies.map((body) => body.split('/')[1])).size).toBe(bodies.length);
});
