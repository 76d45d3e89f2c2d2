import { describe, expect, test } from '@jest/globals';
import { eachTurn, until } from '@cdr/testing';
import type { Order, Reached } from './order.ts';
import { createPoints } from './points.ts';

function open() {
  const acts: Reached[] = [];
  const points = createPoints((_, reached) => acts.push(reached));
  function give(order: Partial<Order>): void {
    points.give({ id: 1, point: 'after clean', nth: 1, delayMs: 0, signal: 'SIGKILL', ...order });
  }
  return { points, acts, give };
}

describe('an order for a named point', () => {
  test('is carried out there, once', () => {
    const { points, acts, give } = open();
    points.reach('after clean');
    give({ id: 7 });
    points.reach('after a letter');
    expect(acts).toEqual([]);
    points.reach('after clean');
    points.reach('after clean');
    expect(acts).toEqual([{ id: 7, inFlight: [] }]);
  });

  test('counts from the order on', () => {
    const { points, acts, give } = open();
    give({ nth: 3 });
    points.reach('after clean');
    give({ nth: 2 });
    points.reach('after clean');
    expect(acts).toEqual([]);
    points.reach('after clean');
    expect(acts).toHaveLength(1);
  });

  test('tells what was in flight', async () => {
    const { points, acts, give } = open();
    const answer = Promise.withResolvers<undefined>();
    const asked = points.ask('put', () => answer.promise);
    give({});
    points.reach('after clean');
    expect(acts).toEqual([{ id: 1, inFlight: ['put'] }]);
    answer.resolve(undefined);
    await asked;
  });
});

describe('an order for a moment in flight', () => {
  test('is carried out while the nth request is under way', async () => {
    const { points, acts, give } = open();
    give({ point: 'in flight', nth: 2 });
    await points.ask('first', () => Promise.resolve());
    const answer = Promise.withResolvers<undefined>();
    const asked = points.ask('second', () => answer.promise);
    await until(() => acts.length === 1, eachTurn);
    expect(acts).toEqual([{ id: 1, inFlight: ['second'] }]);
    answer.resolve(undefined);
    await asked;
  });

  test('waits for another request when that one was answered sooner', async () => {
    const { points, acts, give } = open();
    give({ point: 'in flight', delayMs: 1 });
    await points.ask('quick', () => Promise.resolve());
    const answer = Promise.withResolvers<undefined>();
    const asked = points.ask('slow', () => answer.promise);
    await until(() => acts.length === 1, eachTurn);
    expect(acts).toEqual([{ id: 1, inFlight: ['slow'] }]);
    answer.resolve(undefined);
    await asked;
  });

  test('is carried out although the request fails', async () => {
    const { points, acts, give } = open();
    give({ point: 'in flight' });
    const answer = Promise.withResolvers<undefined>();
    const asked = points.ask('put', () => answer.promise);
    await until(() => acts.length === 1, eachTurn);
    answer.reject(new Error('no'));
    await expect(asked).rejects.toThrow('no');
    give({});
    points.reach('after clean');
    expect(acts[1]).toEqual({ id: 1, inFlight: [] });
  });
});
