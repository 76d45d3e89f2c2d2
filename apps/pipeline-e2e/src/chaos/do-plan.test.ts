import { describe, expect, test } from '@jest/globals';
import { until } from '@cdr/testing';
import { type Field, nothingDone } from './deeds.ts';
import { doPlan } from './do-plan.ts';
import type { Load } from './load.ts';
import type { Step } from './plan.ts';
import type { WorkerSlot } from './worker-slot.ts';

/** A field whose workers are hit when the test says so. */
function openField() {
  const orders: { name: string; hit: () => void }[] = [];
  function slot(name: string): WorkerSlot {
    return {
      name,
      order: () =>
        new Promise((resolve) => orders.push({ name, hit: () => resolve({ pid: 0, inFlight: [] }) })),
      close: async () => undefined,
    };
  }
  const slots = { validator: [slot('v1'), slot('v2')], loader: [slot('l1')] };
  const done = nothingDone();
  const { signal } = new AbortController();
  const field = { slots, done, signal } as unknown as Field;
  return { field, done, orders };
}

function openLoad() {
  const published = { records: 0 };
  return { published, load: { acknowledged: () => published.records } as Load };
}

function kill(at: number, instance = 0): Step {
  const victim = { role: 'validator', instance, point: 'after clean', nth: 1, delayMs: 0 } as const;
  return { at, fault: { kind: 'kill', ...victim } };
}

describe('a plan', () => {
  test('is done by the records that are published, and is over when all is done', async () => {
    const { field, done, orders } = openField();
    const { load, published } = openLoad();
    const doing = doPlan([kill(10), kill(20, 1)], load, field);
    expect(doing.isBehind(9)).toBe(false);
    published.records = 10;
    await until(() => orders.length === 1, { what: 'the first order' });
    published.records = 25;
    await until(() => orders.length === 2, { what: 'the second order' });
    expect(orders.map(({ name }) => name)).toEqual(['v1', 'v2']);
    expect(done.kills).toBe(0);
    for (const { hit } of orders) hit();
    await doing.finished;
    expect(done).toMatchObject({ kills: 2, killsAt: { 'after clean': 2 } });
  });

  test('holds the records back when it cannot keep up', async () => {
    const { field, orders } = openField();
    const { load, published } = openLoad();
    const plan = Array.from({ length: 9 }, (_, n) => kill(n + 1));
    const doing = doPlan(plan, load, field);
    published.records = 100;
    await until(() => orders.length === 8, { what: 'as many as may be at once' });
    expect(doing.isBehind(100)).toBe(true);
    expect(doing.standing()).toContain('8 of 9 faults begun, under way: kill validator 1 after clean');
    orders[0]!.hit();
    await until(() => orders.length === 9, { what: 'the last' });
    for (const { hit } of orders) hit();
    await doing.finished;
  });

  test('fails with a fault that cannot be done', async () => {
    const { field } = openField();
    const { load } = openLoad();
    const doing = doPlan([kill(0, 7)], load, field);
    await expect(doing.finished).rejects.toThrow();
  });
});
