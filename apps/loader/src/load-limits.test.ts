import { describe, expect, test } from '@jest/globals';
import { StoreError } from '@cdr/object-store';
import { WarehouseError } from '@cdr/warehouse';
import type { Limits } from './batch-window.ts';
import { createLoadLimits } from './load-limits.ts';

const full = { rows: 250_000, bytes: 40_000_000 };
const set: Limits = { rows: 250_000, bytes: 64_000_000, ageMs: 2_000 };
const tooLong = new WarehouseError('canceling statement due to statement timeout', '57014', true);

function limits(from = set) {
  const told: Limits[] = [];
  return { limits: createLoadLimits(from, (now) => told.push(now)), told };
}

describe('the limits of a batch', () => {
  test('are those that are set', () => {
    expect(limits().limits).toMatchObject(set);
  });

  test('are halved by each load that takes too long, and told', () => {
    const { limits: now, told } = limits();
    now.failed(tooLong, full);
    now.failed(tooLong, full);
    expect(now).toMatchObject({ rows: 62_500, bytes: 16_000_000, ageMs: 2_000 });
    expect(told).toEqual([
      { rows: 125_000, bytes: 32_000_000, ageMs: 2_000 },
      { rows: 62_500, bytes: 16_000_000, ageMs: 2_000 },
    ]);
  });

  test.each([
    ['rows', { rows: 20_000, bytes: 1_000_000 }, { rows: 10_000, bytes: 2_560_000 }],
    ['bytes', { rows: 200, bytes: 6_400_000 }, { rows: 12_500, bytes: 3_200_000 }],
  ])('are half of the %s that took too long, which age may have cut', (_, load, half) => {
    const { limits: now } = limits();
    now.failed(tooLong, load);
    expect(now).toMatchObject(half);
  });

  test('are left, and nothing is told, when hardly anything took too long: that was not its size', () => {
    const { limits: now, told } = limits();
    for (const load of [
      { rows: 0, bytes: 0 },
      { rows: 900, bytes: 60_000 },
    ])
      now.failed(tooLong, load);
    expect(now).toMatchObject(set);
    for (let load = 0; load < 100; load += 1) now.failed(tooLong, full);
    expect(told.at(-1)).toMatchObject({ rows: Math.ceil(250_000 / 256) });
    expect(told).toHaveLength(8);
  });

  test.each([
    ['a warehouse that is gone', new WarehouseError('connection lost', 'CONNECTION_LOST', true)],
    ['a store that is gone', new StoreError('no answer', '57014', true)],
    ['a bug', new TypeError('undefined')],
  ])('are not changed by %s', (_, error) => {
    const { limits: now, told } = limits();
    now.failed(error, full);
    expect(now).toMatchObject(set);
    expect(told).toEqual([]);
  });

  test('grow back with full batches, slowly, and no further than what is set', () => {
    const { limits: now } = limits();
    now.failed(tooLong, full);
    for (let batch = 0; batch < 10; batch += 1) now.worked('age');
    expect(now.rows).toBe(125_000);
    for (let batch = 0; batch < 10; batch += 1) now.worked(batch % 2 === 0 ? 'rows' : 'bytes');
    expect(now.rows).toBeGreaterThan(150_000);
    expect(now.rows).toBeLessThan(250_000);
    for (let batch = 0; batch < 10; batch += 1) now.worked('rows');
    expect(now).toMatchObject(set);
  });

  test('always let something through', () => {
    const { limits: now } = limits({ rows: 3, bytes: 100, ageMs: 1 });
    for (let load = 0; load < 100; load += 1) now.failed(tooLong, full);
    expect(now).toMatchObject({ rows: 1, bytes: 1 });
  });
});
