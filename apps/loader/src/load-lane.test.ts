import { expect, test } from '@jest/globals';
import { createLoadLane } from './load-lane.ts';

test('a lane without a load is not busy and has no outcome', async () => {
  const lane = createLoadLane<string>();
  expect([lane.busy, lane.ended]).toEqual([false, false]);
  expect(lane.end).toBeNull();
  expect(await lane.finish()).toBeNull();
});

test('a lane has the same end in each turn of a load, and none behind it', async () => {
  const lane = createLoadLane<string>();
  lane.start(Promise.resolve('loaded'));
  expect(lane.end).toBeInstanceOf(Promise);
  expect(lane.end).toBe(lane.end);
  await lane.finish();
  expect(lane.end).toBeNull();
});

test('the outcome of a load is told once', async () => {
  const lane = createLoadLane<string>();
  lane.start(Promise.resolve('loaded'));
  expect([lane.busy, lane.ended]).toEqual([true, false]);
  await lane.end;
  expect([lane.busy, lane.ended]).toEqual([true, true]);
  expect(await lane.finish()).toBe('loaded');
  expect([lane.busy, lane.ended]).toEqual([false, false]);
  expect(await lane.finish()).toBeNull();
});

test('a failed load ends quietly, and finish tells it', async () => {
  const lane = createLoadLane<string>();
  lane.start(Promise.reject(new Error('no warehouse')));
  await lane.end;
  await lane.settle();
  await expect(lane.finish()).rejects.toThrow('no warehouse');
  expect(lane.busy).toBe(false);
});
