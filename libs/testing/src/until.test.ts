import { expect, test } from '@jest/globals';
import { eachTurn, until } from './until.ts';

test('waiting ends when the condition holds, with what it gave', async () => {
  let looks = 0;
  const found = await until(() => (looks++ < 3 ? null : { looks }), { everyMs: 0 });
  expect(found).toEqual({ looks: 4 });
});

test('waiting ends at the deadline, and says for what', async () => {
  const waiting = until(() => false, { what: 'the sun rises', withinMs: 20, everyMs: 1 });
  await expect(waiting).rejects.toThrow('not within 0.02 s: the sun rises');
});

test('waiting ends at the deadline though the condition never answers', async () => {
  const waiting = until(() => new Promise<boolean>(() => undefined), { what: 'an answer', withinMs: 20 });
  await expect(waiting).rejects.toThrow('not within 0.02 s: an answer');
});

test('an error of the condition is not waited out', async () => {
  const waiting = until(() => Promise.reject(new Error('no such table')));
  await expect(waiting).rejects.toThrow('no such table');
});

test('looking at each turn of the event loop sees a state of a single one', async () => {
  let turns = 0;
  function turn() {
    turns += 1;
    if (turns < 100) setImmediate(turn);
  }
  turn();
  await until(() => turns === 5, eachTurn);
  expect(turns).toBe(5);
});
