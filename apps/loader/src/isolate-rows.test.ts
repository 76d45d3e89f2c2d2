import { expect, test } from '@jest/globals';
import { Stop } from '@cdr/worker';
import { aBatch, recordingParts } from './fake-parts.fixture.ts';
import { isolateRows } from './isolate-rows.ts';

const how = { batchId: 'b1', without: [], onStep: () => undefined };

test('more than a hundred refused rows are for a person, and none is put aside', async () => {
  const { parts, actions } = recordingParts({ refuses: (what) => what !== 'made up' });
  const batch = aBatch(actions);
  const { slices } = await batch.write(how);
  const objection = { column: 'caller_name', why: 'too long' };
  const isolating = isolateRows({ ...batch, rows: 5_000, slices, objection, foundBefore: 1 }, parts);
  await expect(isolating).rejects.toThrow(
    /^batch b1 was not loaded: the warehouse refuses more than 100 of its rows, first caller_name: too long\. .*1 of its records has its letter already/,
  );
  expect(actions.filter((action) => action.startsWith('try')).length).toBeLessThan(700);
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
  await isolateRows({ ...batch, slices, objection, foundBefore: 0 }, { ...parts, store: { ...store, put } });
  expect(bodies[0]).toBe(
    'telecom_data/batch_id=b1-try1/manifest.json [{"topic":"clean","partition":0,"first_offset":0,"next_offset":2}]',
  );
  expect(new Set(bodies.map((body) => body.split('/')[1])).size).toBe(bodies.length);
});

/** A warehouse that is only in trouble: it refuses each COPY by this row of a list, and takes all that come behind it. */
function moody(refusals: readonly boolean[]) {
  const left = [...refusals];
  return recordingParts({ refuses: () => left.shift() ?? false });
}

async function isolate(parts: ReturnType<typeof recordingParts>['parts'], rows = 2) {
  const batch = aBatch([]);
  const { slices } = await batch.write(how);
  const objection = { column: null, why: 'x' };
  return isolateRows({ ...batch, rows, slices, objection, foundBefore: 0 }, parts);
}

test('a row that is refused once, or twice, is not put aside: it must be refused alone three times', async () => {
  // The made-up row, the row alone, the made-up row, the row again.
  for (const refusals of [
    [false, true, false, false],
    [false, true, false, true, false, false],
  ]) {
    const { parts } = moody(refusals);
    await expect(isolate(parts)).rejects.toMatchObject({ code: 'REFUSED_WHOLE', retriable: true });
  }
  const { parts } = moody([false, true, false, true, false, true]);
  expect(await isolate(parts)).toMatchObject([{ rawOffset: 0 }]);
});

test('no row is put aside while the warehouse refuses a made-up row as well', async () => {
  const { parts } = moody([false, true, true]);
  await expect(isolate(parts)).rejects.toMatchObject({ code: 'REFUSED_WHOLE', retriable: true });
});

test('a made-up row that is refused once or twice is no matter for a person', async () => {
  const { parts } = moody([true, true, false, true, false, true, false, true]);
  expect(await isolate(parts)).toHaveLength(1);
  const stuck = moody([true, true, true]);
  await expect(isolate(stuck.parts)).rejects.toBeInstanceOf(Stop);
});
