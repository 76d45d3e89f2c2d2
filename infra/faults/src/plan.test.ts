import { describe, expect, test } from '@jest/globals';
import { kinds, partNames, planFaults } from './plan.ts';

const everything = { rounds: 2, parts: partNames, kinds };

function sayAll(plan: ReturnType<typeof planFaults>): string[] {
  return plan.map(({ part, kind, round }) => `${round} ${kind} ${part}`);
}

describe('the plan', () => {
  test('does each fault to each part as often as there are rounds', () => {
    const said = sayAll(planFaults(everything));
    for (const part of partNames)
      for (const kind of ['kill', 'pause', 'restart'])
        expect(said).toEqual(expect.arrayContaining([`1 ${kind} ${part}`, `2 ${kind} ${part}`]));
    expect(new Set(said).size).toBe(said.length);
  });

  test('makes nobody slow who answers nobody', () => {
    const slow = sayAll(planFaults({ ...everything, rounds: 1, kinds: ['slow'] }));
    expect(slow).toEqual(['1 slow kafka', '1 slow object-store', '1 slow warehouse']);
  });

  test('goes from part to part, then to the next kind, then to the next round', () => {
    const said = sayAll(planFaults({ rounds: 2, parts: ['kafka', 'loader'], kinds: ['kill', 'pause'] }));
    expect(said.slice(0, 5)).toEqual([
      '1 kill kafka',
      '1 kill loader',
      '1 pause kafka',
      '1 pause loader',
      '2 kill kafka',
    ]);
  });

  // Seconds; the limits stand in libs/kafka (patience.ts, join-group.ts), libs/object-store (s3.ts) and libs/warehouse
  // (connections.ts).
  test.each([
    { part: 'kafka', longest: 2 * 10 },
    { part: 'object-store', longest: 2 * 30 },
    { part: 'warehouse', longest: 75 },
    { part: 'generator', longest: 10 },
    { part: 'validator', longest: 10 },
    { part: 'loader', longest: 30 },
  ] as const)('pauses $part longer than the longest limit, $longest s', ({ part, longest }) => {
    const [pause] = planFaults({ rounds: 1, parts: [part], kinds: ['pause'] });
    expect(pause!.seconds).toBeGreaterThan(longest);
  });

  test('leaves time for the rest in half an hour', () => {
    const seconds = planFaults(everything).reduce((sum, fault) => sum + fault.seconds, 0);
    expect(seconds).toBeLessThan(15 * 60);
  });
});
