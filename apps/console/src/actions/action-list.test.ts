import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { openActionList } from './action-list.ts';

const action = { by: 'ann', role: 'operator', action: 'stops sending', what: 'redrive 1', note: '' } as const;

function withList() {
  const memory = createConsoleKafka();
  return { ...memory, list: openActionList(memory.kafka, topics.actions) };
}

describe('the list of actions', () => {
  beforeEach(
    () => void jest.useFakeTimers({ now: 1_700_000_000_000, doNotFake: ['setImmediate', 'nextTick'] }),
  );
  afterEach(() => void jest.useRealTimers());

  test('has what was written, the newest first, and no more than is asked for', async () => {
    const { list } = withList();
    for (const what of ['1', '2', '3']) await list.write({ ...action, what });
    expect((await list.newest(10)).map(({ what }) => what)).toEqual(['3', '2', '1']);
    expect(await list.newest(1)).toEqual([{ at: '2023-11-14T22:13:20.000Z', ...action, what: '3' }]);
  });
});

test('an action is in the topic when the promise says so', async () => {
  const { list, log } = withList();
  await list.write(action);
  expect(JSON.parse(String(log('actions').records[0]!.value))).toMatchObject(action);
});

test('lines of others are left out', async () => {
  const { list, log } = withList();
  const foreign = ['hello', 'null', '7', '{"at":1,"action":"x"}', '{"at":"x"}', '{"at":"x","action":"y"}'];
  log('actions').append([...foreign, null].map((value) => ({ key: null, value })));
  await list.write(action);
  expect(await list.newest(10)).toMatchObject([action]);
});

test('an empty list has nothing', async () => {
  expect(await withList().list.newest(10)).toEqual([]);
});

test.each(['ask', 'produce'] as const)('after a failed %s the next action is written', async (what) => {
  const { list, trouble, log } = withList();
  trouble.fails = (request) => request.what === what;
  await expect(list.write(action)).rejects.toThrow('no broker answers');
  trouble.fails = () => false;
  await list.write({ ...action, note: 'again' });
  expect(log('actions').records.map(({ value }) => JSON.parse(String(value)).note)).toEqual(['again']);
});

test('it ends, whether it was written to or not', async () => {
  const { list, trouble } = withList();
  await list.close();
  await list.write(action);
  await list.close();
  const other = withList();
  trouble.fails = () => true;
  await other.list.close();
});
