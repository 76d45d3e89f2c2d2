import { expect, test } from '@jest/globals';
import { createCheck, defaultQualitySettings } from '@cdr/call-quality';
import { createMomentPrinter, createSteppedStarts } from './call-times.ts';
import { createLaterFields, versionOf } from './later-fields.ts';
import { createCallMaker } from './make-call.ts';
import { createPeople } from './people.ts';
import { createRandom } from './random.ts';

const makeCall = createCallMaker({
  people: createPeople(5),
  random: createRandom(5, 3),
  nextStart: createSteppedStarts(0, createRandom(5, 2)),
  printMoment: createMomentPrinter('UTC'),
});

test('calls with the fields of v2 are accepted, each under a name of its own', () => {
  const addFields = createLaterFields(createRandom(5, 5));
  const check = createCheck({ ...defaultQualitySettings, earliestStart: '1970' });
  const calls = Array.from({ length: 5_000 }, () => addFields(makeCall()));
  for (const call of calls)
    expect(check(Buffer.from(JSON.stringify(call)), 1e12)).toMatchObject({ kind: 'accepted' });
  expect(new Set(calls.map(({ call_id }) => call_id)).size).toBe(5_000);
});

test('most calls are completed, a few are dropped or fail', () => {
  const addFields = createLaterFields(createRandom(5, 5));
  const statuses = Array.from({ length: 10_000 }, () => addFields(makeCall()).call_status!);
  const counts = Map.groupBy(statuses, (status) => status);
  expect(Math.abs(counts.get('dropped')!.length - 300)).toBeLessThan(80);
  expect(Math.abs(counts.get('failed')!.length - 100)).toBeLessThan(50);
  expect(counts.size).toBe(3);
});

test('a cell is one of the call’s own network', () => {
  const addFields = createLaterFields(createRandom(5, 5));
  expect(addFields({ ...makeCall(), network_provider: 'T-Mobile' }).cell_id).toMatch(/^310-260-\d{1,4}$/);
});

test('the version of a call shows in its fields', () => {
  const call = makeCall();
  expect([versionOf(call), versionOf(createLaterFields(createRandom(1, 5))(call))]).toEqual([1, 2]);
});
