import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pointsOf } from './kill-points/order.ts';
import { type Fault, instances, planFaults } from './plan.ts';

const options = { records: 300_000, kills: 50, seed: 1 };
const anyOptions = fc.record({
  records: fc.integer({ min: 1_000, max: 5_000_000 }),
  kills: fc.integer({ min: 1, max: 300 }),
  seed: fc.integer({ min: 0, max: 999_999_999 }),
});

function kinds(faults: readonly Fault[], kind: Fault['kind']): Fault[] {
  return faults.filter((fault) => fault.kind === kind);
}

function faultsOf(wanted: typeof options): Fault[] {
  return planFaults(wanted).map(({ fault }) => fault);
}

describe('the plan of a run', () => {
  test('follows from the options alone', () => {
    fc.assert(
      fc.property(anyOptions, (wanted) => {
        expect(planFaults(wanted)).toEqual(planFaults(wanted));
      }),
      { numRuns: 20 },
    );
    expect(planFaults(options)).not.toEqual(planFaults({ ...options, seed: 2 }));
  });

  test('has the kills that are asked for, and three pauses at least', () => {
    fc.assert(
      fc.property(anyOptions, (wanted) => {
        const faults = faultsOf(wanted);
        expect(kinds(faults, 'kill')).toHaveLength(wanted.kills);
        expect(kinds(faults, 'pause').length).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  test('with twenty kills, hits every point, and does each kind of fault at least once', () => {
    fc.assert(
      fc.property(anyOptions, (wanted) => {
        const faults = faultsOf({ ...wanted, kills: Math.max(20, wanted.kills) });
        const points = kinds(faults, 'kill').map((fault) => (fault as Fault & { kind: 'kill' }).point);
        const all = [...pointsOf.validator, ...pointsOf.loader, 'in flight' as const];
        expect(new Set(points)).toEqual(new Set(all));
        expect(new Set(faults.map(({ kind }) => kind)).size).toBe(7);
        const parts = kinds(faults, 'mischief').map((fault) => (fault as Fault & { kind: 'mischief' }).part);
        expect(new Set(parts)).toEqual(new Set(['kafka', 'store', 'warehouse']));
      }),
    );
  });

  test('puts the faults in order, behind the first records and before the last', () => {
    fc.assert(
      fc.property(anyOptions, (wanted) => {
        const ats = planFaults(wanted).map(({ at }) => at);
        expect(ats).toEqual([...ats].sort((a, b) => a - b));
        expect(ats[0]).toBeGreaterThan(0);
        expect(ats.at(-1)).toBeLessThan(wanted.records);
      }),
    );
  });

  test('hits workers where they come to, and only those that there are', () => {
    for (const fault of faultsOf({ ...options, kills: 300 })) {
      if (!('point' in fault)) continue;
      expect([...pointsOf[fault.role], 'in flight']).toContain(fault.point);
      expect(fault.instance).toBeLessThan(instances);
      expect(fault.nth).toBeGreaterThan(0);
    }
  });

  test('keeps a zombie stopped for longer than its group waits for it', () => {
    for (const fault of kinds(faultsOf({ ...options, kills: 300 }), 'pause'))
      expect((fault as Fault & { kind: 'pause' }).ms).toBeGreaterThanOrEqual(12_000);
  });
});
